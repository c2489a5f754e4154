import { describe, expect, it } from 'vitest';
import type { EntryRef } from '../../../src-main/contract/entries';
import { getEntry, listPlace } from '../../../src-main/docspace/browse';
import { getFileSettings } from '../../../src-main/docspace/file-settings';
import { listLinks, peekRoomPrimary, putLink, removeLink } from '../../../src-main/docspace/links';
import type { LinkOptions } from '../../../src-main/docspace/portal-entry';
import type { DocSpace } from '../../../src-main/docspace/session';
import { readShareKey, resolveShortLink, tryPassword } from '../../../src-main/docspace/share-keys';
import { readPasted } from '../../../src-main/docspace/pasted-url';
import {
  getSharingSettings,
  putExternalSharing,
  putSharingPolicy,
  putSocialMediaSharing,
  sendSharingWrite,
  sharingWrites,
} from '../../../src-main/docspace/sharing-settings';
import { sampleIds, samplePassword } from '../../../src-main/practice-portal';
import { codeOf, valueOf } from '../answers';
import { ask } from '../practice-portal/portal';
import {
  fileRef,
  folderRef,
  inDays,
  linkOn,
  newId,
  onPractice,
  options,
  optionsOf,
  raw,
  roomRef,
} from './on-practice';

const { files, folders, rooms, links } = sampleIds;
const document = fileRef(files.document);

function put(session: DocSpace, ref: EntryRef, more: Partial<LinkOptions> = {}, linkId = newId) {
  return putLink(session, ref, { linkId, primary: false, options: options(more) });
}

async function existing(session: DocSpace, ref: EntryRef, id: string) {
  const link = await linkOn(session, ref, id);
  if (link === null) throw new Error('no such link');
  return link;
}

describe('1 to 4, sharing settings', () => {
  it('1: switches as told, whichever name the portal reads', async () => {
    const { session } = await onPractice();
    expect(valueOf(await putExternalSharing(session, true))).toBe(true);
    expect(valueOf(await getSharingSettings(session)).externalShareSocialMedia).toBe(true);
  });

  it('2: social media stays off while sharing is off, and that is told', async () => {
    const { session } = await onPractice();
    await putExternalSharing(session, false);
    expect(valueOf(await putSocialMediaSharing(session, true))).toBe(false);
  });

  it('3: a change of one switch carries the other four along; older portals have no such route', async () => {
    const { session } = await onPractice();
    const before = valueOf(await getSharingSettings(session));
    const changes = { externalShareApplyToRooms: false };
    for (const order of sharingWrites(before, changes) ?? [])
      await sendSharingWrite(session, order);
    expect(valueOf(await getSharingSettings(session))).toEqual({ ...before, ...changes });

    const older = await onPractice({ version: '3.6.1' });
    const policy = {
      externalShare: true,
      defaultShareLinkInternal: false,
      externalShareApplyToDocuments: true,
      externalShareApplyToRooms: true,
      blockExistingLinksOnRestrict: true,
    };
    expect(codeOf(await putSharingPolicy(older.session, policy))).toBe('portal.notFound');
  });

  it.each(['3.6.1', '3.7.2'])('4: %s: a dead key reads nothing', async (version) => {
    const { as } = await onPractice({ version });
    const dead = await as('expired');
    expect(codeOf(await getFileSettings(dead))).toBe('portal.keyRefused');
    expect(codeOf(await getSharingSettings(dead))).toBe('portal.keyRefused');
    expect(codeOf(await getEntry(dead, document))).toBe('portal.keyRefused');
    const place = { at: 'folder', id: String(rooms.custom) } as const;
    expect(codeOf(await listPlace(dead, { place, offset: 0, count: 1 }))).toBe('portal.keyRefused');
  });
});

