import { ok, type Result } from '../contract/result';
import type { Database } from './database';
import { jsonOf, textOf } from './row';
import { run } from './run';

/** A sharing policy as it is kept: what the body means is the business of whoever keeps it. */
export interface PolicyRecord {
  readonly id: string;
  /** Its name as names are compared; there are no two of the same. */
  readonly folded: string;
  /** Any JSON; `undefined` when it cannot be read. */
  readonly body: unknown;
}

/** Saved sharing policies. A change is on disk when it is answered. */
export interface PolicyTable {
  all(): Promise<Result<readonly PolicyRecord[], 'store'>>;
  /** Adds a policy, or puts it in the place of the one with its id. */
  put(record: PolicyRecord): Promise<Result<void, 'store'>>;
  remove(id: string): Promise<Result<void, 'store'>>;
}

/** More policies than can be saved. */
const mostRows = 500;

export function createPolicyTable(database: Database): PolicyTable {
  return {
    async all() {
      const rows = await database.all(
        'SELECT id, folded, body FROM sharing_policies ORDER BY folded LIMIT ?',
        [mostRows],
      );
      if (!rows.ok) return rows;
      return ok(
        rows.value.map((row) => ({
          id: textOf(row, 'id'),
          folded: textOf(row, 'folded'),
          body: jsonOf(row, 'body'),
        })),
      );
    },

    put: ({ id, folded, body }) =>
      run(database, [
        {
          sql: `INSERT INTO sharing_policies (id, folded, body) VALUES (?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET folded = excluded.folded, body = excluded.body`,
          values: [id, folded, JSON.stringify(body)],
        },
      ]),

    remove: (id) =>
      run(database, [{ sql: 'DELETE FROM sharing_policies WHERE id = ?', values: [id] }]),
  };
}
