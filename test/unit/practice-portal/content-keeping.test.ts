import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type PracticePortal, sampleIds, samplePassword } from '../../../src-main/practice-portal';
import { runCommand } from '../../../src-main/practice-portal/command';
import { at, bodyOf, linkIn, linkOf, linksOf, putLink, refusal } from './links-desk';
import { ask, openPortal } from './portal';

const { files, folders, rooms, links, my, sections } = sampleIds;
const document = at('file', files.document);
const clientId = 'aaaaaaaa-0000-4000-8000-000000000003';

async function newDataFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'practice-portal-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'portal.json');
}

describe('the data file', () => {
  it('brings back what was changed, and only that stands in it', async () => {
    const dataFile = await newDataFile();
    const first = await openPortal({ dataFile });
    const made = linkIn(await putLink(first, document, { linkId: clientId, access: 2 }));
    const changed = bodyOf(await linkOf(first, document, links.documentPassword));
    await putLink(first, document, { ...changed, title: 'Changed' });
    const deleted = bodyOf(await linkOf(first, document, links.documentInternal));
    await putLink(first, document, { ...deleted, access: 0 });
    first.content.remove('file', files.pdf);
    first.content.move('folder', folders.contracts, folders.marketing);
    await ask(first, 'GET files/@my?sortBy=Size');
    const before = await linksOf(first, document);
    await first.stop();

    const second = await openPortal({ dataFile, key: first.key });
    const after = await linksOf(second, document);
    const plain = (list: typeof after, { address }: PracticePortal) =>
      JSON.parse(JSON.stringify(list).replaceAll(address, '')) as unknown;
    expect(plain(after, second)).toEqual(plain(before, first));
    expect(after.map(({ sharedTo }) => sharedTo.id)).toContain(made.sharedTo.id);
    expect((await ask(second, `GET files/file/${files.pdf}`)).status).toBe(404);
    const { body } = await ask(second, `GET files/folder/${folders.contracts}`);
    expect(body).toMatchObject({ response: { parentId: folders.marketing } });
    expect(second.state).toEqual(first.state);

    const text = await readFile(dataFile, 'utf8');
    expect(text).not.toContain('Annual report');
    expect(text).not.toContain(links.documentPrimary);
  });

  it('of a portal that knew no content is read, and brings the whole sample', async () => {
    const dataFile = await newDataFile();
    const first = await openPortal({ dataFile });
    await first.stop();
    const { content, ...older } = JSON.parse(await readFile(dataFile, 'utf8')) as {
      content: unknown;
    };
    expect(content).toEqual({ links: {}, removed: [], moved: {}, orders: {}, recent: {} });
    await writeFile(dataFile, JSON.stringify(older));
    const second = await openPortal({ dataFile });
    expect(await linksOf(second, document)).toHaveLength(5);
    await putLink(second, document, { linkId: clientId, access: 2 });
    const third = await openPortal();
    expect(await linksOf(third, document)).toHaveLength(5);
  });

  it('stays small on a big portal, however often it is written', async () => {
    const dataFile = await newDataFile();
    const portal = await openPortal({ dataFile, size: 'big' });
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        putLink(portal, document, { linkId: links.documentSoon, access: 2, title: `No ${index}` }),
      ),
    );
    await portal.stop();
    expect((await stat(dataFile)).size).toBeLessThan(20_000);
    const again = await openPortal({ dataFile, size: 'big' });
    expect((await linkOf(again, document, links.documentSoon)).sharedTo.title).toMatch(/^No /);
  });
});

