import type { LicenseState } from '../contract/license';
import type { LicenseStanding } from '../contract/overview';
import type { StandingRow } from '../store/standing-table';

const standings = [
  'paid',
  'trial',
  'grace',
  'notPaid',
  'unknown',
] as const satisfies readonly LicenseState['standing'][];

/** The license in a row of the store; `null` when none was read. What makes no sense is left out. */
export function licenseOf({ standing, dueDate, graceUntil, asOf }: StandingRow) {
  if (asOf.license === null) return null;
  return {
    standing: standings.find((one) => one === standing) ?? 'unknown',
    dueDate: instant(dueDate),
    graceUntil: instant(graceUntil),
  } satisfies LicenseStanding;
}

/** `null` also for text that is no date: nothing that is counted in days may come out as NaN. */
const instant = (text: string | null): string | null =>
  text !== null && Number.isFinite(Date.parse(text)) ? text : null;

/** The age of the oldest of what was read; `null`: nothing was. */
export function oldestOf({ asOf }: StandingRow): string | null {
  const read = [asOf.facts, asOf.license, asOf.sharing].filter((at) => at !== null);
  return read.length === 0 ? null : read.reduce((a, b) => (a < b ? a : b));
}
