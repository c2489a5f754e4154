import { describe, expect, it } from 'vitest';
import type { Found } from '../../../src-main/contract/entries';
import { sampleIds } from '../../../src-main/practice-portal';
import { codeOf, valueOf } from '../answers';
import { file, folder, openDesk, portalId, room, type DeskOptions } from './desk';

const { files, folders, rooms, links } = sampleIds;
const document = file(files.document);

/** The desk of somebody who looks for something. */
async function openSearch(options: DeskOptions = {}) {
  const desk = await openDesk(options);
  const ask = (text: string) => desk.calls().find({ portalId, text });
  return {
    ...desk,
    ask,
    find: async (text: string): Promise<Found> => valueOf(await ask(text)),
    /** A link as the portal has it. */
    async linkOf(entry: typeof document, linkId: string) {
      const link = await desk.presentLink(entry, linkId);
      if (!link) throw new Error('There is no such link.');
      return link;
    },
  };
}

describe('an id', () => {
  it.each([
    [String(files.document), document, 'Annual report 2026.docx'],
    [String(folders.drawings), folder(folders.drawings), 'Drawings'],
    [String(rooms.public), room(rooms.public), 'Press kit'],
    [rooms.thirdParty, room(rooms.thirdParty), 'Project plans'],
    [files.thirdParty, file(files.thirdParty), 'Q3 budget.xlsx'],
  ])('%s', async (text, ref, title) => {
    const { find } = await openSearch();
    expect(await find(` ${text} `)).toMatchObject({
      kind: 'entry',
      entry: { ref, title },
      linkId: null,
    });
  });

  it('of a file and of a folder is both', async () => {
    const { find } = await openSearch();
    expect(await find(String(folders.marketing))).toMatchObject({
      kind: 'entries',
      rows: [{ ref: { kind: 'file' } }, { ref: folder(folders.marketing), title: 'Marketing' }],
      from: 'portal',
    });
  });

  it('of nothing may be a part of a name', async () => {
    const { find } = await openSearch();
    expect(await find('2027')).toMatchObject({
      kind: 'entries',
      rows: [{ title: 'Budget 2027.xlsx' }],
    });
  });
});

describe('a page of the portal', () => {
  it.each<[string, object]>([
    ['/doceditor?fileId=1001&action=view', { kind: 'entry', entry: { ref: document } }],
    ['/rooms/shared/1200', { kind: 'entry', entry: { ref: room(1200) } }],
    ['/rooms/shared/1100/filter?folder=1101', { kind: 'entry', entry: { ref: folder(1101) } }],
    ['/rooms/personal', { kind: 'place', place: { at: 'my' } }],
    ['/rooms/archived', { kind: 'place', place: { at: 'archive' } }],
    ['/rooms/shared', { kind: 'place', place: { at: 'rooms' } }],
  ])('%s', async (path, found) => {
    const { find, portal } = await openSearch();
    expect(await find(portal.address + path)).toMatchObject(found);
  });

  it('that names nothing, or something that is gone', async () => {
    const { ask, portal } = await openSearch();
    expect(codeOf(await ask(`${portal.address}/portal-settings/security`))).toBe(
      'link.notUnderstood',
    );
    expect(codeOf(await ask(`${portal.address}/doceditor?fileId=99999`))).toBe('link.unknownEntry');
    expect(codeOf(await ask('  '))).toBe('link.notUnderstood');
  });

  it('of another portal is named as that', async () => {
    const { find } = await openSearch();
    expect(await find('https://other.example.com/doceditor?fileId=7')).toEqual({
      kind: 'otherPortal',
      host: 'other.example.com',
      portalId: null,
    });
  });

  it('of another saved portal names that one', async () => {
    const { find, others } = await openSearch();
    const id = '20000000-0000-4000-8000-000000000000';
    others.push({ id, address: 'https://other.example.com' });
    expect(await find('other.example.com/rooms/shared/5')).toEqual({
      kind: 'otherPortal',
      host: 'other.example.com',
      portalId: id,
    });
  });
});

