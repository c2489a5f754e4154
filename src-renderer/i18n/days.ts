const dayMs = 24 * 60 * 60 * 1000;

/** Whole days from today to the day of `at`: 0 today, negative when it has passed. */
export function daysUntil(at: string, now: Date): number {
  return Math.floor(Date.parse(at) / dayMs) - Math.floor(now.getTime() / dayMs);
}
