import { describe, expect, it } from 'vitest';
import type { Place } from '../../../src-main/contract/entries';
import { getEntry, getPath, listPlace } from '../../../src-main/docspace/browse';
import { codeOf, valueOf } from '../answers';
import { fileRef, folderRef, roomRef } from './on-practice';
import { good, sessionFor, startPortal, thrown, type Reply, type Seen } from './portal-server';

async function facing(answer: (url: URL, request: Seen) => Reply) {
  const portal = await startPortal((request) => answer(new URL(request.url, 'http://p'), request));
  const session = await sessionFor(portal.baseUrl);
  const asked = () => portal.seen.map(({ url }) => new URL(url, 'http://p'));
  return { portal, session, asked };
}

const file = {
  id: 31,
  title: '🚀 تقرير.docx',
  folderId: 9,
  fileExst: '.DOCX',
  rootFolderType: 14,
  shared: true,
  sharedExternal: false,
  canShare: true,
  shareSettings: { ExternalLink: 6, PrimaryExternalLink: 1 },
  availableShareRights: {
    ExternalLink: ['Read', 'Comment', 'Editing', 'CustomFilter', 'None'],
    PrimaryExternalLink: ['FillForms', 'Review'],
    User: ['RoomManager'],
  },
  createdBy: { id: 'id-1', displayName: 'Owner' },
};
const fileEntry = {
  ref: { kind: 'file', id: '31' },
  title: '🚀 تقرير.docx',
  section: 'rooms',
  roomType: null,
  parentId: '9',
  extension: '.docx',
  connected: false,
  shared: true,
  sharedExternal: false,
  canShare: true,
  rights: { additional: ['editing', 'comment', 'read'], primary: ['fillForms', 'review'] },
  limits: { additional: 6, primary: 1 },
  createdBy: 'id-1',
};
const room = { id: 9, title: 'Bridge', parentId: 2, rootFolderType: 14, roomType: 5 };
/** What portals before 3.5 tell of a folder. */
const roomEntry = {
  ref: { kind: 'room', id: '9' },
  title: 'Bridge',
  section: 'rooms',
  roomType: 'custom',
  parentId: null,
  extension: null,
  connected: false,
  shared: false,
  sharedExternal: null,
  canShare: null,
  rights: null,
  limits: null,
  createdBy: null,
};
const content = {
  folders: [room],
  files: [file],
  current: { id: 2, title: 'Rooms', rootFolderType: 14 },
  pathParts: [{ id: 2, title: 'Rooms', folderType: 14 }],
  total: 2,
};

