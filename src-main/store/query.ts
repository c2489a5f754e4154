import { isUtf8 } from 'node:buffer';
import type Libsql from 'libsql';
import type { SqlRow, SqlValue } from './database';

/** A prepared query that reads what it finds with care. */
export interface Query {
  all(values: readonly SqlValue[]): readonly SqlRow[];
}

/** Thrown for text that is none, as damaged pages hold it. */
class BrokenText extends Error {
  override readonly name = 'BrokenText';
  readonly code = 'SQLITE_CORRUPT_TEXT';
}

/**
 * Prepares a query so that text comes over as bytes and is read here. The binding ends the whole
 * process at text that is no UTF-8, and cuts text at a NUL character. Bytes come as bytes only
 * from a column that is declared BLOB.
 */
export function prepareQuery(database: Libsql.Database, sql: string): Query {
  if (!/^\s*(SELECT|WITH)\b/i.test(sql)) return plainQuery(database, sql);
  const columns = database
    .prepare(sql)
    .columns()
    .map(({ name, type }) => ({ name, holdsBytes: type === 'BLOB' }));
  const asBytes = columns.map(({ name }) => {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    return `CASE typeof(${quoted}) WHEN 'text' THEN CAST(${quoted} AS BLOB) ELSE ${quoted} END`;
  });
  const statement = database.prepare(`SELECT ${asBytes.join(', ')} FROM (${sql})`).raw();
  return {
    all: (values) =>
      statement.all([...values]).map((cells) => {
        if (!Array.isArray(cells)) throw new TypeError('A raw row is an array.');
        return Object.fromEntries(
          columns.map(({ name, holdsBytes }, index) => [name, valueOf(cells[index], holdsBytes)]),
        );
      }),
  };
}

/** What is no SELECT, e.g. a PRAGMA, answers in words and numbers of its own. */
function plainQuery(database: Libsql.Database, sql: string): Query {
  const statement = database.prepare(sql);
  return {
    all: (values) =>
      statement.all([...values]).map((row) => {
        if (typeof row !== 'object' || row === null) throw new TypeError('A row is an object.');
        return Object.fromEntries(
          Object.entries(row).map(([name, value]) => [name, valueOf(value, false)]),
        );
      }),
  };
}

function valueOf(value: unknown, holdsBytes: boolean): SqlValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  if (!Buffer.isBuffer(value)) throw new TypeError(`The database gave a ${typeof value}.`);
  if (holdsBytes) return new Uint8Array(value);
  if (!isUtf8(value)) throw new BrokenText('A text is no UTF-8.');
  return value.toString('utf8');
}