describe('9, links', () => {
  it('a new link has the id that was made here, also a primary one', async () => {
    const { session } = await onPractice();
    const ref = fileRef(files.unshared);
    const order = { linkId: newId, primary: true, options: options() };
    expect(valueOf(await putLink(session, ref, order))).toMatchObject({ id: newId, primary: true });
  });

  it('a password that is left out of the options is taken away, and only then', async () => {
    const { session } = await onPractice();
    const link = await existing(session, document, links.documentPassword);
    await put(session, document, { ...optionsOf(link), title: 'New' }, link.id);
    expect((await existing(session, document, link.id)).password).toBe(samplePassword);
    await put(session, document, { ...optionsOf(link), password: null }, link.id);
    expect((await existing(session, document, link.id)).password).toBeNull();
  });

  it('a primary link of a public room comes back as another', async () => {
    const { session } = await onPractice();
    const ref = roomRef(rooms.public);
    const link = await existing(session, ref, links.publicRoom);
    const fresh = valueOf(await removeLink(session, ref, link));
    expect(fresh).toMatchObject({ primary: true, password: null, expiresAt: null, shareKey: null });
    expect(fresh?.id).not.toBe(link.id);
  });

  it.each([inDays(-1), 'someday'])('an end of %s is not sent', async (expiresAt) => {
    const { portal, session } = await onPractice();
    const before = portal.requests.length;
    expect(codeOf(await put(session, document, { expiresAt }))).toBe('link.expiryPast');
    expect(portal.requests).toHaveLength(before);
  });

  it.each<[string, Partial<LinkOptions>, EntryRef, string]>([
    ['an end beyond ten years', { expiresAt: inDays(3700) }, document, 'portal.badRequest'],
    ['a seventh additional link', {}, fileRef(files.full), 'portal.keyLacksRights'],
    [
      'a right that files of this kind do not have',
      { access: 'fillForms' },
      document,
      'portal.keyLacksRights',
    ],
    ['a short password', { password: 'short' }, document, 'portal.badRequest'],
    ['a title of 256', { title: 'x'.repeat(256) }, document, 'portal.badRequest'],
  ])('%s is refused', async (_, more, ref, code) => {
    const { session } = await onPractice();
    expect(await put(session, ref, more)).toMatchObject({ error: { code }, reached: 'answered' });
    expect(await linkOn(session, ref, newId)).toBeNull();
  });

  it('up to 3.6.1 a short password is refused as rights are', async () => {
    const { session } = await onPractice({ version: '3.6.1' });
    expect(codeOf(await put(session, document, { password: 'short' }))).toBe(
      'portal.keyLacksRights',
    );
  });
});

describe('10, where removals are passed over or refused', () => {
  it('a link in a virtual data room is really gone', async () => {
    const { portal, session } = await onPractice();
    const ref = fileRef(files.inVirtualData);
    const path = `PUT files/file/${files.inVirtualData}/links`;
    await raw(portal, path, { linkId: links.inVirtualData, access: 0 });
    const link = await existing(session, ref, links.inVirtualData);
    expect(await removeLink(session, ref, link)).toEqual({ ok: true, value: null });
    expect(await linkOn(session, ref, link.id)).toBeNull();
  });

  it('a link of a folder that somebody else created stays, with a clear refusal', async () => {
    const { session } = await onPractice();
    const ref = folderRef(folders.madeByRoomAdmin);
    const link = await existing(session, ref, links.madeByRoomAdmin);
    expect(codeOf(await removeLink(session, ref, link))).toBe('portal.keyLacksRights');
    expect(await existing(session, ref, link.id)).toEqual(link);
  });
});

it('11: an admin who is not in a room sees that there are links, and cannot set any', async () => {
  const { session } = await onPractice();
  const ref = fileRef(files.inForeign);
  expect(valueOf(await getEntry(session, ref))).toMatchObject({ shared: true, canShare: false });
  expect(valueOf(await listLinks(session, ref))).toEqual({ links: [], hidden: 1 });
  expect(codeOf(await put(session, ref))).toBe('portal.keyLacksRights');
});

