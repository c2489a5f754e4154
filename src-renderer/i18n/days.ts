import { daysLeft } from '../../src-main/contract/calendar';

/**
 * Whole days from today, as the person's calendar has it, to the day of `at`: 0 today, negative
 * when it has passed.
 */
export const daysUntil = (at: string, now: Date): number => daysLeft(at, now);
