import { ok, type Result } from '../contract/result';
import type { Database } from './database';
import { jsonOf, textOf } from './row';
import { run } from './run';

/** The license file that lies on a portal and was not activated yet, as it is kept. */
export interface StagedRow {
  readonly portalId: string;
  /** Any JSON; `undefined` when it cannot be read. */
  readonly body: unknown;
}

/** At most one staged license per portal; goes with its portal. */
export interface StagedTable {
  all(): Promise<Result<readonly StagedRow[], 'store'>>;
  /** Fails with `store.failed` for a portal that is not saved. */
  put(row: StagedRow): Promise<Result<void, 'store'>>;
  /** Adds what is missing, of saved portals only. */
  addMissing(rows: readonly StagedRow[]): Promise<Result<void, 'store'>>;
  remove(portalId: string): Promise<Result<void, 'store'>>;
}

/** Rows of one question. */
const pageSize = 500;

export function createStagedTable(database: Database): StagedTable {
  return {
    async all() {
      const found: StagedRow[] = [];
      let last = '';
      for (;;) {
        const page = await database.all(
          `SELECT portal_id, body FROM staged_licenses WHERE portal_id > ?
            ORDER BY portal_id LIMIT ${pageSize}`,
          [last],
        );
        if (!page.ok) return page;
        const rows = page.value.map((row) => ({
          portalId: textOf(row, 'portal_id'),
          body: jsonOf(row, 'body'),
        }));
        found.push(...rows);
        const end = rows.at(-1);
        if (!end || rows.length < pageSize) return ok(found);
        last = end.portalId;
      }
    },

    put: ({ portalId, body }) =>
      run(database, [
        {
          sql: `INSERT INTO staged_licenses (portal_id, body) VALUES (?, ?)
            ON CONFLICT (portal_id) DO UPDATE SET body = excluded.body`,
          values: [portalId, JSON.stringify(body)],
        },
      ]),

    addMissing: (rows) =>
      run(
        database,
        rows.map(({ portalId, body }) => ({
          sql: `INSERT INTO staged_licenses (portal_id, body)
            SELECT id, ? FROM portals WHERE id = ? ON CONFLICT (portal_id) DO NOTHING`,
          values: [JSON.stringify(body), portalId],
        })),
      ),

    remove: (portalId) =>
      run(database, [
        { sql: 'DELETE FROM staged_licenses WHERE portal_id = ?', values: [portalId] },
      ]),
  };
}
