import { randomUUID } from 'node:crypto';
import { Agent } from 'undici';
import type { ChangeState } from '../../../src-main/contract/changes';
import type { Json } from '../../../src-main/contract/json';
import { ok, type Result } from '../../../src-main/contract/result';
import type { Change, Fields } from '../../../src-main/journal/change';
import type {
  Operation,
  ReadOrder,
  SendOrder,
  SendOutcome,
} from '../../../src-main/journal/operation';
import { registered, type RegisteredOperation } from '../../../src-main/journal/registered';
import { openJournal, type Intent, type Journal } from '../../../src-main/journal/service';
import { createLimits } from '../../../src-main/net/limits';
import type { Database } from '../../../src-main/store/database';
import { valueOf } from '../answers';
import { memoryDatabase } from '../store/memory-database';

export const portalA = '10000000-0000-4000-8000-00000000000a';
export const portalB = '10000000-0000-4000-8000-00000000000b';

type Content = Record<string, Json>;

/** Nothing is sent over it: the operation under test knows its portals. */
const session = {
  baseUrl: 'http://127.0.0.1',
  key: () => null,
  dispatcher: new Agent(),
  limits: createLimits().forPortal(),
};

/** What a portal does at the next request; without a word it works. */
export interface Behaviour {
  read?: (order: ReadOrder) => Promise<Result<Content>> | Result<Content>;
  send?: (order: SendOrder<Content>) => Promise<SendOutcome | void> | SendOutcome | void;
}

/** A journal over a real database in memory, before portals that do as they are told. */
export interface Rig {
  readonly database: Database;
  /** Of the present run of the app. */
  journal(): Journal;
  /** The app dies, and is started again over what it left. */
  restart(): Promise<void>;
  readonly contents: Map<string, Content>;
  readonly behaviour: Behaviour;
  /** What reached the portals: portal, object, what was set. */
  readonly sent: string[];
  readonly reads: string[];
  readonly heard: string[];
  readonly published: string[];
  readonly reports: string[];
  readonly offline: Set<string>;
  readonly saved: Map<string, { readonly name: string; readonly account: string | null }>;
  readonly files: { readonly name: string; text: string }[];
  pass(milliseconds: number): void;
  readonly alarms: () => readonly number[];
  now(): Date;
  record(more?: Partial<Intent>): Promise<string>;
  /** Resolves when a change comes into a state, or is in it; `more` tells two of a kind apart. */
  reaches(
    changeId: string,
    state: ChangeState,
    more?: (change: Change) => boolean,
  ): Promise<Change>;
  /** A change as the database holds it now. */
  stored(changeId: string): Promise<Readonly<Record<string, unknown>>>;
  steps(changeId: string): Promise<readonly string[]>;
}

export interface RigOptions {
  readonly operation?: Partial<Operation<Content, Content>>;
  readonly more?: readonly RegisteredOperation[];
  readonly atOnce?: number;
}