it('12: no list is asked for more than 100, and counts are not believed', async () => {
  const { portal, session } = await onPractice({ wideFolder: 250 });
  const path = `files/file/${files.document}/links`;
  expect((await ask(portal, `GET ${path}?count=101`)).status).toBe(400);
  const beyond = await ask(portal, `GET ${path}?startIndex=50`);
  expect(beyond.body).toMatchObject({ count: expect.any(Number), response: [] });

  const since = portal.requests.length;
  const place = { at: 'folder', id: String(folders.wide) } as const;
  await listPlace(session, { place, offset: 0, count: 250 });
  expect(valueOf(await listLinks(session, document)).links).toHaveLength(5);
  const ofFolder = valueOf(await listLinks(session, folderRef(folders.contracts)));
  expect(ofFolder).toMatchObject({ links: [{ id: links.contracts }], hidden: 0 });
  for (const request of portal.requests.slice(since)) {
    const count = new URL(request.path, 'http://p').searchParams.get('count');
    expect(Number(count ?? 1)).toBeLessThanOrEqual(100);
    expect(request.status).toBe(200);
  }
});

describe('13, restricted sharing', () => {
  const restricted = {
    externalShare: false,
    defaultShareLinkInternal: true,
    externalShareApplyToDocuments: true,
    externalShareApplyToRooms: true,
    blockExistingLinksOnRestrict: true,
  };

  it('an update makes a public link internal, and that is what comes back', async () => {
    const { session } = await onPractice();
    await putSharingPolicy(session, restricted);
    const link = await existing(session, document, links.documentPrimary);
    const order = { ...optionsOf(link), title: 'New' };
    expect(valueOf(await put(session, document, order, link.id))).toMatchObject({ internal: true });
  });

  it('public rooms take no link', async () => {
    const { session } = await onPractice();
    await putSharingPolicy(session, restricted);
    expect(codeOf(await put(session, roomRef(rooms.public)))).toBe('portal.keyLacksRights');
  });

  it.each([
    [true, 'denied'],
    [false, 'ok'],
  ])('with blocking %s, a visitor finds: %s', async (blockExistingLinksOnRestrict, status) => {
    const { session } = await onPractice();
    const { shareKey } = await existing(session, document, links.documentPrimary);
    await putSharingPolicy(session, { ...restricted, blockExistingLinksOnRestrict });
    expect(valueOf(await readShareKey(session, shareKey ?? '')).status).toBe(status);
  });
});

describe('14, share keys', () => {
  it.each([
    [document, links.documentPrimary, 'ok'],
    [document, links.documentExpired, 'expired'],
    [document, links.documentPassword, 'passwordNeeded'],
    [document, links.documentInternal, 'denied'],
  ])('%o %s is %s', async (ref, id, status) => {
    const { portal, session } = await onPractice();
    const { shareKey } = await existing(session, ref, id);
    expect(valueOf(await readShareKey(session, shareKey ?? '')).status).toBe(status);
    expect(portal.requests.at(-1)).toMatchObject({ hadAuthorization: false });
  });

  it('what is archived, removed or was never there is invalid', async () => {
    const { session } = await onPractice();
    const statusOf = async (key: string | null | undefined) =>
      valueOf(await readShareKey(session, key ?? '')).status;
    const archived = valueOf(await peekRoomPrimary(session, String(rooms.archived)));
    expect(archived).toMatchObject({ id: links.archivedRoom });
    expect(await statusOf(archived?.shareKey)).toBe('invalid');
    expect(await statusOf('nobody’s')).toBe('invalid');
    const link = await existing(session, document, links.documentPrimary);
    expect(await statusOf(link.shareKey)).toBe('ok');
    await removeLink(session, document, link);
    expect(await statusOf(link.shareKey)).toBe('invalid');
  });

  it.each([
    [document, links.documentPrimary],
    [folderRef(folders.contracts), links.contracts],
    [roomRef(rooms.public), links.publicRoom],
    [fileRef(files.thirdParty), links.thirdParty],
  ])('the way from a short link back to %o', async (ref, id) => {
    const { portal, session } = await onPractice();
    const link = await existing(session, ref, id);
    const short = readPasted(link.url, portal.address);
    expect(short).toEqual({ kind: 'short', url: link.url });
    const long = valueOf(await resolveShortLink(session, link.url));
    const read = readPasted(long, portal.address);
    const key = read.kind === 'entry' ? read.shareKey : read.kind === 'shareKey' ? read.key : null;
    expect(key).toBe(link.shareKey);
    if (read.kind === 'entry') expect(read.ref).toEqual(ref);
    const view = valueOf(await readShareKey(session, key ?? ''));
    expect(view).toMatchObject({ status: 'ok', ref, linkId: id });
  });

  it('a short link that nobody made leads nowhere', async () => {
    const { portal, session } = await onPractice();
    const result = await resolveShortLink(session, `${portal.address}/s/5XzpDt6wZRdsTrJ`);
    expect(codeOf(result)).toBe('portal.notFound');
  });

  it('the right password opens, the sixth wrong one within a minute blocks', async () => {
    const { session } = await onPractice();
    const { shareKey } = await existing(session, document, links.documentPassword);
    const key = shareKey ?? '';
    expect(valueOf(await tryPassword(session, key, samplePassword))).toMatchObject({
      status: 'ok',
      linkId: links.documentPassword,
    });
    // No cookie is kept: the link asks again.
    expect(valueOf(await readShareKey(session, key)).status).toBe('passwordNeeded');
    const statuses: string[] = [];
    for (let count = 0; count < 6; count += 1) {
      statuses.push(valueOf(await tryPassword(session, key, 'wrong')).status);
    }
    expect(statuses).toEqual([...Array(5).fill('passwordWrong'), 'blocked']);
  });
});

