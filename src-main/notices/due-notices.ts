import { daysLeft, dueDay } from '../contract/calendar';

/** A license with an end. */
export interface DatedLicense {
  /** Whose it is; the same at every start of the app. */
  readonly subject: string;
  /** ISO instant of the end. */
  readonly due: string;
  /** The server takes it for good whatever its end says: past it, nothing has run out. */
  readonly good: boolean;
}

/** What a person was told of already. */
export interface ToldNotice {
  readonly subject: string;
  readonly dueDay: number;
  readonly threshold: number;
}

/** What a person is to be told now. */
export interface DueNotice extends ToldNotice {
  /** Calendar days to the end; negative when it has passed. */
  readonly daysLeft: number;
}

export interface Moment {
  readonly at: Date;
  /** IANA name; without it, the zone of this computer. */
  readonly timeZone?: string;
}

/** An end that passed longer ago, in days, is no news any more. */
export const latestAfter = 30;

/**
 * Decides of which ends of licenses a person is to be told now. Each threshold is a number of
 * calendar days before the end, where the person is. Of several thresholds that passed while the
 * app was closed, only the nearest to the end counts. Nobody is told twice of a threshold and an
 * end, nor of a farther threshold after a nearer one; a renewed license has another end and so
 * begins anew.
 */
export function dueNotices<L extends DatedLicense>(
  licenses: readonly L[],
  thresholds: readonly number[],
  told: readonly ToldNotice[],
  { at, timeZone }: Moment,
): readonly (DueNotice & { readonly license: L })[] {
  const nearestFirst = [...thresholds].sort((a, b) => a - b);
  const nearestTold = new Map<string, number>();
  for (const one of told) {
    const end = endOf(one.subject, one.dueDay);
    nearestTold.set(end, Math.min(one.threshold, nearestTold.get(end) ?? Infinity));
  }
  return licenses.flatMap((license) => {
    const { subject } = license;
    const left = daysLeft(license.due, at, timeZone);
    if (left < 0 && (license.good || left < -latestAfter)) return [];
    const threshold = nearestFirst.find((days) => days >= left);
    const day = dueDay(license.due);
    if (threshold === undefined || (nearestTold.get(endOf(subject, day)) ?? Infinity) <= threshold)
      return [];
    return [{ license, subject, dueDay: day, threshold, daysLeft: left }];
  });
}

const endOf = (subject: string, day: number): string => `${day} ${subject}`;
