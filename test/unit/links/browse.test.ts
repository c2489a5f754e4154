import { describe, expect, it, vi } from 'vitest';
import type { BrowsePage, Place } from '../../../src-main/contract/entries';
import { sampleIds } from '../../../src-main/practice-portal';
import { codeOf, valueOf } from '../answers';
import { openDesk, plainLink, portalId, file, type DeskOptions } from './desk';

const { rooms, folders, files } = sampleIds;
const inFolder = (id: number | string): Place => ({ at: 'folder', id: String(id) });

/** The desk of somebody who looks around. */
async function openBrowser(options: DeskOptions = {}) {
  const desk = await openDesk(options);
  const look = async (place: Place, offset = 0, limit = 100): Promise<BrowsePage> =>
    valueOf(await desk.calls().browse({ portalId, place, offset, limit }));
  return {
    ...desk,
    look,
    /** A part of a place once nothing is read of it. */
    settledLook: (place: Place, offset = 0, limit = 100) =>
      desk.until(async () => {
        const page = await look(place, offset, limit);
        return page.reading ? null : page;
      }),
    /** Pages that were asked of the portal so far, by their first entry. */
    asked: () =>
      desk.portal.requests.flatMap(({ method, path }) => {
        const start = new URL(path, 'http://a.example').searchParams.get('startIndex');
        return method === 'GET' && start !== null && !path.includes('/links')
          ? [Number(start)]
          : [];
      }),
  };
}

describe('a place', () => {
  it('is read when somebody looks at it, and told from the store from then on', async () => {
    const { look, settledLook, asked, restart, desk } = await openBrowser();
    expect(await look({ at: 'rooms' })).toEqual({
      path: [{ place: { at: 'rooms' }, title: null }],
      rows: [],
      total: null,
      asOf: null,
      reading: true,
      problem: null,
    });
    const page = await settledLook({ at: 'rooms' });
    expect(page).toMatchObject({ path: [{ place: { at: 'rooms' } }], problem: null });
    expect(page.rows).toHaveLength(page.total ?? 0);
    expect(page.rows.find(({ ref }) => ref.id === String(rooms.public))).toMatchObject({
      ref: { kind: 'room' },
      title: 'Press kit',
      roomType: 'public',
      shared: true,
    });
    await look({ at: 'rooms' });
    expect(asked()).toEqual([0]);
    desk.away = true;
    await restart();
    expect(await settledLook({ at: 'rooms' })).toEqual({
      ...page,
      problem: expect.objectContaining({ code: 'net.refused' }),
    });
  });

  it.each<[Place, string, string | null]>([
    [{ at: 'my' }, 'Contracts', null],
    [{ at: 'archive' }, 'Trade fair 2024', 'custom'],
    [inFolder(rooms.custom), 'Tender.docx', 'custom'],
    [inFolder(folders.surveys), 'Survey 14 March.docx', 'custom'],
    [inFolder(folders.contracts), 'Lease.pdf', null],
    [inFolder(rooms.thirdParty), 'Q3 budget.xlsx', 'public'],
  ])('%j', async (place, title, roomType) => {
    const { settledLook } = await openBrowser();
    const page = await settledLook(place);
    expect(page.rows.find((row) => row.title === title)).toMatchObject({ roomType });
    expect(page.path.at(-1)?.place).toEqual(place);
  });

  it('in a room knows the room it lies in', async () => {
    const { settledLook } = await openBrowser();
    const page = await settledLook(inFolder(folders.surveys));
    expect(page.path.map(({ place }) => place)).toEqual([
      { at: 'rooms' },
      inFolder(rooms.custom),
      inFolder(folders.drawings),
      inFolder(folders.foundations),
      inFolder(folders.surveys),
    ]);
    expect(page.rows.every((row) => row.roomType === 'custom')).toBe(true);
  });

  it('that is gone says so, and keeps what it was', async () => {
    const { calls, settledLook, portal } = await openBrowser();
    const before = await settledLook(inFolder(folders.contracts));
    portal.content.remove('folder', folders.contracts);
    valueOf(await calls().reloadPlace({ portalId, place: inFolder(folders.contracts) }));
    expect(await settledLook(inFolder(folders.contracts))).toEqual({
      ...before,
      problem: expect.objectContaining({ code: 'portal.notFound' }),
    });
  });

  it('marks what has got its first link', async () => {
    const { calls, view, settled, settledLook } = await openBrowser();
    const entry = file(files.unshared);
    const shared = async () =>
      (await settledLook({ at: 'my' })).rows.find(({ ref }) => ref.id === entry.id)?.shared;
    expect(await shared()).toBe(false);
    await view(entry);
    await settled(await calls().create({ portalId, entry, link: plainLink }));
    await view(entry);
    expect(await shared()).toBe(true);
  });

  it('of a portal that is not saved is an error', async () => {
    const { calls } = await openBrowser();
    const other = '00000000-0000-4000-8000-000000000000';
    const place: Place = { at: 'rooms' };
    expect(codeOf(await calls().browse({ portalId: other, place, offset: 0, limit: 9 }))).toBe(
      'saved.unknownPortal',
    );
    expect(codeOf(await calls().reloadPlace({ portalId: other, place }))).toBe(
      'saved.unknownPortal',
    );
  });
});

