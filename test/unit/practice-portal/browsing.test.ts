import { describe, expect, it } from 'vitest';
import {
  type PracticeKeyName,
  type PracticePortal,
  sampleIds,
} from '../../../src-main/practice-portal';
import { refusal } from './links-desk';
import { ask, openPortal } from './portal';

const { files, folders, my, rooms, sections } = sampleIds;

interface Contents {
  readonly files: readonly { readonly id: number | string; readonly title: string }[];
  readonly folders: readonly { readonly id: number | string; readonly title: string }[];
  readonly count: number;
  readonly total: number;
}

async function list(
  portal: PracticePortal,
  path: string,
  keyName: PracticeKeyName = 'main',
): Promise<Contents> {
  const { status, body } = await ask(portal, `GET files/${path}`, { key: portal.keys[keyName] });
  expect(status).toBe(200);
  return (body as { response: Contents }).response;
}

const idsOf = (entries: readonly { readonly id: number | string }[]) => entries.map(({ id }) => id);

describe('who sees which rooms', () => {
  const { custom, fillingForms, editing, virtualData, foreign, foreignPublic, thirdParty } = rooms;
  const all = [custom, rooms.public, fillingForms, editing, virtualData];

  it.each([
    ['main', [...all, foreign, foreignPublic, thirdParty]],
    ['admin', [...all, foreign, foreignPublic, thirdParty]],
    ['roomAdmin', [custom, rooms.public, virtualData, foreign, foreignPublic]],
    ['user', [custom, editing, foreign]],
    ['guest', [custom]],
  ] as const)('%s', async (keyName, expected) => {
    const portal = await openPortal();
    const { folders: seen, total } = await list(portal, 'rooms', keyName);
    expect(new Set(idsOf(seen))).toEqual(new Set(expected));
    expect(total).toBe(expected.length);
  });

  it.each([
    ['searchArea=1', [rooms.archived]],
    ['searchArea=Archive', [rooms.archived]],
    ['searchArea=7', [rooms.ai]],
    ['type=1&type=5', [custom, fillingForms, foreign]],
    ['type=PublicRoom', [rooms.public, foreignPublic, thirdParty]],
    ['filterValue=BRIDGE', [custom]],
  ])('%s narrows the list', async (query, expected) => {
    const portal = await openPortal();
    const { folders: seen } = await list(portal, `rooms?${query}`);
    expect(new Set(idsOf(seen))).toEqual(new Set<number | string>(expected));
  });

  it('AI rooms are of 3.7.1 and later', async () => {
    const portal = await openPortal({ version: '3.6.1' });
    expect((await list(portal, 'rooms?searchArea=7')).total).toBe(0);
    expect((await ask(portal, `GET files/rooms/${rooms.ai}`)).status).toBe(404);
  });

  it('every kind of room tells its type and where it lies', async () => {
    const portal = await openPortal();
    for (const [id, roomType, rootFolderType] of [
      [rooms.custom, 5, 14],
      [rooms.public, 6, 14],
      [rooms.fillingForms, 1, 14],
      [rooms.editing, 2, 14],
      [rooms.virtualData, 8, 14],
      [rooms.ai, 9, 34],
      [rooms.archived, 5, 20],
    ]) {
      const { body } = await ask(portal, `GET files/rooms/${id}`);
      expect(body).toMatchObject({ response: { id, roomType, rootFolderType, fileEntryType: 1 } });
    }
    const folder = await ask(portal, `GET files/rooms/${folders.drawings}`);
    expect(refusal(folder)).toEqual([404, 'Item not found']);
  });
});

describe('My documents', () => {
  it.each(['main', 'admin', 'germanAdmin', 'roomAdmin', 'user'] as const)(
    'of %s are nobody else’s',
    async (keyName) => {
      const portal = await openPortal();
      const mine = await list(portal, '@my', keyName);
      expect(mine.files.length).toBeGreaterThan(0);
      const id = my[keyName === 'main' ? 'owner' : keyName];
      const other = keyName === 'main' ? 'admin' : 'main';
      const asked = await ask(portal, `GET files/${id}`, { key: portal.keys[other] });
      expect(refusal(asked)).toEqual([403, 'Access denied']);
    },
  );

  it('are none of a guest', async () => {
    const portal = await openPortal();
    const { status } = await ask(portal, 'GET files/@my', { key: portal.keys.guest });
    expect(status).toBe(404);
  });

  it('stand among the sections with the others', async () => {
    const portal = await openPortal();
    const { body } = await ask(portal, 'GET files/@root');
    const roots = (body as { response: { current: { id: number; rootFolderType: number } }[] })
      .response;
    expect(body).toMatchObject({ count: 1 });
    expect(roots.map(({ current }) => [current.id, current.rootFolderType])).toEqual([
      [my.owner, 5],
      [sections.rooms, 14],
      [sections.aiAgents, 34],
      [sections.archive, 20],
      [sections.recent, 11],
      [sections.trash, 3],
    ]);
  });
});

