import type { DocsServerSummary } from '../contract/docs-servers';
import type { Reach } from '../contract/portals';
import type { OpenTarget } from '../contract/topics';
import { licenseOf } from '../overview/standings';
import type { StandingRow } from '../store/standing-table';
import type { DatedLicense } from './due-notices';

/** A license that is watched, with what a notice says and where it leads. */
export interface WatchedLicense extends DatedLicense {
  readonly subject: OpenTarget;
  readonly name: string;
}

export interface WatchedOptions {
  readonly portals: readonly {
    readonly id: string;
    readonly name: string;
    readonly practicePort: number | null;
  }[];
  readonly standings: readonly StandingRow[];
  readonly docsServers: readonly Pick<
    DocsServerSummary,
    'id' | 'name' | 'practice' | 'seen' | 'reach'
  >[];
  /** When the facts of a Docs server were read in this run of the app; `null`: not yet. */
  readonly docsReadAt: (serverId: string) => string | null;
  readonly reachOf: (portalId: string) => Reach;
  /** ISO instant since which the app runs; `null`: long enough that nothing is waited for. */
  readonly waitingSince: string | null;
}

/** `LICENSE_RESULT.Success` of a Docs server. */
const licenseGood = 3;

/**
 * The licenses whose end is known well enough to tell of it. What an earlier run of the app read
 * may be long out of date: for a while it waits for a new reading, unless the server is away.
 * Those of the practice servers are nobody's.
 */
export function watchedLicenses(options: WatchedOptions): readonly WatchedLicense[] {
  const { portals, docsServers, reachOf, waitingSince } = options;
  const rows = new Map(options.standings.map((row) => [row.portalId, row]));
  const isSettled = ({ state }: Reach, readAt: string | null): boolean =>
    waitingSince === null ||
    (readAt !== null && readAt >= waitingSince) ||
    state === 'offline' ||
    state === 'attention';

  const ofPortals = portals.flatMap(({ id, name, practicePort }): WatchedLicense[] => {
    const row = rows.get(id);
    const license = row ? licenseOf(row) : null;
    if (practicePort !== null || !row || !license || license.dueDate === null) return [];
    if (!isSettled(reachOf(id), row.asOf.license)) return [];
    const { dueDate, standing } = license;
    return [{ subject: `license:${id}`, name, due: dueDate, good: standing === 'paid' }];
  });
  const ofDocsServers = docsServers.flatMap((server): WatchedLicense[] => {
    const { id, name, practice, reach } = server;
    const { end, resultType } = server.seen;
    if (practice || end.kind !== 'at' || !Number.isFinite(Date.parse(end.at))) return [];
    if (!isSettled(reach, options.docsReadAt(id))) return [];
    return [{ subject: `docsServer:${id}`, name, due: end.at, good: resultType === licenseGood }];
  });
  return [...ofPortals, ...ofDocsServers];
}
