import { createChosenFiles, type ChosenFiles } from '../connections/certificate-files';
import { openRecords } from '../connections/records';
import type { LineOptions } from '../connections/sessions';
import { appError, type AppError } from '../contract/app-error';
import type { PracticeDocsOptions } from '../practice-docs-server';
import type { Database } from '../store/database';
import { createRecordTable } from '../store/record-table';
import { createDocsSnapshots } from '../store/snapshots';
import { createReachBook } from '../sync/reach';
import { createRefresh, type Refresh, type RefreshOptions } from '../sync/refresh';
import { defaultFirstDelayMs } from '../sync/service';
import { systemTimer } from '../sync/timer';
import { createDocsKeeper, type DocsKeeper } from './facts';
import { createPracticeDocs } from './practice';
import { createQuotaBook } from './quota';
import { docsServerRecord } from './record';
import { createDocsService, type DocsService } from './service';
import { createDocsSessions } from './sessions';
import { createDocsTests } from './tests';

/** What the system hands in. */
export interface DocsServersOptions
  extends
    LineOptions,
    Pick<RefreshOptions, 'intervalMinutes' | 'isOnBattery' | 'report'>,
    Partial<Pick<RefreshOptions, 'firstDelayMs' | 'random' | 'setTimer'>> {
  readonly database: Database;
  /** Certificate files that a person chose; the same as for portals. */
  readonly chosen?: ChosenFiles;
  readonly publish: (topic: 'docsServers' | 'tests', id: string) => void;
  readonly writeClipboard: (text: string) => void;
  readonly now?: () => Date;
  /** How the practice Docs server behaves. */
  readonly practiceServer?: PracticeDocsOptions;
}

/** Everything about saved Docs servers, put together. */
export interface DocsServers extends DocsService {
  readonly keeper: DocsKeeper;
  /** Keeps what is known fresh, by the same rules as for portals. */
  readonly refresh: Refresh;
  /** What was wrong with the saved list at start. */
  readonly problem: AppError<'store'> | null;
  /** Ends tests and connections, stops the practice Docs server. */
  close(): Promise<void>;
}

/** Reads the saved Docs servers; no keychain and no network before the first use of one. */
export async function openDocsServers(options: DocsServersOptions): Promise<DocsServers> {
  const { database, publish, now = () => new Date(), chosen = createChosenFiles() } = options;
  const changed = (id: string): void => publish('docsServers', id);
  const registry = await openRecords({
    table: createRecordTable(database, 'docs_servers'),
    schema: docsServerRecord,
    unknown: () => appError('saved.unknownDocsServer'),
    file: 'docs-servers',
    changed,
  });
  const practice = createPracticeDocs({
    registry,
    secrets: options.secrets,
    keyKept: (id, key, place) => sessions.keyReplaced(id, key, place),
    ...(options.practiceServer ? { server: options.practiceServer } : {}),
  });
  const sessions = createDocsSessions({
    ...options,
    registry,
    changed,
    prepare: (record) => practice.resume(record),
    clock: () => now().getTime(),
  });
  const reach = createReachBook({ now, changed });
  const snapshots = createDocsSnapshots(database);
  const quota = createQuotaBook(database);
  const keeper = createDocsKeeper({
    ...options,
    registry,
    sessions,
    reach,
    snapshots,
    quota,
    now,
    changed,
  });
  const refresh = createRefresh({
    firstDelayMs: defaultFirstDelayMs,
    random: Math.random,
    setTimer: systemTimer,
    ...options,
    portalIds: () => registry.all().map(({ id }) => id),
    refreshers: [refresherOf('health', keeper.health), refresherOf('facts', keeper.facts)],
    snapshots,
    reachOf: reach.of,
    now: () => now().getTime(),
    // Nobody is shown how far it is.
    changed: () => undefined,
  });
  const stopListening = reach.listen((id, _before, after) => refresh.heard(id, after));
  const tests = createDocsTests({
    ...options,
    registry,
    sessions,
    chosen,
    changed: (testId) => publish('tests', testId),
  });
  const service = createDocsService({
    ...options,
    registry,
    sessions,
    reach,
    keeper,
    quota,
    tests,
    chosen,
    practice,
    refresh,
  });
  return {
    ...service,
    keeper,
    refresh,
    problem: registry.problem,
    async close() {
      stopListening();
      refresh.close();
      tests.close();
      await sessions.close();
      await practice.stop();
      await registry.settled();
    },
  };
}

/** What the background refresh needs of something that is read of Docs servers. */
const refresherOf = (kind: string, readings: DocsKeeper['health'] | DocsKeeper['facts']) => ({
  kind,
  asOf: (id: string) => readings.peek(id).asOf,
  refresh: (id: string) => readings.refresh(id),
});