describe('listPlace', () => {
  it.each<[Place, string, Record<string, string>]>([
    [{ at: 'rooms' }, 'files/rooms', { searchArea: '0' }],
    [{ at: 'archive' }, 'files/rooms', { searchArea: '1' }],
    [{ at: 'my' }, 'files/@my', {}],
    [{ at: 'folder', id: '9' }, 'files/9', {}],
    [{ at: 'folder', id: 'sbox-1-|a b/50%' }, 'files/sbox-1-%7Ca%20b%2F50%25', {}],
  ])('%o', async (place, path, more) => {
    const { session, asked } = await facing(() => good(content));
    const found = valueOf(await listPlace(session, { place, offset: 200, count: 50 }));
    expect(found).toEqual({
      entries: [roomEntry, fileEntry],
      total: 2,
      path: [{ id: '2', title: 'Rooms', roomType: null, section: 'rooms' }],
    });
    const [url] = asked();
    const { fields, ...query } = Object.fromEntries(url?.searchParams ?? []);
    expect(url?.pathname).toBe(`/api/2.0/${path}`);
    expect(query).toEqual({ ...more, startIndex: '200', count: '50' });
    expect(fields?.split(',')).toEqual(
      expect.arrayContaining(['files.createdBy.id', 'folders.roomType', 'pathParts', 'total']),
    );
  });

  it.each([
    [{ offset: -5, count: 0 }, '0', '1'],
    [{ offset: 0, count: 50_000 }, '0', '100'],
    [{ offset: 99.9, count: 10.9 }, '99', '10'],
  ])('asks for a page that every portal gives: %o', async (range, startIndex, count) => {
    const { session, asked } = await facing(() => good(content));
    await listPlace(session, { place: { at: 'rooms' }, ...range });
    expect(asked()[0]?.searchParams.get('startIndex')).toBe(startIndex);
    expect(asked()[0]?.searchParams.get('count')).toBe(count);
  });

  it('never names an order, which the portal would keep as the account’s own', async () => {
    const { session, asked } = await facing(() => good(content));
    await listPlace(session, { place: { at: 'my' }, offset: 0, count: 1 });
    for (const name of asked()[0]?.searchParams.keys() ?? []) expect(name).not.toMatch(/^sort/i);
  });

  it.each([
    [14, 'rooms'],
    [20, 'archive'],
    [5, 'my'],
    [34, 'agents'],
    [3, 'trash'],
    [6, 'other'],
    [undefined, 'other'],
  ])('rootFolderType %s is the section %s', async (rootFolderType, section) => {
    const here = { ...content, pathParts: [], current: { ...content.current, rootFolderType } };
    const { session } = await facing(() => good({ ...here, files: [{ ...file, rootFolderType }] }));
    const found = valueOf(await listPlace(session, { place: { at: 'my' }, offset: 0, count: 9 }));
    expect(found.entries.at(-1)?.section).toBe(section);
    expect(found.path).toEqual([{ id: '2', title: 'Rooms', roomType: null, section }]);
  });

  it.each([
    [1, 'fillingForms'],
    [2, 'editing'],
    [5, 'custom'],
    [6, 'public'],
    [8, 'virtualData'],
    [9, 'ai'],
    [77, 'unknown'],
  ])('room type %d is %s', async (roomType, name) => {
    const { session } = await facing(() => good({ ...content, folders: [{ ...room, roomType }] }));
    const found = valueOf(
      await listPlace(session, { place: { at: 'rooms' }, offset: 0, count: 9 }),
    );
    expect(found.entries[0]).toMatchObject({ ref: { kind: 'room' }, roomType: name });
  });

  it('reads the way down, whatever else is in it', async () => {
    const pathParts = [
      { id: 2, title: 'Rooms', folderType: 14 },
      0,
      { id: 9, title: 'Bridge', roomType: 5, folderType: 19 },
    ];
    const current = { id: 'sbox-1-|x', title: null, rootFolderType: 14 };
    const { session } = await facing(() => good({ ...content, pathParts, current }));
    const { path } = valueOf(
      await listPlace(session, { place: { at: 'folder', id: 'x' }, offset: 0, count: 1 }),
    );
    expect(path).toEqual([
      { id: '2', title: 'Rooms', roomType: null, section: 'rooms' },
      { id: '9', title: 'Bridge', roomType: 'custom', section: 'rooms' },
      { id: 'sbox-1-|x', title: '', roomType: null, section: 'rooms' },
    ]);
  });

  it('asks a portal that trims otherwise for everything, once', async () => {
    const { session, asked } = await facing((url) =>
      url.searchParams.has('fields') ? good({ total: 2 }) : good(content),
    );
    const found = await listPlace(session, { place: { at: 'rooms' }, offset: 0, count: 9 });
    expect(valueOf(found).entries).toHaveLength(2);
    expect(asked()).toHaveLength(2);
  });

  it.each([[{}], ['text'], [{ ...content, files: [{ title: 'no id' }] }], [undefined]])(
    'makes nothing of %j',
    async (response) => {
      const { session } = await facing(() => good(response));
      const found = await listPlace(session, { place: { at: 'rooms' }, offset: 0, count: 9 });
      expect(codeOf(found)).toBe('portal.brokenAnswer');
    },
  );

  it('takes the total of the wrapper, and in need what is there', async () => {
    const { total, ...rest } = content;
    let wrapped: Record<string, number> = { total: total + 40 };
    const { session } = await facing(() => good(rest, wrapped));
    const ask = () => listPlace(session, { place: { at: 'rooms' }, offset: 0, count: 9 });
    expect(valueOf(await ask()).total).toBe(42);
    wrapped = {};
    expect(valueOf(await ask()).total).toBe(2);
  });
});

