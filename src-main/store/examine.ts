import { basename } from 'node:path';
import { appError, type AppError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import type { Engine } from './engine';

/** That a store is damaged; it is put right by whoever opens it. */
export const storeDamaged = (path: string, detail: string): AppError<'store'> =>
  appError('store.damaged', {
    params: { file: basename(path), aside: '', recovered: 'restart' },
    detail,
  });

/** Rows of one question. */
const pageSize = 1_000;

/**
 * Reads what every start needs, so that damage to it shows before the app works with it. Takes a
 * few milliseconds, whatever the size of the file.
 */
export function glance(engine: Engine): Result<void, 'store'> {
  for (const sql of [
    'SELECT * FROM portals ORDER BY position LIMIT 1000',
    'SELECT * FROM pauses LIMIT 1000',
    'SELECT * FROM changes WHERE ended_at IS NULL ORDER BY portal_id, position LIMIT 1000',
  ]) {
    const rows = engine.all(sql);
    if (!rows.ok) return rows;
  }
  return ok();
}

/** Looks through the whole file: its structure, and every row, as text may be garbled within. */
export function examine(engine: Engine, path: string): Result<void, 'store'> {
  const rows = engine.all('PRAGMA integrity_check(1)');
  if (!rows.ok) return rows;
  const [words] = Object.values(rows.value[0] ?? {});
  if (words !== 'ok') return fail(storeDamaged(path, String(words)));
  const tables = engine.all(
    `SELECT name FROM pragma_table_list
      WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
  );
  if (!tables.ok) return tables;
  for (const { name } of tables.value) {
    const read = readThrough(engine, String(name));
    if (!read.ok) return read;
  }
  return ok();
}

function readThrough(engine: Engine, table: string): Result<void, 'store'> {
  for (let offset = 0; ; offset += pageSize) {
    const page = engine.all(`SELECT * FROM ${table} LIMIT ${pageSize} OFFSET ?`, [offset]);
    if (!page.ok) return page;
    if (page.value.length < pageSize) return ok();
  }
}
