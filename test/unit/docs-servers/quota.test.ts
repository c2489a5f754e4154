import { describe, expect, it } from 'vitest';
import type { UsersFilter } from '../../../src-main/contract/docs-servers';
import { codeOf, valueOf } from '../answers';
import { secret, startDocs } from '../docs-server/rig';
import { addDocs, detailOf, openDocsDesk, type DocsDesk } from './desk';

const filterOf = (serverId: string, more: Partial<UsersFilter> = {}): UsersFilter => ({
  serverId,
  kind: 'edit',
  search: '',
  order: { column: 'user', direction: 'ascending' },
  ...more,
});

async function page(desk: DocsDesk, filter: UsersFilter, offset = 0, limit = 200) {
  return valueOf(await desk.calls.users({ filter, offset, limit }));
}

const count = async ({ database }: DocsDesk): Promise<unknown> =>
  valueOf(await database.all(`SELECT count(*) AS n FROM docs_users WHERE ordering = 'user'`))[0]?.[
    'n'
  ];

describe('the users of a quota', () => {
  it('are found, sorted and told page by page, 100,000 of them', async () => {
    const docs = await startDocs({ license: 'users', users: 100_000 });
    const desk = await openDocsDesk();
    const id = await addDocs(desk, { address: docs.address, secret });
    const all = await page(desk, filterOf(id));
    expect([all.total, all.rows.length]).toEqual([100_000, 200]);
    const found = await page(desk, filterOf(id, { search: ' UID-9999 ' }));
    expect(found.total).toBe(11);
    expect(found.rows.map(({ userId }) => userId).slice(0, 3)).toEqual([
      'uid-9999',
      'uid-99990',
      'uid-99991',
    ]);
    const last = await page(desk, filterOf(id), 99_950);
    expect(last.rows).toHaveLength(50);
    const byExpiry = filterOf(id, { order: { column: 'expires', direction: 'descending' } });
    const late = (await page(desk, byExpiry)).rows.map(({ expires }) => expires ?? '');
    expect(late).toEqual([...late].sort().reverse());
    // No answer over the bridge holds more than a page, and the list itself is in none.
    expect(JSON.stringify(await detailOf(desk, id)).length).toBeLessThan(20_000);
  });

  it('are copied in the main process, as many as the search finds', async () => {
    const docs = await startDocs({ license: 'users', users: 3_000 });
    const desk = await openDocsDesk();
    const id = await addDocs(desk, { address: docs.address, secret });
    expect(valueOf(await desk.calls.copyUsers(filterOf(id)))).toBe(3_000);
    const lines = desk.clipboard[0]?.split('\n') ?? [];
    expect(new Set(lines).size).toBe(3_000);
    expect(lines[0]).toMatch(/^uid-0\t\d{4}-\d\d-\d\dT/);
    const filter = filterOf(id, { kind: 'view', search: 'uid-3001' });
    expect(valueOf(await desk.calls.copyUsers(filter))).toBe(1);
    expect(desk.clipboard[1]).toMatch(/^uid-3001\t/);
  });

  it('are written anew only when they changed, and the old ones go', async () => {
    const docs = await startDocs({ license: 'users', users: 1_200 });
    const desk = await openDocsDesk();
    const id = await addDocs(desk, { address: docs.address, secret });
    const first = (await detailOf(desk, id)).facts.value?.license?.quota.reading;
    await desk.keeper.refresh(id);
    const again = (await detailOf(desk, id)).facts;
    expect([again.problem, again.value?.license?.quota.reading]).toEqual([null, first]);
    expect(await count(desk)).toBe(1_500);

    docs.state.users = 10;
    await desk.keeper.refresh(id);
    expect((await page(desk, filterOf(id))).total).toBe(10);
    docs.state.users = 8;
    await desk.keeper.refresh(id);
    // The list before stands beside the new one until the next time; no older one does.
    expect(await count(desk)).toBe(10 + 2 + 8 + 2);
  });

  it('are those of the last good answer while newer ones are being written', async () => {
    const docs = await startDocs({ license: 'users', users: 5_000 });
    const desk = await openDocsDesk();
    const id = await addDocs(desk, { address: docs.address, secret });
    docs.state.users = 4_000;
    const reading = desk.keeper.facts.refresh(id);
    const seen = new Set<number>();
    let done = false;
    void reading.finally(() => (done = true));
    while (!done) {
      const { total, rows } = await page(desk, filterOf(id));
      expect(rows).toHaveLength(200);
      seen.add(total);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await reading;
    expect([...seen].every((total) => total === 5_000 || total === 4_000)).toBe(true);
    expect((await page(desk, filterOf(id))).total).toBe(4_000);
  });

  it('are read again when a damaged store gave back the answer without them', async () => {
    const docs = await startDocs({ license: 'users', users: 20 });
    const desk = await openDocsDesk();
    const id = await addDocs(desk, { address: docs.address, secret });
    await desk.database.write([{ sql: 'DELETE FROM docs_user_lists' }]);
    const next = await desk.restart();
    expect(await page(next, filterOf(id))).toEqual({ rows: [], total: 0 });
    await next.keeper.refresh(id);
    expect((await page(next, filterOf(id))).total).toBe(20);
    expect((await page(next, filterOf(id))).rows).toHaveLength(20);
  });

  it('are none of a server without a user license, or that was never read', async () => {
    const docs = await startDocs();
    const desk = await openDocsDesk();
    const id = await addDocs(desk, { address: docs.address, secret });
    expect(await page(desk, filterOf(id))).toEqual({ rows: [], total: 0 });
    const unknown = filterOf('00000000-0000-4000-8000-000000000000');
    expect(codeOf(await desk.calls.users({ filter: unknown, offset: 0, limit: 1 }))).toBe(
      'saved.unknownDocsServer',
    );
  });
});
