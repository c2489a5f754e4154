import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { sampleIds, samplePassword } from '../../../src-main/practice-portal';
import { at, bodyOf, linkIn, linkOf, linksOf, putLink, refusal, send } from './links-desk';
import { ask, openPortal } from './portal';

const { files, folders, rooms, links } = sampleIds;
const document = at('file', files.document);
const unshared = at('file', files.unshared);
const clientId = 'aaaaaaaa-0000-4000-8000-000000000001';
const inAYear = '2027-03-10T09:30:00.000Z';

describe('§17.9 a link is created', () => {
  it('with a new id when none is sent, as an additional one', async () => {
    const portal = await openPortal();
    const made = linkIn(await putLink(portal, unshared, { access: 2 }));
    expect(made).toMatchObject({
      access: 2,
      subjectType: 1,
      sharedTo: { title: 'Shared link', primary: false, internal: false, linkType: 1 },
    });
    expect(made.sharedTo.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(made.sharedTo).not.toHaveProperty('expirationDate');
    expect(made.sharedTo).not.toHaveProperty('password');
    expect(await linksOf(portal, unshared)).toEqual([made]);
  });

  it('with the zero id as with none', async () => {
    const portal = await openPortal();
    const linkId = '00000000-0000-0000-0000-000000000000';
    const made = linkIn(await putLink(portal, unshared, { linkId, access: 2, primary: true }));
    expect(made.sharedTo.id).not.toBe(linkId);
    expect(made).toMatchObject({ subjectType: 4, sharedTo: { primary: true } });
  });

  it("with the client's own id, once however often it is sent", async () => {
    const portal = await openPortal();
    const body = { linkId: clientId, access: 2, title: 'Mine' };
    await putLink(portal, unshared, body);
    const again = linkIn(await putLink(portal, unshared, body));
    expect(again.sharedTo.id).toBe(clientId);
    expect(await linksOf(portal, unshared)).toHaveLength(1);
  });

  it('takes numbers as text, exact names, and fields in any case', async () => {
    const portal = await openPortal();
    expect(linkIn(await putLink(portal, unshared, { ACCESS: '6' })).access).toBe(6);
    const named = await putLink(portal, unshared, { Access: 'Editing', Title: 'Named' });
    expect(linkIn(named)).toMatchObject({ access: 10, sharedTo: { title: 'Named' } });
  });
});

describe('§17.9 an update replaces the whole link', () => {
  it('and drops what is not sent: password, date, title, download', async () => {
    const portal = await openPortal();
    const before = await linkOf(portal, document, links.documentPassword);
    expect(before.sharedTo).toMatchObject({ password: samplePassword, denyDownload: true });
    await putLink(portal, document, { linkId: links.documentPassword, access: 10 });
    const after = await linkOf(portal, document, links.documentPassword);
    expect(after.sharedTo).toMatchObject({ title: 'Shared link', denyDownload: false });
    expect(after.sharedTo).not.toHaveProperty('password');
    expect(after.sharedTo).not.toHaveProperty('expirationDate');
  });

  it('and changes nothing when everything is sent as it was', async () => {
    const portal = await openPortal();
    const before = await linkOf(portal, document, links.documentPassword);
    const answer = await putLink(portal, document, bodyOf(before));
    expect(linkIn(answer)).toEqual(before);
    expect(await linkOf(portal, document, links.documentPassword)).toEqual(before);
  });

  it('but not its kind', async () => {
    const portal = await openPortal();
    const linkId = links.documentPrimary;
    const answer = await putLink(portal, document, { linkId, access: 2, primary: false });
    expect(linkIn(answer)).toMatchObject({ subjectType: 4, sharedTo: { primary: true } });
  });
});

describe('§17.9 a link is deleted', () => {
  it.each([
    ['no access', {}],
    ['access 0', { access: 0 }],
    ['the access "view"', { access: 'view' }],
    ['the access "read"', { access: 'read' }],
    ['None by name', { access: 'None' }],
  ])('by a body with %s', async (_, body) => {
    const portal = await openPortal();
    const linkId = links.documentInternal;
    const answer = await putLink(portal, document, { linkId, internal: true, ...body });
    expect(answer.status).toBe(200);
    expect(answer.body).not.toHaveProperty('response');
    expect(answer.body).toMatchObject({ count: 0 });
    expect((await linksOf(portal, document)).map(({ sharedTo }) => sharedTo.id)).not.toContain(
      linkId,
    );
  });

  it('without an error when there is none of that id', async () => {
    const portal = await openPortal();
    const before = await linksOf(portal, document);
    for (const body of [{ linkId: clientId }, {}]) {
      const answer = await putLink(portal, document, body);
      expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ count: 0 })]);
    }
    expect(await linksOf(portal, document)).toEqual(before);
  });

  it('but the primary one of a Public room is renewed: other id, other address, no options', async () => {
    const portal = await openPortal();
    const room = at('rooms', rooms.public);
    const before = await linkOf(portal, room, links.publicRoom);
    await putLink(portal, room, { ...bodyOf(before), password: samplePassword });
    const renewed = linkIn(await putLink(portal, room, { ...bodyOf(before), access: 0 }));
    expect(renewed.sharedTo.id).not.toBe(before.sharedTo.id);
    expect(renewed.sharedTo.shareLink).not.toBe(before.sharedTo.shareLink);
    expect(renewed.sharedTo).not.toHaveProperty('requestToken');
    expect(renewed).toMatchObject({ access: 2, subjectType: 4 });
    const [now] = await linksOf(portal, room);
    expect(now?.sharedTo.id).toBe(renewed.sharedTo.id);
    expect(now?.sharedTo).not.toHaveProperty('password');
    expect(now?.sharedTo).toHaveProperty('requestToken');
    expect(portal.state.audit.map(({ actionId }) => actionId)).toContain(5097);
  });

  it('and in a form room too, where the form stands for its room', async () => {
    const portal = await openPortal();
    const form = at('file', files.formInForms);
    const [asForm] = await linksOf(portal, form);
    expect(asForm?.sharedTo.id).toBe(links.formsRoom);
    const renewed = linkIn(await putLink(portal, form, { linkId: links.formsRoom, access: 0 }));
    expect(renewed).toMatchObject({ access: 7, sharedTo: { primary: true } });
    const [now] = await linksOf(portal, at('rooms', rooms.fillingForms));
    expect(now?.sharedTo.id).toBe(renewed.sharedTo.id);
    expect(renewed.sharedTo.id).not.toBe(links.formsRoom);
  });
});

