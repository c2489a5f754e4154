import { describe, expect, it } from 'vitest';
import { type PracticePortal, sampleIds, samplePassword } from '../../../src-main/practice-portal';
import { at, bodyOf, linkIn, linkOf, linksOf, putLink, refusal, send } from './links-desk';
import { ask, openPortal } from './portal';

const { files, folders, rooms, links } = sampleIds;
const document = at('file', files.document);
const unshared = at('file', files.unshared);
const publicRoom = at('rooms', rooms.public);
const clientId = 'aaaaaaaa-0000-4000-8000-000000000002';

const restricted = {
  externalShare: false,
  defaultShareLinkInternal: true,
  externalShareApplyToDocuments: true,
  externalShareApplyToRooms: true,
  blockExistingLinksOnRestrict: true,
};

async function restrict(portal: PracticePortal, more: object = {}): Promise<void> {
  const body = { ...restricted, ...more };
  const { status } = await send(portal, 'PUT files/settings/externalsharingsettings', body);
  expect(status).toBe(200);
}

async function visited(portal: PracticePortal, key = '', as: 'user' | null = null) {
  const { body } = await ask(portal, `GET files/share/${key}`, { key: as && portal.keys[as] });
  return (body as { response: { status: unknown } }).response.status;
}

describe('§17.13 while sharing is restricted', () => {
  it('a new link and an updated one become internal, whatever is asked', async () => {
    const portal = await openPortal();
    await restrict(portal);
    const made = await putLink(portal, unshared, { linkId: clientId, access: 2, internal: false });
    expect(linkIn(made).sharedTo.internal).toBe(true);
    const before = await linkOf(portal, document, links.documentPrimary);
    expect(before.sharedTo.internal).toBe(false);
    const updated = await putLink(portal, document, { ...bodyOf(before), title: 'New' });
    expect(linkIn(updated).sharedTo).toMatchObject({ title: 'New', internal: true });
    const posted = await send(portal, `POST ${at('file', files.video)}/link`, { access: 2 });
    expect(linkIn(posted).sharedTo.internal).toBe(true);
  });

  it('nothing is set in a Public room, but links can be deleted', async () => {
    const portal = await openPortal();
    await restrict(portal);
    const extra = await linkOf(portal, publicRoom, links.publicRoomPassword);
    for (const [entry, body] of [
      [publicRoom, { access: 2, linkType: 1 }],
      [publicRoom, bodyOf(extra)],
      [at('file', files.inPublic), { access: 2 }],
      [at('folder', folders.publicImages), { access: 2 }],
    ] as const) {
      expect(refusal(await putLink(portal, entry, body))).toEqual([403, 'Access denied']);
    }
    const deleted = await putLink(portal, publicRoom, { ...bodyOf(extra), access: 0 });
    expect(deleted.body).toMatchObject({ count: 0, statusCode: 200 });
  });

  it('except a link that is asked to be internal (§20)', async () => {
    const portal = await openPortal();
    await restrict(portal);
    const body = { access: 2, linkType: 1, internal: true };
    const made = await putLink(portal, publicRoom, body);
    expect([made.status, linkIn(made).sharedTo.internal]).toEqual([200, false]);
  });

  it.each([
    ['Public', publicRoom, links.publicRoom],
    ['form', at('rooms', rooms.fillingForms), links.formsRoom],
  ])('the primary link of a %s room cannot be revoked', async (_, room, id) => {
    const portal = await openPortal();
    await restrict(portal);
    const body = { ...bodyOf(await linkOf(portal, room, id)), access: 0 };
    expect(refusal(await putLink(portal, room, body))).toEqual([403, 'Access denied']);
    expect((await linksOf(portal, room)).map(({ sharedTo }) => sharedTo.id)).toContain(id);
  });

  it('strangers are told 5, people who are signed in get in', async () => {
    const portal = await openPortal();
    const key = (await linkOf(portal, document, links.documentPrimary)).sharedTo.requestToken;
    await restrict(portal);
    expect(await visited(portal, key)).toBe(5);
    expect(await visited(portal, key, 'user')).toBe(0);
    const back = { ...restricted, externalShare: true };
    await send(portal, 'PUT files/settings/externalsharingsettings', back);
    expect(await visited(portal, key)).toBe(0);
  });

  it('a link with a password asks for it first, and says 5 after the right one', async () => {
    const portal = await openPortal();
    const key = (await linkOf(portal, document, links.documentPassword)).sharedTo.requestToken;
    await restrict(portal);
    expect(await visited(portal, key)).toBe(3);
    const route = `POST files/share/${key}/password`;
    const wrong = await send(portal, route, { password: 'Not-this-one' }, null);
    expect(wrong.body).toHaveProperty('response.status', 4);
    const right = await send(portal, route, { password: samplePassword }, null);
    expect(right.body).toHaveProperty('response.status', 5);
  });

  it('strangers get in where existing links are not blocked', async () => {
    const portal = await openPortal();
    const key = (await linkOf(portal, document, links.documentPrimary)).sharedTo.requestToken;
    await restrict(portal, { blockExistingLinksOnRestrict: false });
    expect(await visited(portal, key)).toBe(0);
  });

  it.each([
    ['documents', { externalShareApplyToRooms: false }, [true, false, false]],
    ['rooms', { externalShareApplyToDocuments: false }, [false, true, false]],
  ] as const)('and covers %s only, AI rooms never', async (_, more, internal) => {
    const portal = await openPortal();
    await restrict(portal, { ...more, defaultShareLinkInternal: false });
    const made = [];
    for (const id of [files.unshared, files.inCustom, files.inAi]) {
      const answer = await putLink(portal, at('file', id), { linkId: clientId, access: 2 });
      made.push(linkIn(answer).sharedTo.internal);
    }
    expect(made).toEqual(internal);
  });

  it('nothing at all happens before 3.7.1', async () => {
    const portal = await openPortal({ version: '3.6.1' });
    await send(portal, 'PUT files/settings/external', { set: false });
    const made = linkIn(await putLink(portal, unshared, { access: 2 }));
    expect(made.sharedTo.internal).toBe(false);
    expect(await visited(portal, made.sharedTo.requestToken)).toBe(0);
  });
});