describe('a refusal', () => {
  const account = good({ id: 'id-1', displayName: 'Owner', isOwner: true });
  const place = { place: { at: 'folder', id: '9' }, offset: 0, count: 9 } as const;

  it.each([
    ['a dead key that is told "not found"', 404, { status: 401 }, 'portal.keyRefused'],
    ['a dead key that is told "denied"', 403, { status: 401 }, 'portal.keyRefused'],
    ['a good key', 403, account, 'portal.keyLacksRights'],
    ['a good key, not found', 404, account, 'portal.notFound'],
    ['a key without this scope', 403, { status: 403 }, 'portal.keyLacksRights'],
  ])('%s', async (_, status, self, code) => {
    const { session } = await facing((url) =>
      url.pathname.endsWith('@self') ? self : thrown(status, 'words'),
    );
    expect(codeOf(await listPlace(session, place))).toBe(code);
    const entry = await getEntry(session, folderRef(9));
    expect(code === 'portal.notFound' ? valueOf(entry) : codeOf(entry)).toBe(
      code === 'portal.notFound' ? null : code,
    );
  });
});

describe('getEntry', () => {
  it.each([
    [fileRef(31), 'files/file/31', file, fileEntry],
    [folderRef(9), 'files/folder/9', room, roomEntry],
    [roomRef(9), 'files/folder/9', room, roomEntry],
    [
      roomRef(9),
      'files/folder/9',
      { ...room, roomType: undefined },
      { ...roomEntry, ref: { kind: 'folder', id: '9' }, roomType: null, parentId: '2' },
    ],
    [
      fileRef('sbox-1-|a%20b'),
      'files/file/sbox-1-%7Ca%2520b',
      { id: 'sbox-1-|a%20b', title: 'x', folderId: 'sbox-1-|', providerItem: true },
      { ref: { kind: 'file', id: 'sbox-1-|a%20b' }, connected: true, parentId: 'sbox-1-|' },
    ],
  ])('%o', async (ref, path, told, entry) => {
    const { session, asked } = await facing(() => good(told));
    expect(valueOf(await getEntry(session, ref))).toMatchObject(entry);
    expect(asked().map(({ pathname }) => pathname)).toEqual([`/api/2.0/${path}`]);
  });

  it.each([
    [{ ExternalLink: 6 }, { additional: 6, primary: 6 }],
    [{ PrimaryExternalLink: 1 }, { additional: 0, primary: 1 }],
    [{}, { additional: 0, primary: 0 }],
    [undefined, null],
  ])('limits %j are %j', async (shareSettings, limits) => {
    const { session } = await facing(() => good({ ...file, shareSettings }));
    expect(valueOf(await getEntry(session, fileRef(31)))?.limits).toEqual(limits);
  });

  it('no rights told are other than none', async () => {
    const { session } = await facing(() => good({ ...file, availableShareRights: {} }));
    expect(valueOf(await getEntry(session, fileRef(31)))?.rights).toEqual({
      additional: [],
      primary: [],
    });
  });

  it.each(['.', '..', '\ud800'])('no portal has %j', async (id) => {
    const { portal, session } = await facing(() => good(file));
    expect(await getEntry(session, { kind: 'file', id })).toEqual({ ok: true, value: null });
    expect(codeOf(await getPath(session, id))).toBe('portal.notFound');
    expect(portal.seen).toHaveLength(0);
  });
});

it('getPath asks for one entry only', async () => {
  const { session, asked } = await facing(() => good(content));
  expect(valueOf(await getPath(session, '2'))).toEqual([
    { id: '2', title: 'Rooms', roomType: null, section: 'rooms' },
  ]);
  expect(asked()[0]?.pathname).toBe('/api/2.0/files/2');
  expect(asked()[0]?.searchParams.get('count')).toBe('1');
});