describe('a share link', () => {
  it('in any form leads to its entry and to itself', async () => {
    const { find, linkOf, portal } = await openSearch();
    const { url, shareKey } = await linkOf(document, links.documentPassword);
    const found = { kind: 'entry', entry: { ref: document }, linkId: links.documentPassword };
    expect(await find(url)).toMatchObject(found);
    expect(await find(shareKey ?? '')).toMatchObject(found);
    const long = `${portal.address}/doceditor?fileid=${files.document}&share=${shareKey}`;
    expect(await find(long)).toMatchObject(found);
  });

  it('of a room or folder', async () => {
    const { find, linkOf } = await openSearch();
    const ofRoom = await linkOf(room(rooms.custom), links.customRoom);
    expect(await find(ofRoom.url)).toMatchObject({
      entry: { ref: room(rooms.custom) },
      linkId: links.customRoom,
    });
    const ofFolder = await linkOf(folder(folders.contracts), links.contracts);
    expect(await find(ofFolder.url)).toMatchObject({
      entry: { ref: folder(folders.contracts) },
      linkId: links.contracts,
    });
  });

  it('of a room, to a file in it, is no link of that file', async () => {
    const { find, linkOf, portal } = await openSearch();
    const { shareKey } = await linkOf(room(rooms.public), links.publicRoom);
    const text = `${portal.address}/doceditor?fileId=${files.inPublic}&share=${shareKey}`;
    expect(await find(text)).toMatchObject({ entry: { ref: file(files.inPublic) }, linkId: null });
  });

  it('that is over is found where it is known here', async () => {
    const { ask, find, linkOf, view } = await openSearch();
    const { shareKey } = await linkOf(document, links.documentExpired);
    expect(codeOf(await ask(shareKey ?? ''))).toBe('link.unknownKey');
    await view(document);
    expect(await find(shareKey ?? '')).toMatchObject({
      entry: { ref: document },
      linkId: links.documentExpired,
    });
  });

  it('is asked about without the key of the account', async () => {
    const { find, linkOf, portal } = await openSearch();
    const { url } = await linkOf(document, links.documentPassword);
    await find(url);
    const anonymous = portal.requests.filter(
      ({ path }) => path.startsWith('/s/') || path.includes('files/share/'),
    );
    expect(anonymous).toHaveLength(2);
    expect(anonymous.some(({ hadAuthorization }) => hadAuthorization)).toBe(false);
  });

  it('that the portal does not know', async () => {
    const { ask, portal } = await openSearch();
    expect(codeOf(await ask(`${portal.address}/s/5XzpDt6wZRdsTrJ`))).toBe('link.unknownKey');
  });
});

describe('a name', () => {
  it('is looked for on the portal, and what was found is known from then on', async () => {
    const { find, view, desk } = await openSearch();
    const found = await find('survey');
    expect(found).toMatchObject({ kind: 'entries', from: 'portal', more: false, problem: null });
    desk.away = true;
    expect(await find('survey 14')).toMatchObject({
      kind: 'entries',
      rows: [{ ref: file(files.nested), title: 'Survey 14 March.docx' }],
      from: 'here',
      problem: { code: 'net.refused' },
    });
    expect(await view(file(files.nested))).toMatchObject({
      entry: { title: 'Survey 14 March.docx' },
      links: [],
      asOf: null,
    });
  });

  it('that nothing has', async () => {
    const { find } = await openSearch();
    const none = { kind: 'entries', rows: [], from: 'portal', more: false };
    expect(await find('no such thing')).toMatchObject(none);
    expect(await find('NoSuchThingAtAllAnywhere')).toMatchObject(none);
  });

  it('is looked for once: a newer search ends an older one', async () => {
    const { ask, portal } = await openSearch();
    portal.switches.set({ kind: 'latency', ms: 50 });
    const older = ask('survey');
    const newer = ask('budget');
    expect(codeOf(await older)).toBe('net.cancelled');
    expect(valueOf(await newer)).toMatchObject({ kind: 'entries' });
  });
});

describe('offline', () => {
  it('what was seen is found, by name, id, page, key and address', async () => {
    const { ask, find, linkOf, view, desk, portal } = await openSearch();
    const { url, shareKey } = await linkOf(document, links.documentPassword);
    await view(document);
    desk.away = true;
    const entry = { kind: 'entry', entry: { ref: document } };
    const withLink = { ...entry, linkId: links.documentPassword };
    expect(await find('annual')).toMatchObject({ rows: [{ ref: document }], from: 'here' });
    expect(await find(String(files.document))).toMatchObject(entry);
    expect(await find(`${portal.address}/doceditor?fileId=${files.document}`)).toMatchObject(entry);
    expect(await find(url)).toMatchObject(withLink);
    expect(await find(shareKey ?? '')).toMatchObject(withLink);
    const long = `${portal.address}/doceditor?fileid=${files.document}&share=${shareKey}`;
    expect(await find(long)).toMatchObject(withLink);
    expect(codeOf(await ask(`${portal.address}/doceditor?fileId=1002`))).toBe('link.needsNetwork');
    expect(codeOf(await ask(`${portal.address}/s/5XzpDt6wZRdsTrJ`))).toBe('link.needsNetwork');
    expect(await find('1002')).toMatchObject({ kind: 'entries', rows: [], from: 'here' });
  });
});

it('a portal that is not saved', async () => {
  const { calls } = await openSearch();
  const other = '00000000-0000-4000-8000-000000000000';
  expect(codeOf(await calls().find({ portalId: other, text: 'x' }))).toBe('saved.unknownPortal');
});
