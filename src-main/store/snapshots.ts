import { ok, type Result } from '../contract/result';
import type { Database } from './database';
import { jsonOf, textOf } from './row';
import { run } from './run';

/** What is read of a portal and kept. */
export const snapshotKinds = [
  'facts',
  'license',
  'sharing',
  'fileSettings',
  'passwordRules',
] as const;
export type SnapshotKind = (typeof snapshotKinds)[number];

/** What is read of a Docs server and kept. */
export const docsSnapshotKinds = ['health', 'facts'] as const;
export type DocsSnapshotKind = (typeof docsSnapshotKinds)[number];

/** What a portal said of one thing, and when. */
export interface Snapshot {
  /** Any JSON; whoever uses it checks it against a schema, as an older version may have kept it. */
  readonly body: unknown;
  /** ISO instant. */
  readonly asOf: string;
}

export interface SnapshotAge<K extends string = string> {
  readonly ownerId: string;
  readonly kind: K;
  readonly asOf: string;
}

/** The last answer to each question, so that every page paints without a network. */
export interface Snapshots<K extends string = SnapshotKind> {
  get(ownerId: string, kind: K): Promise<Result<Snapshot | null, 'store'>>;
  /** Of many owners in one read, by their ids; those without one are left out. */
  many(
    ownerIds: readonly string[],
    kind: K,
  ): Promise<Result<ReadonlyMap<string, Snapshot>, 'store'>>;
  /** Fails with `store.failed` for an owner that is not saved. */
  put(ownerId: string, kind: K, body: unknown, asOf: string): Promise<Result<void, 'store'>>;
  /** All that was kept of an owner. */
  forget(ownerId: string): Promise<Result<void, 'store'>>;
  /** How old everything is, oldest first; for the background refresh. */
  ages(): Promise<Result<readonly SnapshotAge<K>[], 'store'>>;
}

/** Rows of one question for ages: all kinds of a thousand portals. */
const agesAtOnce = 1_000 * snapshotKinds.length;

/** What portals said. */
export const createSnapshots = (database: Database): Snapshots =>
  snapshotsIn(database, { table: 'snapshots', owner: 'portal_id', kinds: snapshotKinds });

/** What Docs servers said. */
export const createDocsSnapshots = (database: Database): Snapshots<DocsSnapshotKind> =>
  snapshotsIn(database, { table: 'docs_snapshots', owner: 'server_id', kinds: docsSnapshotKinds });

interface Place<K extends string> {
  readonly table: 'snapshots' | 'docs_snapshots';
  /** The column that names whose they are. */
  readonly owner: 'portal_id' | 'server_id';
  readonly kinds: readonly K[];
}

function snapshotsIn<K extends string>(
  database: Database,
  { table, owner, kinds }: Place<K>,
): Snapshots<K> {
  return {
    async get(ownerId, kind) {
      const rows = await database.all(
        `SELECT body, as_of FROM ${table} WHERE ${owner} = ? AND kind = ? LIMIT 1`,
        [ownerId, kind],
      );
      if (!rows.ok) return rows;
      const [row] = rows.value;
      return ok(row ? { body: jsonOf(row, 'body'), asOf: textOf(row, 'as_of') } : null);
    },

    async many(ownerIds, kind) {
      const rows = await database.all(
        `SELECT ${owner}, body, as_of FROM ${table}
          WHERE ${owner} IN (SELECT value FROM json_each(?)) AND kind = ? LIMIT ?`,
        [JSON.stringify(ownerIds), kind, ownerIds.length],
      );
      if (!rows.ok) return rows;
      return ok(
        new Map(
          rows.value.map((row) => [
            textOf(row, owner),
            { body: jsonOf(row, 'body'), asOf: textOf(row, 'as_of') },
          ]),
        ),
      );
    },

    put: (ownerId, kind, body, asOf) =>
      run(database, [
        {
          sql: `INSERT INTO ${table} (${owner}, kind, body, as_of) VALUES (?, ?, ?, ?)
            ON CONFLICT (${owner}, kind) DO UPDATE SET body = excluded.body, as_of = excluded.as_of`,
          values: [ownerId, kind, JSON.stringify(body), asOf],
        },
      ]),

    forget: (ownerId) =>
      run(database, [{ sql: `DELETE FROM ${table} WHERE ${owner} = ?`, values: [ownerId] }]),

    async ages() {
      const rows = await database.all(
        `SELECT ${owner}, kind, as_of FROM ${table} ORDER BY as_of, ${owner}, kind LIMIT ?`,
        [agesAtOnce],
      );
      if (!rows.ok) return rows;
      return ok(
        rows.value.flatMap((row) => {
          const kind = kinds.find((one) => one === row['kind']);
          // A newer version's kinds are none of ours.
          if (!kind) return [];
          return [{ ownerId: textOf(row, owner), kind, asOf: textOf(row, 'as_of') }];
        }),
      );
    },
  };
}