describe('the content from behind', () => {
  it('a file that is gone is not found, nor are its links', async () => {
    const portal = await openPortal();
    expect(portal.content.remove('file', files.document)).toBe(true);
    expect(portal.content.remove('file', files.document)).toBe(false);
    expect(refusal(await ask(portal, `GET ${document}/links`))).toEqual([404, 'Item not found']);
    expect(refusal(await putLink(portal, document, { access: 2 }))).toEqual([
      404,
      'Item not found',
    ]);
  });

  it('a room is gone with everything in it', async () => {
    const portal = await openPortal();
    portal.content.remove('folder', rooms.custom);
    for (const path of [
      `rooms/${rooms.custom}`,
      `folder/${folders.surveys}`,
      `file/${files.nested}`,
    ]) {
      expect((await ask(portal, `GET files/${path}`)).status).toBe(404);
    }
    const { body } = await ask(portal, 'GET files/rooms?filterValue=bridge');
    expect(body).toMatchObject({ response: { total: 0 } });
  });

  it('what is moved keeps its links and follows the rules of its new place', async () => {
    const portal = await openPortal();
    expect(portal.content.move('file', files.document, rooms.public)).toBe(true);
    expect(portal.content.move('file', files.document, 999)).toBe(false);
    const { body } = await ask(portal, `GET files/file/${files.document}`);
    expect(body).toMatchObject({
      response: { folderId: rooms.public, shareSettings: { PrimaryExternalLink: 1 } },
    });
    expect(await linksOf(portal, document)).toHaveLength(5);
    portal.content.move('folder', rooms.custom, sections.archive);
    const archived = await ask(portal, `GET files/rooms/${rooms.custom}`);
    expect(archived.body).toMatchObject({ response: { rootFolderType: 20, canShare: false } });
  });

  it('can be taken away over HTTP with the switches', async () => {
    const portal = await openPortal({ switchesOverHttp: true });
    const remove = (id: string) =>
      fetch(`${portal.address}/_practice/content/file/${encodeURIComponent(id)}`, {
        method: 'DELETE',
      });
    expect((await remove(files.thirdParty)).status).toBe(200);
    expect((await remove(files.thirdParty)).status).toBe(404);
    const { status } = await ask(portal, `GET ${at('file', files.thirdParty)}`);
    expect(status).toBe(404);
  });
});

describe('a big portal', () => {
  it('has 20,000 files and 6,000 links, the sample among them, and walks through them', async () => {
    const portal = await openPortal({ size: 'big' });
    let seen = 0;
    let shared = 0;
    const roomList = await pages(portal, 'rooms');
    for (const id of [...roomList.map((room) => room.id), rooms.ai, rooms.archived, my.owner]) {
      const path = `${encodeURIComponent(id)}?filterType=1&fields=files.id,files.shared,total`;
      const all = await pages(portal, path);
      seen += all.length;
      shared += all.filter((file) => file.shared).length;
    }
    const ownedByOthers = 9;
    expect(seen).toBe(20_000 - ownedByOthers);
    expect(shared).toBeGreaterThan(5_900);
    expect(shared).toBeLessThan(6_000);
  });

  it('is the same at every start', async () => {
    const [left, right] = [await openPortal({ size: 'big' }), await openPortal({ size: 'big' })];
    const [one, other] = await Promise.all(
      [left, right].map((portal) => ask(portal, 'GET files/10000?filterType=1&fields=files')),
    );
    const plain = (text = '') => text.replaceAll(/127\.0\.0\.1:\d+/g, '');
    expect(plain(one?.text)).toBe(plain(other?.text));
    expect(one?.body).toMatchObject({ response: { files: { length: 100 } } });
  });

  it('can have one folder of 50,000 files', async () => {
    const portal = await openPortal({ wideFolder: 50_000 });
    const path = `GET files/${folders.wide}?startIndex=49990`;
    const { body } = await ask(portal, path);
    expect(body).toMatchObject({ count: 10, total: 50_000 });
    const found = await ask(portal, `GET files/${folders.wide}?filterValue=004711`);
    expect(found.body).toMatchObject({ response: { total: 1 } });
  });

  it.each([
    [['--size', 'huge'], 'size'],
    [['--wide-folder', 'x'], 'wide-folder'],
  ])('the command refuses %j', async (args, name) => {
    const problems: string[] = [];
    const output = { result: () => undefined, problem: (text: string) => problems.push(text) };
    expect(await runCommand(args, output)).toBe(2);
    expect(problems.join()).toContain(name);
  });

  async function pages(portal: PracticePortal, path: string) {
    const items: { id: number | string; shared: boolean }[] = [];
    const mark = path.includes('?') ? '&' : '?';
    for (let total = 1; items.length < total;) {
      const { body } = await ask(portal, `GET files/${path}${mark}startIndex=${items.length}`);
      const { response } = body as {
        response: { files?: typeof items; folders?: typeof items; total: number };
      };
      items.push(...(response.files ?? []), ...(response.folders ?? []));
      total = response.total;
    }
    return items;
  }
});

