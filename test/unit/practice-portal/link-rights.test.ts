import { describe, expect, it } from 'vitest';
import { type PracticeKeyName, sampleIds, samplePassword } from '../../../src-main/practice-portal';
import { at, bodyOf, linkIn, linkOf, linksOf, putLink, refusal, send } from './links-desk';
import { ask, openPortal, today } from './portal';

const { files, folders, rooms, links } = sampleIds;
const document = at('file', files.document);
const roleMissing = 'The role is not available for this user type';
const inAYear = '2027-03-10T09:30:00.000Z';

describe('§17.10 what the portal passes over or refuses by place', () => {
  it.each([
    ['delete', { access: 0, internal: false }],
    ['update', { title: 'New', internal: false }],
  ])('a %s in a data room without internal changes nothing, with 200', async (_, more) => {
    const portal = await openPortal();
    const file = at('file', files.inVirtualData);
    const before = await linkOf(portal, file, links.inVirtualData);
    const answer = await putLink(portal, file, { ...bodyOf(before), ...more });
    expect(answer.status).toBe(200);
    expect(linkIn(answer)).toEqual(before);
    expect(await linksOf(portal, file)).toEqual([before]);
  });

  it('the whole link with access 0 is deleted there', async () => {
    const portal = await openPortal();
    const file = at('file', files.inVirtualData);
    const before = await linkOf(portal, file, links.inVirtualData);
    expect(before).toMatchObject({ canEditInternal: false, canEditDenyDownload: false });
    await putLink(portal, file, { ...bodyOf(before), access: 0 });
    expect(await linksOf(portal, file)).toEqual([]);
  });

  it('a new link in a data room is internal whatever is asked', async () => {
    const portal = await openPortal();
    const answer = await putLink(portal, at('file', 1512), { access: 2, internal: false });
    expect(linkIn(answer).sharedTo.internal).toBe(true);
  });

  it('internal is passed over in Public rooms', async () => {
    const portal = await openPortal();
    const file = at('file', files.inPublic);
    const before = await linkOf(portal, file, links.inPublic);
    const answer = await putLink(portal, file, { ...bodyOf(before), internal: true, title: 'x' });
    expect(linkIn(answer)).toEqual(before);
  });

  it('a folder link is deleted by who made the folder only, and can be made to end', async () => {
    const portal = await openPortal();
    const folder = at('folder', folders.madeByRoomAdmin);
    const body = { ...bodyOf(await linkOf(portal, folder, links.madeByRoomAdmin)), access: 0 };
    expect(refusal(await putLink(portal, folder, body))).toEqual([403, roleMissing]);
    const ending = { ...body, access: 2, expirationDate: inAYear };
    expect((await putLink(portal, folder, ending)).status).toBe(200);
    const deleted = await putLink(portal, folder, body, 'roomAdmin');
    expect(deleted.body).not.toHaveProperty('response');
    expect(await linksOf(portal, folder)).toEqual([]);
  });

  it('a folder says so in its rights', async () => {
    const portal = await openPortal();
    const rights = async (keyName: PracticeKeyName) => {
      const route = `GET files/folder/${folders.madeByRoomAdmin}`;
      const { body } = await ask(portal, route, { key: portal.keys[keyName] });
      return (body as { response: { availableShareRights: { ExternalLink: string[] } } }).response
        .availableShareRights.ExternalLink;
    };
    expect(await rights('main')).not.toContain('None');
    expect(await rights('roomAdmin')).toContain('None');
  });
});

