import { ok, type Result } from '../contract/result';
import type { Database, SqlRow } from './database';
import { jsonOf, numberOf, textOf } from './row';
import { run } from './run';

/** What was asked of many portals at once; JSON is the business of whoever keeps it. */
export interface StoredBatch {
  readonly id: string;
  readonly title: unknown;
  readonly fields: unknown;
  readonly createdAt: string;
  /** The batch that this one takes back. */
  readonly undoOf: string | null;
  readonly stoppedAt: string | null;
  /** When all of it was in the journal, or withdrawn; `null`: there is something to do. */
  readonly settledAt: string | null;
}

/** The part of a batch that concerns one portal. */
export interface StoredPart {
  readonly n: number;
  readonly portalId: string;
  readonly portalName: string;
  /** The id that its change has in the journal, or is to have. */
  readonly changeId: string;
  readonly plan: unknown;
  /** Why nothing was, or will be, recorded. */
  readonly skipped: string | null;
}

/** A batch with what can be counted of it. */
export interface CountedBatch {
  readonly batch: StoredBatch;
  readonly portals: number;
  /** Parts that were not skipped. */
  readonly changes: number;
  /** Changes of it that are not over. */
  readonly open: number;
}

/** Batches of changes. Nothing is ever taken out, as nothing is out of the journal. */
export interface BatchTable {
  /** All of it or nothing. */
  add(batch: StoredBatch, parts: readonly StoredPart[]): Promise<Result<void, 'store'>>;
  byId(id: string): Promise<Result<StoredBatch | null, 'store'>>;
  parts(id: string): Promise<Result<readonly StoredPart[], 'store'>>;
  /** The newest first. */
  newest(limit: number): Promise<Result<readonly CountedBatch[], 'store'>>;
  /** Those with something to do, oldest first. */
  unsettled(): Promise<Result<readonly StoredBatch[], 'store'>>;
  skip(id: string, n: number, reason: string): Promise<Result<void, 'store'>>;
  settled(id: string, at: string): Promise<Result<void, 'store'>>;
  /** Ending what has not left is something to do. */
  stopped(id: string, at: string): Promise<Result<void, 'store'>>;
}

/** Parts of one statement: few enough to be handed over without a stop of the main loop. */
const partsAtOnce = 500;
/** More parts than a batch has. */
const mostParts = 5_000;
/** More batches than are ever left with something to do. */
const mostUnsettled = 100;

const columns = 'id, title, fields, created_at, undo_of, stopped_at, settled_at';

export function createBatchTable(database: Database): BatchTable {
  return {
    add: (batch, parts) =>
      run(database, [
        {
          sql: `INSERT INTO change_batches (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
          values: [
            batch.id,
            JSON.stringify(batch.title),
            JSON.stringify(batch.fields),
            batch.createdAt,
            batch.undoOf,
            batch.stoppedAt,
            batch.settledAt,
          ],
        },
        ...inPieces(parts).map((some) => ({
          sql: `INSERT INTO change_batch_portals
              (batch_id, n, portal_id, portal_name, change_id, plan, skipped)
            SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5
            FROM json_each(?)`,
          values: [batch.id, JSON.stringify(some.map(cellsOf))],
        })),
      ]),

    async byId(id) {
      const rows = await database.all(
        `SELECT ${columns} FROM change_batches WHERE id = ? LIMIT 1`,
        [id],
      );
      if (!rows.ok) return rows;
      const [row] = rows.value;
      return ok(row ? batchOf(row) : null);
    },

    async parts(id) {
      const rows = await database.all(
        `SELECT n, portal_id, portal_name, change_id, plan, skipped FROM change_batch_portals
          WHERE batch_id = ? ORDER BY n LIMIT ?`,
        [id, mostParts],
      );
      return rows.ok ? ok(rows.value.map(partOf)) : rows;
    },

    async newest(limit) {
      const rows = await database.all(
        `SELECT ${columns},
            (SELECT count(*) FROM change_batch_portals WHERE batch_id = change_batches.id)
              AS portals,
            (SELECT count(*) FROM change_batch_portals
              WHERE batch_id = change_batches.id AND skipped IS NULL) AS changes,
            (SELECT count(*) FROM change_batch_portals
              JOIN changes ON changes.id = change_id AND ended_at IS NULL
              WHERE batch_id = change_batches.id) AS open
          FROM change_batches ORDER BY seq DESC LIMIT ?`,
        [limit],
      );
      if (!rows.ok) return rows;
      return ok(
        rows.value.map((row) => ({
          batch: batchOf(row),
          portals: numberOf(row, 'portals'),
          changes: numberOf(row, 'changes'),
          open: numberOf(row, 'open'),
        })),
      );
    },

    async unsettled() {
      const rows = await database.all(
        `SELECT ${columns} FROM change_batches WHERE settled_at IS NULL ORDER BY seq LIMIT ?`,
        [mostUnsettled],
      );
      return rows.ok ? ok(rows.value.map(batchOf)) : rows;
    },

    skip: (id, n, reason) =>
      run(database, [
        {
          sql: 'UPDATE change_batch_portals SET skipped = ? WHERE batch_id = ? AND n = ?',
          values: [reason, id, n],
        },
      ]),

    settled: (id, at) =>
      run(database, [
        { sql: 'UPDATE change_batches SET settled_at = ? WHERE id = ?', values: [at, id] },
      ]),

    stopped: (id, at) =>
      run(database, [
        {
          sql: `UPDATE change_batches SET stopped_at = coalesce(stopped_at, ?), settled_at = NULL
            WHERE id = ?`,
          values: [at, id],
        },
      ]),
  };
}

const cellsOf = ({ n, portalId, portalName, changeId, plan, skipped }: StoredPart) => [
  n,
  portalId,
  portalName,
  changeId,
  JSON.stringify(plan),
  skipped,
];

function inPieces<T>(items: readonly T[]): readonly (readonly T[])[] {
  const pieces: (readonly T[])[] = [];
  for (let from = 0; from < items.length; from += partsAtOnce) {
    pieces.push(items.slice(from, from + partsAtOnce));
  }
  return pieces;
}

const batchOf = (row: SqlRow): StoredBatch => ({
  id: textOf(row, 'id'),
  title: jsonOf(row, 'title'),
  fields: jsonOf(row, 'fields'),
  createdAt: textOf(row, 'created_at'),
  undoOf: textOrNull(row, 'undo_of'),
  stoppedAt: textOrNull(row, 'stopped_at'),
  settledAt: textOrNull(row, 'settled_at'),
});

const partOf = (row: SqlRow): StoredPart => ({
  n: numberOf(row, 'n'),
  portalId: textOf(row, 'portal_id'),
  portalName: textOf(row, 'portal_name'),
  changeId: textOf(row, 'change_id'),
  plan: jsonOf(row, 'plan'),
  skipped: textOrNull(row, 'skipped'),
});

const textOrNull = (row: SqlRow, column: string): string | null =>
  row[column] === null ? null : textOf(row, column);
