import { describe, expect, it } from 'vitest';
import { sampleIds, samplePassword } from '../../../src-main/practice-portal';
import { codeOf, valueOf } from '../answers';
import { ask } from '../practice-portal/portal';
import { file, folder, openDesk, plainLink, portalId, room } from './desk';

const { files, folders, rooms, links } = sampleIds;
const document = file(files.document);
const unshared = file(files.unshared);

describe('view', () => {
  it('answers at once, reads the portal meanwhile, and tells when that is done', async () => {
    const { calls, view } = await openDesk();
    expect(valueOf(await calls().view({ portalId, entry: document }))).toMatchObject({
      entry: null,
      path: [],
      links: [],
      asOf: null,
      reading: true,
      problem: null,
      create: { offer: { can: false, reason: 'notKnown' }, most: null, now: 0 },
    });
    const shown = await view(document);
    expect(shown).toMatchObject({
      portalId,
      entry: { ref: document, title: 'Annual report 2026.docx', section: 'my', roomType: null },
      path: [{ place: { at: 'my' }, title: 'My documents' }],
      hidden: 0,
      reading: false,
      problem: null,
      passwordRules: { minLength: 8, maxLength: 30 },
      accesses: ['editing', 'review', 'comment', 'read'],
    });
    expect(shown.asOf).not.toBeNull();
    expect(shown.links.map(({ id }) => id).toSorted()).toEqual([
      links.documentPrimary,
      links.documentPassword,
      links.documentExpired,
      links.documentSoon,
      links.documentInternal,
    ]);
    expect(JSON.stringify(shown)).not.toContain(samplePassword);
  });

  it('knows the room and the way of what lies deep in it', async () => {
    const { view } = await openDesk();
    expect(await view(file(files.nested))).toMatchObject({
      entry: { section: 'rooms', roomType: 'custom' },
      path: [
        { place: { at: 'rooms' } },
        { place: { at: 'folder', id: String(rooms.custom) }, title: 'Harbour bridge' },
        { place: { at: 'folder', id: String(folders.drawings) } },
        { place: { at: 'folder', id: String(folders.foundations) } },
        { place: { at: 'folder', id: String(folders.surveys) }, title: 'Soil surveys' },
      ],
    });
    expect(await view(room(rooms.public))).toMatchObject({ entry: { roomType: 'public' } });
    expect(await view(folder(rooms.public))).toMatchObject({
      entry: { ref: room(rooms.public) },
      links: [{ id: links.publicRoom }, {}, {}],
    });
  });

  it('is complete offline after a restart, and says why it is not newer', async () => {
    const { view, restart, desk } = await openDesk();
    const before = await view(document);
    desk.away = true;
    await restart();
    expect(await view(document)).toEqual({
      ...before,
      problem: expect.objectContaining({ code: 'net.refused' }),
    });
  });

  it('asks once per run, and again when it is told to or the portal is back', async () => {
    const { calls, view, portal, desk, run } = await openDesk();
    const asked = () =>
      portal.requests.filter(({ path }) => path.includes(`file/${files.document}/links`)).length;
    await view(document);
    await view(document);
    expect(asked()).toBe(1);
    valueOf(await calls().reload({ portalId, entry: document }));
    await view(document);
    expect(asked()).toBe(2);
    desk.away = true;
    valueOf(await calls().reload({ portalId, entry: document }));
    expect((await view(document)).problem).not.toBeNull();
    desk.away = false;
    expect((await view(document)).problem).not.toBeNull();
    run().links.retry(portalId);
    expect((await view(document)).problem).toBeNull();
    expect(asked()).toBe(3);
  });

  it('keeps the last known links of what the portal has no more', async () => {
    const { calls, view, portal } = await openDesk();
    const before = await view(document);
    portal.content.remove('file', files.document);
    valueOf(await calls().reload({ portalId, entry: document }));
    expect(await view(document)).toEqual({
      ...before,
      problem: expect.objectContaining({ code: 'link.unknownEntry' }),
    });
  });

  it('of what never was is empty, with the reason', async () => {
    const { view } = await openDesk();
    expect(await view(file(999_999))).toMatchObject({
      entry: null,
      links: [],
      problem: { code: 'link.unknownEntry' },
    });
  });

  it('says that there are links which this key is not shown', async () => {
    const { view } = await openDesk({ keyName: 'admin' });
    const none = { links: [], create: { offer: { can: false, reason: 'rights' } } };
    expect(await view(file(files.inForeign))).toMatchObject({ ...none, hidden: 1 });
    expect(await view(room(rooms.custom))).toMatchObject({ hidden: 0, links: [{ primary: true }] });
    const [primary] = (await view(room(rooms.custom))).links;
    expect(primary).toMatchObject({
      edit: { title: { can: false, reason: 'rights' } },
      removal: { offer: { can: false, reason: 'rights' } },
    });
  });

  it('never makes a link by looking', async () => {
    const { view, portal } = await openDesk({ keyName: 'admin' });
    for (const entry of [room(rooms.foreign), room(rooms.custom), file(files.inForeign)]) {
      await view(entry);
    }
    const mayMake = portal.requests.filter(({ path }) => /\/link(\?|$)/.test(path));
    expect(mayMake.every(({ path }) => path.includes('files/rooms/'))).toBe(true);
    const owner = await openDesk();
    for (const entry of [
      room(rooms.custom),
      room(rooms.editing),
      unshared,
      folder(folders.marketing),
    ]) {
      await owner.view(entry);
    }
    expect(owner.portal.requests.filter(({ path }) => /\/link(\?|$)/.test(path))).toEqual([]);
  });

  it('tells what a change of sharing on the portal means, once it is known', async () => {
    const { view, restrict } = await openDesk();
    await view(unshared);
    await restrict({ tells: true });
    expect((await view(unshared)).create).toMatchObject({
      offer: { can: true },
      start: { internal: true },
      fields: { internal: { can: false, reason: 'restricted' } },
    });
    expect((await view(room(rooms.public))).create.offer).toEqual({
      can: false,
      reason: 'restricted',
    });
  });

  it('of a portal that was not paid tells so, and keeps what it had', async () => {
    const { calls, view, settled, portal } = await openDesk();
    const before = await view(document);
    portal.switches.set({ kind: 'notPaid' });
    const byLink = { portalId, entry: document, linkId: links.documentPrimary };
    expect(await settled(await calls().remove(byLink))).toMatchObject({
      state: 'failed',
      error: { code: 'portal.notPaid' },
    });
    expect((await ask(portal, 'GET settings/license/required')).status).toBe(200);
    valueOf(await calls().reload({ portalId, entry: document }));
    const after = await view(document);
    expect(after.problem).toMatchObject({ code: 'portal.notPaid' });
    const ids = (rows: typeof after.links) => rows.map(({ id }) => id);
    expect(ids(after.links)).toEqual(ids(before.links));
  });

  it('tells what is on its way, under the names of what is changed', async () => {
    const { calls, view, desk } = await openDesk();
    await view(document);
    desk.away = true;
    const byLink = { portalId, entry: document, linkId: links.documentPrimary };
    const desired = { title: 'New', password: 'Open-Sesame-43' };
    const { changeId } = valueOf(await calls().update({ ...byLink, base: {}, desired }));
    const row = (await view(document)).links.find(({ id }) => id === byLink.linkId);
    expect(row).toMatchObject({
      title: 'Shared link',
      hasPassword: false,
      pending: {
        changeId,
        kind: 'update',
        state: 'queued',
        wanted: { title: 'New' },
        fields: ['title', 'password'],
      },
    });
    expect(row?.pending?.wanted).not.toHaveProperty('password');
  });

  it('forgets all that another account saw', async () => {
    const { calls, view, run, desk, database } = await openDesk();
    await view(document);
    desk.away = true;
    run().links.forget(portalId);
    expect(await view(document)).toMatchObject({ entry: null, links: [], asOf: null });
    expect(
      codeOf(await calls().reveal({ portalId, entry: document, linkId: links.documentPassword })),
    ).toBe('link.gone');
    for (const table of ['entries', 'links', 'listing_pages', 'entries_text']) {
      expect(valueOf(await database.all(`SELECT count(*) AS n FROM ${table}`))).toEqual([{ n: 0 }]);
    }
  });
});

