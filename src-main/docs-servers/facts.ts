import type { DocsFacts, DocsHealth } from '../contract/docs-servers';
import { docsFacts, docsHealth } from '../contract/docs-servers';
import { ok, type Result } from '../contract/result';
import { getHealth } from '../docs-server/health';
import { getInUse } from '../docs-server/info';
import { getLicense } from '../docs-server/license';
import { getVersion } from '../docs-server/version';
import type { DocsSnapshotKind, Snapshots } from '../store/snapshots';
import type { ReachBook } from '../sync/reach';
import { createReadings, type Readings } from '../sync/readings';
import type { Records } from '../connections/records';
import type { QuotaBook } from './quota';
import type { DocsServerRecord, Seen } from './record';
import type { DocsSession, DocsSessions } from './sessions';

/** What is known of each Docs server: its health, and what its command service tells. */
export interface DocsKeeper {
  readonly health: Readings<DocsHealth, DocsSession>;
  readonly facts: Readings<DocsFacts, DocsSession>;
  /** Reads both again. */
  refresh(serverId: string): Promise<void>;
  /** Reads both again over a new way; what is under way over the old one no longer counts. */
  restart(serverId: string): Promise<void>;
  /** The server is gone or stands somewhere else: takes along all that the store keeps of it. */
  forget(serverId: string): Promise<void>;
}

export interface DocsKeeperOptions {
  readonly registry: Records<DocsServerRecord>;
  readonly sessions: DocsSessions;
  readonly reach: ReachBook;
  readonly snapshots: Snapshots<DocsSnapshotKind>;
  readonly quota: QuotaBook;
  readonly now: () => Date;
  /** Hears the id of a server when a reading begins and when it ends. */
  readonly changed: (serverId: string) => void;
  /** Hears of a store that fails and of faults in the reading's own code. */
  readonly report: (line: string, cause?: unknown) => void;
}

export function createDocsKeeper(options: DocsKeeperOptions): DocsKeeper {
  const { registry, sessions, reach, snapshots, quota, report } = options;
  const common = { ...options, sessionFor: sessions.sessionFor };
  const health = createReadings<DocsHealth, DocsSession, DocsSnapshotKind>({
    ...common,
    kind: 'health',
    schema: docsHealth,
    read: (session, { signal }) => getHealth(session, signal),
    // It needs no secret: that it is told does not mean that all is well with the server.
    heard(id, outcome) {
      if (!outcome.ok || reach.of(id).state !== 'attention') reach.note(id, outcome);
    },
    found: (id, { state }) => remember(id, { health: state }),
  });
  const facts = createReadings<DocsFacts, DocsSession, DocsSnapshotKind>({
    ...common,
    kind: 'facts',
    schema: docsFacts,
    read: readFacts,
    heard: reach.note,
    found: (id, { version, license }) =>
      remember(id, {
        version: version === '' ? null : version,
        resultType: license?.resultType ?? null,
        packageType: license?.packageType ?? null,
        end: license?.end ?? { kind: 'untold' },
      }),
  });

  return {
    health,
    facts,
    async refresh(id) {
      await Promise.all([health.refresh(id), facts.refresh(id)]);
    },
    async restart(id) {
      await Promise.all([health.restart(id), facts.restart(id)]);
    },
    async forget(id) {
      health.forget(id);
      facts.forget(id);
      const gone = await snapshots.forget(id);
      const users = await quota.forget(id);
      const error = [gone, users].find((one) => !one.ok);
      if (error && !error.ok) {
        report(`What was read of a Docs server is still in the store: ${error.error.code}`);
      }
    },
  };

  /** Version first: it proves the secret, and tells a server without the command `license` apart. */
  async function readFacts(session: DocsSession): Promise<Result<DocsFacts>> {
    const version = await getVersion(session);
    if (!version.ok) return version;
    const [answer, inUse] = await Promise.all([getLicense(session), getInUse(session)]);
    if (!answer.ok) return answer;
    if (!inUse.ok) return inUse;
    const told = {
      version: version.value.version,
      clockAhead: version.value.clockAhead,
      inUse: inUse.value,
    };
    if (answer.value === null) return ok({ ...told, license: null });
    const present = (await facts.of(session.serverId)).value?.license?.quota ?? null;
    const kept = await quota.keep(session.serverId, answer.value.quota, present);
    if (!kept.ok) return kept;
    return ok({ ...told, license: { ...answer.value.license, quota: kept.value } });
  }

  /** For the list at the next start. Should writing fail, the list is only older then. */
  async function remember(id: string, news: Partial<Seen>): Promise<void> {
    await registry.update(id, (record) => {
      const seen = { ...record.seen, ...news };
      return JSON.stringify(seen) === JSON.stringify(record.seen) ? record : { ...record, seen };
    });
  }
}
