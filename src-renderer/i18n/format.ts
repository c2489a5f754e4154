import { intlFormatDistance } from 'date-fns/intlFormatDistance';
import { getLocale } from '$words/runtime';

/** A day, for example "12 March 2026". `at` is an ISO instant. */
export function formatDate(at: string): string {
  return new Intl.DateTimeFormat(getLocale(), { dateStyle: 'long' }).format(new Date(at));
}

/** Day and time of day to the second. `at` is an ISO instant. */
export function formatDateTime(at: string): string {
  return new Intl.DateTimeFormat(getLocale(), { dateStyle: 'long', timeStyle: 'medium' }).format(
    new Date(at),
  );
}

/** How far away, for example "5 minutes ago" or "in 3 days". `at` is an ISO instant. */
export function formatRelative(at: string, now: Date): string {
  const then = new Date(at);
  // Seconds would change faster than anything is redrawn.
  const near = Math.abs(then.getTime() - now.getTime()) < 60_000;
  return intlFormatDistance(near ? now : then, now, { locale: getLocale(), numeric: 'auto' });
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size in the unit that reads best, counted in steps of 1024. */
export function formatBytes(bytes: number): string {
  const step = Math.min(
    byteUnits.length - 1,
    Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)),
  );
  return new Intl.NumberFormat(getLocale(), {
    style: 'unit',
    unit: byteUnits[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(bytes / 1024 ** step);
}