describe('15, what stands between', () => {
  it('a dead key: 401 without a word', async () => {
    const { as } = await onPractice();
    expect(codeOf(await listLinks(await as('disabled'), document))).toBe('portal.keyRefused');
    expect(await put(await as('disabled'), document)).toMatchObject({
      error: { code: 'portal.keyRefused' },
      reached: 'answered',
    });
  });

  it.each([
    [{ kind: 'notPaid' }, 'portal.notPaid', 'answered'],
    [{ kind: 'rateLimited' }, 'portal.rateLimited', 'answered'],
    [{ kind: 'rateLimited', retryAfter: 30 }, 'portal.rateLimited', 'answered'],
    [{ kind: 'html', status: 502 }, 'portal.unavailable', 'maybe'],
    [{ kind: 'reset', when: 'after' }, 'net.connectionLost', 'maybe'],
  ] as const)('%o', async (effect, code, reached) => {
    const { portal, session } = await onPractice();
    portal.switches.set({ ...effect, path: 'files/' });
    expect(codeOf(await listLinks(session, document))).toBe(code);
    const since = portal.requests.length;
    expect(await put(session, document)).toMatchObject({ error: { code }, reached });
    expect(portal.requests.length).toBeLessThanOrEqual(since + 1);
  });
});

describe('16, old portals, zones, languages', () => {
  it('3.2.1: links are read from the old field, and what it passes over is told', async () => {
    const { portal, session } = await onPractice({ version: '3.2.1' });
    const { text } = await ask(portal, `GET files/file/${files.document}/links`);
    expect(text).not.toContain('sharedLink');
    expect(valueOf(await listLinks(session, document)).links.length).toBeGreaterThan(0);
    expect(valueOf(await getEntry(session, document))).toMatchObject({
      rights: null,
      sharedExternal: null,
    });

    const ref = fileRef(files.unshared);
    const kept = valueOf(
      await put(session, ref, { title: 'Mine', password: 'Sh4re-me!', denyDownload: true }),
    );
    expect(kept).toMatchObject({
      id: newId,
      expiresAt: inDays(40),
      password: null,
      denyDownload: false,
    });
    expect(kept?.title).not.toBe('Mine');
    expect(codeOf(await listLinks(session, folderRef(folders.contracts)))).toBe('portal.notFound');
  });

  it.each([-210, 345, 840])(
    'dates are instants in a zone of %d minutes',
    async (utcOffsetMinutes) => {
      const { session } = await onPractice({ utcOffsetMinutes });
      const expiresAt = inDays(10.123456);
      await put(session, document, { expiresAt });
      expect((await existing(session, document, newId)).expiresAt).toBe(expiresAt);
    },
  );

  it('the words are the portal’s, the code is not read from them', async () => {
    const { session } = await onPractice({ language: 'de' });
    const result = await put(session, fileRef(files.inForeign));
    expect(result).toMatchObject({
      error: { code: 'portal.keyLacksRights', detail: expect.not.stringMatching(/denied/i) },
    });
  });
});
