const dayMs = 86_400_000;

export function addDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * dayMs);
}

/** Midnight UTC of that day. */
export function dayOf(date: Date): Date {
  return new Date(Math.floor(date.getTime() / dayMs) * dayMs);
}

/**
 * `ApiDateTime` as DocSpace writes it: seven fraction digits and the portal's zone, `Z` for UTC.
 * No date is the year 1.
 */
export function apiDateTime(date: Date | null, utcOffsetMinutes: number): string {
  if (date === null) return '0001-01-01T00:00:00.0000000Z';
  const local = new Date(date.getTime() + utcOffsetMinutes * 60_000);
  return `${local.toISOString().slice(0, -1)}0000${zone(utcOffsetMinutes)}`;
}

/** Plain .NET `DateTime` in UTC, without zone, as some older fields have it. */
export function plainDateTime(date: Date | null): string {
  if (date === null) return '0001-01-01T00:00:00';
  return date
    .toISOString()
    .slice(0, -1)
    .replace(/\.(\d*?)0+$/, (_, digits: string) => (digits ? `.${digits}` : ''));
}

/** `+03:00`, or `Z` for UTC. */
function zone(utcOffsetMinutes: number): string {
  return utcOffsetMinutes === 0 ? 'Z' : offsetText(utcOffsetMinutes);
}

/** An offset as `+03:00`. */
export function offsetText(utcOffsetMinutes: number): string {
  const size = Math.abs(utcOffsetMinutes);
  const two = (value: number) => Math.floor(value).toString().padStart(2, '0');
  return `${utcOffsetMinutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}
