import { describe, expect, it } from 'vitest';
import { type PracticePortal, sampleIds, samplePassword } from '../../../src-main/practice-portal';
import { at, bodyOf, linkOf, putLink, refusal, send } from './links-desk';
import { type Answered, ask, openPortal, today } from './portal';

const { files, folders, rooms, links } = sampleIds;
const document = at('file', files.document);

/** The visitor's key of a link, as the owner is told it. */
async function keyOf(portal: PracticePortal, entry: string, id: string): Promise<string> {
  return (await linkOf(portal, entry, id)).sharedTo.requestToken ?? '';
}

function visit(
  portal: PracticePortal,
  key: string,
  { as = null, query = '', cookie }: { as?: 'user' | null; query?: string; cookie?: string } = {},
): Promise<Answered> {
  return ask(portal, `GET files/share/${key}${query}`, {
    key: as && portal.keys[as],
    headers: cookie === undefined ? {} : { cookie },
  });
}

function tryPassword(portal: PracticePortal, key: string, password: string): Promise<Answered> {
  return send(portal, `POST files/share/${key}/password`, { password }, null);
}

const statusIn = ({ body }: Answered): unknown =>
  (body as { response: { status: unknown } }).response.status;

const cookiesIn = ({ headers }: Answered): readonly string[] =>
  headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');

describe('§17.14 a visit says', () => {
  it('0 with what is behind the link', async () => {
    const portal = await openPortal();
    const answer = await visit(portal, await keyOf(portal, document, links.documentPrimary));
    expect(answer.body).toMatchObject({
      response: {
        status: 0,
        id: String(files.document),
        title: 'Annual report 2026.docx',
        type: 2,
        tenantId: 1,
        linkId: links.documentPrimary,
        isAuthenticated: false,
      },
    });
  });

  it('0 with the file inside a folder, if the link opens it', async () => {
    const portal = await openPortal();
    const key = await keyOf(portal, at('rooms', rooms.public), links.publicRoom);
    const inside = await visit(portal, key, { query: `?fileId=${files.inPublic}` });
    expect(inside.body).toMatchObject({
      response: { isRoom: true, type: 1, entityId: String(files.inPublic), entityType: 2 },
    });
    const outside = await visit(portal, key, { query: `?fileId=${files.document}` });
    expect(outside.body).not.toHaveProperty('response.entityId');
  });

  it.each([
    ['1 for a key that nobody gave out', 'bm8gc3VjaCBrZXk', 1],
    ['1 for a key with another signature', 'EAAAAAAAQACAAAAAAAAAAQAAAAAAAAAAAAA', 1],
  ])('%s', async (_, key, status) => {
    const portal = await openPortal();
    const { body } = await visit(portal, key);
    expect(body).toMatchObject({ response: { status, tenantId: 0 } });
    expect(body).not.toHaveProperty('response.title');
  });

  it('1 for a link that is gone, and for one whose file is gone or in the archive', async () => {
    const portal = await openPortal();
    const deleted = await keyOf(portal, document, links.documentPrimary);
    const link = await linkOf(portal, document, links.documentPrimary);
    await putLink(portal, document, { ...bodyOf(link), access: 0 });
    const removed = await keyOf(portal, at('file', files.pdf), links.pdfNoDownload);
    portal.content.remove('file', files.pdf);
    const [archived] = [await keyOf(portal, at('rooms', rooms.custom), links.customRoomGuests)];
    portal.content.move('folder', rooms.custom, sampleIds.sections.archive);
    for (const key of [deleted, removed, archived]) {
      expect(statusIn(await visit(portal, key))).toBe(1);
    }
  });

  it('2 for an expired one, without its title, and before anything else', async () => {
    const portal = await openPortal();
    const { body } = await visit(portal, await keyOf(portal, document, links.documentExpired));
    expect(body).toMatchObject({
      response: { status: 2, tenantId: 0, linkId: '00000000-0000-0000-0000-000000000000' },
    });
    expect(body).not.toHaveProperty('response.id');
  });

  it('5 to a stranger before one for DocSpace users, 0 to a user', async () => {
    const portal = await openPortal();
    const key = await keyOf(portal, document, links.documentInternal);
    expect(statusIn(await visit(portal, key))).toBe(5);
    expect(statusIn(await visit(portal, key, { as: 'user' }))).toBe(0);
  });

  it('3 with the title but no link id, until the password was given', async () => {
    const portal = await openPortal();
    const key = await keyOf(portal, document, links.documentPassword);
    const { body } = await visit(portal, key);
    expect(body).toMatchObject({
      response: { status: 3, id: String(files.document), tenantId: 0 },
    });
    const right = await tryPassword(portal, key, samplePassword);
    const cookie = cookiesIn(right).join('; ');
    expect(statusIn(await visit(portal, key, { cookie }))).toBe(0);
  });

  it('asks nobody for a password who can read the room, others who are signed in it does', async () => {
    const portal = await openPortal();
    const room = await keyOf(portal, at('rooms', rooms.custom), links.customRoom);
    expect(statusIn(await visit(portal, room, { as: 'user' }))).toBe(0);
    const file = await keyOf(portal, document, links.documentPassword);
    expect(statusIn(await visit(portal, file, { as: 'user' }))).toBe(3);
  });
});