describe('when new links are for DocSpace users by default', () => {
  const open = async () => {
    const portal = await openPortal();
    await restrict(portal, { externalShare: true });
    return portal;
  };

  it('a PUT without an id makes an internal one, one with an id does not', async () => {
    const portal = await open();
    const without = await putLink(portal, unshared, { access: 2, internal: false });
    expect(linkIn(without).sharedTo.internal).toBe(true);
    const body = { linkId: clientId, access: 2, internal: false };
    expect(linkIn(await putLink(portal, unshared, body)).sharedTo.internal).toBe(false);
  });

  it('an update says for itself', async () => {
    const portal = await open();
    const body = bodyOf(await linkOf(portal, document, links.documentInternal));
    const updated = await putLink(portal, document, { ...body, internal: false });
    expect(linkIn(updated).sharedTo.internal).toBe(false);
  });

  it('a look makes an internal primary one, a POST what it says', async () => {
    const portal = await open();
    const looked = await ask(portal, `GET ${unshared}/link`);
    expect(linkIn(looked)).toMatchObject({ subjectType: 4, sharedTo: { internal: true } });
    const other = at('file', files.video);
    const posted = await send(portal, `POST ${other}/link`, { access: 2, internal: false });
    expect(linkIn(posted).sharedTo.internal).toBe(false);
  });

  it('not in Public rooms', async () => {
    const portal = await open();
    const made = await putLink(portal, publicRoom, { access: 2, linkType: 1 });
    expect(linkIn(made).sharedTo.internal).toBe(false);
  });
});
