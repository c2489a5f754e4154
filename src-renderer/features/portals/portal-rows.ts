import { daysLeft, dueDay } from '../../../src-main/contract/calendar';
import type { PortalOverview } from '../../../src-main/contract/overview';
import type { Edition, PortalSummary } from '../../../src-main/contract/portals';
import type { OpenCount } from '../../state/change-counts.svelte';
import { findPortals } from '../../state/find-portals';

/** A portal with all that its row shows. */
export interface PortalRow {
  readonly portal: PortalSummary;
  /** `null`: the store was not asked yet. */
  readonly known: PortalOverview | null;
  readonly changes: OpenCount;
}

/** How a portal is doing, for filter and order; what needs a person comes first. */
export const statuses = ['missing', 'attention', 'offline', 'unknown', 'online'] as const;
export type Status = (typeof statuses)[number];

export const statusOf = ({ key, reach }: PortalSummary): Status =>
  key === 'missing' ? 'missing' : reach.state;

/** Days within which a license ends, or what else is the matter with its end. */
export const dueFilters = ['overdue', '7', '30', '90', 'none', 'unknown'] as const;
export type DueFilter = (typeof dueFilters)[number];

export const sharingFilters = ['on', 'off', 'unknown'] as const;
export type SharingFilter = (typeof sharingFilters)[number];

/** What a person looks for. `''`: whatever it is. */
export interface PortalFilter {
  /** Words; all of them must be found in name, host or tags. */
  readonly query: string;
  readonly tag: string;
  readonly status: Status | '';
  readonly edition: Edition | '';
  readonly due: DueFilter | '';
  readonly sharing: SharingFilter | '';
}

export const noFilter: PortalFilter = {
  query: '',
  tag: '',
  status: '',
  edition: '',
  due: '',
  sharing: '',
};

/** Days of the calendar on which a license ends, both included. */
export interface DueRange {
  readonly first: number;
  readonly last: number;
}

/** The rows that a filter lets through, in the order they came in. */
export function filterRows(
  rows: readonly PortalRow[],
  filter: PortalFilter,
  now: Date,
): readonly PortalRow[] {
  const { tag, status, edition, due, sharing } = filter;
  const found = new Set(
    findPortals(
      rows.map(({ portal }) => portal),
      filter.query,
    ),
  );
  return rows.filter(
    ({ portal, known }) =>
      found.has(portal) &&
      (tag === '' || portal.tags.includes(tag)) &&
      (status === '' || statusOf(portal) === status) &&
      (edition === '' || portal.edition === edition) &&
      (sharing === '' || sharingOf(known) === sharing) &&
      (due === '' || isDue(known, due, now)),
  );
}

/** The rows whose license ends in a range. */
export const rowsDueIn = (
  rows: readonly PortalRow[],
  { first, last }: DueRange,
): readonly PortalRow[] =>
  rows.filter(({ known }) => {
    const due = known?.license?.dueDate;
    return due ? dueDay(due) >= first && dueDay(due) <= last : false;
  });

export function sharingOf(known: PortalOverview | null): SharingFilter {
  const on = known?.externalSharing ?? null;
  if (on === null) return 'unknown';
  return on ? 'on' : 'off';
}

function isDue(known: PortalOverview | null, wanted: DueFilter, now: Date): boolean {
  const license = known?.license ?? null;
  const due = license?.dueDate ?? null;
  if (wanted === 'unknown')
    return license === null || (due === null && license.standing === 'unknown');
  if (wanted === 'none') return license !== null && due === null && license.standing !== 'unknown';
  if (license === null || due === null) return false;
  const left = daysLeft(due, now);
  if (wanted === 'overdue') return left < 0 && license.standing !== 'paid';
  return left >= 0 && left <= Number(wanted);
}