export async function createRig({ operation, more = [], atOnce = 8 }: RigOptions = {}) {
  const database = await memoryDatabase();
  await database.write(
    [portalA, portalB].map((id, position) => ({
      sql: 'INSERT INTO portals (id, position, body) VALUES (?, ?, ?)',
      values: [id, position, '{}'],
    })),
  );
  const contents = new Map<string, Content>();
  const behaviour: Behaviour = {};
  const [sent, reads, heard, published, reports]: string[][] = [[], [], [], [], []];
  const offline = new Set<string>();
  const saved = new Map([
    [portalA, { name: 'Alpha', account: 'ann@example.com' as string | null }],
    [portalB, { name: 'Beta', account: null }],
  ]);
  const files: { readonly name: string; text: string }[] = [];
  let time = Date.parse('2026-03-01T08:00:00.000Z');
  let timers: { readonly due: number; readonly run: () => void }[] = [];
  let present: Journal | null = null;
  let generation = 0;

  const placeOf = ({ portalId, objectKey }: Change): string => `${portalId} ${objectKey}`;
  const contentOf = (change: Change): Content => contents.get(placeOf(change)) ?? { a: 0, b: 0 };

  const settings: Operation<Content, Content> = {
    name: 'model.settings',
    version: 1,
    accepts: ({ desired }) => Object.keys(desired).length > 0 && !('odd' in desired),
    async read(order) {
      reads?.push(`${order.phase} ${order.change.objectKey}`);
      return (await behaviour.read?.(order)) ?? ok({ ...contentOf(order.change) });
    },
    base: (content) => content,
    merge: (content, { desired }) => ({ ...content, ...desired }),
    async send(order) {
      const said = await behaviour.send?.(order);
      if (said?.sent === false) return said;
      sent?.push(`${order.change.objectKey} ${JSON.stringify(order.body)}`);
      contents.set(placeOf(order.change), order.body);
      return { sent: true };
    },
    undo: ({ operation: name, version, desired, before, after }) =>
      before && after
        ? {
            can: true,
            operation: name,
            version,
            base: only(after, desired),
            desired: only(before, desired),
          }
        : { can: false, reason: 'nothingChanged' },
    ...operation,
  };

  async function start(): Promise<void> {
    generation += 1;
    const mine = generation;
    timers = [];
    // What a dead run of the app still does reaches nobody.
    const alive: Database = {
      ...database,
      all: (sql, values) => (mine === generation ? database.all(sql, values) : never),
      write: (statements) => (mine === generation ? database.write(statements) : never),
    };
    present = valueOf(
      await openJournal({
        database: alive,
        operations: [registered(settings), ...more],
        sessionFor: () => Promise.resolve(ok(session)),
        portal: (portalId) => saved.get(portalId) ?? null,
        isOffline: (portalId) => offline.has(portalId),
        heard: (portalId, outcome) =>
          heard?.push(`${saved.get(portalId)?.name} ${outcome.ok ? 'ok' : outcome.error.code}`),
        publish: (id) => published?.push(id),
        async saveFile(name, pieces) {
          const file = { name, text: '' };
          for await (const piece of pieces) file.text += piece;
          files.push(file);
          return ok({ fileName: name });
        },
        now: () => new Date(time),
        random: () => 0.5,
        uuid: randomUUID,
        setTimer(milliseconds, run) {
          const timer = { due: time + milliseconds, run };
          timers.push(timer);
          return () => {
            timers = timers.filter((one) => one !== timer);
          };
        },
        atOnce,
        report: (line) => reports?.push(line),
      }),
    );
    present.start();
  }

  const journal = (): Journal => {
    if (present === null) throw new Error('the app is not started');
    return present;
  };

  await start();
  const rig: Rig = {
    database,
    journal,
    restart: start,
    contents,
    behaviour,
    sent: sent ?? [],
    reads: reads ?? [],
    heard: heard ?? [],
    published: published ?? [],
    reports: reports ?? [],
    offline,
    saved,
    files,
    pass(milliseconds) {
      time += milliseconds;
      const due = timers.filter((timer) => timer.due <= time);
      timers = timers.filter((timer) => timer.due > time);
      for (const { run } of due) run();
    },
    alarms: () => timers.map(({ due }) => due - time),
    now: () => new Date(time),

    async record(intent = {}) {
      const recorded = await journal().record({ ...intentOf('one'), ...intent });
      return valueOf(recorded).changeId;
    },

    async reaches(changeId, state, more = () => true) {
      const found = valueOf(await journal().byId(changeId));
      if (found.state === state && more(found)) return found;
      return new Promise((resolve) => {
        const stop = journal().listen((change) => {
          if (change.id !== changeId || change.state !== state || !more(change)) return;
          stop();
          resolve(change);
        });
      });
    },

    async stored(changeId) {
      const rows = valueOf(
        await database.all('SELECT * FROM changes WHERE id = ? LIMIT 1', [changeId]),
      );
      return rows[0] ?? {};
    },

    async steps(changeId) {
      const rows = valueOf(
        await database.all('SELECT state FROM change_steps WHERE change_id = ? ORDER BY n', [
          changeId,
        ]),
      );
      return rows.map(({ state }) => String(state));
    },
  };
  return rig;
}

const never = new Promise<never>(() => undefined);

const only = (fields: Fields, wanted: Fields): Fields =>
  Object.fromEntries(Object.keys(wanted).map((name) => [name, fields[name] ?? null]));

/** The wish that the field `a` of an object of the first portal be 1 instead of 0. */
export const intentOf = (objectKey: string): Intent => ({
  portalId: portalA,
  operation: 'model.settings',
  target: { kind: 'externalSharing', title: null },
  objectKey,
  base: { a: 0 },
  desired: { a: 1 },
});

/** Something that happens once, and can be waited for. */
export function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

export const isAppointed = ({ nextAttemptAt }: Change): boolean => nextAttemptAt !== null;
