import { dayOf } from '../dates';
import type { PortalSettings } from '../options';
import { type PortalState, toApplied } from '../state';
import { editions } from '../tables/editions';
import { pause } from '../pause';
import { type License, readLicense } from './license-text';

/** Why the portal refuses a license file. */
export type LicenseRefusal =
  | 'notFound'
  | 'notParsed'
  | 'startsLater'
  | 'otherEdition'
  | 'expired'
  | 'unknownUser'
  | 'documentServerDown';

export type Checked =
  | { readonly ok: true; readonly license: License }
  | { readonly ok: false; readonly refusal: LicenseRefusal };

/** Checks an uploaded file and stages it as `license.lic.tmp`; it does not take effect. */
export function stageLicense(state: PortalState, settings: PortalSettings, text: string): Checked {
  const license = readLicense(text);
  if (license === null) return refused('notParsed');
  const refusal = basicRefusal(license, settings);
  if (refusal !== null) return refused(refusal);
  state.license.stagedFile = text;
  return { ok: true, license };
}

/** Whether the license's end lies before today (UTC). */
export function isOverdue(license: License, now: Date): boolean {
  return license.endDate !== null && license.endDate < dayOf(now);
}

/**
 * Activates the staged file, or reads the current one again. A file that the Document Server or
 * the edition refuses is rolled back but stays staged; after other trouble even `license.lic`
 * stays overwritten. DocSpace server: LicenseReader.RefreshLicenseAsync.
 */
export async function promoteLicense(
  state: PortalState,
  settings: PortalSettings,
  stopped: AbortSignal,
): Promise<Checked> {
  const files = state.license;
  const backup = files.currentFile;
  const text = files.stagedFile ?? backup;
  if (text === null) return refused('notFound');
  const license = readLicense(text);
  if (license === null) return refused('notParsed');
  files.currentFile = text;
  const refusal =
    (await documentServerRefusal(license, settings, stopped)) ?? basicRefusal(license, settings);
  if (refusal !== null) {
    if (rolledBack.has(refusal)) files.currentFile = backup;
    return refused(refusal);
  }
  files.applied = toApplied(license, settings.clock());
  files.stagedFile = null;
  return { ok: true, license };
}

const rolledBack: ReadonlySet<LicenseRefusal> = new Set([
  'notParsed',
  'expired',
  'unknownUser',
  'otherEdition',
]);

function basicRefusal(license: License, settings: PortalSettings): LicenseRefusal | null {
  if (license.startDate !== null && license.startDate > settings.clock()) return 'startsLater';
  return license.developer === editions[settings.edition].developer ? null : 'otherEdition';
}

async function documentServerRefusal(
  license: License,
  settings: PortalSettings,
  stopped: AbortSignal,
): Promise<LicenseRefusal | null> {
  const { customerId, reachable, answerMs, refusalMs } = settings.documentServer;
  const refusal = !reachable
    ? 'documentServerDown'
    : isOverdue(license, settings.clock())
      ? 'expired'
      : customerId !== null && customerId !== license.customerId
        ? 'unknownUser'
        : null;
  await pause(refusal === null ? answerMs : refusalMs, stopped);
  return refusal;
}

function refused(refusal: LicenseRefusal): Checked {
  return { ok: false, refusal };
}
