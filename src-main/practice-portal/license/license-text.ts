import * as v from 'valibot';

const flag = v.optional(
  v.union([
    v.boolean(),
    v.pipe(
      v.string(),
      v.regex(/^(true|false)$/i),
      v.transform((text) => text.toLowerCase() === 'true'),
    ),
  ]),
  false,
);

const date = v.optional(
  v.nullable(
    v.pipe(
      v.string(),
      v.transform((text) => new Date(text)),
      v.check((value) => !Number.isNaN(value.getTime())),
    ),
  ),
  null,
);

const requiredText = v.pipe(v.string(), v.minLength(1));

/** Field names in lower case: the server reads them in any case. */
const licenseSchema = v.object({
  customer_id: requiredText,
  signature: requiredText,
  start_date: date,
  end_date: date,
  trial: flag,
  timelimited: flag,
  docspace_dev: flag,
  branding: flag,
  customization: flag,
  advanced_api: flag,
});

/** A license file as the portal understands it. DocSpace server: License. */
export interface License {
  readonly customerId: string;
  readonly startDate: Date | null;
  readonly endDate: Date | null;
  readonly trial: boolean;
  readonly lifetime: boolean;
  readonly developer: boolean;
  readonly branding: boolean;
  readonly customization: boolean;
  readonly advancedApi: boolean;
  /** The fields as they stand in the file. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Reads a license file; `null` when it is no license (no JSON, customer ID or signature). */
export function readLicense(text: string): License | null {
  const fields = parseObject(text);
  if (fields === null) return null;
  const lowerCase = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const parsed = v.safeParse(licenseSchema, lowerCase);
  if (!parsed.success) return null;
  const license = parsed.output;
  return {
    customerId: license.customer_id,
    startDate: license.start_date,
    endDate: license.end_date,
    trial: license.trial,
    lifetime: !license.trial && !license.timelimited,
    developer: license.docspace_dev,
    branding: license.branding,
    customization: license.customization,
    advancedApi: license.advanced_api,
    fields,
  };
}

const jsonObject = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown()));

function parseObject(text: string): Record<string, unknown> | null {
  const parsed = v.safeParse(jsonObject, withoutTrailingCommas(text.replace(/^\uFEFF/, '')));
  return parsed.success ? parsed.output : null;
}

/** Drops `,` before `}` or `]` outside strings: the server's parser allows it, JSON.parse not. */
function withoutTrailingCommas(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/gs, (_, quoted?: string) => quoted ?? '');
}
