import type { KeyPlace, PortalSummary, Reach } from '../../../src-main/contract/portals';
import { findPortals } from '../../state/find-portals';
import { sayEdition } from '../../i18n/portal-words';
import type { TableSort } from '../../ui/Table.svelte';
import { getLocale } from '$words/runtime';

export type PortalColumn =
  'name' | 'host' | 'status' | 'version' | 'edition' | 'changes' | 'tags' | 'key' | 'actions';

export interface PortalFilter {
  /** Words; all of them must be found in name, host or tags. */
  readonly query: string;
  /** `''`: portals with any tags. */
  readonly tag: string;
}

/** The portals that a filter lets through, in the order they came in. */
export function filterPortals(
  portals: readonly PortalSummary[],
  { query, tag }: PortalFilter,
): readonly PortalSummary[] {
  const tagged = tag === '' ? portals : portals.filter(({ tags }) => tags.includes(tag));
  return findPortals(tagged, query);
}

/** The portals sorted by a column; equal ones and those of no sort stay in the person's order. */
export function sortPortals(
  portals: readonly PortalSummary[],
  sort: TableSort<PortalColumn> | null,
  openChanges: (portalId: string) => number,
): readonly PortalSummary[] {
  if (!sort) return portals;
  const collator = new Intl.Collator(getLocale(), { numeric: true });
  const direction = sort.direction === 'ascending' ? 1 : -1;
  return portals
    .map((portal) => ({ portal, text: sortText(portal, sort.column, openChanges) }))
    .sort((a, b) => direction * collator.compare(a.text, b.text))
    .map(({ portal }) => portal);
}

/** All tags in use, each once, sorted. */
export function tagsOf(portals: readonly PortalSummary[]): readonly string[] {
  const tags = new Set(portals.flatMap((portal) => portal.tags));
  return [...tags].sort(new Intl.Collator(getLocale(), { numeric: true }).compare);
}

/** What needs a person comes first. */
const reachRank: Readonly<Record<Reach['state'], number>> = {
  attention: 1,
  offline: 2,
  unknown: 3,
  online: 4,
};
const keyRank: Readonly<Record<KeyPlace, number>> = { missing: 0, session: 1, keychain: 2 };

function sortText(
  portal: PortalSummary,
  column: PortalColumn,
  openChanges: (portalId: string) => number,
): string {
  switch (column) {
    case 'name':
    case 'actions':
      return portal.name;
    case 'host':
      return portal.host;
    case 'status':
      return String(portal.key === 'missing' ? 0 : reachRank[portal.reach.state]);
    case 'version':
      return portal.version ?? '';
    case 'edition':
      return portal.edition === 'unknown' ? '' : sayEdition(portal.edition);
    case 'changes':
      return String(openChanges(portal.id));
    case 'tags':
      return portal.tags.join(' ');
    case 'key':
      return String(keyRank[portal.key]);
  }
}
