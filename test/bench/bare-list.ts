import Libsql from 'libsql';
import { createChangeTable } from '../../src-main/store/change-table';
import type { SqlValue } from '../../src-main/store/database';

/** Runs the query once more; gives milliseconds. */
export type RunBare = () => number;

/**
 * The query of a first page of all changes as bare as it can be: prepared once, in this thread,
 * over a connection of its own.
 */
export async function openBareList(path: string, key: string, rows: number): Promise<RunBare> {
  const { sql, values } = await queryOf(rows);
  const database = new Libsql(path);
  database.exec(`PRAGMA cipher = 'aes256cbc'`);
  database.exec(`PRAGMA hexkey = '${key}'`);
  database.exec('PRAGMA cache_size = -4096');
  const statement = database.prepare(sql);
  return () => {
    const start = performance.now();
    const found = statement.all([...values]).length;
    const took = performance.now() - start;
    if (found !== rows) throw new Error(`The query found ${found} rows.`);
    return took;
  };
}

/** The app's own words for it. */
async function queryOf(
  rows: number,
): Promise<{ readonly sql: string; readonly values: readonly SqlValue[] }> {
  const asked: { sql: string; values: readonly SqlValue[] }[] = [];
  const table = createChangeTable({
    all(sql, values = []) {
      asked.push({ sql, values });
      return Promise.resolve({ ok: true, value: [] });
    },
  });
  await table.page({ show: 'all', portalId: null, search: '' }, { offset: 0 }, rows);
  const [query] = asked;
  if (!query) throw new Error('The list asks nothing.');
  return query;
}
