import { createHash } from 'node:crypto';
import { type SampleLicenseKind, sampleTerms } from './tables/license-seeds';

export interface SampleLicenseOptions {
  /** Dates in the file are counted from here. */
  readonly now: Date;
  /** Made for the Developer edition. Default false: Enterprise. */
  readonly developer?: boolean;
  readonly customerId?: string;
  /** Days until the end date, in place of the kind's own. */
  readonly endDays?: number;
}

/** Customer of a sample license unless another is asked for. */
const sampleCustomerId = 'Practice Installation';

const dayMs = 86_400_000;

/** Midnight UTC, `days` after the day of `now`. */
function dayFrom(now: Date, days: number): string {
  return new Date((Math.floor(now.getTime() / dayMs) + days) * dayMs).toISOString();
}

/**
 * The text of a license file as a portal takes it. The signature is made up: DocSpace does not
 * check it, the Document Server of a practice portal is simulated.
 */
export function sampleLicense(kind: SampleLicenseKind, options: SampleLicenseOptions): string {
  const terms = sampleTerms[kind];
  const customerId = options.customerId ?? sampleCustomerId;
  const endDays = options.endDays ?? terms.endDays;
  const fields = {
    customer_id: customerId,
    start_date: dayFrom(options.now, terms.startDays),
    end_date: dayFrom(options.now, endDays),
    trial: terms.trial,
    timeLimited: terms.timeLimited,
    docspace_dev: options.developer ?? false,
    branding: true,
    customization: true,
    advanced_api: options.developer ?? false,
    users_count: 50,
    users_expire: 30,
    connections: 20,
  };
  const signature = createHash('sha256').update(JSON.stringify(fields)).digest('base64');
  return `${JSON.stringify({ ...fields, signature }, null, 2)}\n`;
}
