import { readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import { fail, ok } from '../../../src-main/contract/result';
import { createPortalLists } from '../../../src-main/portal-lists/service';
import { createSnapshots } from '../../../src-main/store/snapshots';
import { createStandingTable } from '../../../src-main/store/standing-table';
import { codeOf, openDesk, plainConnection, valueOf, type Desk } from '../portals/desk';

const key = `sk-${'a'.repeat(64)}`;
const now = new Date('2026-05-01T10:00:00.000Z');

/** The calls over a desk; files are chosen and saved in its folder. */
async function openLists(more: Partial<Parameters<typeof openDesk>[0]> = {}) {
  const desk = await openDesk(more);
  const file = (name: string): string => join(desk.folder, name);
  const added: string[] = [];
  let chosen: string | null = null;
  const calls = createPortalLists({
    registry: desk.registry,
    standings: createStandingTable(desk.database),
    pickFile: () => Promise.resolve(chosen),
    async saveFile(fileName, pieces) {
      let text = '';
      for await (const piece of pieces) text += piece;
      await writeFile(file(fileName), text);
      return ok({ fileName });
    },
    added: (id) => added.push(id),
    now: () => now,
  });
  const choose = (path: string | null) => {
    chosen = path;
    return calls.choose(undefined);
  };
  const chooseText = async (text: string) => {
    await writeFile(file('list'), text);
    return choose(file('list'));
  };
  return { desk, calls, added, file, choose, chooseText };
}

const save = async ({ calls }: Desk, address: string, name = '', tags: string[] = []) =>
  valueOf(await calls.add({ address, apiKey: key, name, tags, connection: plainConnection })).id;

const learnAccount = async ({ database }: Desk, id: string, email: string) =>
  valueOf(
    await createSnapshots(database).put(
      id,
      'facts',
      { facts: { account: { email } } },
      now.toISOString(),
    ),
  );

it('exports no secret, and what it exported is all there already', async () => {
  const { desk, calls, file, choose } = await openLists();
  const connection = {
    ...plainConnection,
    proxy: { mode: 'address', address: 'http://proxyuser:hunter2@127.0.0.1:1' },
  } as const;
  const id = valueOf(
    await desk.calls.add({
      address: 'https://127.0.0.1:1',
      apiKey: key,
      name: 'One',
      tags: ['t'],
      connection,
    }),
  ).id;
  await learnAccount(desk, id, 'owner@example.com');
  await save(desk, 'https://127.0.0.2:1', 'Two');

  const saved = valueOf(await calls.exportAll(undefined));
  expect(saved).toEqual({ fileName: 'gatehouse-portals-2026-05-01.json', count: 2 });
  const text = await readFile(file(saved?.fileName ?? ''), 'utf8');
  expect(text).not.toMatch(/sk-|hunter2|proxyuser/);
  expect(JSON.parse(text)).toMatchObject({
    format: 'gatehouse.portals/1',
    portals: [
      {
        name: 'One',
        account: 'owner@example.com',
        connection: { proxy: { mode: 'address', address: 'http://127.0.0.1:1' } },
      },
      { name: 'Two', account: null },
    ],
  });
  const preview = valueOf(await choose(file(saved?.fileName ?? '')));
  expect(preview?.rows.map(({ outcome }) => outcome.kind)).toEqual(['same', 'same']);
});

it('brings the portals of one computer to another, without their keys', async () => {
  const here = await openLists();
  const id = await save(here.desk, 'https://127.0.0.1:1', 'One', ['t']);
  await learnAccount(here.desk, id, 'owner@example.com');
  const { fileName = '' } = valueOf(await here.calls.exportAll(undefined)) ?? {};

  const there = await openLists();
  const preview = valueOf(await there.choose(here.file(fileName)));
  expect(there.desk.registry.all()).toEqual([]);
  const taken = valueOf(await there.calls.take({ handle: preview?.handle ?? '' }));
  expect(taken).toEqual({ added: 1, merged: 0 });
  const list = valueOf(await there.desk.calls.list(undefined));
  expect(list).toMatchObject([{ name: 'One', tags: ['t'], key: 'missing' }]);
  expect(there.added).toEqual(list.map((one) => one.id));
  expect(codeOf(await there.desk.sessions.sessionFor(list[0]?.id ?? ''))).toBe('keychain.absent');

  // The account was remembered: the same list again finds it, another account is another portal.
  const again = valueOf(await there.choose(here.file(fileName)));
  expect(again?.rows.map(({ outcome }) => outcome.kind)).toEqual(['same']);
  const other = await there.chooseText('address,account\nhttps://127.0.0.1:1,other@example.com');
  expect(valueOf(other)?.rows.map(({ outcome }) => outcome.kind)).toEqual(['new']);

  // It is all still there after a restart.
  const restarted = await there.desk.restart();
  expect(restarted.registry.all()).toMatchObject([{ name: 'One', account: 'owner@example.com' }]);
});

it('merges tags and leaves key and way of a saved portal alone', async () => {
  const { desk, calls, chooseText } = await openLists();
  const id = await save(desk, 'https://127.0.0.1:1', 'Mine', ['a']);
  const before = valueOf(desk.registry.byId(id));
  const preview = await chooseText(
    JSON.stringify({
      format: 'gatehouse.portals/1',
      portals: [
        {
          name: 'Theirs',
          address: 'https://127.0.0.1:1',
          tags: ['b'],
          connection: { proxy: { mode: 'address', address: 'http://evil.example.com' } },
        },
      ],
    }),
  );
  const { handle = '' } = valueOf(preview) ?? {};
  expect(valueOf(await calls.take({ handle }))).toEqual({ added: 0, merged: 1 });
  expect(valueOf(desk.registry.byId(id))).toEqual({ ...before, tags: ['a', 'b'] });
  expect(codeOf(await calls.take({ handle }))).toBe('file.forgotten');
});

it('does all of it or nothing', async () => {
  const { desk, calls, chooseText } = await openLists();
  await save(desk, 'https://127.0.0.1:1', 'Mine');
  const { handle = '' } =
    valueOf(await chooseText('address,tags\nhttps://127.0.0.1:1,t\nnew.example.com,')) ?? {};
  vi.spyOn(desk.database, 'write').mockResolvedValue(fail(appError('store.diskFull')));
  expect(codeOf(await calls.take({ handle }))).toMatch(/^store\./);
  expect(desk.registry.all().map(({ name, tags }) => [name, tags])).toEqual([['Mine', []]]);
});

it('takes nothing but a small regular file', async () => {
  const { file, choose } = await openLists();
  expect(valueOf(await choose(null))).toBeNull();
  await writeFile(file('huge.csv'), 'address\n');
  await truncate(file('huge.csv'), 200 * 1024 * 1024);
  await writeFile(file('empty.csv'), '');
  await symlink(file('empty.csv'), file('link.csv'));
  expect(codeOf(await choose(file('huge.csv')))).toBe('file.tooLarge');
  expect(codeOf(await choose(file('empty.csv')))).toBe('file.empty');
  expect(codeOf(await choose(file('link.csv')))).toBe('file.isLink');
  expect(codeOf(await choose(file('none.csv')))).toBe('file.notFound');
});

it('keeps a file that was chosen only until it is forgotten', async () => {
  const { calls, chooseText } = await openLists();
  const { handle = '' } = valueOf(await chooseText('address\na.example.com')) ?? {};
  valueOf(await calls.forget({ handle }));
  expect(codeOf(await calls.take({ handle }))).toBe('file.forgotten');
});

it('brings a thousand portals at once', async () => {
  const { desk, calls, chooseText } = await openLists();
  const rows = Array.from({ length: 1_000 }, (_, at) => `docs-${at}.example.com`);
  const { handle = '' } = valueOf(await chooseText(`address\n${rows.join('\n')}`)) ?? {};
  expect(valueOf(await calls.take({ handle }))).toEqual({ added: 1_000, merged: 0 });
  expect(desk.registry.all().map(({ name }) => name)).toEqual(rows);
});
