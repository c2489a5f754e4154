import { describe, expect, it } from 'vitest';
import { readShareKey, resolveShortLink, tryPassword } from '../../../src-main/docspace/share-keys';
import { codeOf, valueOf } from '../answers';
import { newId } from './on-practice';
import { good, sessionFor, startPortal, thrown, type Reply } from './portal-server';

async function facing(answer: (url: string) => Reply) {
  const portal = await startPortal(({ url }) => answer(url));
  return { portal, session: await sessionFor(portal.baseUrl) };
}

const zeroId = '00000000-0000-0000-0000-000000000000';
const told = { status: 0, id: '12', title: 'Plan.docx', type: 2, tenantId: 1, linkId: newId };
const nothing = { ref: null, title: null, linkId: null };

describe('readShareKey', () => {
  it('asks as nobody', async () => {
    const { portal, session } = await facing(() => good(told));
    await readShareKey(session, 'a/b+c=');
    expect(portal.seen[0]).toMatchObject({
      method: 'GET',
      url: '/api/2.0/files/share/a%2Fb%2Bc%3D',
    });
    expect(portal.seen[0]?.headers).not.toHaveProperty('authorization');
    expect(portal.seen[0]?.headers).not.toHaveProperty('cookie');
  });

  it('needs no key for it', async () => {
    const { session } = await facing(() => good(told));
    const result = await readShareKey({ ...session, key: () => null }, 'key');
    expect(valueOf(result).status).toBe('ok');
  });

  it.each([
    [{ type: 2 }, { kind: 'file', id: '12' }],
    [
      { type: 2, isRoom: false },
      { kind: 'file', id: '12' },
    ],
    [
      { type: 1, isRoom: true },
      { kind: 'room', id: '12' },
    ],
    [
      { type: 1, isRoom: false },
      { kind: 'folder', id: '12' },
    ],
    [{ type: 1 }, { kind: 'folder', id: '12' }],
    [{ id: 12 }, { kind: 'file', id: '12' }],
    [{ id: 'sbox-1-|a b' }, { kind: 'file', id: 'sbox-1-|a b' }],
    [{ type: null }, null],
    [{ id: null }, null],
  ])('%o leads to %o', async (more, ref) => {
    const { session } = await facing(() => good({ ...told, ...more }));
    expect(valueOf(await readShareKey(session, 'key'))).toEqual({
      status: 'ok',
      ref,
      title: 'Plan.docx',
      linkId: newId,
    });
  });

  it.each([
    [1, 'invalid'],
    [2, 'expired'],
    [4, 'passwordWrong'],
    [5, 'denied'],
  ])('status %d is %s', async (status, name) => {
    const { session } = await facing(() => good({ status, tenantId: 0, linkId: zeroId }));
    expect(valueOf(await readShareKey(session, 'key'))).toEqual({ ...nothing, status: name });
  });

  it('a link with a password tells what it leads to, not its id', async () => {
    const { session } = await facing(() => good({ ...told, status: 3, linkId: zeroId }));
    expect(valueOf(await readShareKey(session, 'key'))).toEqual({
      status: 'passwordNeeded',
      ref: { kind: 'file', id: '12' },
      title: 'Plan.docx',
      linkId: null,
    });
  });

  it.each([[{ status: 6 }], [{ status: -1 }], [{}], ['text'], [undefined]])(
    'makes nothing of %j',
    async (response) => {
      const { session } = await facing(() => good(response));
      expect(codeOf(await readShareKey(session, 'key'))).toBe('portal.brokenAnswer');
    },
  );

  it('tells a portal that is not paid', async () => {
    const { session } = await facing(() => ({ status: 402 }));
    expect(codeOf(await readShareKey(session, 'key'))).toBe('portal.notPaid');
  });

  it.each(['', '.', '..', '\udc00'])('no portal has the key %j', async (key) => {
    const { portal, session } = await facing(() => good(told));
    expect(valueOf(await readShareKey(session, key))).toEqual({ ...nothing, status: 'invalid' });
    expect(valueOf(await tryPassword(session, key, 'x')).status).toBe('invalid');
    expect(portal.seen).toHaveLength(0);
  });
});

