import { ok, type Result } from '../contract/result';
import type { Database, Statement } from './database';
import { jsonOf, numberOf, textOf } from './row';
import { run } from './run';

/** Tables that hold saved records in a person's order. */
type RecordTableName = 'portals' | 'docs_servers';

/** A saved record as it is kept: what the body means is the business of whoever keeps it. */
export interface SavedRow {
  readonly id: string;
  /** Any JSON; `undefined` when it cannot be read. */
  readonly body: unknown;
}

/** Saved portals or Docs servers, in the person's order. A change is on disk when it is answered. */
export interface RecordTable {
  all(): Promise<Result<readonly SavedRow[], 'store'>>;
  /** Puts records last, all or none; those whose id is there already stay as they are. */
  add(rows: readonly SavedRow[]): Promise<Result<void, 'store'>>;
  /** Puts records last and changes others, in one transaction. */
  put(added: readonly SavedRow[], updated: readonly SavedRow[]): Promise<Result<void, 'store'>>;
  update(row: SavedRow): Promise<Result<void, 'store'>>;
  /** Takes along all that was read of the record. */
  remove(id: string): Promise<Result<void, 'store'>>;
  /** Puts the records into the order of these ids. */
  reorder(ids: readonly string[]): Promise<Result<void, 'store'>>;
}

/** Rows of one question. */
const pageSize = 500;

export function createRecordTable(database: Database, name: RecordTableName): RecordTable {
  const insert = ({ id, body }: SavedRow): Statement => ({
    sql: `INSERT INTO ${name} (id, position, body)
      SELECT ?, coalesce(max(position), -1) + 1, ? FROM ${name} WHERE true
      ON CONFLICT (id) DO NOTHING`,
    values: [id, JSON.stringify(body)],
  });
  const update = ({ id, body }: SavedRow): Statement => ({
    sql: `UPDATE ${name} SET body = ? WHERE id = ?`,
    values: [JSON.stringify(body), id],
  });

  return {
    async all() {
      const found: SavedRow[] = [];
      let last: readonly [position: number, rowid: number] = [-1, 0];
      for (;;) {
        const page = await database.all(
          `SELECT rowid AS n, position, id, body FROM ${name} WHERE (position, rowid) > (?, ?)
            ORDER BY position, rowid LIMIT ${pageSize}`,
          last,
        );
        if (!page.ok) return page;
        found.push(
          ...page.value.map((row) => ({ id: textOf(row, 'id'), body: jsonOf(row, 'body') })),
        );
        const end = page.value.at(-1);
        if (!end || page.value.length < pageSize) return ok(found);
        last = [numberOf(end, 'position'), numberOf(end, 'n')];
      }
    },

    add: (rows) => run(database, rows.map(insert)),
    put: (added, updated) => run(database, [...updated.map(update), ...added.map(insert)]),
    update: (row) => run(database, [update(row)]),

    remove: (id) => run(database, [{ sql: `DELETE FROM ${name} WHERE id = ?`, values: [id] }]),

    reorder: (ids) =>
      run(
        database,
        ids.map((id, position) => ({
          sql: `UPDATE ${name} SET position = ? WHERE id = ? AND position <> ?`,
          values: [position, id, position],
        })),
      ),
  };
}
