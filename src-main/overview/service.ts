import type { Handlers } from '../contract';
import type { DocsServerSummary } from '../contract/docs-servers';
import { ok } from '../contract/result';
import type { LinkCountTable } from '../store/link-count-table';
import type { StandingTable } from '../store/standing-table';
import { licenseOf, oldestOf } from './standings';

export interface OverviewOptions {
  readonly standings: StandingTable;
  /** The saved Docs servers, from memory; empty while they cannot be read. */
  readonly docsServers: () => readonly Pick<
    DocsServerSummary,
    'id' | 'name' | 'practice' | 'seen'
  >[];
  readonly linkCounts: LinkCountTable;
  readonly now: () => Date;
}

/** The calls of the contract about all portals together. */
export function createOverview(options: OverviewOptions): Handlers<'overview'> {
  return {
    async view() {
      const [standings, links] = await Promise.all([
        options.standings.all(),
        options.linkCounts.all(options.now()),
      ]);
      if (!standings.ok) return standings;
      if (!links.ok) return links;
      return ok({
        portals: standings.value.map((row) => ({
          portalId: row.portalId,
          license: licenseOf(row),
          externalSharing: row.externalShare,
          links: links.value.get(row.portalId) ?? null,
          asOf: oldestOf(row),
        })),
        docsServers: options.docsServers().map(({ id, name, practice, seen }) => ({
          serverId: id,
          name,
          practice,
          end: seen.end,
        })),
      });
    },
  };
}
