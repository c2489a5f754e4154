import { addDays, addHours, addMinutes, addYears, format, isValid } from 'date-fns';
import { furthestExpiryYears } from '../../../src-main/contract/links';

export const expiryPresets = ['hours12', 'day1', 'days7', 'days30'] as const;
export type ExpiryPreset = (typeof expiryPresets)[number];

/** What can be chosen for the end of a link. `kept`: as it is, or as the form found it. */
export type ExpiryChoice = 'kept' | ExpiryPreset | 'at' | 'never';

/** Why a local time cannot be the end of a link. */
export type ExpiryFault =
  /** Nothing, or only a part of a time, was typed. */
  | 'missing'
  /** Clocks are put forward over it. */
  | 'skipped'
  | 'past'
  | 'tooFar'
  /** The link is over: with any other change it would come back to life without an end. */
  | 'ended';

/** So many minutes later than now a link must end: the portal's clock may be ahead. */
const shortestLife = 1;

/** The end that a preset means now. A day is one of the calendar: the same time of day. */
export function presetEnd(preset: ExpiryPreset, now: Date): string {
  const ends: Record<ExpiryPreset, Date> = {
    hours12: addHours(now, 12),
    day1: addDays(now, 1),
    days7: addDays(now, 7),
    days30: addDays(now, 30),
  };
  return ends[preset].toISOString();
}

const localForm = "yyyy-MM-dd'T'HH:mm";

/** An instant as a field for local times shows it, to the minute. */
export const localTime = (at: string): string => format(new Date(at), localForm);

/** A local time, as the field gives it, as an instant. */
export type ReadTime =
  | {
      readonly at: string;
      /** Clocks are put back over it: it occurs twice, and this is the earlier one. */
      readonly twice: boolean;
    }
  | { readonly fault: ExpiryFault };

/** Reads a local time and judges whether a link can end then. */
export function readLocalTime(text: string, now: Date): ReadTime {
  const then = new Date(text);
  if (text === '' || !isValid(then)) return { fault: 'missing' };
  if (format(then, localForm) !== text) return { fault: 'skipped' };
  if (then < addMinutes(now, shortestLife)) return { fault: 'past' };
  if (then > addYears(now, furthestExpiryYears)) return { fault: 'tooFar' };
  // Clocks are put back by an hour, in one place of the world by half of one.
  const twice = [30, 60].some(
    (minutes) => localTime(addMinutes(then, minutes).toISOString()) === text,
  );
  return { at: then.toISOString(), twice };
}

/** The time zone of this computer and its distance from UTC then, for example "Europe/Berlin, GMT+1". */
export function zoneAt(at: Date): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const offset = new Intl.DateTimeFormat('en', { timeZoneName: 'shortOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return timeZone === 'UTC' ? timeZone : `${timeZone}, ${offset}`;
}