describe('the contents of a folder', () => {
  it('are folders first, then files, with the way to it', async () => {
    const portal = await openPortal();
    const { body } = await ask(portal, `GET files/${folders.foundations}`);
    expect(body).toMatchObject({
      count: 3,
      total: 3,
      response: {
        folders: [{ id: folders.surveys, parentId: folders.foundations }],
        files: [{ folderId: folders.foundations }, {}],
        current: { id: folders.foundations, parentRoomType: 19 },
        pathParts: [
          { id: sections.rooms },
          { id: rooms.custom, roomType: 5 },
          { id: folders.drawings },
          { id: folders.foundations },
        ],
        startIndex: 0,
        new: 0,
      },
    });
  });

  it('reach into folders inside only when something is looked for', async () => {
    const portal = await openPortal();
    const flat = await list(portal, `${rooms.custom}?withSubFolders=true`);
    expect([flat.folders.length, flat.files.length]).toEqual([2, 5]);
    const deep = await list(portal, `${rooms.custom}?filterType=1`);
    expect(deep.folders).toEqual([]);
    expect(idsOf(deep.files)).toContain(files.nested);
    expect(deep.total).toBe(16);
    const shallow = await list(portal, `${rooms.custom}?filterType=1&withSubFolders=false`);
    expect(shallow.total).toBe(5);
    const inner = await list(portal, `${rooms.custom}?filterType=FoldersOnly`);
    expect(new Set(idsOf(inner.folders))).toEqual(
      new Set([folders.drawings, folders.foundations, folders.surveys, folders.madeByRoomAdmin]),
    );
    const named = await list(portal, `${rooms.custom}?filterValue=survey`);
    expect(named.total).toBe(3);
  });

  it.each([
    [3, [files.document]],
    [5, [files.spreadsheet]],
    [4, [files.presentation]],
    [7, [files.image]],
    [10, [files.archive]],
    [12, [files.video]],
    [22, [files.pdf]],
    [23, [files.pdfForm]],
  ])('of filter type %i', async (filterType, expected) => {
    const portal = await openPortal();
    const found = await list(portal, `@my?filterType=${filterType}&withSubFolders=false`);
    expect(idsOf(found.files)).toEqual(expect.arrayContaining(expected));
    expect(idsOf(found.files)).not.toContain(
      expected[0] === files.document ? files.spreadsheet : files.document,
    );
  });

  it('have pages over folders and files together', async () => {
    const portal = await openPortal();
    const whole = await list(portal, '@my');
    const pages = [];
    for (let startIndex = 0; startIndex < whole.total; startIndex += 7) {
      pages.push(await list(portal, `@my?count=7&startIndex=${startIndex}`));
    }
    expect(pages.flatMap((page) => [...idsOf(page.folders), ...idsOf(page.files)])).toEqual([
      ...idsOf(whole.folders),
      ...idsOf(whole.files),
    ]);
    expect(pages.at(-1)).toMatchObject({ count: whole.total % 7, total: whole.total });
  });

  it.each([
    ['3.7.2', 400],
    ['3.1.0', 200],
  ])('§17.12 on %s a count of 101 answers %i', async (version, status) => {
    const portal = await openPortal({ version });
    for (const path of ['@my', 'rooms', String(rooms.custom)]) {
      expect((await ask(portal, `GET files/${path}?count=101`)).status).toBe(status);
    }
  });

  it('sorted by something stay so for this person, in the settings too', async () => {
    const portal = await openPortal();
    const before = idsOf((await list(portal, '@my')).files);
    const byTitle = await list(portal, '@my?sortBy=AZ&sortOrder=ascending');
    const titles = byTitle.files.map(({ title }) => title);
    expect(titles).toEqual([...titles].sort(new Intl.Collator('en', { numeric: true }).compare));
    expect(idsOf((await list(portal, '@my')).files)).toEqual(idsOf(byTitle.files));
    expect(idsOf(byTitle.files)).not.toEqual(before);
    const order = async (keyName: PracticeKeyName) =>
      (await ask(portal, 'GET files/settings', { key: portal.keys[keyName] })).body;
    expect(await order('main')).toMatchObject({
      response: { defaultOrder: { is_asc: true, property: 1 } },
    });
    expect(await order('admin')).toMatchObject({
      response: { defaultOrder: { is_asc: false, property: 0 } },
    });
  });

  it('of a connected storage have texts for ids', async () => {
    const portal = await openPortal();
    const room = await list(portal, encodeURIComponent(rooms.thirdParty));
    expect(idsOf(room.folders)).toEqual([folders.thirdParty]);
    expect(idsOf(room.files)).toContain(files.thirdParty);
    for (const { id } of room.files) {
      const { body } = await ask(portal, `GET files/file/${encodeURIComponent(id)}`);
      expect(body).toMatchObject({
        response: { id, providerItem: true, shared: expect.anything() },
      });
    }
  });

  it('can be trimmed to the fields that are needed', async () => {
    const portal = await openPortal();
    const { body } = await ask(portal, `GET files/${folders.drawings}?fields=files.id,total`);
    expect((body as { response: unknown }).response).toEqual({
      files: [{ id: 1118 }, { id: 1117 }, { id: 1116 }],
      total: 4,
    });
  });
});

