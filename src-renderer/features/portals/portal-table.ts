import type { KeyPlace } from '../../../src-main/contract/portals';
import { sayEdition } from '../../i18n/portal-words';
import type { TableColumn, TableSort } from '../../ui/Table.svelte';
import { m } from '$words';
import { getLocale } from '$words/runtime';
import { sharingOf, statusOf, statuses, type PortalRow } from './portal-rows';

export type PortalColumn =
  | 'pick'
  | 'name'
  | 'status'
  | 'version'
  | 'license'
  | 'sharing'
  | 'links'
  | 'changes'
  | 'tags'
  | 'asOf'
  | 'key'
  | 'actions';

/**
 * The columns that there is room for.
 * @param width of the table, in pixels
 * @param several there is something to choose among
 */
export function portalColumns(
  width: number,
  several: boolean,
): readonly TableColumn<PortalColumn>[] {
  const every: readonly (TableColumn<PortalColumn> & { readonly from?: number })[] = [
    ...(several
      ? [{ id: 'pick', label: m.portals_column_pick(), width: '44px', ownHead: true } as const]
      : []),
    { id: 'name', label: m.portals_name(), sortable: true },
    { id: 'status', label: m.portals_column_status(), width: '150px', sortable: true },
    { id: 'version', label: m.portals_column_version(), width: '92px', sortable: true, from: 760 },
    { id: 'license', label: m.portals_column_license(), width: '134px', sortable: true },
    {
      id: 'sharing',
      label: m.portals_column_sharing(),
      width: '124px',
      sortable: true,
      from: 940,
    },
    { id: 'links', label: m.portals_column_links(), width: '80px', sortable: true, from: 1000 },
    { id: 'changes', label: m.changes_title(), width: '92px', sortable: true, from: 640 },
    { id: 'tags', label: m.portals_tags(), width: '180px', sortable: true, from: 1240 },
    { id: 'asOf', label: m.portals_column_as_of(), width: '98px', sortable: true, from: 860 },
    { id: 'key', label: m.portals_api_key(), width: '108px', sortable: true, from: 1500 },
    { id: 'actions', label: m.portals_column_actions(), width: '64px', hideLabel: true },
  ];
  // What is also on the portal's own page makes room for what the list is for.
  return every.filter(({ from = 0 }) => width === 0 || width >= from);
}

/** The rows sorted by a column; equal ones and those of no sort stay in the person's order. */
export function sortRows(
  rows: readonly PortalRow[],
  sort: TableSort<PortalColumn> | null,
): readonly PortalRow[] {
  if (!sort) return rows;
  const collator = new Intl.Collator(getLocale(), { numeric: true });
  const direction = sort.direction === 'ascending' ? 1 : -1;
  return rows
    .map((row) => ({ row, text: sortText(row, sort.column) }))
    .sort((a, b) => direction * collator.compare(a.text, b.text))
    .map(({ row }) => row);
}

/** All tags in use, each once, sorted. */
export function tagsOf(rows: readonly PortalRow[]): readonly string[] {
  const tags = new Set(rows.flatMap(({ portal }) => portal.tags));
  return [...tags].sort(new Intl.Collator(getLocale(), { numeric: true }).compare);
}

const keyRank: Readonly<Record<KeyPlace, number>> = { missing: 0, session: 1, keychain: 2 };

/** Behind every date. */
const last = '9999';

function sortText({ portal, known, changes }: PortalRow, column: PortalColumn): string {
  switch (column) {
    case 'pick':
    case 'name':
    case 'actions':
      return portal.name;
    case 'status':
      return String(statuses.indexOf(statusOf(portal)));
    case 'version':
      return `${portal.version ?? ''} ${sayEdition(portal.edition)}`;
    case 'license':
      return known?.license?.dueDate ?? `${last}${known?.license ? 0 : 1}`;
    case 'sharing':
      return sharingOf(known);
    case 'links':
      return String(known?.links?.risky ?? -1);
    case 'changes':
      return String(changes.open);
    case 'tags':
      return portal.tags.join(' ');
    case 'asOf':
      return known?.asOf ?? '';
    case 'key':
      return String(keyRank[portal.key]);
  }
}
