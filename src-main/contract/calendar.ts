/** Days are counted from 1 January 1970. */
type Day = number;

const dayMs = 24 * 60 * 60 * 1000;

/**
 * The calendar day on which a license ends. Its instant counts days in UTC, so that it is the same
 * day wherever it is read.
 * @param at ISO instant
 */
export const dueDay = (at: string): Day => Math.floor(Date.parse(at) / dayMs);

/**
 * The calendar day that it is at a moment where a person is.
 * @param timeZone IANA name; without it, the zone of this computer.
 */
export function dayIn(at: Date, timeZone?: string): Day {
  if (timeZone === undefined) {
    return Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / dayMs;
  }
  const part = Object.fromEntries(
    new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' })
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  return Date.UTC(part['year'] ?? NaN, (part['month'] ?? NaN) - 1, part['day'] ?? NaN) / dayMs;
}

/**
 * Calendar days from today, where the person is, to the day on which a license ends: 0 today,
 * negative when it has passed. Neither the time of day nor a change of the clocks matters.
 */
export const daysLeft = (due: string, now: Date, timeZone?: string): number =>
  dueDay(due) - dayIn(now, timeZone);

/** Midnight UTC of a day, as a date. */
export const dateOfDay = (day: Day): Date => new Date(day * dayMs);
