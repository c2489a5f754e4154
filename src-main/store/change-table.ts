import { reviewStates, type ChangeFilter } from '../contract/changes';
import { ok, type Result } from '../contract/result';
import type { Database, SqlRow, SqlValue, Statement } from './database';
import { numberOf } from './row';

/** The columns of a change; those that hold lists or objects hold them as JSON. */
export const changeColumns = [
  'id',
  'portal_id',
  'portal_name',
  'account',
  'operation',
  'version',
  'target',
  'object_key',
  'base',
  'desired',
  'idempotency_key',
  'created_at',
  'position',
  'state',
  'attempts',
  'next_attempt_at',
  'error',
  'before',
  'after',
  'progress',
  'result',
  'undo',
  'undo_of',
  'undone_by',
  'ended_at',
] as const;
export type ChangeColumn = (typeof changeColumns)[number];

/** A change as the table holds it. */
export type StoredChange = Readonly<Record<ChangeColumn, string | number | null>>;

/** One line of what became of a change; the error as JSON. */
export interface StoredStep {
  readonly at: string;
  readonly state: string;
  readonly error: string | null;
}

/** Open changes of one answer: few enough to be understood without a stop of the main loop. */
export const openAtOnce = 200;
/** More portals than are ever paused. */
const mostPauses = 10_000;
/** Changes of one object that a person may not have seen to be done. */
const mostDone = 50;
/** Lines that are told of one change, the newest. */
const mostSteps = 500;

const placeholders = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

/** A new change. `words` is what a search looks in. */
export function insertChange(row: StoredChange, words: string): readonly Statement[] {
  return [
    {
      sql: `INSERT INTO changes (${changeColumns.join(', ')})
        VALUES (${placeholders(changeColumns.length)})`,
      values: changeColumns.map((column) => row[column]),
    },
    {
      sql: `INSERT INTO changes_text (rowid, words)
        SELECT seq, ? FROM changes WHERE id = ?`,
      values: [words, row.id],
    },
  ];
}

