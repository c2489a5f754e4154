import { describe, expect, it } from 'vitest';
import { getEntry, listPlace } from '../../../src-main/docspace/browse';
import { listLinks, peekRoomPrimary, putLink, removeLink } from '../../../src-main/docspace/links';
import type { ExternalLink } from '../../../src-main/docspace/portal-entry';
import type { DocSpace } from '../../../src-main/docspace/session';
import { sampleIds, samplePassword } from '../../../src-main/practice-portal';
import { codeOf, valueOf } from '../answers';
import { ask } from '../practice-portal/portal';
import {
  entriesWithLinks,
  fileRef,
  folderRef,
  inDays,
  linkOn,
  newId,
  onPractice,
  options,
  optionsOf,
  roomRef,
} from './on-practice';

const { files, folders, rooms, links } = sampleIds;

async function existing(session: DocSpace, ref: Parameters<typeof listLinks>[1], id: string) {
  const link = await linkOn(session, ref, id);
  if (link === null) throw new Error('no such link');
  return link;
}

describe('a link', () => {
  it.each(entriesWithLinks)('is made, changed and removed on %o', async (ref) => {
    const { session } = await onPractice();
    const wanted = options({ password: 'Sh4re-me!', denyDownload: true, access: 'comment' });
    const order = { linkId: newId, primary: false, options: wanted };

    const made = valueOf(await putLink(session, ref, order));
    expect(made).toMatchObject({ ...wanted, id: newId, primary: false });
    expect(await linkOn(session, ref, newId)).toEqual(made);

    const changed = options({ title: '🎉 رابط', access: 'read', expiresAt: null });
    expect(valueOf(await putLink(session, ref, { ...order, options: changed }))).toMatchObject(
      changed,
    );
    const kept = await existing(session, ref, newId);
    expect(optionsOf(kept)).toEqual(changed);

    expect(await removeLink(session, ref, kept)).toEqual({ ok: true, value: null });
    expect(await linkOn(session, ref, newId)).toBeNull();
  });

  it.each(entriesWithLinks)('sent twice is made once on %o', async (ref) => {
    const { session } = await onPractice();
    const before = valueOf(await listLinks(session, ref)).links.length;
    const order = { linkId: newId, primary: false, options: options() };
    const first = valueOf(await putLink(session, ref, order));
    expect(valueOf(await putLink(session, ref, order))).toEqual(first);
    expect(valueOf(await listLinks(session, ref)).links).toHaveLength(before + 1);
  });

  it('that is gone can be removed again', async () => {
    const { session } = await onPractice();
    const ref = fileRef(files.document);
    const link = await existing(session, ref, links.documentInternal);
    for (const _ of [1, 2]) {
      expect(await removeLink(session, ref, link)).toEqual({ ok: true, value: null });
    }
  });

  it('that is over is removed', async () => {
    const { session } = await onPractice();
    const ref = fileRef(files.document);
    const link = await existing(session, ref, links.documentExpired);
    expect(link.expired).toBe(true);
    expect(await removeLink(session, ref, link)).toEqual({ ok: true, value: null });
    expect(await linkOn(session, ref, link.id)).toBeNull();
  });

  it('that is over is not changed into one without end', async () => {
    const { session } = await onPractice();
    const ref = fileRef(files.document);
    const link = await existing(session, ref, links.documentExpired);
    const order = {
      linkId: link.id,
      primary: link.primary,
      options: { ...optionsOf(link), title: 'x' },
    };
    expect(codeOf(await putLink(session, ref, order))).toBe('link.expiryPast');
    expect(await existing(session, ref, link.id)).toEqual(link);
  });

  it('in a connected storage has an id of text', async () => {
    const { session } = await onPractice();
    const ref = fileRef(files.thirdParty);
    const link = await existing(session, ref, links.thirdParty);
    const order = { linkId: link.id, primary: true, options: { ...optionsOf(link), title: 'Q3' } };
    expect(valueOf(await putLink(session, ref, order))).toMatchObject({ title: 'Q3' });
    expect(valueOf(await getEntry(session, ref))).toMatchObject({ connected: true, shared: true });
  });

  it('of a room is never its invitation', async () => {
    const { portal, session } = await onPractice();
    const ref = roomRef(rooms.custom);
    const ids = valueOf(await listLinks(session, ref)).links.map(({ id }) => id);
    expect(ids).toEqual([links.customRoom, links.customRoomGuests]);
    const order = { linkId: newId, primary: false, options: options() };
    await putLink(session, ref, order);
    expect(await linkOn(session, ref, newId)).not.toBeNull();
    const { body } = await ask(portal, `GET files/rooms/${rooms.custom}/links?type=0`);
    expect(body).toMatchObject({ response: [{ sharedLink: { id: links.customInvitation } }] });
  });
});

