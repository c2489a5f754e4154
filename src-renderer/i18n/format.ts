import { differenceInCalendarMonths } from 'date-fns/differenceInCalendarMonths';
import { intlFormatDistance } from 'date-fns/intlFormatDistance';
import { getLocale } from '$words/runtime';

/** One formatter for each language: making one takes far longer than using it. */
function forLanguage<Formatter>(make: (locale: string) => Formatter): () => Formatter {
  const made = new Map<string, Formatter>();
  return () => {
    const locale = getLocale();
    const formatter = made.get(locale) ?? make(locale);
    made.set(locale, formatter);
    return formatter;
  };
}

const day = forLanguage((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long' }));
const utcDay = forLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
);
const shortUtcDay = forLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
);
const utcMonth = forLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' }),
);
const dayAndTime = forLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'medium' }),
);
const shortDayAndTime = forLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
);
const shortDay = forLanguage((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }));
const nearTime = forLanguage(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      hour: 'numeric',
      minute: '2-digit',
    }),
);
const plainNumber = forLanguage((locale) => new Intl.NumberFormat(locale));

/** A day, for example "12 March 2026". `at` is an ISO instant. */
export function formatDate(at: string): string {
  return day().format(new Date(at));
}

/** A day that is the same in every time zone, because its instant counts days in UTC. */
export function formatUtcDay(at: string): string {
  return utcDay().format(new Date(at));
}

/** As {@link formatUtcDay}, short, for example "12 Mar 2026". */
export function formatShortUtcDay(at: string): string {
  return shortUtcDay().format(new Date(at));
}

/** The month of a day in UTC, for example "Mar". */
export function formatUtcMonth(at: Date): string {
  return utcMonth().format(at);
}

/** Day and time of day to the second. `at` is an ISO instant. */
export function formatDateTime(at: string): string {
  return dayAndTime().format(new Date(at));
}

/** Day and time of day to the minute, where there is little room. `at` is an ISO instant. */
export function formatShortDateTime(at: string): string {
  return shortDayAndTime().format(new Date(at));
}

/**
 * Where there is little room: within a week the day and time of day, otherwise only the day. `at`
 * is an ISO instant.
 */
export function formatNear(at: string, now: Date): string {
  const then = new Date(at);
  const isNear = Math.abs(then.getTime() - now.getTime()) < 7 * 86_400_000;
  return (isNear ? nearTime() : shortDay()).format(then);
}

/** A number as it is written in the language of the window, for example "100,000". */
export function formatCount(count: number): string {
  return plainNumber().format(count);
}

/** How far away, for example "5 minutes ago" or "in 3 days". `at` is an ISO instant. */
export function formatRelative(at: string, now: Date): string {
  const then = new Date(at);
  // Seconds would change faster than anything is redrawn.
  const near = Math.abs(then.getTime() - now.getTime()) < 60_000;
  const months = Math.abs(differenceInCalendarMonths(then, now));
  return intlFormatDistance(near ? now : then, now, {
    locale: getLocale(),
    numeric: 'auto',
    // Nobody counts in quarters.
    ...(months >= 3 && months < 12 ? { unit: 'month' } : {}),
  });
}

/**
 * How long until then, to the second, for example "in 40 seconds". `at` is an ISO instant, `now`
 * milliseconds.
 */
export function formatCountdown(at: string, now: number): string {
  return intlFormatDistance(new Date(at), now, { locale: getLocale(), numeric: 'always' });
}

const durationUnits = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A span of time in the largest unit that fits, for example "2 minutes". */
export function formatDuration(seconds: number): string {
  const fits = durationUnits.find(([, length]) => Math.round(seconds) >= length);
  const [unit, length] = fits ?? (['second', 1] as const);
  return new Intl.NumberFormat(getLocale(), {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: unit === 'second' ? 0 : 1,
  }).format(seconds / length);
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
