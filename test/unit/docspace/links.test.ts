import { describe, expect, it } from 'vitest';
import { listLinks, peekRoomPrimary, putLink, removeLink } from '../../../src-main/docspace/links';
import { codeOf, valueOf } from '../answers';
import { fileRef, folderRef, newId, options, roomRef } from './on-practice';
import { good, sessionFor, startPortal, thrown, type Reply, type Seen } from './portal-server';

async function facing(answer: (request: Seen, count: number) => Reply) {
  const portal = await startPortal(answer);
  const session = await sessionFor(portal.baseUrl, { now: () => Date.parse('2026-03-10') });
  return { portal, session, sent: () => JSON.parse(portal.seen.at(-1)?.body ?? 'null') };
}

const wire = {
  id: newId,
  title: 'Partner link',
  shareLink: 'https://p.example.com/s/5XzpDt6wZRdsTrJ',
  expirationDate: '2026-12-31T21:00:00.0000000+03:00',
  linkType: 1,
  password: 'Sh4re-me!',
  denyDownload: true,
  isExpired: false,
  primary: true,
  internal: false,
  requestToken: 'c2lnbmVk',
};
const row = {
  access: 2,
  sharedTo: wire,
  sharedLink: wire,
  isLocked: false,
  isOwner: false,
  canEditAccess: false,
  canEditInternal: true,
  canEditDenyDownload: true,
  canEditExpirationDate: true,
  canRevoke: false,
  subjectType: 4,
};
const link = {
  id: newId,
  title: 'Partner link',
  access: 'read' as const,
  expiresAt: '2026-12-31T18:00:00.000Z',
  expired: false,
  internal: false,
  denyDownload: true,
  password: 'Sh4re-me!',
  url: 'https://p.example.com/s/5XzpDt6wZRdsTrJ',
  shareKey: 'c2lnbmVk',
  primary: true,
  canEdit: { access: true, internal: true, denyDownload: true, expiresAt: true },
  canRevoke: false,
};