describe('§17.14 a password', () => {
  it('that is right sets both cookies', async () => {
    const portal = await openPortal();
    const key = await keyOf(portal, document, links.documentPassword);
    const answer = await tryPassword(portal, key, samplePassword);
    expect(answer.body).toMatchObject({ response: { status: 0, linkId: links.documentPassword } });
    const cookies = answer.headers.getSetCookie();
    expect(cookies).toEqual([
      expect.stringMatching(new RegExp(`^sharelink${links.documentPassword}=[^;]+;.*httponly`)),
      expect.stringMatching(/^anonymous_session_key=[^;]+;/),
    ]);
    expect(cookies.join()).not.toContain(samplePassword);
  });

  it('that is wrong says 4 and takes the cookie back', async () => {
    const portal = await openPortal();
    const key = await keyOf(portal, document, links.documentPassword);
    const answer = await tryPassword(portal, key, 'Not-this-one');
    expect([answer.status, statusIn(answer)]).toEqual([200, 4]);
    expect(cookiesIn(answer)).toEqual([`sharelink${links.documentPassword}=`]);
  });

  it('is not needed where there is none, and sets none', async () => {
    const portal = await openPortal();
    const key = await keyOf(portal, document, links.documentPrimary);
    expect(statusIn(await tryPassword(portal, key, 'Brand-new-1'))).toBe(0);
    const link = await linkOf(portal, document, links.documentPrimary);
    expect(link.sharedTo).not.toHaveProperty('password');
  });

  it('is refused with 403 from the sixth wrong one within a minute, for a minute', async () => {
    let now = today.getTime();
    const portal = await openPortal({ clock: () => new Date(now) });
    const key = await keyOf(portal, document, links.documentPassword);
    const other = await keyOf(portal, at('file', files.archive), links.archive);
    for (let count = 0; count < 5; count += 1) {
      expect(statusIn(await tryPassword(portal, key, 'wrong-one'))).toBe(4);
    }
    const blocked = [
      403,
      'You have tried too many times to enter your password. Please try again later',
    ];
    expect(refusal(await tryPassword(portal, key, 'wrong-one'))).toEqual(blocked);
    expect(refusal(await tryPassword(portal, key, samplePassword))).toEqual(blocked);
    expect(statusIn(await tryPassword(portal, other, samplePassword))).toBe(0);
    now += 59_000;
    expect(refusal(await tryPassword(portal, key, samplePassword))).toEqual(blocked);
    now += 1_000;
    expect(statusIn(await tryPassword(portal, key, samplePassword))).toBe(0);
  });

  it('may be tried again and again when the tries are a minute apart', async () => {
    let now = today.getTime();
    const portal = await openPortal({ clock: () => new Date(now) });
    const key = await keyOf(portal, document, links.documentPassword);
    for (let count = 0; count < 8; count += 1) {
      expect(statusIn(await tryPassword(portal, key, 'wrong-one'))).toBe(4);
      now += 15_000;
    }
  });

  it('limits are told to admins', async () => {
    const portal = await openPortal();
    const route = 'GET settings/security/loginSettings';
    expect((await ask(portal, route)).body).toMatchObject({
      response: { attemptCount: 5, blockTime: 60, checkPeriod: 60 },
    });
    expect((await ask(portal, route, { key: portal.keys.user })).status).toBe(403);
  });
});