describe('where the portal passes over requests', () => {
  it.each([
    [fileRef(files.inVirtualData), links.inVirtualData],
    [fileRef(files.formInVirtualData), links.formInVirtualData],
  ])('VDR: a removal really removes: %o', async (ref, id) => {
    const { session } = await onPractice();
    const link = await existing(session, ref, id);
    expect(link).toMatchObject({ internal: true, canEdit: { internal: false } });
    expect(await removeLink(session, ref, link)).toEqual({ ok: true, value: null });
    expect(await linkOn(session, ref, id)).toBeNull();
  });

  it('VDR: a removal that was passed over gives the link that stayed', async () => {
    const { session } = await onPractice();
    const ref = fileRef(files.inVirtualData);
    const link = await existing(session, ref, links.inVirtualData);
    const stale: ExternalLink = { ...link, internal: false };
    expect(valueOf(await removeLink(session, ref, stale))).toMatchObject({ id: link.id });
    expect(await linkOn(session, ref, link.id)).toEqual(link);
  });

  it('a public room keeps its links public', async () => {
    const { session } = await onPractice();
    const ref = fileRef(files.inPublic);
    const order = { linkId: newId, primary: false, options: options({ internal: true }) };
    expect(valueOf(await putLink(session, ref, order))).toMatchObject({ internal: false });
  });

  it('a file that cannot be shown takes a right to read only', async () => {
    const { session } = await onPractice();
    const ref = fileRef(files.archive);
    const order = { linkId: newId, primary: false, options: options({ access: 'editing' }) };
    expect(await putLink(session, ref, order)).toEqual({ ok: true, value: null });
    expect(await linkOn(session, ref, newId)).toBeNull();
  });
});

describe('a revocation', () => {
  it.each([
    [roomRef(rooms.public), links.publicRoom],
    [roomRef(rooms.fillingForms), links.formsRoom],
    [fileRef(files.inPublic), links.inPublic],
  ])('puts a new link in the place of the old: %o', async (ref, id) => {
    const { session } = await onPractice();
    const link = await existing(session, ref, id);
    expect(link.canRevoke).toBe(true);
    const fresh = valueOf(await removeLink(session, ref, link));
    expect(fresh?.id).not.toBe(link.id);
    expect(fresh?.url).not.toBe(link.url);
    expect(await linkOn(session, ref, id)).toBeNull();
    expect(await linkOn(session, ref, fresh?.id ?? '')).toMatchObject({ primary: true });
  });

  it('of a form of a form-filling room is that of the room', async () => {
    const { session } = await onPractice();
    const ref = fileRef(files.formInForms);
    const [link] = valueOf(await listLinks(session, ref)).links;
    expect(link?.id).toBe(links.formsRoom);
    const fresh = link && valueOf(await removeLink(session, ref, link));
    expect(await linkOn(session, roomRef(rooms.fillingForms), fresh?.id ?? '')).not.toBeNull();
  });
});

describe('links that this account may not manage', () => {
  it('of a file are told as hidden', async () => {
    const { session } = await onPractice();
    expect(valueOf(await listLinks(session, fileRef(files.inForeign)))).toEqual({
      links: [],
      hidden: 1,
    });
  });

  it('of a room are told by its flag, and its primary one can be looked at', async () => {
    const { portal, session } = await onPractice();
    const entry = valueOf(await getEntry(session, roomRef(rooms.foreign)));
    expect(entry).toMatchObject({ shared: true, canShare: false });
    expect(valueOf(await listLinks(session, roomRef(rooms.foreign)))).toEqual({
      links: [],
      hidden: 0,
    });
    const before = JSON.stringify(portal.state);
    const primary = valueOf(await peekRoomPrimary(session, String(rooms.foreign)));
    expect(primary).toMatchObject({ id: links.foreignRoom, primary: true });
    expect(JSON.stringify(portal.state)).toBe(before);
  });

  it.each(['3.6.1', '3.7.2'])('%s: are neither made nor removed', async (version) => {
    const { session, as } = await onPractice({ version });
    const ref = fileRef(files.inForeign);
    const order = { linkId: newId, primary: false, options: options() };
    const refused = { error: { code: 'portal.keyLacksRights' }, reached: 'answered' };
    expect(await putLink(session, ref, order)).toMatchObject(refused);
    const link = await existing(await as('roomAdmin'), ref, links.inForeign);
    expect(await removeLink(session, ref, link)).toMatchObject(refused);
  });

  it('of a folder that somebody else created are not removed, and shortened in their place', async () => {
    const { session } = await onPractice();
    const ref = folderRef(folders.madeByRoomAdmin);
    const link = await existing(session, ref, links.madeByRoomAdmin);
    expect(await removeLink(session, ref, link)).toMatchObject({
      error: { code: 'portal.keyLacksRights', detail: expect.stringMatching(/role/i) },
      reached: 'answered',
    });
    expect(await existing(session, ref, link.id)).toEqual(link);
    const short = { ...optionsOf(link), expiresAt: inDays(1) };
    const order = { linkId: link.id, primary: link.primary, options: short };
    expect(valueOf(await putLink(session, ref, order))).toMatchObject({ expiresAt: inDays(1) });
  });
});

describe('what is asked of large portals', () => {
  it('a folder of 50,000 files is asked page by page', async () => {
    const { portal, session } = await onPractice({ wideFolder: 50_000 });
    const place = { at: 'folder', id: String(folders.wide) } as const;
    const listing = valueOf(await listPlace(session, { place, offset: 49_950, count: 50_000 }));
    expect(listing.total).toBe(50_000);
    expect(listing.entries).toHaveLength(50);
    expect(portal.requests).toHaveLength(1);
  });

  it('passwords of links are told to who manages them', async () => {
    const { session } = await onPractice();
    const link = await existing(session, roomRef(rooms.public), links.publicRoomPassword);
    expect(link.password).toBe(samplePassword);
  });
});
