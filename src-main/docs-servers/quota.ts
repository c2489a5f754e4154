import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
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
import { calmSort } from './calm-sort';

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

    async page(quota, filter, { offset, limit }) {
      const list = listOf(quota, filter);
      const search = folded(filter.search);
      const all = quota[filter.kind];
      if (search === '') {
        // The place is known: nothing has to be counted off.
        const n = filter.order.direction === 'ascending' ? offset : all - 1 - offset;
        const rows = await table.page(list, '', filter.order, { n }, limit);
        if (!rows.ok) return rows;
        // A store that was damaged gives back the answer without its users; they are read again.
        const lost = rows.value.length === 0 && offset === 0;
        return ok({ rows: rows.value.map(userOf), total: lost ? 0 : all });
      }
      const [rows, total] = await Promise.all([
        table.page(list, search, filter.order, { offset }, limit),
        table.count(list, search),
      ]);
      if (!rows.ok) return rows;
      return total.ok ? ok({ rows: rows.value.map(userOf), total: total.value }) : total;
    },

    async lines(quota, filter) {
      const list = listOf(quota, filter);
      const search = folded(filter.search);
      const step = filter.order.direction === 'ascending' ? 1 : -1;
      let n = step > 0 ? 0 : quota[filter.kind] - 1;
      const lines: string[] = [];
      for (;;) {
        const rows = await table.page(list, search, filter.order, { n }, usersAtOnce);
        if (!rows.ok) return rows;
        for (const { userId, expires } of rows.value) lines.push(`${userId}\t${expires ?? ''}`);
        const last = rows.value.at(-1);
        if (!last || rows.value.length < usersAtOnce) return ok(lines);
        n = last.n + step;
      }
    },

    forget: (serverId) =>
      inTurn(serverId, async () => {
        newest.delete(serverId);
        return table.prune(serverId, []);
      }),
  };

  async function keep(
    serverId: string,
    lists: Lists,
    present: Quota | null,
  ): Promise<Result<Quota, 'store'>> {
    const rows = { edit: lists.edit.map(rowOf), view: lists.view.map(rowOf) };
    const reading = await digestOf(rows);
    const quota: Quota = { reading, edit: rows.edit.length, view: rows.view.length };
    const written = newest.get(serverId);
    // The same users as before stand there already.
    if (present?.reading === reading || written === reading) {
      const there = await table.has(serverId, reading);
      if (!there.ok || there.value) return there.ok ? ok(quota) : there;
    }
    // What a writing left behind that was cut short goes, of this reading too.
    const others = [present?.reading, written].filter((one) => one !== undefined);
    const pruned = await table.prune(serverId, others);
    if (!pruned.ok) return pruned;
    for (const kind of ['edit', 'view'] as const) {
      const done = await write({ serverId, reading, kind }, rows[kind]);
      if (!done.ok) return done;
    }
    newest.set(serverId, reading);
    return ok(quota);
  }

  async function write(list: UsersList, rows: readonly UserRow[]): Promise<Result<void, 'store'>> {
    const opened = await table.open(list);
    if (!opened.ok) return opened;
    for (const column of ['user', 'expires'] as const) {
      const sorted = await calmSort(rows, orders[column]);
      for (let at = 0; at < sorted.length; at += usersAtOnce) {
        const added = await table.add(list, column, at, sorted.slice(at, at + usersAtOnce));
        if (!added.ok) return added;
      }
    }
    return ok();
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

const userOf = ({ n, userId, expires, anonymous }: KeptUserRow): QuotaUserRow => ({
  key: n,
  userId,
  expires,
  anonymous,
});

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byUser = (a: UserRow, b: UserRow): number =>
  compare(a.folded, b.folded) || compare(a.userId, b.userId);

/** Those of whom no expiry is told stand first. */
const orders = {
  user: byUser,
  expires: (a: UserRow, b: UserRow): number =>
    compare(a.expires ?? '', b.expires ?? '') || byUser(a, b),
} as const;

const folded = (words: string): string => words.trim().toLocaleLowerCase('en');

/** The same for the same users in the same order. */
async function digestOf(rows: Readonly<Record<QuotaKind, readonly UserRow[]>>): Promise<string> {
  const digest = createHash('sha256');
  for (const kind of ['edit', 'view'] as const) {
    digest.update(`${kind}\n`);
    for (let at = 0; at < rows[kind].length; at += usersAtOnce) {
      const part = rows[kind].slice(at, at + usersAtOnce);
      digest.update(JSON.stringify(part.map((one) => [one.userId, one.expires, one.anonymous])));
      await setImmediate();
    }
  }
  return digest.digest('hex');
}
