import { join } from 'node:path';
import type { AppError } from '../contract/app-error';
import type { Handlers } from '../contract';
import type { RetryRules } from '../docspace/retry';
import type { NetTimeouts } from '../net/connection';
import type { Limits } from '../net/limits';
import type { SystemRoots } from '../net/trust';
import type { PracticePortalOptions } from '../practice-portal';
import type { SecretStore } from '../secrets/secret-store';
import type { Database } from '../store/database';
import { createSnapshots } from '../store/snapshots';
import { createReachBook, type ReachBook } from '../sync/reach';
import {
  createChosenFiles,
  type CertificatePurpose,
  type ChosenFiles,
} from '../connections/certificate-files';
import { createFactsKeeper, type FactsKeeper } from './facts';
import { createPractice, type Practice } from './practice';
import { openRegistry, type Registry } from './registry';
import { createPortalService, type Alteration } from './service';
import { createSessions, type PortalSessions } from './sessions';
import { createConnectionTests } from './tests';

export type { Practice } from './practice';
export type { Alteration } from './service';

/** What the system hands in. */
export interface PortalsOptions {
  /** Folder of the app's own files; must exist. */
  readonly dataFolder: string;
  readonly database: Database;
  /** False: the database is in memory, and gone when the app quits. */
  readonly keeps: boolean;
  readonly secrets: SecretStore;
  readonly limits: Limits;
  /** The system's proxies for an address, told like a PAC script does. */
  readonly resolveSystemProxy: (address: string) => Promise<string>;
  /** Opens the native file picker; `null`: the person closed it. */
  readonly pickCertificate: (purpose: CertificatePurpose) => Promise<string | null>;
  /** Hears the id of each portal or connection test that changed. */
  readonly publish: (topic: 'portals' | 'tests', id: string) => void;
  /** Hears what a person did to a portal, before it is read again. */
  readonly altered?: (portalId: string, how: Alteration) => void;
  /** Hears of a store that fails and of faults in our own code; never gets a secret. */
  readonly report: (line: string, cause?: unknown) => void;
  readonly now?: () => Date;
  readonly systemRoots?: SystemRoots;
  readonly timeouts?: Partial<NetTimeouts>;
  readonly retry?: Partial<RetryRules>;
  /** How the practice portal behaves. */
  readonly practiceServer?: PracticePortalOptions;
}

/** Everything about saved portals, put together. */
export interface Portals {
  /** The handlers of the bridge. */
  readonly calls: Handlers<'portals'>;
  readonly registry: Registry;
  readonly sessions: PortalSessions;
  readonly reach: ReachBook;
  readonly facts: FactsKeeper;
  readonly practice: Practice;
  /** Certificate files that a person chose and nothing was saved with yet. */
  readonly chosen: ChosenFiles;
  /** What was wrong with the saved list at start. */
  readonly problem: AppError<'store'> | null;
  /** Ends tests and connections, stops the practice portal. */
  close(): Promise<void>;
}

/** Reads the saved portals; no keychain and no network before the first use of a portal. */
export async function openPortals(options: PortalsOptions): Promise<Portals> {
  const { dataFolder, secrets, publish, now = () => new Date() } = options;
  const changed = (portalId: string): void => publish('portals', portalId);
  const registry = await openRegistry({
    database: options.database,
    legacyFile: join(dataFolder, 'portals.json'),
    keeps: options.keeps,
    changed,
  });
  const practice = createPractice({
    registry,
    secrets,
    keyKept: (portalId, key, place) => sessions.keyReplaced(portalId, key, place),
    dataFile: join(dataFolder, 'practice-portal.json'),
    ...(options.practiceServer ? { server: options.practiceServer } : {}),
  });
  const sessions = createSessions({
    ...options,
    registry,
    changed,
    prepare: (record) => practice.resume(record),
  });
  const reach = createReachBook({ now, changed });
  const facts = createFactsKeeper({
    registry,
    sessions,
    reach,
    snapshots: createSnapshots(options.database),
    now,
    changed,
    report: options.report,
  });
  const chosen = createChosenFiles();
  const tests = createConnectionTests({
    ...options,
    registry,
    sessions,
    chosen,
    changed: (testId) => publish('tests', testId),
  });
  return {
    calls: createPortalService({
      ...options,
      registry,
      sessions,
      reach,
      facts,
      tests,
      chosen,
      practice,
      altered: options.altered ?? (() => undefined),
    }),
    registry,
    sessions,
    reach,
    facts,
    practice,
    chosen,
    problem: registry.problem,
    async close() {
      tests.close();
      await sessions.close();
      await practice.stop();
      await registry.settled();
    },
  };
}