/** Sets the columns of `row` that are there; all others stay as they are. */
export function updateChange(id: string, row: Partial<StoredChange>): Statement {
  const columns = changeColumns.filter((column) => row[column] !== undefined);
  return {
    sql: `UPDATE changes SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
    values: [...columns.map((column) => row[column] ?? null), id],
  };
}

/** One more line of what became of a change. */
export function insertStep(changeId: string, { at, state, error }: StoredStep): Statement {
  return {
    sql: `INSERT INTO change_steps (change_id, n, at, state, error)
      SELECT ?, coalesce(max(n), 0) + 1, ?, ?, ? FROM change_steps WHERE change_id = ?`,
    values: [changeId, at, state, error, changeId],
  };
}

/** Bytes that belong to a change. */
export const insertAttachment = (changeId: string, bytes: Uint8Array): Statement => ({
  sql: 'INSERT INTO change_attachments (change_id, bytes) VALUES (?, ?)',
  values: [changeId, bytes],
});

/** Bytes of a change that is over are of no more use, and may be secret. */
export const deleteAttachment = (changeId: string): Statement => ({
  sql: 'DELETE FROM change_attachments WHERE change_id = ?',
  values: [changeId],
});

/** The portal's changes wait. Without effect for a portal that is not saved any more. */
export const insertPause = (portalId: string, since: string, error: string | null): Statement => ({
  sql: `INSERT OR REPLACE INTO pauses (portal_id, since, error)
    SELECT id, ?, ? FROM portals WHERE id = ?`,
  values: [since, error, portalId],
});

export const deletePause = (portalId: string): Statement => ({
  sql: 'DELETE FROM pauses WHERE portal_id = ?',
  values: [portalId],
});

/** Where a page of the list begins. */
export type PageStart =
  { readonly offset: number } /** Below this `seq`. */ | { readonly below: number };

/** What is asked of the changes in the store. */
export interface ChangeTable {
  /** Changes that are not over, in the order of their recording, from above a `seq`. */
  open(after: number): Promise<Result<readonly SqlRow[], 'store'>>;
  /** Newest first, each with its `seq`. */
  page(
    filter: ChangeFilter,
    start: PageStart,
    limit: number,
  ): Promise<Result<readonly SqlRow[], 'store'>>;
  /** How many changes a filter lets through. */
  count(filter: ChangeFilter): Promise<Result<number, 'store'>>;
  /** The newest changes of an object that were done at an instant or later; oldest first. */
  doneSince(
    portalId: string,
    objectKey: string,
    since: string,
  ): Promise<Result<readonly SqlRow[], 'store'>>;
  byId(id: string): Promise<Result<SqlRow | null, 'store'>>;
  /** Those of at most {@link openAtOnce} changes that are there, in no order. */
  byIds(ids: readonly string[]): Promise<Result<readonly SqlRow[], 'store'>>;
  /** What became of some changes, oldest first; of very many steps only the newest. */
  steps(ids: readonly string[]): Promise<Result<readonly SqlRow[], 'store'>>;
  attachment(id: string): Promise<Result<Uint8Array | null, 'store'>>;
  pauses(): Promise<Result<readonly SqlRow[], 'store'>>;
}

/** Makes the questions about changes; the statements that write them are functions of their own. */
export function createChangeTable(database: Pick<Database, 'all'>): ChangeTable {
  const columns = changeColumns.join(', ');

  const first = async (sql: string, id: string): Promise<Result<SqlRow | null, 'store'>> => {
    const rows = await database.all(sql, [id]);
    return rows.ok ? ok(rows.value[0] ?? null) : rows;
  };

  return {
    open: (after) =>
      database.all(
        `SELECT seq, ${columns} FROM changes WHERE ended_at IS NULL AND seq > ?
          ORDER BY seq LIMIT ?`,
        [after, openAtOnce],
      ),

    page(filter, start, limit) {
      const { where, values } = conditions(filter);
      const offset = 'offset' in start ? start.offset : 0;
      if ('below' in start) {
        where.push('seq < ?');
        values.push(start.below);
      }
      return database.all(
        `SELECT seq, ${columns} FROM changes ${whereOf(where)}
          ORDER BY seq DESC LIMIT ? OFFSET ?`,
        [...values, limit, offset],
      );
    },

    async count(filter) {
      const { where, values } = conditions(filter);
      const rows = await database.all(
        `SELECT count(*) AS n FROM changes ${whereOf(where)}`,
        values,
      );
      if (!rows.ok) return rows;
      const [row] = rows.value;
      return ok(row ? numberOf(row, 'n') : 0);
    },

    async doneSince(portalId, objectKey, since) {
      const rows = await database.all(
        `SELECT seq, ${columns} FROM changes
          WHERE portal_id = ? AND object_key = ? AND state = 'done' AND ended_at >= ?
          ORDER BY seq DESC LIMIT ?`,
        [portalId, objectKey, since, mostDone],
      );
      return rows.ok ? ok(rows.value.toReversed()) : rows;
    },

    byId: (id) => first(`SELECT seq, ${columns} FROM changes WHERE id = ? LIMIT 1`, id),

    byIds: (ids) =>
      database.all(
        `SELECT seq, ${columns} FROM changes
          WHERE id IN (SELECT value FROM json_each(?)) LIMIT ?`,
        [JSON.stringify(ids), openAtOnce],
      ),

    steps: (ids) =>
      database.all(
        `SELECT change_id, at, state, error FROM (
            SELECT *, row_number() OVER (PARTITION BY change_id ORDER BY n DESC) AS back
              FROM change_steps WHERE change_id IN (SELECT value FROM json_each(?)))
          WHERE back <= ? ORDER BY change_id, back DESC LIMIT ?`,
        [JSON.stringify(ids), mostSteps, ids.length * mostSteps],
      ),

    async attachment(id) {
      const row = await first(
        'SELECT bytes FROM change_attachments WHERE change_id = ? LIMIT 1',
        id,
      );
      if (!row.ok) return row;
      const bytes = row.value?.['bytes'];
      return ok(bytes instanceof Uint8Array ? bytes : null);
    },

    pauses: () =>
      database.all('SELECT portal_id, since, error FROM pauses ORDER BY portal_id LIMIT ?', [
        mostPauses,
      ]),
  };
}

const whereOf = (where: readonly string[]): string =>
  where.length > 0 ? `WHERE ${where.join(' AND ')}` : '';

/** A filter as SQL, in terms that the indexes of the table know. */
function conditions({ show, portalId, search }: ChangeFilter) {
  const where: string[] = [];
  const values: SqlValue[] = [];
  const add = (condition: string, ...more: readonly SqlValue[]): void => {
    where.push(condition);
    values.push(...more);
  };
  if (show === 'ended') add('ended_at IS NOT NULL');
  if (show === 'open' || show === 'review') add('ended_at IS NULL');
  if (show === 'review') add(`state IN (${placeholders(reviewStates.length)})`, ...reviewStates);
  if (portalId !== null) add('portal_id = ?', portalId);
  const wanted = search.trim();
  // The index holds pieces of three characters.
  if ([...wanted].length >= 3) {
    add('seq IN (SELECT rowid FROM changes_text WHERE changes_text MATCH ?)', quoted(wanted));
  } else if (wanted) {
    const pattern = `%${wanted.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    const titles = ['title', 'entryTitle'].map((name) => `target ->> '$.${name}'`);
    const texts = ['portal_name', ...titles, 'account', 'operation'];
    const any = texts.map((text) => String.raw`${text} LIKE ? ESCAPE '\'`).join(' OR ');
    add(`(${any})`, ...texts.map(() => pattern));
  }
  return { where, values };
}

/** As one phrase, so that nothing in it means anything to the search. */
const quoted = (words: string): string => `"${words.replaceAll('"', '""')}"`;
