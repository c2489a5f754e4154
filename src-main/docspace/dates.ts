import * as v from 'valibot';

/** What a date on the wire says. */
export type WireDate =
  | { readonly kind: 'instant'; readonly iso: string }
  /** The portal's way to say "no date", "unlimited". */
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' };

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})?$/;

/** Widest zone offset in use, in minutes. */
const widestOffset = 14 * 60;

/**
 * Reads a portal's date: `2026-01-01T03:00:00.0000000+03:00`, with `Z`, or without a zone, which
 * older fields leave out and which is taken as UTC. The years 1 and 9999 mean "no date". The
 * instant is exact to the millisecond; finer digits are cut.
 * DocSpace server: ApiDateTime, ApiDateTimeConverter.
 */
export function readWireDate(text: string): WireDate {
  const match = pattern.exec(text.trim());
  if (!match) return { kind: 'unreadable' };
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3);
  const asUtc = Date.parse(`${local}.${milliseconds}Z`);
  const offset = offsetMinutes(zone);
  // The parser lets 30 February pass as 2 March.
  const real = !Number.isNaN(asUtc) && new Date(asUtc).toISOString().startsWith(local);
  if (!real || offset === null) return { kind: 'unreadable' };
  if (year === '0001' || year === '9999') return { kind: 'none' };
  return { kind: 'instant', iso: new Date(asUtc - offset * 60_000).toISOString() };
}

function offsetMinutes(zone: string): number | null {
  if (zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4, 6))];
  const total = hours * 60 + minutes;
  if (minutes > 59 || total > widestOffset) return null;
  return zone.startsWith('-') ? -total : total;
}

/**
 * Schema of a date field: an ISO instant, or `null` for "no date" and for a field left out. A date
 * that cannot be read is an issue, for as "no date" it would mean "unlimited".
 */
export const wireDate = v.nullish(
  v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }): string | null => {
      const date = readWireDate(dataset.value);
      if (date.kind === 'unreadable') {
        addIssue({ message: 'not a date' });
        return NEVER;
      }
      return date.kind === 'instant' ? date.iso : null;
    }),
  ),
  null,
);