describe('what a visit leaves behind', () => {
  it('a stranger gets a cookie, once', async () => {
    const portal = await openPortal();
    const key = await keyOf(portal, document, links.documentPrimary);
    const [cookie = ''] = cookiesIn(await visit(portal, key));
    expect(cookie).toMatch(/^anonymous_session_key=/);
    expect(cookiesIn(await visit(portal, key, { cookie }))).toEqual([]);
    expect(portal.state.content.recent).toEqual({});
  });

  it('somebody signed in who does not belong there has it among the recent ones', async () => {
    const portal = await openPortal();
    const key = await keyOf(portal, document, links.documentPrimary);
    const room = await keyOf(portal, at('rooms', rooms.custom), links.customRoom);
    await visit(portal, key, { as: 'user' });
    await visit(portal, room, { as: 'user' });
    const { body } = await ask(portal, `GET files/${sampleIds.sections.recent}`, {
      key: portal.keys.user,
    });
    expect(body).toMatchObject({ response: { total: 1, files: [{ id: files.document }] } });
    expect(await ask(portal, `GET files/${sampleIds.sections.recent}`)).toMatchObject({
      body: { response: { total: 0 } },
    });
  });

  it('the key opens the folders and files behind it, and nothing else', async () => {
    const portal = await openPortal();
    const key = await keyOf(portal, at('rooms', rooms.public), links.publicRoom);
    const asked = (route: string) =>
      ask(portal, route, { key: null, headers: { 'request-token': key } });
    expect((await asked(`GET files/${folders.publicImages}`)).body).toMatchObject({
      response: { total: 3, files: [{ access: 2 }, {}, {}] },
    });
    expect((await asked(`GET files/file/${files.inPublic}`)).status).toBe(200);
    expect((await asked(`GET ${at('file', files.inPublic)}/link`)).status).toBe(200);
    expect((await asked(`GET files/file/${files.document}`)).status).toBe(403);
    expect((await ask(portal, `GET files/${rooms.public}`, { key: null })).status).toBe(403);
  });
});

describe('short addresses', () => {
  const follow = async (url: string) => {
    const { status, headers } = await fetch(url, { redirect: 'manual' });
    return [status, headers.get('location')] as const;
  };

  it.each([
    ['a document', document, links.documentPrimary, `/doceditor?fileid=${files.document}&share=`],
    ['an image', at('file', files.image), links.image, `/share/preview/${files.image}?share=`],
    [
      'another file',
      at('file', files.archive),
      links.archive,
      `/filehandler.ashx?action=download&fileid=${files.archive}&share=`,
    ],
    ['a room', at('rooms', rooms.public), links.publicRoom, '/rooms/share?key='],
    ['a folder', at('folder', folders.contracts), links.contracts, '/rooms/share?key='],
    [
      'a file of a connected storage',
      at('file', files.thirdParty),
      links.thirdParty,
      '/doceditor?fileid=sbox-1-%7CProject%20plans%7CQ3%20budget.xlsx&share=',
    ],
  ])('lead to %s', async (_, entry, id, start) => {
    const portal = await openPortal();
    const { shareLink, requestToken = '' } = (await linkOf(portal, entry, id)).sharedTo;
    expect(shareLink).toMatch(new RegExp(`^${portal.address}/s/[0-9A-Za-z_-]{15}$`));
    const [status, location] = await follow(shareLink);
    expect(status).toBe(302);
    expect(location).toContain(portal.address + start);
    expect(location).toContain(requestToken);
  });

  it('are known after a restart of the portal too, before anybody lists them', async () => {
    const first = await openPortal();
    const { shareLink } = (await linkOf(first, document, links.documentPrimary)).sharedTo;
    const second = await openPortal();
    const [, location] = await follow(shareLink.replace(first.address, second.address));
    expect(location).toContain(`/doceditor?fileid=${files.document}`);
  });

  it('that nobody gave out lead to the start page', async () => {
    const portal = await openPortal();
    expect(await follow(`${portal.address}/s/5XzpDt6wZRdsTrJ`)).toEqual([
      302,
      `${portal.address}/`,
    ]);
  });

  it('show a browser the page of the portal in the end', async () => {
    const portal = await openPortal();
    const { shareLink } = (await linkOf(portal, document, links.documentPrimary)).sharedTo;
    const page = await fetch(shareLink);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Practice')]);
  });

  it('of a form lead to the form, of its room to the room', async () => {
    const portal = await openPortal();
    const form = await linkOf(portal, at('file', files.formInForms), links.formsRoom);
    const [, location] = await follow(form.sharedTo.shareLink);
    expect(location).toMatch(/\/doceditor\?fileid=1310&share=.*&is_file=true$/);
  });
});