describe('when a place is read again', () => {
  it('is after the interval, or when a person says so', async () => {
    const { calls, look, settledLook, asked, desk } = await openBrowser();
    await settledLook({ at: 'rooms' });
    desk.now = new Date(desk.now.getTime() + 60 * 60_000);
    await look({ at: 'rooms' });
    expect(asked()).toHaveLength(1);
    desk.now = new Date(desk.now.getTime() + 1);
    expect((await look({ at: 'rooms' })).reading).toBe(true);
    await settledLook({ at: 'rooms' });
    expect(asked()).toHaveLength(2);
    valueOf(await calls().reloadPlace({ portalId, place: { at: 'rooms' } }));
    expect((await look({ at: 'rooms' })).reading).toBe(true);
    await settledLook({ at: 'rooms' });
    expect(asked()).toHaveLength(3);
  });

  it('after a failure is not before half a minute, or the portal is back', async () => {
    const { look, settledLook, heard, desk, run } = await openBrowser();
    desk.away = true;
    expect((await settledLook({ at: 'rooms' })).problem).toMatchObject({ code: 'net.refused' });
    const tries = heard.length;
    expect((await look({ at: 'rooms' })).reading).toBe(false);
    desk.now = new Date(desk.now.getTime() + 30_000);
    expect((await look({ at: 'rooms' })).reading).toBe(true);
    await settledLook({ at: 'rooms' });
    expect(heard).toHaveLength(tries + 1);
    desk.away = false;
    expect((await look({ at: 'rooms' })).reading).toBe(false);
    run().links.retry(portalId);
    expect((await settledLook({ at: 'rooms' })).problem).toBeNull();
  });

  it('is all of it when something has come or gone', async () => {
    const { look, settledLook, asked, portal } = await openBrowser({ wideFolder: 350 });
    const wide = inFolder(folders.wide);
    const [first] = (await settledLook(wide)).rows;
    await settledLook(wide, 100);
    expect((await look(wide, 100)).reading).toBe(false);
    portal.content.remove('file', Number(first?.ref.id));
    expect(await settledLook(wide, 300)).toMatchObject({ total: 349, rows: { length: 49 } });
    expect((await look(wide, 100)).reading).toBe(true);
    await settledLook(wide, 100);
    await settledLook(wide);
    expect(asked()).toEqual([0, 100, 300, 100, 0]);
  });

  it('is never by two at once', async () => {
    const { look, settledLook, asked } = await openBrowser();
    await Promise.all([look({ at: 'rooms' }), look({ at: 'rooms' }), look({ at: 'rooms' })]);
    await settledLook({ at: 'rooms' });
    expect(asked()).toHaveLength(1);
  });

  it('counts for nothing once the portal is seen with other eyes', async () => {
    const { look, settledLook, asked, run, database, portal, desk } = await openBrowser();
    portal.switches.set({ kind: 'latency', ms: 50, path: 'files/rooms', times: 1 });
    await look({ at: 'rooms' });
    await vi.waitFor(() => expect(asked()).toHaveLength(1));
    run().links.forget(portalId);
    desk.away = true;
    expect((await settledLook({ at: 'rooms' })).problem).toMatchObject({ code: 'net.refused' });
    await vi.waitFor(() => expect(portal.requests.at(-1)?.status).toBe(200));
    // What was asked later has come, so the older answer has been heard too.
    desk.away = false;
    await settledLook({ at: 'my' });
    expect(valueOf(await database.all('SELECT place FROM listing_pages'))).toEqual([
      { place: 'my' },
    ]);
    expect((await look({ at: 'rooms' })).problem).not.toBeNull();
  });

  it('is not without end where the store takes nothing', async () => {
    const { look, settledLook, database, asked } = await openBrowser();
    const { write } = database;
    database.write = (statements) =>
      statements.some(({ sql }) => sql.includes('listing_pages'))
        ? database.all('SELECT broken').then((failed) => failed as never)
        : write(statements);
    expect((await settledLook({ at: 'rooms' })).problem).toMatchObject({ code: 'store.failed' });
    expect((await look({ at: 'rooms' })).reading).toBe(false);
    expect(asked()).toHaveLength(1);
  });
});

describe('50,000 files in one folder', () => {
  const wide = inFolder(folders.wide);

  it('are read as far as somebody looks', async () => {
    const { settledLook, asked, database } = await openBrowser({ wideFolder: 50_000 });
    expect(await settledLook(wide)).toMatchObject({ total: 50_000, reading: false });
    expect((await settledLook(wide, 24_950)).rows).toHaveLength(100);
    expect(asked().toSorted((a, b) => a - b)).toEqual([0, 24_900, 25_000]);
    expect(valueOf(await database.all('SELECT count(*) AS n FROM entries'))).toEqual([{ n: 300 }]);
  });

  it('that nobody waits for any more are not asked for', async () => {
    const { look, settledLook, asked, portal } = await openBrowser({ wideFolder: 50_000 });
    await settledLook(wide);
    portal.switches.set({ kind: 'latency', ms: 20, path: 'startIndex' });
    const looks = [];
    for (let page = 1; page < 500; page += 1) looks.push(look(wide, page * 100));
    await Promise.all(looks);
    expect((await settledLook(wide, 49_900)).rows).toHaveLength(100);
    expect((await settledLook(wide, 49_600)).rows).toHaveLength(100);
    // The first look, the two that were begun at once, and the newest four of all others.
    expect(asked()).toHaveLength(7);
    expect(asked()).not.toContain(20_000);
  });

  it('give each part in the portal’s order, without gaps or repetitions', async () => {
    const { settledLook } = await openBrowser({ wideFolder: 50_000 });
    const parts = [await settledLook(wide, 1_000), await settledLook(wide, 1_070, 60)];
    const ids = parts.map(({ rows }) => rows.map(({ ref }) => ref.id));
    expect(ids[1]?.slice(0, 30)).toEqual(ids[0]?.slice(70));
    expect(new Set(ids.flat()).size).toBe(130);
  });
});
