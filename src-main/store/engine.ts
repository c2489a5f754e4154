import { basename } from 'node:path';
import type Libsql from 'libsql';
import { fail, ok, type Result } from '../contract/result';
import { isKey } from './database-key';
import type { SqlRow, SqlValue, Statement } from './database';
import { prepareQuery, type Query } from './query';
import { sqliteError } from './sqlite-error';

/** An open database whose calls return when the work is done; for the database's own thread. */
export interface Engine {
  /** The rows of one query. */
  all(sql: string, values?: readonly SqlValue[]): Result<readonly SqlRow[], 'store'>;
  /** Runs statements in one transaction; gives the number of rows that each one changed. */
  write(statements: readonly Statement[]): Result<readonly number[], 'store'>;
  close(): void;
}

export interface EngineOptions {
  /** Full path of the file, or `:memory:`. A file that is not there is made. */
  readonly path: string;
  /** 32 bytes as 64 hex digits; `null`: not encrypted, for a database in memory. */
  readonly key: string | null;
}

/** What stays prepared; list filters make a few dozen different queries. */
const mostPrepared = 200;

/** Full synchronous: a change that was answered must survive a power cut. Cache in KiB. */
const settings = [
  'PRAGMA busy_timeout = 5000',
  'PRAGMA foreign_keys = ON',
  'PRAGMA synchronous = FULL',
  'PRAGMA cache_size = -4096',
  'PRAGMA temp_store = MEMORY',
];

/**
 * Opens a database with the app's settings. A wrong key, as a damaged start of the file, is
 * answered with `store.damaged`.
 */
export async function openEngine({ path, key }: EngineOptions): Promise<Result<Engine, 'store'>> {
  const { default: Database } = await import('libsql');
  const file = basename(path);
  let database: Libsql.Database | undefined;
  try {
    database = new Database(path);
    if (key !== null) unlock(database, key);
    for (const one of settings) database.exec(one);
    return ok(engineOver(database, file));
  } catch (cause) {
    database?.close();
    return fail(sqliteError(cause, file));
  }
}

function engineOver(database: Libsql.Database, file: string): Engine {
  const queries = new Map<string, Query>();
  const statements = new Map<string, Libsql.Statement>();

  return {
    all(sql, values = []) {
      try {
        return ok(kept(queries, sql, () => prepareQuery(database, sql)).all(values));
      } catch (cause) {
        return fail(sqliteError(cause, file));
      }
    },

    write(work) {
      try {
        database.exec('BEGIN IMMEDIATE');
        const changed = work.map(({ sql, values = [] }) => {
          const statement = kept(statements, sql, () => database.prepare(sql));
          return statement.run([...values]).changes;
        });
        database.exec('COMMIT');
        return ok(changed);
      } catch (cause) {
        // Some failures, a full disk among them, have rolled back by themselves.
        if (database.inTransaction) database.exec('ROLLBACK');
        return fail(sqliteError(cause, file));
      }
    },

    close() {
      queries.clear();
      statements.clear();
      database.close();
    },
  };
}

/** What was prepared before, or now; the oldest goes when there are too many. */
function kept<T>(known: Map<string, T>, sql: string, prepare: () => T): T {
  const before = known.get(sql);
  if (before !== undefined) return before;
  const [oldest] = known.keys();
  if (oldest !== undefined && known.size >= mostPrepared) known.delete(oldest);
  const fresh = prepare();
  known.set(sql, fresh);
  return fresh;
}

/**
 * As hex: of a key given as text the cipher takes 32 characters only, which would be half of the
 * key's strength.
 */
function unlock(database: Libsql.Database, key: string): void {
  if (!isKey(key)) throw new TypeError('A database key is 64 hex digits.');
  database.exec(`PRAGMA cipher = 'aes256cbc'`);
  database.exec(`PRAGMA hexkey = '${key}'`);
}