describe('the log of requests', () => {
  it('says which link was asked for and what, without its password', async () => {
    const portal = await openPortal();
    await putLink(portal, document, {
      linkId: links.documentPassword,
      access: '10',
      title: 'Mine',
      expirationDate: '2027-03-10T12:30:00+03:00',
      password: samplePassword,
      internal: true,
    });
    expect(portal.requests.at(-1)).toMatchObject({
      method: 'PUT',
      path: `/api/2.0/${document}/links`,
      status: 200,
      body: {
        linkId: links.documentPassword,
        access: 10,
        title: 'Mine',
        expirationDate: '2027-03-10T09:30:00.000Z',
        hasPassword: true,
        internal: true,
        primary: false,
        denyDownload: false,
      },
    });
    expect(JSON.stringify(portal.requests)).not.toContain(samplePassword);
  });

  it('says so of refused requests too, and of lost answers, not of unread ones', async () => {
    const portal = await openPortal();
    await putLink(portal, document, { access: 9 });
    portal.switches.set({ kind: 'reset', when: 'after', times: 1 });
    await expect(putLink(portal, document, { linkId: clientId, access: 2 })).rejects.toThrow(
      'fetch failed',
    );
    portal.switches.set({ kind: 'reset', when: 'before', times: 1 });
    await expect(putLink(portal, document, { linkId: clientId, access: 5 })).rejects.toThrow(
      'fetch failed',
    );
    expect(portal.requests.map(({ status, body }) => [status, body?.['access']])).toEqual([
      [403, 9],
      [null, 2],
      [null, undefined],
    ]);
    expect((await linkOf(portal, document, clientId)).access).toBe(2);
  });

  it('and the audit knows who did what', async () => {
    const portal = await openPortal();
    await putLink(portal, document, { linkId: clientId, access: 2 });
    await putLink(portal, document, { linkId: clientId, access: 5 });
    await putLink(portal, document, { linkId: clientId });
    await putLink(portal, at('folder', folders.contracts), { access: 2 });
    await putLink(portal, at('rooms', rooms.custom), { access: 2, linkType: 1 }, 'roomAdmin');
    expect(portal.state.audit.map(({ actionId, userId }) => [actionId, userId.at(-1)])).toEqual([
      [5091, '1'],
      [5092, '1'],
      [5093, '1'],
      [5122, '1'],
      [5088, '4'],
    ]);
  });
});

describe('§17.15 answers that are no answers', () => {
  const routes = [
    `GET ${document}/links`,
    `PUT ${document}/links`,
    'GET files/rooms',
    `POST files/share/none/password`,
  ];

  it.each(routes.slice(0, 3))('%s without a key: an empty 401', async (route) => {
    const portal = await openPortal();
    const { status, text } = await ask(portal, route, { key: null });
    expect([status, text]).toEqual([401, '']);
  });

  it.each(routes)('%s on a portal that is not paid: 402', async (route) => {
    const portal = await openPortal();
    portal.switches.set({ kind: 'notPaid' });
    const body = route.startsWith('GET') ? null : '{"access":2}';
    expect((await ask(portal, route, { body })).status).toBe(402);
  });

  it.each([
    ['linksOnly', `GET ${document}/links`, 200],
    ['linksOnly', `GET ${at('rooms', rooms.custom)}/links`, 200],
    ['readOnly', `GET ${document}/links`, 200],
    ['readOnly', `PUT ${document}/links`, 403],
    ['selfOnly', `GET ${document}/links`, 403],
    ['selfOnly', `GET files/${rooms.custom}`, 403],
  ] as const)('%s: %s answers %i by its scopes', async (name, route, status) => {
    const portal = await openPortal();
    const body = route.startsWith('GET') ? null : '{"access":2}';
    expect((await ask(portal, route, { key: portal.keys[name], body })).status).toBe(status);
  });

  it('429 and 502 come before anything is changed', async () => {
    const portal = await openPortal();
    portal.switches.set(
      { kind: 'rateLimited', method: 'PUT', times: 1 },
      { kind: 'rateLimited', method: 'PUT', retryAfter: 3, times: 1 },
      { kind: 'html', method: 'PUT', status: 502, times: 1 },
    );
    const seen = [];
    for (let count = 0; count < 3; count += 1) {
      const { status, text, headers } = await putLink(portal, document, {});
      seen.push([status, text === '', headers.get('retry-after')]);
    }
    expect(seen).toEqual([
      [429, true, null],
      [429, true, '3'],
      [502, false, null],
    ]);
    expect(await linksOf(portal, document)).toHaveLength(5);
  });
});