describe('tryPassword', () => {
  it('asks once, as nobody, with the password in the body only', async () => {
    const { portal, session } = await facing(() => good(told));
    expect(valueOf(await tryPassword(session, 'key', 'Sh4re-me!')).status).toBe('ok');
    expect(portal.seen).toHaveLength(1);
    expect(portal.seen[0]).toMatchObject({
      method: 'POST',
      url: '/api/2.0/files/share/key/password',
      body: '{"password":"Sh4re-me!"}',
    });
    expect(portal.seen[0]?.headers).not.toHaveProperty('authorization');
  });

  it('knows 403 as too many tries', async () => {
    const { session } = await facing(() => thrown(403, 'You have tried too many times'));
    expect(valueOf(await tryPassword(session, 'key', 'x'))).toEqual({
      ...nothing,
      status: 'blocked',
    });
  });

  it('is not tried again by itself', async () => {
    const { portal, session } = await facing(() => ({ status: 503 }));
    const result = await tryPassword(session, 'key', 'x');
    expect(result).toEqual({
      ok: false,
      error: expect.objectContaining({ code: 'portal.unavailable' }),
    });
    expect(portal.seen).toHaveLength(1);
  });
});

describe('resolveShortLink', () => {
  const to = (location: string): Reply => ({ status: 302, headers: { location } });

  it('makes one hop to the portal itself, as nobody', async () => {
    const { portal, session } = await facing(() => to('/doceditor?fileid=1&share=key'));
    const url = `${portal.baseUrl}/s/5XzpDt6wZRdsTrJ?a=b#c`;
    expect(await resolveShortLink(session, url)).toEqual({
      ok: true,
      value: `${portal.baseUrl}/doceditor?fileid=1&share=key`,
    });
    expect(portal.seen.map(({ method, url: asked }) => [method, asked])).toEqual([
      ['GET', '/s/5XzpDt6wZRdsTrJ'],
    ]);
    expect(portal.seen[0]?.headers).not.toHaveProperty('authorization');
  });

  it('tells another host and does not go there', async () => {
    const other = await startPortal(() => good('here'));
    const { portal, session } = await facing(() => to(`${other.baseUrl}/s/x`));
    const result = await resolveShortLink(session, `${portal.baseUrl}/s/x`);
    expect(result).toEqual({ ok: true, value: `${other.baseUrl}/s/x` });
    expect(other.seen).toHaveLength(0);
  });

  it('goes to the portal only, whatever it is given', async () => {
    const other = await startPortal(() => to('/doceditor?fileid=1'));
    const { portal, session } = await facing(() => to('/doceditor?fileid=1'));
    for (const url of [`${other.baseUrl}/s/x`, '/s/x', 's/x', '', 'javascript:0']) {
      expect(codeOf(await resolveShortLink(session, url))).toBe('portal.notFound');
    }
    expect([...other.seen, ...portal.seen]).toHaveLength(0);
  });

  it.each<[string, Reply, string]>([
    ['the start page', to('/'), 'portal.notFound'],
    ['the start page with words', to('/?error=1'), 'portal.notFound'],
    ['a page instead', { body: '<html>' }, 'portal.notFound'],
    ['nothing there', { status: 404 }, 'portal.notFound'],
    ['a redirect to nowhere', { status: 302 }, 'portal.notDocSpace'],
    ['a gateway', { status: 502, body: '<html>' }, 'portal.unavailable'],
  ])('%s', async (_, reply, code) => {
    const { portal, session } = await facing(() => reply);
    expect(codeOf(await resolveShortLink(session, `${portal.baseUrl}/s/x`))).toBe(code);
  });

  it('can be cancelled', async () => {
    const { portal, session } = await facing(() => to('/'));
    const result = await resolveShortLink(session, `${portal.baseUrl}/s/x`, AbortSignal.abort());
    expect(codeOf(result)).toBe('net.cancelled');
  });
});