describe('§17.9 the date of a link', () => {
  it.each([
    ['in the past', '2026-03-10T09:29:59.000Z', undefined],
    ['that cannot be read', 'next week', undefined],
    ['that is empty', '', undefined],
    ['without a zone', '2027-03-10T09:30:00', '2027-03-10T09:30:00.0000000Z'],
    ['with a zone', '2027-03-10T12:30:00+03:00', '2027-03-10T09:30:00.0000000Z'],
    ['with seven digits', '2027-03-10T12:30:00.0000000+03:00', '2027-03-10T09:30:00.0000000Z'],
    ['exactly ten years ahead', '2036-03-10T09:30:00.000Z', '2036-03-10T09:30:00.0000000Z'],
  ])('%s', async (_, expirationDate, stored) => {
    const portal = await openPortal();
    const made = await putLink(portal, unshared, { access: 2, expirationDate });
    expect(made.status).toBe(200);
    expect(linkIn(made).sharedTo.expirationDate).toBe(stored);
    expect(linkIn(made).sharedTo.isExpired).toBe(false);
  });

  it('without a zone is UTC, whatever the zone of the machine', async () => {
    vi.stubEnv('TZ', 'America/New_York');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(new Date('2027-03-10T09:30:00').toISOString()).toBe('2027-03-10T14:30:00.000Z');
    const portal = await openPortal();
    const made = await putLink(portal, unshared, {
      access: 2,
      expirationDate: '2027-03-10T09:30:00',
    });
    expect(linkIn(made).sharedTo.expirationDate).toBe('2027-03-10T09:30:00.0000000Z');
  });

  it('over ten years ahead is refused with 400', async () => {
    const portal = await openPortal();
    const expirationDate = '2036-03-10T09:30:01.000Z';
    const { status, body } = await putLink(portal, unshared, { access: 2, expirationDate });
    expect([status, body]).toMatchObject([400, { error: { type: 'System.ArgumentException' } }]);
    expect(await linksOf(portal, unshared)).toEqual([]);
  });

  it('of the primary link of a Public room is forced away', async () => {
    const portal = await openPortal();
    const room = at('rooms', rooms.public);
    const body = { ...bodyOf(await linkOf(portal, room, links.publicRoom)), title: 'New' };
    const answer = await putLink(portal, room, { ...body, expirationDate: inAYear });
    expect(linkIn(answer).sharedTo).toMatchObject({ title: 'New' });
    expect(linkIn(answer).sharedTo).not.toHaveProperty('expirationDate');
  });
});

