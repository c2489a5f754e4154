import { describe, expect, it } from 'vitest';
import { sampleIds, samplePassword } from '../../../src-main/practice-portal';
import { at, bodyOf, linkIn, linkOf, linksOf, putLink, refusal, send } from './links-desk';
import { ask, openPortal } from './portal';

const { files, folders, rooms, links } = sampleIds;
const document = at('file', files.document);
const contracts = at('folder', folders.contracts);

describe('§17.12 the list of a file', () => {
  it('has the primary link first, then the others by access, and all of them', async () => {
    const portal = await openPortal();
    const { body } = await ask(portal, `GET ${document}/links`);
    expect(body).toMatchObject({ count: 5, total: 5 });
    expect((await linksOf(portal, document)).map(({ sharedTo }) => sharedTo.id)).toEqual([
      links.documentPrimary,
      links.documentPassword,
      links.documentSoon,
      links.documentInternal,
      links.documentExpired,
    ]);
  });

  it('has pages; beyond the last its count is negative', async () => {
    const portal = await openPortal();
    const page = async (query: string) => {
      const { body } = await ask(portal, `GET ${document}/links?${query}`);
      const { response, count, total } = body as {
        response: unknown[];
        count: number;
        total: number;
      };
      return [response.length, count, total];
    };
    expect(await page('count=2')).toEqual([2, 2, 5]);
    expect(await page('startIndex=4&count=2')).toEqual([1, 1, 5]);
    expect(await page('startIndex=7')).toEqual([0, -2, 5]);
  });

  it.each(['count=101', 'count=0', 'startIndex=-1', 'count=many'])(
    '%s is refused as validation',
    async (query) => {
      const portal = await openPortal();
      const { status, body } = await ask(portal, `GET ${document}/links?${query}`);
      const field = query.startsWith('count') ? 'Count' : 'StartIndex';
      expect(status).toBe(400);
      expect(body).toMatchObject({
        response: { errors: { [field]: [expect.any(String)] } },
        status: 1,
      });
    },
  );

  it.each([
    ['3.2.1', 400],
    ['3.1.0', 200],
  ])('on %s a count of 101 answers %i', async (version, status) => {
    const portal = await openPortal({ version });
    expect((await ask(portal, `GET ${document}/links?count=101`)).status).toBe(status);
  });

  it('knows how a link stands', async () => {
    const portal = await openPortal();
    const { sharedTo } = await linkOf(portal, document, links.documentExpired);
    expect(sharedTo).toMatchObject({ isExpired: true });
    const full = await linkOf(portal, document, links.documentPassword);
    expect(full).toMatchObject({
      access: 10,
      subjectType: 1,
      isOwner: false,
      canEditAccess: false,
      canEditInternal: true,
      canEditDenyDownload: true,
      canEditExpirationDate: true,
      canRevoke: false,
      sharedTo: { password: samplePassword, linkType: 1, primary: false },
    });
  });
});

describe('§17.12 the lists of folders and rooms', () => {
  it('have no total and no pages', async () => {
    const portal = await openPortal();
    await putLink(portal, contracts, { access: 2 });
    for (const route of [
      `GET ${contracts}/links?count=1&startIndex=1`,
      `GET ${at('rooms', rooms.custom)}/links?type=1&count=1`,
    ]) {
      const { body } = await ask(portal, route);
      expect(body).toMatchObject({ count: 2, response: { length: 2 } });
      expect(body).not.toHaveProperty('total');
    }
  });

  it.each([
    ['?type=1', [1, 1]],
    ['?type=0', [0]],
    ['', [1, 1, 0]],
  ])('of a room with %j have the kinds %j', async (query, types) => {
    const portal = await openPortal();
    const { body } = await ask(portal, `GET ${at('rooms', rooms.custom)}/links${query}`);
    const { response } = body as { response: { sharedTo: { linkType: number } }[] };
    expect(response.map(({ sharedTo }) => sharedTo.linkType)).toEqual(types);
  });

  it('of a room that is none are not found', async () => {
    const portal = await openPortal();
    const answer = await ask(portal, `GET files/rooms/${folders.contracts}/links`);
    expect(refusal(answer)).toEqual([404, 'Item not found']);
  });

  it('tell where to delete is to revoke', async () => {
    const portal = await openPortal();
    expect(await linkOf(portal, at('rooms', rooms.public), links.publicRoom)).toMatchObject({
      canRevoke: true,
      canEditInternal: false,
      canEditExpirationDate: false,
    });
    const extra = await linkOf(portal, at('rooms', rooms.public), links.publicRoomPassword);
    expect(extra).toMatchObject({ canRevoke: false, canEditExpirationDate: true });
  });
});