describe('portals before 3.5', () => {
  it('have links of files with what they know of, and none of folders', async () => {
    const { calls, view, settled, present } = await openDesk({ version: '3.2.1' });
    const shown = await view(unshared);
    expect(shown).toMatchObject({
      create: {
        offer: { can: true },
        most: 6,
        fields: {
          title: { can: false, reason: 'version' },
          password: { can: false, reason: 'version' },
          denyDownload: { can: false, reason: 'version' },
          expiresAt: { can: true },
        },
      },
    });
    const link = { ...plainLink, title: '', expiresAt: '2026-12-31T21:00:00.000Z' };
    const change = await settled(await calls().create({ portalId, entry: unshared, link }));
    expect(change).toMatchObject({ state: 'done', result: { kept: [] } });
    expect(await present(unshared)).toMatchObject([{ expiresAt: link.expiresAt }]);
    expect(await view(folder(folders.contracts))).toMatchObject({
      entry: { title: 'Contracts' },
      problem: null,
      create: { offer: { can: false, reason: 'version' } },
    });
  });

  it('tell what they passed over when nobody knew how old they are', async () => {
    const { calls, view, settled } = await openDesk({ version: '3.2.1', knownVersion: null });
    await view(unshared);
    const link = { ...plainLink, password: 'Open-Sesame-43' };
    const change = await settled(await calls().create({ portalId, entry: unshared, link }));
    expect(change).toMatchObject({
      state: 'done',
      result: { kind: 'proved', kept: ['password', 'title'] },
    });
  });
});