describe('listLinks', () => {
  it.each([
    [fileRef(12), 'files/file/12/links?startIndex=0&count=100'],
    [folderRef(12), 'files/folder/12/links'],
    [roomRef(12), 'files/rooms/12/links?type=1'],
    [
      fileRef('sbox-1-|Büro 50%|a&b?.docx'),
      'files/file/sbox-1-%7CB%C3%BCro%2050%25%7Ca%26b%3F.docx/links?startIndex=0&count=100',
    ],
  ])('asks for %o', async (ref, path) => {
    const { portal, session } = await facing(() => good([row], { total: 1 }));
    expect(await listLinks(session, ref)).toEqual({
      ok: true,
      value: { links: [link], hidden: 0 },
    });
    expect(portal.seen.map(({ method, url }) => [method, url])).toEqual([
      ['GET', `/api/2.0/${path}`],
    ]);
  });

  it('reads what older portals call otherwise and leave out', async () => {
    const old = { id: newId, title: 'Old', shareLink: 'https://p/s/1', linkType: 1, primary: true };
    const { session } = await facing(() => good([{ access: 10, sharedTo: old, subjectType: 4 }]));
    const [found] = valueOf(await listLinks(session, roomRef(1))).links;
    expect(found).toEqual({
      ...link,
      title: 'Old',
      access: 'editing',
      expiresAt: null,
      denyDownload: false,
      password: null,
      url: 'https://p/s/1',
      shareKey: null,
    });
  });

  it.each([
    [99, null],
    [-1, null],
    [8, 'customFilter'],
    [undefined, null],
  ])('knows access %s as %s', async (access, name) => {
    const { session } = await facing(() => good([{ ...row, access }]));
    expect(valueOf(await listLinks(session, folderRef(1))).links[0]?.access).toBe(name);
  });

  it('leaves invitations out, whatever was asked', async () => {
    const invitation = { ...wire, linkType: 0, primary: false };
    const { session } = await facing(() => good([{ ...row, sharedLink: invitation }, row]));
    expect(valueOf(await listLinks(session, roomRef(1))).links).toEqual([link]);
  });

  it('keeps signs and directions of titles', async () => {
    const title = '🎉 ‏رابط‎ \u202eבדיקה';
    const { session } = await facing(() => good([{ ...row, sharedLink: { ...wire, title } }]));
    expect(valueOf(await listLinks(session, folderRef(1))).links[0]?.title).toBe(title);
  });

  it('goes through the pages of a file, and no further than there are links', async () => {
    const { portal, session } = await facing(({ url }) => {
      const start = Number(new URL(url, 'http://p').searchParams.get('startIndex'));
      return good(Array(Math.min(100, 250 - start)).fill(row), { total: 250 });
    });
    expect(valueOf(await listLinks(session, fileRef(1))).links).toHaveLength(250);
    expect(portal.seen).toHaveLength(3);
  });

  it('tells links of a file that are not shown, and does not ask on for them', async () => {
    const { portal, session } = await facing(() => good([], { count: 0, total: 300 }));
    expect(valueOf(await listLinks(session, fileRef(1)))).toEqual({ links: [], hidden: 300 });
    expect(portal.seen).toHaveLength(1);
  });

  it('does not count one more than the portal does as hidden', async () => {
    const { session } = await facing(() => good([row, row], { count: -98, total: 1 }));
    expect(valueOf(await listLinks(session, fileRef(1))).hidden).toBe(0);
  });

  it.each([folderRef(1), roomRef(1)])('tells nothing hidden of %o', async (ref) => {
    const { session } = await facing(() => good([], { count: 0, total: 7 }));
    expect(valueOf(await listLinks(session, ref))).toEqual({ links: [], hidden: 0 });
  });

  it('takes no answer for no links', async () => {
    const { session } = await facing(() => good(undefined, { count: 0 }));
    expect(valueOf(await listLinks(session, folderRef(1))).links).toEqual([]);
  });

  it.each([
    ['a date that cannot be read', [{ ...row, sharedLink: { ...wire, expirationDate: 'soon' } }]],
    ['a link without id', [{ ...row, sharedLink: { ...wire, id: undefined } }]],
    ['people', [{ access: 1, sharedTo: { displayName: 'Somebody' } }]],
    ['an object', { items: [row] }],
  ])('makes nothing of %s', async (_, response) => {
    const { session } = await facing(() => good(response));
    expect(codeOf(await listLinks(session, folderRef(1)))).toBe('portal.brokenAnswer');
  });

  it.each(['.', '..', '\ud800'])('asks nothing for the id %j', async (id) => {
    const { portal, session } = await facing(() => good([row]));
    expect(codeOf(await listLinks(session, { kind: 'file', id }))).toBe('portal.notFound');
    expect(portal.seen).toHaveLength(0);
  });

  it('can be cancelled', async () => {
    const { session } = await facing(() => good([row]));
    const result = await listLinks(session, fileRef(1), AbortSignal.abort());
    expect(codeOf(result)).toBe('net.cancelled');
  });
});