describe('§17.11 an admin who is not in the room', () => {
  const foreign = at('file', files.inForeign);

  it.each(['main', 'admin'] as const)('%s reads it, sees no link, sets none', async (keyName) => {
    const portal = await openPortal();
    const key = portal.keys[keyName];
    const entry = await ask(portal, `GET files/file/${files.inForeign}`, { key });
    expect(entry.body).toMatchObject({
      response: { shared: true, canShare: false, security: { Read: true, EditAccess: false } },
    });
    const list = await ask(portal, `GET ${foreign}/links`, { key });
    expect(list.body).toMatchObject({ response: [], count: 1, total: 1, statusCode: 200 });
    const put = await putLink(portal, foreign, { access: 2 }, keyName);
    expect(refusal(put)).toEqual([403, 'Access denied']);
  });

  it('sees nothing of the room, its folders and links either, except the primary link', async () => {
    const portal = await openPortal();
    const room = at('rooms', rooms.foreign);
    expect(await linksOf(portal, room)).toEqual([]);
    expect(await linksOf(portal, at('folder', folders.foreign))).toEqual([]);
    const peek = await ask(portal, `GET ${room}/link`);
    expect(linkIn(peek).sharedTo.id).toBe(links.foreignRoom);
    expect(refusal(await ask(portal, `GET ${foreign}/link`))).toEqual([403, 'Access denied']);
  });

  it('while the room admin sees and sets them', async () => {
    const portal = await openPortal();
    const before = await linkOf(portal, foreign, links.inForeign, 'roomAdmin');
    const body = { ...bodyOf(before), title: 'New' };
    const answer = await putLink(portal, foreign, body, 'roomAdmin');
    expect(linkIn(answer).sharedTo.title).toBe('New');
  });

  it('sets the primary link of a Public room to reading without any right', async () => {
    const portal = await openPortal();
    const room = at('rooms', rooms.foreignPublic);
    const peek = linkIn(await ask(portal, `GET ${room}/link`));
    expect((await putLink(portal, room, { ...bodyOf(peek), title: 'x' })).status).toBe(200);
    const more = await putLink(portal, room, { ...bodyOf(peek), access: 10 });
    expect(refusal(more)).toEqual([403, 'Access denied']);
  });

  it("does not even see other people's documents", async () => {
    const portal = await openPortal();
    const file = at('file', files.usersOwn);
    expect((await ask(portal, `GET files/file/${files.usersOwn}`)).status).toBe(403);
    const list = await ask(portal, `GET ${file}/links`);
    expect(list.body).toMatchObject({ response: [], count: 0, total: 0 });
    expect((await putLink(portal, file, { access: 2 })).status).toBe(403);
    expect(await linksOf(portal, file, 'user')).toHaveLength(1);
  });

  it('finds links in the archive counted, not shown, and sets none', async () => {
    const portal = await openPortal();
    for (const file of [at('file', files.inArchived)]) {
      const list = await ask(portal, `GET ${file}/links`);
      expect(list.body).toMatchObject({ response: [], total: 1 });
      expect((await putLink(portal, file, { access: 2 })).status).toBe(403);
    }
    expect(await linksOf(portal, at('rooms', rooms.archived))).toEqual([]);
  });

  it.each([
    ['user', files.inCustom],
    ['guest', files.inCustom],
    ['roomAdmin', files.inVirtualData],
  ] as const)('a member who is no manager, %s, is told nothing', async (keyName, id) => {
    const portal = await openPortal();
    const list = await ask(portal, `GET files/file/${id}/links`, { key: portal.keys[keyName] });
    expect(list.body).toMatchObject({ response: [], total: 0 });
    expect((await putLink(portal, at('file', id), { access: 2 }, keyName)).status).toBe(403);
  });
});

