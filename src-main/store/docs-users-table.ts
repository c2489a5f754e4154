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
  /** What a search looks in, and what they are sorted by. */
  readonly folded: string;
  readonly expires: string | null;
  readonly anonymous: boolean | null;
}

/** A user as it is kept; `key` is its alone. */
export interface KeptUserRow extends UserRow {
  readonly key: number;
}

/** Users that the licenses of Docs servers count, as they were last read; up to a great many. */
export interface DocsUsersTable {
  /** Adds users to a list; at most {@link usersAtOnce} at a time. */
  add(list: UsersList, rows: readonly UserRow[]): Promise<Result<void, 'store'>>;
  /** Users whose folded name holds `search`. */
  page(
    list: UsersList,
    search: string,
    order: UsersOrder,
    place: { readonly offset: number; readonly limit: number },
  ): Promise<Result<readonly KeptUserRow[], 'store'>>;
  count(list: UsersList, search: string): Promise<Result<number, 'store'>>;
  /** Deletes some of the users of a server that are in none of these readings; 0: all are gone. */
  prune(serverId: string, kept: readonly string[]): Promise<Result<number, 'store'>>;
}

/** Rows of one transaction. */
export const usersAtOnce = 1_000;

export function createDocsUsersTable(database: Database): DocsUsersTable {
  return {
    add: (list, rows) =>
      run(database, [
        {
          sql: `INSERT INTO docs_users
              (server_id, reading, kind, folded, user_id, expires, anonymous)
            SELECT ?, ?, ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3
            FROM json_each(?)`,
          values: [...valuesOf(list), JSON.stringify(rows.map(cellsOf))],
        },
      ]),

    async page(list, search, order, { offset, limit }) {
      const rows = await database.all(
        `SELECT rowid AS n, folded, user_id, expires, anonymous FROM docs_users
          WHERE server_id = ? AND reading = ? AND kind = ? AND instr(folded, ?) > 0
          ORDER BY ${orderOf(order)} LIMIT ? OFFSET ?`,
        [...valuesOf(list), search, limit, offset],
      );
      return rows.ok ? ok(rows.value.map(userOf)) : rows;
    },

    async count(list, search) {
      const rows = await database.all(
        `SELECT count(*) AS n FROM docs_users
          WHERE server_id = ? AND reading = ? AND kind = ? AND instr(folded, ?) > 0 LIMIT 1`,
        [...valuesOf(list), search],
      );
      if (!rows.ok) return rows;
      const [row] = rows.value;
      return ok(row ? numberOf(row, 'n') : 0);
    },

    async prune(serverId, kept) {
      const written = await database.write([
        {
          sql: `DELETE FROM docs_users WHERE rowid IN (
              SELECT rowid FROM docs_users
              WHERE server_id = ? AND reading NOT IN (SELECT value FROM json_each(?))
              LIMIT ${usersAtOnce})`,
          values: [serverId, JSON.stringify(kept)],
        },
      ]);
      return written.ok ? ok(written.value[0] ?? 0) : written;
    },
  };
}

const valuesOf = ({ serverId, reading, kind }: UsersList): readonly SqlValue[] => [
  serverId,
  reading,
  kind,
];

/** Those of whom no expiry is told stand first, as nothing sorts before something. */
function orderOf({ column, direction }: UsersOrder): string {
  const way = direction === 'ascending' ? 'ASC' : 'DESC';
  const columns =
    column === 'user'
      ? ['folded', 'user_id', 'expires', 'anonymous']
      : ['expires', 'folded', 'user_id', 'anonymous'];
  return columns.map((one) => `${one} ${way}`).join(', ');
}

const cellsOf = ({ folded, userId, expires, anonymous }: UserRow) => [
  folded,
  userId,
  expires,
  anonymous === null ? null : Number(anonymous),
];

function userOf(row: SqlRow): KeptUserRow {
  const { expires, anonymous } = row;
  return {
    key: numberOf(row, 'n'),
    folded: textOf(row, 'folded'),
    userId: textOf(row, 'user_id'),
    expires: typeof expires === 'string' ? expires : null,
    anonymous: anonymous === null ? null : anonymous === 1,
  };
}