describe('an entry', () => {
  it('is a file or a folder of the same number', async () => {
    const portal = await openPortal();
    const file = await ask(portal, `GET files/file/${folders.contracts}`);
    const folder = await ask(portal, `GET files/folder/${folders.contracts}`);
    expect(file.body).toMatchObject({ response: { id: 1010, fileEntryType: 2, fileExst: '.doc' } });
    expect(folder.body).toMatchObject({ response: { id: 1010, title: 'Contracts' } });
  });

  it.each(['file/999', 'folder/999', 'rooms/999', '999', 'file/sbox-9-%7Cno'])(
    '%s is not found',
    async (path) => {
      const portal = await openPortal();
      expect((await ask(portal, `GET files/${path}`)).status).toBe(404);
    },
  );

  it.each([
    ['emoji', files.emoji, '🚀 Launch plan.docx'],
    ['right-to-left text', files.rightToLeft, 'تقرير المبيعات.docx'],
  ])('may have %s for a title', async (_, id, title) => {
    const portal = await openPortal();
    expect((await ask(portal, `GET files/file/${id}`)).body).toMatchObject({ response: { title } });
  });

  it.each([
    [files.document, 'ExternalLink', ['Editing', 'Review', 'Comment', 'Read', 'None']],
    [files.text, 'ExternalLink', ['Read', 'None']],
    [files.oldFormat, 'ExternalLink', ['Read', 'None']],
    [files.video, 'PrimaryExternalLink', ['Read', 'None']],
    [files.pdfForm, 'ExternalLink', ['Editing', 'None']],
    [files.formInForms, 'PrimaryExternalLink', ['FillForms', 'None']],
    [files.formInVirtualData, 'ExternalLink', ['Editing', 'FillForms', 'None']],
  ])('file %i says which access a link may give', async (id, kind, names) => {
    const portal = await openPortal();
    const { body } = await ask(portal, `GET files/file/${id}`);
    expect(body).toHaveProperty(`response.availableShareRights.${kind}`, names);
  });

  it.each([
    ['file', files.document, { ExternalLink: 6 }],
    ['file', files.inPublic, { PrimaryExternalLink: 1, ExternalLink: 5 }],
    ['file', files.formInForms, { PrimaryExternalLink: 1 }],
    ['rooms', rooms.custom, { PrimaryExternalLink: 1, ExternalLink: 5 }],
    ['rooms', rooms.editing, undefined],
    ['file', files.inForeign, undefined],
  ])('%s %i says how many links it takes', async (kind, id, limits) => {
    const portal = await openPortal();
    const { body } = await ask(portal, `GET files/${kind}/${id}`);
    expect((body as { response: { shareSettings?: object } }).response.shareSettings).toEqual(
      limits,
    );
  });

  it('knows its own links and those above it', async () => {
    const portal = await openPortal();
    const flags = async (path: string) => {
      const { body } = await ask(portal, `GET files/${path}`);
      const { shared, sharedExternal, parentShared } = (
        body as { response: Record<string, unknown> }
      ).response;
      return [shared, sharedExternal, parentShared];
    };
    expect(await flags(`file/${files.inVirtualData}`)).toEqual([true, false, false]);
    expect(await flags(`file/${files.nested}`)).toEqual([true, true, true]);
    expect(await flags(`folder/${folders.drawings}`)).toEqual([false, false, true]);
    expect(await flags(`file/${files.unshared}`)).toEqual([false, false, false]);
    expect(await flags(`rooms/${rooms.public}`)).toEqual([true, true, false]);
  });
});