describe('putLink', () => {
  const order = { linkId: newId, primary: false, options: options() };
  const whole = {
    linkId: newId,
    access: 2,
    title: 'Partner link',
    expirationDate: '2026-04-19T09:30:00.000Z',
    internal: false,
    denyDownload: false,
    password: null,
  };

  it.each([
    [fileRef(7), 'files/file/7/links', { ...whole, primary: false }],
    [folderRef(7), 'files/folder/7/links', { ...whole, primary: false }],
    [roomRef(7), 'files/rooms/7/links', { ...whole, linkType: 1 }],
  ])('sends the whole link to %o', async (ref, path, body) => {
    const { portal, session, sent } = await facing(() => good(row));
    expect(await putLink(session, ref, order)).toEqual({ ok: true, value: link });
    expect(portal.seen[0]).toMatchObject({ method: 'PUT', url: `/api/2.0/${path}` });
    expect(sent()).toEqual(body);
  });

  it.each([
    ['editing', 10],
    ['fillForms', 7],
    ['review', 5],
    ['comment', 6],
    ['read', 2],
  ] as const)('sends %s as %d', async (access, number) => {
    const { session, sent } = await facing(() => good(row));
    await putLink(session, fileRef(1), { ...order, options: options({ access }) });
    expect(sent().access).toBe(number);
  });

  it.each([
    ['2026-12-31T23:59:59.999+14:00', '2026-12-31T09:59:59.999Z'],
    [null, null],
  ])('sends the end %s as %s', async (expiresAt, iso) => {
    const { session, sent } = await facing(() => good(row));
    await putLink(session, fileRef(1), { ...order, options: options({ expiresAt }) });
    expect(sent().expirationDate).toBe(iso);
  });

  it.each(['2026-03-09T23:59:59.999Z', '2026-03-10T00:00:00.000Z', 'soon', ''])(
    'does not send the end %j, which the portal would take for none',
    async (expiresAt) => {
      const { portal, session } = await facing(() => good(row));
      const result = await putLink(session, fileRef(1), {
        ...order,
        options: options({ expiresAt }),
      });
      expect(result).toMatchObject({ error: { code: 'link.expiryPast' }, reached: 'no' });
      expect(portal.seen).toHaveLength(0);
    },
  );

  it('leaves an empty title and password to the portal', async () => {
    const { session, sent } = await facing(() => good(row));
    await putLink(session, fileRef(1), { ...order, options: options({ title: '', password: '' }) });
    expect(sent()).toMatchObject({ title: null, password: null });
  });

  it('tells that the portal answered without a link', async () => {
    const { session } = await facing(() => good(undefined, { count: 0 }));
    expect(await putLink(session, fileRef(1), order)).toEqual({ ok: true, value: null });
  });

  it.each([
    ['another kind of answer', good('text'), 'portal.brokenAnswer', 'maybe'],
    ['a gateway', { status: 502, body: '<html>' }, 'portal.unavailable', 'maybe'],
    ['no rights', thrown(403, 'Access denied'), 'portal.keyLacksRights', 'answered'],
    ['no entry', thrown(404, 'Item not found'), 'portal.notFound', 'answered'],
    ['a bad password', thrown(400, 'Password must …'), 'portal.badRequest', 'answered'],
  ])('%s is a failure that tells how far it got', async (_, reply, code, reached) => {
    const { portal, session } = await facing(() => reply);
    const result = await putLink(session, fileRef(1), order);
    expect(result).toMatchObject({ error: { code }, reached });
    expect(portal.seen).toHaveLength(1);
  });

  it('asks nothing for an id that no address can carry', async () => {
    const { portal, session } = await facing(() => good(row));
    const result = await putLink(session, { kind: 'folder', id: '..' }, order);
    expect(result).toMatchObject({ error: { code: 'portal.notFound' }, reached: 'no' });
    expect(portal.seen).toHaveLength(0);
  });
});

describe('removeLink', () => {
  it.each([fileRef(7), folderRef(7), roomRef(7)])(
    'sends all of it without a right to %o',
    async (ref) => {
      const { session, sent } = await facing(() => good(undefined, { count: 0 }));
      const old = { ...link, expiresAt: '2020-01-01T00:00:00.000Z', internal: true };
      expect(await removeLink(session, ref, old)).toEqual({ ok: true, value: null });
      expect(sent()).toEqual({
        linkId: newId,
        access: 0,
        title: 'Partner link',
        expirationDate: '2020-01-01T00:00:00.000Z',
        internal: true,
        denyDownload: true,
        password: 'Sh4re-me!',
        ...(ref.kind === 'room' ? { linkType: 1 } : { primary: true }),
      });
    },
  );

  it('gives what came in its place', async () => {
    const fresh = { ...wire, id: 'b'.repeat(8), requestToken: null };
    const { session } = await facing(() => good({ ...row, sharedLink: fresh, sharedTo: fresh }));
    expect(valueOf(await removeLink(session, roomRef(7), link))).toMatchObject({
      id: 'b'.repeat(8),
      shareKey: null,
    });
  });
});

describe('peekRoomPrimary', () => {
  it('looks by the one route that shows it', async () => {
    const { portal, session } = await facing(() => good(row));
    expect(await peekRoomPrimary(session, '12')).toEqual({ ok: true, value: link });
    expect(portal.seen[0]).toMatchObject({ method: 'GET', url: '/api/2.0/files/rooms/12/link' });
  });

  it.each([
    ['a refusal', thrown(403, 'Access denied')],
    ['no link', good(undefined, { count: 0 })],
  ])('takes %s for none', async (_, reply) => {
    const { session } = await facing(() => reply);
    expect(await peekRoomPrimary(session, '12')).toEqual({ ok: true, value: null });
  });

  it('tells a room that is gone', async () => {
    const { session } = await facing(() => thrown(404, 'Item not found'));
    expect(codeOf(await peekRoomPrimary(session, '12'))).toBe('portal.notFound');
  });
});
