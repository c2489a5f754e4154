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

/** What a portal said of one thing, and when. */
export interface Snapshot {
  /** Any JSON; whoever uses it checks it against a schema, as an older version may have kept it. */
  readonly body: unknown;
  /** ISO instant. */
  readonly asOf: string;
}

export interface SnapshotAge {
  readonly portalId: string;
  readonly kind: SnapshotKind;
  readonly asOf: string;
}

/** The last answer of each portal to each question, so that every page paints without a network. */
export interface Snapshots {
  get(portalId: string, kind: SnapshotKind): Promise<Result<Snapshot | null, 'store'>>;
  /** Fails with `store.failed` for a portal that is not saved. */
  put(
    portalId: string,
    kind: SnapshotKind,
    body: unknown,
    asOf: string,
  ): Promise<Result<void, 'store'>>;
  /** All that was kept of a portal. */
  forget(portalId: string): Promise<Result<void, 'store'>>;
  /** How old everything is, oldest first; for the background refresh. */
  ages(): Promise<Result<readonly SnapshotAge[], 'store'>>;
}

/** Rows of one question for ages: all kinds of a thousand portals. */
const agesAtOnce = 1_000 * snapshotKinds.length;

export function createSnapshots(database: Database): Snapshots {
  return {
    async get(portalId, kind) {
      const rows = await database.all(
        'SELECT body, as_of FROM snapshots WHERE portal_id = ? AND kind = ? LIMIT 1',
        [portalId, kind],
      );
      if (!rows.ok) return rows;
      const [row] = rows.value;
      return ok(row ? { body: jsonOf(row, 'body'), asOf: textOf(row, 'as_of') } : null);
    },

    put: (portalId, kind, body, asOf) =>
      run(database, [
        {
          sql: `INSERT INTO snapshots (portal_id, kind, body, as_of) VALUES (?, ?, ?, ?)
            ON CONFLICT (portal_id, kind) DO UPDATE SET body = excluded.body, as_of = excluded.as_of`,
          values: [portalId, kind, JSON.stringify(body), asOf],
        },
      ]),

    forget: (portalId) =>
      run(database, [{ sql: 'DELETE FROM snapshots WHERE portal_id = ?', values: [portalId] }]),

    async ages() {
      const rows = await database.all(
        `SELECT portal_id, kind, as_of FROM snapshots ORDER BY as_of, portal_id, kind LIMIT ?`,
        [agesAtOnce],
      );
      if (!rows.ok) return rows;
      return ok(
        rows.value.flatMap((row) => {
          const kind = snapshotKinds.find((one) => one === row['kind']);
          // A newer version's kinds are none of ours.
          if (!kind) return [];
          return [{ portalId: textOf(row, 'portal_id'), kind, asOf: textOf(row, 'as_of') }];
        }),
      );
    },
  };
}