describe('reveal', () => {
  it('tells a password on demand, from what was read last', async () => {
    const { calls, view, desk } = await openDesk();
    await view(document);
    desk.away = true;
    const reveal = (linkId: string) => calls().reveal({ portalId, entry: document, linkId });
    expect(valueOf(await reveal(links.documentPassword))).toEqual({ password: samplePassword });
    expect(valueOf(await reveal(links.documentPrimary))).toEqual({ password: null });
    expect(codeOf(await reveal(links.contracts))).toBe('link.gone');
  });

  it('tells that of a link which is only to be made', async () => {
    const { calls, view, desk } = await openDesk();
    await view(unshared);
    desk.away = true;
    const link = { ...plainLink, password: 'Open-Sesame-43' };
    valueOf(await calls().create({ portalId, entry: unshared, link }));
    const [row] = (await view(unshared)).links;
    const byLink = { portalId, entry: unshared, linkId: row?.id ?? '' };
    expect(valueOf(await calls().reveal(byLink))).toEqual({ password: 'Open-Sesame-43' });
  });
});

describe('check', () => {
  it.each([
    [
      'open',
      links.documentPrimary,
      { status: 'ok', title: 'Annual report 2026.docx', kind: 'file' },
    ],
    ['with a password', links.documentPassword, { status: 'passwordNeeded', kind: 'file' }],
    ['over', links.documentExpired, { status: 'expired', title: null, kind: null }],
    ['for users', links.documentInternal, { status: 'denied', title: null, kind: null }],
  ])('sees what a visitor sees: %s', async (_, linkId, expected) => {
    const { calls, view, portal } = await openDesk();
    await view(document);
    const seen = valueOf(await calls().check({ portalId, entry: document, linkId }));
    expect(seen).toMatchObject(expected);
    const visits = portal.requests.filter(({ path }) => path.includes('files/share/'));
    expect(visits.map(({ hadAuthorization }) => hadAuthorization)).toEqual([false]);
  });

  it('finds the key of a link that was made anew behind its address', async () => {
    const { calls, view, settled } = await openDesk();
    const entry = room(rooms.public);
    await view(entry);
    await settled(await calls().remove({ portalId, entry, linkId: links.publicRoom }));
    const made = (await view(entry)).links.find(({ primary }) => primary);
    const seen = await calls().check({ portalId, entry, linkId: made?.id ?? '' });
    expect(valueOf(seen)).toMatchObject({ status: 'ok', title: 'Press kit', kind: 'room' });
  });

  it('needs the portal, and a link', async () => {
    const { calls, view, desk } = await openDesk();
    await view(document);
    const check = (linkId: string) => calls().check({ portalId, entry: document, linkId });
    expect(codeOf(await check(links.contracts))).toBe('link.gone');
    desk.away = true;
    expect(codeOf(await check(links.documentPrimary))).toBe('net.refused');
  });

  it('finds nothing behind a link that somebody deleted', async () => {
    const { calls, view, portal } = await openDesk();
    await view(document);
    const linkId = links.documentPrimary;
    await ask(portal, `PUT files/file/${files.document}/links`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ linkId, access: 0 }),
    });
    expect(valueOf(await calls().check({ portalId, entry: document, linkId }))).toMatchObject({
      status: 'invalid',
    });
  });
});
