import { appError } from '../contract/app-error';
import type { LicenseContent, LicenseState, LicenseWarning } from '../contract/license';
import { fail, ok, type Result } from '../contract/result';
import { readForgivingJson, readText } from './license-text';

/** A date field that is there but is no date. The portal will refuse such a file. */
export interface UnreadDate {
  readonly field: 'start_date' | 'end_date';
  /** As it stands in the file, cut to a readable length. */
  readonly text: string;
}

/** A license file as read on this computer. */
export interface ReadLicense {
  readonly content: LicenseContent;
  readonly unread: readonly UnreadDate[];
}

/**
 * Reads a license file the way the portal does: names in any case, trailing commas, numbers and
 * yes/no also as text. Source: DocSpace server, License.
 * Errors: `license.binary`, `license.encoding`, `license.notJson`, `license.noCustomerId`,
 * `license.noSignature`.
 */
export function readLicense(bytes: Uint8Array): Result<ReadLicense, 'license'> {
  const text = readText(bytes);
  if (!text.ok) return text;
  const json = readForgivingJson(text.value);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return fail(appError('license.notJson'));
  }
  const fields: Fields = new Map(
    Object.entries(json).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const customerId = fields.get('customer_id');
  if (!isFilled(customerId)) return fail(appError('license.noCustomerId'));
  if (!isFilled(fields.get('signature'))) return fail(appError('license.noSignature'));

  const startDate = readDate(fields, 'start_date');
  const endDate = readDate(fields, 'end_date');
  const trial = readFlag(fields, 'trial');
  const content: LicenseContent = {
    customerId,
    startDate: startDate.instant,
    endDate: endDate.instant,
    trial,
    lifetime: !trial && !readFlag(fields, 'timeLimited'),
    edition: readFlag(fields, 'docspace_dev') ? 'developer' : 'enterprise',
    limits: {
      users: readLimit(fields, 'users_count'),
      usersExpireDays: readLimit(fields, 'users_expire'),
      connections: readLimit(fields, 'connections'),
    },
    features: featureFields
      .filter(({ field }) => readFlag(fields, field))
      .map(({ feature }) => feature),
  };
  const unread = [startDate.unread, endDate.unread].filter((one) => one !== null);
  return ok({ content, unread });
}

/**
 * Why a person should look twice before sending this file to a portal in this state. The end date
 * counts as the portal counts it: good until the end of that day, UTC.
 * @param state what is known of the portal, `null` when nothing is.
 */
export function warningsFor(
  { content, unread }: ReadLicense,
  state: LicenseState | null,
  now: Date,
): readonly LicenseWarning[] {
  const { customerId, startDate, endDate, edition } = content;
  const warnings: LicenseWarning[] = unread.map((one) => ({ kind: 'unreadDate', ...one }));
  if (endDate !== null && dayOf(endDate) < dayOf(now.toISOString())) {
    warnings.push({ kind: 'expired', endDate });
  }
  if (startDate !== null && Date.parse(startDate) > now.getTime()) {
    warnings.push({ kind: 'notYetValid', startDate });
  }
  if (state === null) return warnings;
  const licensed = state.edition === 'enterprise' || state.edition === 'developer';
  if (licensed && state.edition !== edition) {
    warnings.push({ kind: 'otherEdition', file: edition, portal: state.edition });
  }
  if (endDate !== null && state.dueDate !== null && dayOf(endDate) < dayOf(state.dueDate)) {
    warnings.push({ kind: 'endsEarlier', file: endDate, portal: state.dueDate });
  }
  if (state.customerId !== null && state.customerId !== customerId) {
    warnings.push({ kind: 'otherCustomer', file: customerId, portal: state.customerId });
  }
  return warnings;
}

/** Fields by lower-case name; of several in different case the last one counts, as on the server. */
type Fields = ReadonlyMap<string, unknown>;

const featureFields = [
  { field: 'branding', feature: 'branding' },
  { field: 'customization', feature: 'customization' },
  { field: 'advanced_api', feature: 'advancedApi' },
] as const;

const isFilled = (value: unknown): value is string => typeof value === 'string' && value !== '';

function readFlag(fields: Fields, name: string): boolean {
  const value = fields.get(name.toLowerCase());
  return value === true || (typeof value === 'string' && value.trim().toLowerCase() === 'true');
}

/** In a license 0 stands for a limit that is not set, as does a missing field. */
function readLimit(fields: Fields, name: string): number | null {
  const value = fields.get(name);
  const number = typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : null;
}

interface DateField {
  readonly instant: string | null;
  readonly unread: UnreadDate | null;
}

function readDate(fields: Fields, field: UnreadDate['field']): DateField {
  const value = fields.get(field);
  if (value === undefined) return { instant: null, unread: null };
  const instant = typeof value === 'string' ? instantOf(value) : null;
  if (instant !== null) return { instant, unread: null };
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { instant: null, unread: { field, text: text.slice(0, 80) } };
}

/** The dates that .NET's JSON reader takes; without a zone they are UTC, as on the server. */
const isoDate =
  /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?(Z|[+-]\d\d:\d\d)?)?$/;

function instantOf(text: string): string | null {
  const [, date, time = '00:00', second = '00', fraction = '', zone = 'Z'] =
    isoDate.exec(text) ?? [];
  if (date === undefined || !isCalendarDay(date)) return null;
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  const at = Date.parse(`${date}T${time}:${second}.${milliseconds}${zone}`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** JavaScript alone would read the 31st of April as the 1st of May. */
function isCalendarDay(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(at) && dayOf(new Date(at).toISOString()) === date;
}

/** The day of an instant, UTC, as `2026-12-31`. */
const dayOf = (instant: string): string => new Date(instant).toISOString().slice(0, 10);
