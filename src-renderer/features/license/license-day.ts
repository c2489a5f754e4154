import { getLocale } from '$words/runtime';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * The day of a license date, for example "31 December 2026". Licenses count days in UTC (DocSpace
 * server: LicenseReader), so the day is the same in every time zone. `at` is an ISO instant.
 */
export function formatDay(at: string): string {
  return new Intl.DateTimeFormat(getLocale(), { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(at),
  );
}

/** Whole days from today to the day of `at`: 0 today, negative when it has passed. */
export function daysUntil(at: string, now: Date): number {
  return Math.floor(Date.parse(at) / dayMs) - Math.floor(now.getTime() / dayMs);
}