describe('links of rooms', () => {
  const room = at('rooms', rooms.custom);

  it('without a type are invitations', async () => {
    const portal = await openPortal();
    const again = await putLink(portal, room, { access: 2 });
    expect(refusal(again)).toEqual([403, 'The maximum number of links may not exceed 1']);
    const gone = await putLink(portal, room, { linkId: links.customInvitation, access: 0 });
    expect(gone.body).not.toHaveProperty('response');
    const body = { access: 11, maxUseCount: '20', expirationDate: '2026-04-01T00:00:00Z' };
    expect(linkIn(await putLink(portal, room, body))).toMatchObject({
      access: 11,
      subjectType: 3,
      sharedTo: { linkType: 0, title: 'Invitation link', maxUseCount: 20, currentUseCount: 0 },
    });
  });

  it('an invitation may not end in the past, and its uses are limited', async () => {
    const portal = await openPortal();
    const past = { linkId: links.customInvitation, access: 2, expirationDate: '2026-03-01Z' };
    expect((await putLink(portal, room, past)).status).toBe(400);
    for (const maxUseCount of [0, 1001]) {
      const { status, body } = await putLink(portal, room, { access: 2, maxUseCount });
      expect([status, body]).toMatchObject([
        400,
        { response: { errors: { 'RoomLink.MaxUseCount': [expect.any(String)] } } },
      ]);
    }
  });

  it('are additional ones with type 1, also when a primary one is asked for', async () => {
    const portal = await openPortal();
    const made = linkIn(await putLink(portal, room, { access: 2, linkType: 1, primary: true }));
    expect(made).toMatchObject({ subjectType: 1, sharedTo: { linkType: 1 } });
    const external = await putLink(portal, room, { access: 2, linkType: 'External' });
    expect(linkIn(external)).toMatchObject({ subjectType: 1 });
  });

  it('lose the spaces around a password, those of files do not', async () => {
    const portal = await openPortal();
    const password = ` ${samplePassword} `;
    const trimmed = linkIn(await putLink(portal, room, { access: 2, linkType: 1, password }));
    expect(trimmed.sharedTo.password).toBe(samplePassword);
    expect((await putLink(portal, document, { access: 2, password })).status).toBe(400);
  });
});

describe('§17.16 versions, zones and languages', () => {
  it.each([
    ['3.2.1', false],
    ['3.6.1', true],
  ])('on %s there is a sharedLink: %s', async (version, has) => {
    const portal = await openPortal({ version });
    const link = await linkOf(portal, document, links.documentPrimary);
    expect('sharedLink' in link).toBe(has);
    if (has) expect(link).toHaveProperty('sharedLink', link.sharedTo);
  });

  it('3.2.1 takes neither title nor password nor download on a file', async () => {
    const portal = await openPortal({ version: '3.2.1' });
    const body = { access: 2, title: 'Mine', password: samplePassword, denyDownload: true };
    const made = linkIn(await putLink(portal, at('file', files.unshared), body));
    expect(made.sharedTo).toMatchObject({ title: 'Shared link', denyDownload: false });
    expect(made.sharedTo).not.toHaveProperty('password');
  });

  it('3.2.1 knows no links of folders but the primary one, and five additional ones', async () => {
    const portal = await openPortal({ version: '3.2.1' });
    const list = await ask(portal, `GET ${contracts}/links`);
    expect([list.status, list.text]).toEqual([404, '']);
    expect((await putLink(portal, contracts, { access: 2 })).status).toBe(404);
    expect((await send(portal, `POST ${contracts}/link`, { access: 2 })).status).toBe(404);
    expect((await ask(portal, `GET ${contracts}/link`)).status).toBe(200);
    expect(refusal(await putLink(portal, at('file', files.full), { access: 2 }))).toEqual([
      403,
      'The maximum number of links may not exceed 5',
    ]);
  });

  it.each([
    ['3.2.1', ['shared', 'canShare'], ['sharedForUser', 'availableShareRights', 'sharedExternal']],
    ['3.6.1', ['sharedForUser', 'availableShareRights', 'shareSettings'], ['sharedExternal']],
    ['3.8.0', ['sharedForUser', 'availableShareRights', 'sharedExternal'], []],
  ])('%s has the flags %j on entries', async (version, has, lacks) => {
    const portal = await openPortal({ version });
    const { body } = await ask(portal, `GET files/file/${files.document}`);
    for (const name of has) expect(body).toHaveProperty(`response.${name}`);
    for (const name of lacks) expect(body).not.toHaveProperty(`response.${name}`);
  });

  it('dates have the zone of the portal, also those sent in another one', async () => {
    const portal = await openPortal({ utcOffsetMinutes: 330 });
    const body = { access: 2, expirationDate: '2026-12-31T21:00:00.000Z' };
    const made = linkIn(await putLink(portal, at('file', files.unshared), body));
    expect(made.sharedTo.expirationDate).toBe('2027-01-01T02:30:00.0000000+05:30');
    const again = linkIn(await putLink(portal, at('file', files.unshared), bodyOf(made)));
    expect(again).toEqual(made);
  });

  it('messages and titles are in the language of the caller', async () => {
    const portal = await openPortal({ language: 'de' });
    const full = await putLink(portal, at('file', files.full), { access: 2 });
    expect(refusal(full)[1]).toBe('Die maximale Anzahl der Links darf 6 nicht überschreiten');
    const made = linkIn(await putLink(portal, at('file', files.unshared), { access: 2 }));
    expect(made.sharedTo.title).toBe('Geteilter Link');
    const english = await openPortal();
    const denied = await putLink(
      english,
      at('file', files.inForeign),
      { access: 2 },
      'germanAdmin',
    );
    expect(refusal(denied)).toEqual([403, 'Zugriff verweigert']);
  });
});
