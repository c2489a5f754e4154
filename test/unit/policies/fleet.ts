import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type {
  BatchReport,
  BatchRow,
  PolicyFields,
  PolicyPreview,
} from '../../../src-main/contract/policies';
import { appError } from '../../../src-main/contract/app-error';
import { fail, ok } from '../../../src-main/contract/result';
import { sharingSettings, type SharingSettings } from '../../../src-main/contract/sharing';
import type { DocSpace } from '../../../src-main/docspace/session';
import { getSharingSettings } from '../../../src-main/docspace/sharing-settings';
import { registered } from '../../../src-main/journal/registered';
import { openJournal } from '../../../src-main/journal/service';
import { createLimits } from '../../../src-main/net/limits';
import { createPolicyService } from '../../../src-main/policies/service';
import type { PracticePortal } from '../../../src-main/practice-portal';
import { externalSharingOperation } from '../../../src-main/sharing/external-sharing-operation';
import { createSnapshots } from '../../../src-main/store/snapshots';
import type { Database, Statement } from '../../../src-main/store/database';
import { createReachBook } from '../../../src-main/sync/reach';
import { createReadings } from '../../../src-main/sync/readings';
import { systemTimer } from '../../../src-main/sync/timer';
import { valueOf } from '../answers';
import { sessionFor } from '../docspace/portal-server';
import { ask, openPortal } from '../practice-portal/portal';
import { memoryDatabase } from '../store/memory-database';

/** A saved portal of a fleet, over the wire. */
export interface Ship {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly portal: PracticePortal;
}

/** What happens to whatever the app does; for tests that stand in its way. */
export interface Hooks {
  /** Before anything is written to the database; a promise that never resolves is a crash. */
  onWrite?: (statements: readonly Statement[]) => Promise<void> | void;
  /** Whether the disk is full for what is written. */
  isFull?: (statements: readonly Statement[]) => boolean;
  /** Before a portal is asked to change something. */
  onSend?: (portalId: string) => Promise<void> | void;
}

