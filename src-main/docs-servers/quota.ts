import { createHash } from 'node:crypto';
import type {
  DocsLicense,
  QuotaKind,
  QuotaUser,
  QuotaUserRow,
  UsersFilter,
  UsersPage,
} from '../contract/docs-servers';
import { ok, type Result } from '../contract/result';
import type { LicenseAnswer } from '../docs-server/license';
import type { Database } from '../store/database';
import {
  createDocsUsersTable,
  usersAtOnce,
  type KeptUserRow,
  type UserRow,
  type UsersList,
} from '../store/docs-users-table';

type Quota = DocsLicense['quota'];
type Lists = LicenseAnswer['quota'];

/** The users that licenses count, in the store: too many of them to be handed around. */
export interface QuotaBook {
  /**
   * Keeps the users of a server beside those that are known; they count once the answer is kept
   * that names them.
   * @param present names the lists that are shown meanwhile.
   */
  keep(serverId: string, lists: Lists, present: Quota | null): Promise<Result<Quota, 'store'>>;
  page(
    quota: Quota,
    filter: UsersFilter,
    place: { readonly offset: number; readonly limit: number },
  ): Promise<Result<UsersPage, 'store'>>;
  /** All users of a filter as lines of text, a piece at a time. */
  lines(quota: Quota, filter: UsersFilter): Promise<Result<readonly string[], 'store'>>;
  /** Deletes all users of a server, a few at a time. */
  forget(serverId: string): Promise<Result<void, 'store'>>;
}

export function createQuotaBook(database: Database): QuotaBook {
  const table = createDocsUsersTable(database);
  const turns = new Map<string, Promise<unknown>>();
  /** The lists written last, which no kept answer may name yet. */
  const newest = new Map<string, string>();

  return {
    keep: (serverId, lists, present) => inTurn(serverId, () => keep(serverId, lists, present)),

    async page(quota, filter, place) {
      const list = listOf(quota, filter);
      const search = folded(filter.search);
      const [rows, total] = await Promise.all([
        table.page(list, search, filter.order, place),
        search === '' ? ok(quota[filter.kind]) : table.count(list, search),
      ]);
      if (!rows.ok) return rows;
      return total.ok ? ok({ rows: rows.value.map(userOf), total: total.value }) : total;
    },

    async lines(quota, filter) {
      const lines: string[] = [];
      for (;;) {
        const place = { offset: lines.length, limit: usersAtOnce };
        const rows = await table.page(
          listOf(quota, filter),
          folded(filter.search),
          filter.order,
          place,
        );
        if (!rows.ok) return rows;
        for (const row of rows.value) lines.push(`${row.userId}\t${row.expires ?? ''}`);
        if (rows.value.length < usersAtOnce) return ok(lines);
      }
    },

    forget: (serverId) =>
      inTurn(serverId, async () => {
        newest.delete(serverId);
        return prune(serverId, []);
      }),
  };

  async function keep(
    serverId: string,
    lists: Lists,
    present: Quota | null,
  ): Promise<Result<Quota, 'store'>> {
    const rows = { edit: lists.edit.map(rowOf), view: lists.view.map(rowOf) };
    const reading = digestOf(rows);
    const quota: Quota = { reading, edit: rows.edit.length, view: rows.view.length };
    // The same users as before stand there already.
    if (present?.reading === reading) return ok(quota);
    const others = [present?.reading, newest.get(serverId)].filter((one) => one !== undefined);
    // What a writing left behind that was cut short would count twice.
    const pruned = await prune(
      serverId,
      others.filter((one) => one !== reading),
    );
    if (!pruned.ok) return pruned;
    newest.set(serverId, reading);
    for (const kind of ['edit', 'view'] as const) {
      for (let at = 0; at < rows[kind].length; at += usersAtOnce) {
        const part = rows[kind].slice(at, at + usersAtOnce);
        const added = await table.add({ serverId, reading, kind }, part);
        if (!added.ok) return added;
      }
    }
    return ok(quota);
  }

  async function prune(serverId: string, kept: readonly string[]): Promise<Result<void, 'store'>> {
    for (;;) {
      const gone = await table.prune(serverId, kept);
      if (!gone.ok) return gone;
      if (gone.value === 0) return ok();
    }
  }

  function inTurn<T>(serverId: string, work: () => Promise<T>): Promise<T> {
    const mine = (turns.get(serverId) ?? Promise.resolve()).then(work);
    turns.set(
      serverId,
      mine.catch(() => undefined),
    );
    return mine;
  }
}

const listOf = ({ reading }: Quota, { serverId, kind }: UsersFilter): UsersList => ({
  serverId,
  reading,
  kind,
});

const rowOf = ({ userId, expires, anonymous }: QuotaUser): UserRow => ({
  userId,
  folded: folded(userId),
  expires,
  anonymous,
});

const userOf = ({ key, userId, expires, anonymous }: KeptUserRow): QuotaUserRow => ({
  key,
  userId,
  expires,
  anonymous,
});

const folded = (words: string): string => words.trim().toLocaleLowerCase('en');

/** The same for the same users in the same order. */
function digestOf(rows: Readonly<Record<QuotaKind, readonly UserRow[]>>): string {
  const digest = createHash('sha256');
  for (const kind of ['edit', 'view'] as const) {
    digest.update(`${kind}\n`);
    for (const { userId, expires, anonymous } of rows[kind]) {
      digest.update(`${JSON.stringify([userId, expires, anonymous])}\n`);
    }
  }
  return digest.digest('hex');
}
