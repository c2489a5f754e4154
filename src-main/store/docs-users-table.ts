import type { UsersOrder } from '../contract/docs-servers';
import { ok, type Result } from '../contract/result';
import type { Database, SqlRow, SqlValue } from './database';
import { numberOf, textOf } from './row';
import { run } from './run';

/** A list of users as it was read once: of which server, in which reading, of which kind. */
export interface UsersList {
  readonly serverId: string;
  readonly reading: string;
  readonly kind: string;
}

export interface UserRow {
  readonly userId: string;
  /** What a search looks in. */
  readonly folded: string;
  readonly expires: string | null;
  readonly anonymous: boolean | null;
}

/** A user as it is kept; `n` is its place in the order, from 0. */
export interface KeptUserRow extends UserRow {
  readonly n: number;
}

/** Where a part of a list begins. */
export type UsersStart =
  | { readonly offset: number } /** At the user of this place or behind it. */
  | { readonly n: number };

/**
 * Users that the licenses of Docs servers count, as they were last read; a great many. Every list
 * is kept once in each order.
 */
export interface DocsUsersTable {
  /** Whether there are lists of this reading. */
  has(serverId: string, reading: string): Promise<Result<boolean, 'store'>>;
  /** Makes a list, without users. */
  open(list: UsersList): Promise<Result<void, 'store'>>;
  /** Puts users behind the `from` ones of an order; at most {@link usersAtOnce} at a time. */
  add(
    list: UsersList,
    ordering: UsersOrder['column'],
    from: number,
    rows: readonly UserRow[],
  ): Promise<Result<void, 'store'>>;
  /** Users whose folded name holds `search`. */
  page(
    list: UsersList,
    search: string,
    order: UsersOrder,
    start: UsersStart,
    limit: number,
  ): Promise<Result<readonly KeptUserRow[], 'store'>>;
  count(list: UsersList, search: string): Promise<Result<number, 'store'>>;
  /** Deletes the lists of a server that are of none of these readings, a few users at a time. */
  prune(serverId: string, kept: readonly string[]): Promise<Result<void, 'store'>>;
}

/** Rows of one transaction. */
export const usersAtOnce = 1_000;
/** Far more lists than are ever left behind. */
const mostLists = 100;

const ofList = `list_id =
  (SELECT id FROM docs_user_lists WHERE server_id = ? AND reading = ? AND kind = ?)`;
const holds = 'instr(coalesce(folded, user_id), ?) > 0';

export function createDocsUsersTable(database: Database): DocsUsersTable {
  return {
    async has(serverId, reading) {
      const rows = await database.all(
        'SELECT id FROM docs_user_lists WHERE server_id = ? AND reading = ? LIMIT 1',
        [serverId, reading],
      );
      return rows.ok ? ok(rows.value.length > 0) : rows;
    },

    open: (list) =>
      run(database, [
        {
          sql: 'INSERT INTO docs_user_lists (server_id, reading, kind) VALUES (?, ?, ?)',
          values: valuesOf(list),
        },
      ]),

    add: (list, ordering, from, rows) =>
      run(database, [
        {
          sql: `INSERT INTO docs_users (list_id, ordering, n, user_id, folded, expires, anonymous)
            SELECT lists.id, ?, ? + key, value ->> 0, value ->> 1, value ->> 2, value ->> 3
            FROM json_each(?), docs_user_lists AS lists
            WHERE server_id = ? AND reading = ? AND kind = ?`,
          values: [ordering, from, JSON.stringify(rows.map(cellsOf)), ...valuesOf(list)],
        },
      ]),

    async page(list, search, { column, direction }, start, limit) {
      const forward = direction === 'ascending';
      const where = [`${ofList} AND ordering = ?`];
      const values: SqlValue[] = [...valuesOf(list), column];
      if ('n' in start) {
        where.push(forward ? 'n >= ?' : 'n <= ?');
        values.push(start.n);
      }
      if (search !== '') {
        where.push(holds);
        values.push(search);
      }
      const rows = await database.all(
        `SELECT n, user_id, folded, expires, anonymous FROM docs_users
          WHERE ${where.join(' AND ')} ORDER BY n ${forward ? 'ASC' : 'DESC'} LIMIT ? OFFSET ?`,
        [...values, limit, 'offset' in start ? start.offset : 0],
      );
      return rows.ok ? ok(rows.value.map(userOf)) : rows;
    },

    async count(list, search) {
      const rows = await database.all(
        `SELECT count(*) AS n FROM docs_users WHERE ${ofList} AND ordering = 'user' AND ${holds}
          LIMIT 1`,
        [...valuesOf(list), search],
      );
      if (!rows.ok) return rows;
      const [row] = rows.value;
      return ok(row ? numberOf(row, 'n') : 0);
    },

    async prune(serverId, kept) {
      const lists = await database.all(
        `SELECT id FROM docs_user_lists
          WHERE server_id = ? AND reading NOT IN (SELECT value FROM json_each(?)) LIMIT ?`,
        [serverId, JSON.stringify(kept), mostLists],
      );
      if (!lists.ok) return lists;
      for (const list of lists.value) {
        const emptied = await empty(numberOf(list, 'id'));
        if (!emptied.ok) return emptied;
      }
      return ok();
    },
  };

  async function empty(id: number): Promise<Result<void, 'store'>> {
    for (;;) {
      const written = await database.write([
        {
          sql: `DELETE FROM docs_users WHERE list_id = ? AND (ordering, n) IN
            (SELECT ordering, n FROM docs_users WHERE list_id = ? LIMIT ${usersAtOnce})`,
          values: [id, id],
        },
      ]);
      if (!written.ok) return written;
      if (written.value[0] === 0) {
        return run(database, [{ sql: 'DELETE FROM docs_user_lists WHERE id = ?', values: [id] }]);
      }
    }
  }
}

const valuesOf = ({ serverId, reading, kind }: UsersList): readonly SqlValue[] => [
  serverId,
  reading,
  kind,
];

/** A folded name that is the name itself is not kept twice. */
const cellsOf = ({ userId, folded, expires, anonymous }: UserRow) => [
  userId,
  folded === userId ? null : folded,
  expires,
  anonymous === null ? null : Number(anonymous),
];

function userOf(row: SqlRow): KeptUserRow {
  const { folded, expires, anonymous } = row;
  const userId = textOf(row, 'user_id');
  return {
    n: numberOf(row, 'n'),
    userId,
    folded: typeof folded === 'string' ? folded : userId,
    expires: typeof expires === 'string' ? expires : null,
    anonymous: anonymous === null ? null : anonymous === 1,
  };
}