/** The policies over practice portals, a real store and the real journal. */
export async function openFleet(versions: readonly string[], { atOnce = 8 } = {}) {
  const database = await memoryDatabase();
  const hooks: Hooks = {};
  const ships: Ship[] = [];
  const sessions = new Map<string, DocSpace>();
  for (const [index, version] of versions.entries()) {
    const id = randomUUID();
    const portal = await openPortal({ version });
    ships.push({ id, name: `Portal ${index}`, version, portal });
    sessions.set(id, await openSession(id, portal));
    valueOf(
      await database.write([
        {
          sql: 'INSERT INTO portals (id, position, body) VALUES (?, ?, ?)',
          values: [id, index, '{}'],
        },
      ]),
    );
  }
  const saved = new Set(ships.map(({ id }) => id));
  const waiting = new Set<() => void>();
  const look = (): void => waiting.forEach((one) => one());
  let generation = 0;
  let app = await start();

  async function openSession(portalId: string, portal: PracticePortal): Promise<DocSpace> {
    const limits = createLimits().forPortal();
    return sessionFor(portal.address, {
      key: () => portal.key,
      limits: {
        ...limits,
        async write(task, signal) {
          await hooks.onSend?.(portalId);
          return limits.write(task, signal);
        },
      },
      retry: { tries: 1 },
    });
  }

  async function start() {
    generation += 1;
    const mine = generation;
    const never = new Promise<never>(() => undefined);
    // What a dead run of the app still does reaches nobody.
    const alive: Database = {
      ...database,
      all: (sql, values) => (mine === generation ? database.all(sql, values) : never),
      async write(statements) {
        await hooks.onWrite?.(statements);
        if (hooks.isFull?.(statements)) return fail(appError('store.diskFull'));
        return mine === generation ? database.write(statements) : never;
      },
    };
    const shipOf = (portalId: string) =>
      saved.has(portalId) ? ships.find(({ id }) => id === portalId) : undefined;
    const openedFor = async (portalId: string) => {
      const session = sessions.get(portalId);
      if (!session) throw new Error('no such portal');
      return ok(session);
    };
    const report = (line: string, cause?: unknown): void => {
      if (mine === generation && !hooks.isFull) throw new Error(line, { cause });
    };
    const reach = createReachBook({ now: () => new Date(), changed: look });
    const snapshots = createSnapshots(alive);
    const readings = createReadings<SharingSettings>({
      kind: 'sharing',
      schema: sharingSettings,
      read: (session, { signal }) => getSharingSettings(session, signal),
      sessionFor: openedFor,
      snapshots,
      now: () => new Date(),
      changed: () => undefined,
      heard: reach.notePart,
      report,
    });
    const journal = valueOf(
      await openJournal({
        database: alive,
        operations: [registered(externalSharingOperation)],
        sessionFor: openedFor,
        portal(portalId) {
          const ship = shipOf(portalId);
          return ship ? { name: ship.name, account: null } : null;
        },
        isOffline: (portalId) => reach.of(portalId).state === 'offline',
        heard: reach.notePart,
        publish: look,
        saveFile: () => Promise.resolve(ok(null)),
        now: () => new Date(),
        random: () => 0.5,
        uuid: randomUUID,
        setTimer: systemTimer,
        atOnce,
        report,
      }),
    );
    const policies = createPolicyService({
      database: alive,
      journal,
      portals: () => ships.filter(({ id }) => saved.has(id)),
      snapshots,
      readings,
      reachOf: reach.of,
      publish: look,
      now: () => new Date(),
      uuid: randomUUID,
      setTimer: systemTimer,
      report,
    });
    await policies.settle();
    journal.start();
    policies.start();
    return { journal, policies, readings, reach };
  }

  onTestFinished(async () => {
    generation += 1;
    await app.journal.close();
  });

  const fleet = {
    database,
    hooks,
    ships,
    saved,
    /** By its number. */
    ship(index: number): Ship {
      const ship = ships[index];
      if (!ship) throw new Error(`no portal ${index}`);
      return ship;
    },
    get journal() {
      return app.journal;
    },
    get calls() {
      return app.policies.calls;
    },
    /** The app dies where it stands, and is started again over what it left. */
    async restart(): Promise<void> {
      app = await start();
    },
    /** Reads portals, as the background refresh does. */
    async read(some: readonly Ship[] = ships): Promise<void> {
      await Promise.all(some.map(({ id }) => app.readings.refresh(id)));
    },
    async preview(fields: PolicyFields, some: readonly Ship[] = ships): Promise<PolicyPreview> {
      const portalIds = some.map(({ id }) => id);
      return valueOf(await fleet.calls.preview({ source: { kind: 'fields', fields }, portalIds }));
    },
    /** Applies what was previewed; answers with the id of the batch. */
    async apply({ title, fields, rows }: PolicyPreview): Promise<string> {
      return valueOf(await fleet.calls.apply({ title, fields, portals: [...rows] })).batchId;
    },
    report: async (batchId: string): Promise<BatchReport> =>
      valueOf(await fleet.calls.batch({ batchId })),
    /** The report as soon as it is as wanted: asked at every event. */
    async until(batchId: string, check: (report: BatchReport) => boolean): Promise<BatchReport> {
      for (;;) {
        const moved = new Promise<void>((resolve) => {
          const hear = (): void => {
            waiting.delete(hear);
            resolve();
          };
          waiting.add(hear);
        });
        const report = await fleet.report(batchId);
        if (check(report)) return report;
        await moved;
      }
    },
    /** The ids of all changes of a portal, oldest first. */
    async changesOf(portalId: string): Promise<readonly string[]> {
      const rows = await database.all(
        'SELECT id FROM changes WHERE portal_id = ? ORDER BY seq LIMIT 100',
        [portalId],
      );
      return valueOf(rows).map(({ id }) => String(id));
    },
  };
  return fleet;
}

/** Somebody else sets switches of a portal, by the route that all versions have, or the newer one. */
export async function setElsewhere(
  { portal, version }: Ship,
  changed: SharingSettings,
): Promise<void> {
  const put = async (route: string, body: object): Promise<void> => {
    const { status } = await ask(portal, `PUT files/settings/${route}`, {
      key: portal.keys.admin,
      body: JSON.stringify(body),
    });
    if (status !== 200) throw new Error(`The portal answered ${status}.`);
  };
  const { externalShareSocialMedia, ...policy } = changed;
  const isNew = version.localeCompare('3.7.1', 'en', { numeric: true }) >= 0;
  if (isNew) await put('externalsharingsettings', { ...portal.state.sharing, ...policy });
  else if (policy.externalShare !== undefined) await put('external', { set: policy.externalShare });
  if (externalShareSocialMedia !== undefined) {
    await put('externalsocialmedia', { set: externalShareSocialMedia });
  }
}

export const rowOf = ({ rows }: BatchReport, { id }: Ship): BatchRow => {
  const row = rows.find(({ portalId }) => portalId === id);
  if (!row) throw new Error('The report leaves the portal out.');
  return row;
};

/** How many rows of a report came to what. */
export function tally({ rows }: BatchReport): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome, skipped } of rows) {
    const name = skipped === null ? outcome : `skipped: ${skipped}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