describe('§17.9 what is refused', () => {
  it('a seventh additional link, and the other kind only at its own seventh', async () => {
    const portal = await openPortal();
    const full = at('file', files.full);
    expect(refusal(await putLink(portal, full, { access: 2 }))).toEqual([
      403,
      'The maximum number of links may not exceed 6',
    ]);
    expect(await linksOf(portal, full)).toHaveLength(7);
    expect((await putLink(portal, full, { access: 2, primary: true })).status).toBe(200);
  });

  it.each([
    ['a second primary one of a Public room', at('file', files.inPublic), { primary: true }, 1],
    ['any more in a form room', at('rooms', rooms.fillingForms), { linkType: 1, access: 7 }, 0],
  ])('%s', async (_, entry, body, most) => {
    const portal = await openPortal();
    expect(refusal(await putLink(portal, entry, { access: 2, ...body }))).toEqual([
      403,
      `The maximum number of links may not exceed ${most}`,
    ]);
  });

  it.each([
    ['editing an image', files.image, 10, 200],
    ['editing an old format', files.oldFormat, 10, 403],
    ['editing a text file', files.text, 10, 403],
    ['reading a form outside form rooms', files.pdfForm, 2, 403],
    ['filling a form outside form rooms', files.pdfForm, 7, 403],
    ['editing a form outside form rooms', files.pdfForm, 10, 200],
    ['filling a form of a data room', files.formInVirtualData, 7, 200],
    ['reviewing a spreadsheet', files.spreadsheet, 5, 403],
    ['a custom filter', files.spreadsheet, 8, 403],
    ['managing', files.document, 9, 403],
    ['no access at all', files.document, 99, 403],
  ])('%s of file %i with access %i: %i', async (_, id, access, status) => {
    const portal = await openPortal();
    const before = await linksOf(portal, at('file', id));
    const answer = await putLink(portal, at('file', id), { access, internal: true });
    expect(answer.status).toBe(status);
    if (status === 403) {
      expect(refusal(answer)[1]).toBe('The role is not available for this user type');
      expect(await linksOf(portal, at('file', id))).toEqual(before);
    }
  });

  it('passes over what a file cannot do without an error', async () => {
    const portal = await openPortal();
    const image = at('file', files.image);
    const before = await linksOf(portal, image);
    const answer = await putLink(portal, image, { linkId: links.image, access: 10 });
    expect(linkIn(answer)).toEqual(before[0]);
    const made = await putLink(portal, at('file', files.video), { access: 6 });
    expect(made.body).not.toHaveProperty('response');
    expect(await linksOf(portal, at('file', files.video))).toEqual([]);
  });

  it.each([[rooms.editing], [rooms.virtualData], [rooms.ai]])(
    'external links of room %i: it knows but invitations',
    async (id) => {
      const portal = await openPortal();
      const room = at('rooms', id);
      expect(refusal(await putLink(portal, room, { access: 2, linkType: 1 }))).toEqual([
        403,
        'The role is not available for this user type',
      ]);
      expect((await putLink(portal, room, { access: 2 })).status).toBe(200);
      expect(await linksOf(portal, room)).toMatchObject([{ sharedTo: { linkType: 0 } }]);
    },
  );

  it.each([
    ['short', 'Short-1'],
    ['with a space', 'Long enough 1'],
    ['too long', 'x'.repeat(31)],
    ['not latin', 'Schlüsselwort1'],
  ])('a password that is %s, with 400', async (_, password) => {
    const portal = await openPortal();
    const answer = await putLink(portal, unshared, { access: 2, password });
    expect(refusal(answer)).toEqual([400, expect.stringMatching(/^Password must contain/)]);
    expect(await linksOf(portal, unshared)).toEqual([]);
  });

  it.each([
    ['file', at('file', files.unshared), 'File'],
    ['folder', at('folder', folders.contracts), 'FolderLink'],
    ['room', at('rooms', rooms.custom), 'RoomLink'],
  ])('a title of 256 characters on a %s, as validation', async (_, entry, prefix) => {
    const portal = await openPortal();
    const long = await putLink(portal, entry, { access: 2, title: 'x'.repeat(256) });
    expect(long.status).toBe(400);
    expect(long.body).toMatchObject({
      response: { status: 400, errors: { [`${prefix}.Title`]: [expect.any(String)] } },
      statusCode: 400,
    });
    const fits = await putLink(portal, entry, { access: 2, title: 'x'.repeat(255), linkType: 1 });
    expect(fits.status).toBe(200);
  });

  it.each([
    ['{"access":2', '$'],
    [{ access: 2, linkId: 'no-guid' }, '$.linkId'],
    [{ access: 2, expirationDate: 5 }, '$.expirationDate'],
    [{ access: 2, internal: 'true' }, '$.internal'],
    [{ access: true }, '$.access'],
    [{ access: 2, password: 'x'.repeat(256) }, 'File.Password'],
  ])('the body %j, naming %s', async (body, field) => {
    const portal = await openPortal();
    const answer = await putLink(portal, unshared, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ response: { errors: { [field]: [expect.any(String)] } } });
    expect(await linksOf(portal, unshared)).toEqual([]);
  });

  it('what is not there, with 404', async () => {
    const portal = await openPortal();
    for (const route of ['PUT files/file/999/links', 'PUT files/folder/999/links']) {
      expect(refusal(await send(portal, route, { access: 2 }))).toEqual([404, 'Item not found']);
    }
    const gone = await ask(portal, 'GET files/file/999/links');
    expect(refusal(gone)).toEqual([404, 'Item not found']);
  });
});