describe('§20 portals up to 3.6.1', () => {
  const version = '3.6.1';

  it('refuse a PUT without rights in other words', async () => {
    const portal = await openPortal({ version });
    const answer = await putLink(portal, at('file', files.inForeign), { access: 2 });
    expect(refusal(answer)).toEqual([
      403,
      "You don't have enough permission to perform the operation",
    ]);
  });

  it('refuse a password that breaks the rules with 403', async () => {
    const portal = await openPortal({ version });
    const answer = await putLink(portal, document, { access: 2, password: 'short' });
    expect(refusal(answer)).toEqual([403, expect.stringMatching(/^Password must/)]);
  });

  it('answer 200 without a response to a primary link without rights', async () => {
    const portal = await openPortal({ version });
    const entry = at('file', files.inForeign);
    for (const answer of [
      await ask(portal, `GET ${entry}/link`),
      await send(portal, `POST ${entry}/link`, { access: 2 }),
    ]) {
      expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ count: 0 })]);
      expect(answer.body).not.toHaveProperty('response');
    }
    expect(await linksOf(portal, entry, 'roomAdmin')).toHaveLength(1);
  });

  it.each([
    ['3.6.1', true],
    ['3.7.2', false],
  ])('%s renews an expired primary link of My documents at a look: %s', async (on, renews) => {
    let now = today.getTime();
    const portal = await openPortal({ version: on, clock: () => new Date(now) });
    const before = await linkOf(portal, document, links.documentPrimary);
    const expirationDate = '2026-03-11T09:30:00.0000000Z';
    const body = { ...bodyOf(before), expirationDate, password: samplePassword };
    await putLink(portal, document, body);
    now = Date.parse('2026-03-12T09:30:00.000Z');
    const { sharedTo } = linkIn(await ask(portal, `GET ${document}/link`));
    expect(sharedTo.isExpired).toBe(!renews);
    expect(sharedTo.expirationDate).toBe(renews ? '2026-03-19T09:30:00.0000000Z' : expirationDate);
    expect(sharedTo.password).toBe(renews ? undefined : samplePassword);
  });
});

describe('the primary link', () => {
  it('is made by a look, once', async () => {
    const portal = await openPortal();
    const file = at('file', files.unshared);
    const made = linkIn(await ask(portal, `GET ${file}/link`));
    expect(made).toMatchObject({ access: 2, subjectType: 4, sharedTo: { internal: false } });
    expect(linkIn(await ask(portal, `GET ${file}/link`))).toEqual(made);
    expect(await linksOf(portal, file)).toHaveLength(1);
  });

  it.each([
    ['a form', at('file', files.formInVirtualData), 7],
    ['a room', at('rooms', rooms.custom), 2],
    ['a form room', at('rooms', rooms.fillingForms), 7],
    ['a folder', at('folder', folders.marketing), 2],
  ])('of %s has its own access', async (_, entry, access) => {
    const portal = await openPortal();
    expect(linkIn(await ask(portal, `GET ${entry}/link`)).access).toBe(access);
  });

  it.each([rooms.editing, rooms.virtualData, rooms.ai])('is none of room %i', async (id) => {
    const portal = await openPortal();
    expect(refusal(await ask(portal, `GET files/rooms/${id}/link`))).toEqual([403, roleMissing]);
  });

  it('that exists is what POST answers, whatever it says', async () => {
    const portal = await openPortal();
    const before = await linkOf(portal, document, links.documentPrimary);
    const answer = await send(portal, `POST ${document}/link`, { access: 10, title: 'x' });
    expect(linkIn(answer)).toEqual(before);
  });

  it('is made by POST as it says, except the title of a file', async () => {
    const portal = await openPortal();
    const body = { access: 6, title: 'Mine', password: samplePassword, denyDownload: true };
    const file = await send(portal, `POST ${at('file', files.unshared)}/link`, body);
    expect(linkIn(file)).toMatchObject({
      access: 6,
      subjectType: 4,
      sharedTo: { title: 'Shared link', password: samplePassword, denyDownload: true },
    });
    const folder = await send(portal, `POST ${at('folder', folders.marketing)}/link`, body);
    expect(linkIn(folder).sharedTo.title).toBe('Mine');
  });

  it('is not made for strangers, and not by POST without a key', async () => {
    const portal = await openPortal();
    const file = at('file', files.unshared);
    expect((await ask(portal, `GET ${file}/link`, { key: null })).status).toBe(403);
    const { status, text } = await send(portal, `POST ${file}/link`, { access: 2 }, null);
    expect([status, text]).toEqual([401, '']);
    expect(await linksOf(portal, file)).toEqual([]);
  });
});
