import { ok } from '../contract/result';
import type { DocsServers } from '../docs-servers';
import { watchedLicenses, type WatchedOptions } from '../notices/watched-licenses';
import { createNoticeWatch, type NoticeWatch, type NoticeWatchOptions } from '../notices/watch';
import type { Database } from '../store/database';
import { createNoticeTable } from '../store/notice-table';
import type { StandingTable } from '../store/standing-table';
import { systemTimer } from '../sync/timer';

export interface NoticesOptions
  extends
    Pick<NoticeWatchOptions, 'days' | 'canShow' | 'show' | 'now' | 'report'>,
    Pick<WatchedOptions, 'reachOf'> {
  readonly database: Database;
  readonly standings: StandingTable;
  readonly portals: () => WatchedOptions['portals'];
  readonly docsServers: Pick<DocsServers, 'summaries' | 'keeper'>;
}

/** Watches the licenses of all portals and Docs servers. Nothing happens before `start`. */
export function openNotices(options: NoticesOptions): NoticeWatch {
  const { docsServers, standings } = options;
  return createNoticeWatch({
    ...options,
    table: createNoticeTable(options.database),
    setTimer: systemTimer,
    async licenses(waitingSince) {
      const rows = await standings.all();
      if (!rows.ok) return rows;
      return ok(
        watchedLicenses({
          portals: options.portals(),
          standings: rows.value,
          docsServers: docsServers.summaries(),
          docsReadAt: (id) => docsServers.keeper.facts.peek(id).asOf,
          reachOf: options.reachOf,
          waitingSince,
        }),
      );
    },
  });
}
