import type { DocsServerSummary } from '../../../src-main/contract/docs-servers';
import type { TableSort } from '../../ui/Table.svelte';
import { getLocale } from '$words/runtime';
import { sayPackage, sayResult } from './docs-words';

export type DocsColumn =
  'name' | 'host' | 'status' | 'health' | 'version' | 'license' | 'package' | 'ends' | 'actions';

/** The servers sorted by a column; equal ones and those of no sort stay in the person's order. */
export function sortServers(
  servers: readonly DocsServerSummary[],
  sort: TableSort<DocsColumn> | null,
): readonly DocsServerSummary[] {
  if (!sort) return servers;
  const collator = new Intl.Collator(getLocale(), { numeric: true });
  const direction = sort.direction === 'ascending' ? 1 : -1;
  return servers
    .map((server) => ({ server, text: sortText(server, sort.column) }))
    .sort((a, b) => direction * collator.compare(a.text, b.text))
    .map(({ server }) => server);
}

/** What needs a person comes first. */
const reachRank = { attention: '1', offline: '2', unknown: '3', online: '4' } as const;
const healthRank = { unhealthy: '1', unknown: '2', healthy: '3' } as const;

function sortText(server: DocsServerSummary, column: DocsColumn): string {
  const { name, host, reach, seen, secret } = server;
  switch (column) {
    case 'name':
    case 'actions':
      return name;
    case 'host':
      return host;
    case 'status':
      return secret === 'missing' ? '0' : reachRank[reach.state];
    case 'health':
      return healthRank[seen.health ?? 'unknown'];
    case 'version':
      return seen.version ?? '';
    case 'license':
      return sayResult(seen.resultType).text;
    case 'package':
      return sayPackage(seen.packageType);
    case 'ends':
      return endText(server);
  }
}

/** The earliest end first; what has none comes after all that has one. */
function endText({ seen: { end } }: DocsServerSummary): string {
  if (end.kind === 'at') return `1 ${end.at}`;
  return end.kind === 'never' ? '2' : '3';
}
