import { ok, type Result } from '../contract/result';
import type { Database } from './database';
import { jsonOf, numberOf, textOf } from './row';
import { run } from './run';

/** A saved portal as it is kept: what the body means is the business of whoever keeps it. */
export interface PortalRow {
  readonly id: string;
  /** Any JSON; `undefined` when it cannot be read. */
  readonly body: unknown;
}

/** The saved portals, in the person's order. Every change is on disk when it is answered. */
export interface PortalTable {
  all(): Promise<Result<readonly PortalRow[], 'store'>>;
  /** Puts portals last, all or none; those whose id is there already stay as they are. */
  add(rows: readonly PortalRow[]): Promise<Result<void, 'store'>>;
  update(row: PortalRow): Promise<Result<void, 'store'>>;
  /** Takes along all that was read of the portal. */
  remove(id: string): Promise<Result<void, 'store'>>;
  /** Puts the portals into the order of these ids. */
  reorder(ids: readonly string[]): Promise<Result<void, 'store'>>;
}

/** Rows of one question. */
const pageSize = 500;

export function createPortalTable(database: Database): PortalTable {
  return {
    async all() {
      const found: PortalRow[] = [];
      let last: readonly [position: number, rowid: number] = [-1, 0];
      for (;;) {
        const page = await database.all(
          `SELECT rowid AS n, position, id, body FROM portals WHERE (position, rowid) > (?, ?)
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

    add: (rows) =>
      run(
        database,
        rows.map(({ id, body }) => ({
          sql: `INSERT INTO portals (id, position, body)
            SELECT ?, coalesce(max(position), -1) + 1, ? FROM portals WHERE true
            ON CONFLICT (id) DO NOTHING`,
          values: [id, JSON.stringify(body)],
        })),
      ),

    update: ({ id, body }) =>
      run(database, [
        { sql: 'UPDATE portals SET body = ? WHERE id = ?', values: [JSON.stringify(body), id] },
      ]),

    remove: (id) => run(database, [{ sql: 'DELETE FROM portals WHERE id = ?', values: [id] }]),

    reorder: (ids) =>
      run(
        database,
        ids.map((id, position) => ({
          sql: 'UPDATE portals SET position = ? WHERE id = ? AND position <> ?',
          values: [position, id, position],
        })),
      ),
  };
}
