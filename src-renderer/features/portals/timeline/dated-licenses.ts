import { dayIn, dueDay } from '../../../../src-main/contract/calendar';
import type { DocsServerLicense, LicenseStanding } from '../../../../src-main/contract/overview';
import type { PortalRow } from '../portal-rows';

/** What a mark stands for, the worst last: each has a shape of its own. */
export const conditions = ['fine', 'trial', 'grace', 'ended'] as const;
export type Condition = (typeof conditions)[number];

export const owners = ['portal', 'docsServer'] as const;
export type Owner = (typeof owners)[number];

/** A license with an end, on the timeline. Days count from 1970. */
export interface DatedLicense {
  readonly owner: Owner;
  readonly id: string;
  readonly name: string;
  readonly due: string;
  readonly day: number;
  /** Last day of the grace period, where one is running or known. */
  readonly graceDay: number | null;
  readonly condition: Condition;
}

/** The licenses of a timeline, and how many have no place on it. */
export interface TimelineLicenses {
  readonly dated: readonly DatedLicense[];
  /** They do not expire. */
  readonly endless: readonly string[];
  /** Nobody told when they end. */
  readonly unknown: number;
}

/** Sorts licenses by whether they have an end; those that are paid past theirs have none. */
export function datedLicenses(
  rows: readonly PortalRow[],
  docsServers: readonly DocsServerLicense[],
  now: Date,
): TimelineLicenses {
  const today = dayIn(now);
  const dated: DatedLicense[] = [];
  const endless: string[] = [];
  let unknown = 0;

  for (const { portal, known } of rows) {
    const license = known?.license ?? null;
    const due = license?.dueDate ?? null;
    if (license === null || (due === null && license.standing === 'unknown')) unknown += 1;
    else if (due === null || isPaidPast(license, dueDay(due), today)) endless.push(portal.name);
    else {
      const { graceUntil } = license;
      dated.push({
        owner: 'portal',
        id: portal.id,
        name: portal.name,
        due,
        day: dueDay(due),
        graceDay: graceUntil === null ? null : dueDay(graceUntil),
        condition: conditionOf(license, dueDay(due), today),
      });
    }
  }
  for (const { serverId, name, end } of docsServers) {
    if (end.kind === 'never') endless.push(name);
    else if (end.kind !== 'at' || !Number.isFinite(Date.parse(end.at))) unknown += 1;
    else {
      const day = dueDay(end.at);
      const condition = day < today ? 'ended' : 'fine';
      const dates = { due: end.at, day, graceDay: null };
      dated.push({ owner: 'docsServer', id: serverId, name, ...dates, condition });
    }
  }
  return { dated: dated.sort((a, b) => a.day - b.day), endless, unknown };
}

const isPaidPast = ({ standing }: LicenseStanding, day: number, today: number): boolean =>
  standing === 'paid' && day < today;

function conditionOf({ standing }: LicenseStanding, day: number, today: number): Condition {
  if (standing === 'grace') return 'grace';
  if (day < today || standing === 'notPaid') return 'ended';
  return standing === 'trial' ? 'trial' : 'fine';
}
