import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { DocsAuth } from '../../../src-main/contract/docs-servers';
import { ask } from '../../../src-main/docs-server/command';
import { getVersion } from '../../../src-main/docs-server/version';
import { codeOf, valueOf } from '../answers';
import { startPortal } from '../docspace/portal-server';
import { startHttp } from '../net/servers';
import { secret, sessionTo, startDocs } from './rig';

const body: DocsAuth = { form: 'body' };
const none: DocsAuth = { form: 'none' };
const header = (name: string): DocsAuth => ({ form: 'header', header: name });

const json = (value: unknown) => ({ body: JSON.stringify(value) });

describe('a command', () => {
  it('travels with c in clear and a signed token in its body', async () => {
    const server = await startPortal(() => json({ error: 0, version: '9.3.1.11' }));
    const session = await sessionTo(server.baseUrl, { now: () => 1_700_000_000_500 });
    expect(valueOf(await getVersion(session)).version).toBe('9.3.1.11');
    const [seen] = server.seen;
    expect([seen?.method, seen?.url]).toEqual(['POST', '/command']);
    const sent = JSON.parse(seen?.body ?? '');
    expect(Object.keys(sent)).toEqual(['c', 'token']);
    const [head, payload, signature] = String(sent.token).split('.');
    const decoded = (part = ''): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
    expect(decoded(head)).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(decoded(payload)).toEqual({ c: 'version', iat: 1_700_000_000, exp: 1_700_000_030 });
    const expected = createHmac('sha256', secret).update(`${head}.${payload}`).digest('base64url');
    expect(signature).toBe(expected);
  });

  it.each([
    ['body', body, {}],
    ['Authorization header', header('Authorization'), {}],
    ['header of another name', header('AuthorizationJwt'), { header: 'AuthorizationJwt' }],
  ] as const)('is accepted with its token in the %s', async (_, auth, options) => {
    const docs = await startDocs(options);
    const session = await sessionTo(docs.address, { auth });
    expect(valueOf(await getVersion(session)).version).toBe('9.3.1.11');
    expect(docs.requests.map(({ token }) => token)).toEqual([auth.form]);
  });

  it.each([body, none])('works with JWT switched off ($form)', async (auth) => {
    const docs = await startDocs({ secret: null });
    expect(valueOf(await ask(await sessionTo(docs.address, { auth }), 'version')).body).toEqual({
      error: 0,
      version: '9.3.1.11',
    });
  });

  it('of a server below a path goes there, with one slash only', async () => {
    const docs = await startDocs({ basePath: '/office/docs' });
    valueOf(await ask(await sessionTo(docs.address), 'version'));
    expect(docs.requests.map(({ path }) => path)).toEqual(['/office/docs/command']);
  });

  it('goes to the old path when the new one is not there, and remembers it', async () => {
    const docs = await startDocs({ version: '7.4.0' });
    const session = await sessionTo(docs.address);
    valueOf(await ask(session, 'version'));
    valueOf(await ask(session, 'license'));
    expect(docs.requests.map(({ path }) => path)).toEqual([
      '/command',
      '/coauthoring/CommandService.ashx',
      '/coauthoring/CommandService.ashx',
    ]);
  });

  it('finds its path again after the server was replaced by one of another version', async () => {
    const docs = await startDocs();
    const session = await sessionTo(docs.address, {
      path: { found: '/coauthoring/CommandService.ashx' },
    });
    valueOf(await ask(session, 'version'));
    const gone = await startPortal(() => ({ status: 404 }));
    const other = await sessionTo(gone.baseUrl, { path: { found: '/command' } });
    expect(codeOf(await ask(other, 'version'))).toBe('docs.notDocs');
    expect(other.path.found).toBeNull();
  });

  it('is not asked at all without a secret to sign it', async () => {
    const docs = await startDocs();
    const session = await sessionTo(docs.address, { key: () => null });
    expect(codeOf(await ask(session, 'version'))).toBe('docs.secretMissing');
    expect(docs.requests).toEqual([]);
  });

  it('is asked once more when a connection that was kept open is lost', async () => {
    let count = 0;
    const server = await startHttp((request, response) => {
      count += 1;
      if (count === 1) request.socket.destroy();
      else response.end('{"error":0,"version":"9.0.0.1"}');
    });
    const session = await sessionTo(`http://127.0.0.1:${server.port}`);
    expect(valueOf(await getVersion(session)).version).toBe('9.0.0.1');
  });
});

describe('what the command service answers', () => {
  it.each([
    [1, 'docs.notUnderstood'],
    [2, 'docs.badCallback'],
    [3, 'docs.internal'],
    [4, 'docs.nothingChanged'],
    [5, 'docs.unknownCommand'],
    [6, 'docs.tokenRefused'],
    [7, 'docs.tokenExpired'],
    [42, 'docs.otherError'],
  ])('error %i is %s', async (number, code) => {
    const docs = await startDocs();
    docs.state.error = number;
    const answer = await ask(await sessionTo(docs.address), 'version');
    expect(answer).toMatchObject({ error: { code, params: { number } } });
  });

  it.each([
    ['a wrong one', 'another secret'],
    ['one with a space after it', `${secret} `],
    ['one with a newline after it', `${secret}\n`],
  ])('does not accept a secret that is not the same: %s', async (_, wrong) => {
    const docs = await startDocs();
    const session = await sessionTo(docs.address, { key: () => wrong });
    expect(codeOf(await ask(session, 'version'))).toBe('docs.tokenRefused');
  });

  it('does not accept a request without token when JWT is on', async () => {
    const docs = await startDocs();
    const session = await sessionTo(docs.address, { auth: none });
    expect(codeOf(await ask(session, 'version'))).toBe('docs.tokenRefused');
  });

  it('does not find a token in the header when it looks in another one', async () => {
    const docs = await startDocs({ header: 'AuthorizationJwt' });
    const session = await sessionTo(docs.address, { auth: header('Authorization') });
    expect(codeOf(await ask(session, 'version'))).toBe('docs.tokenRefused');
  });

  it.each([
    [120, 'ahead', 'tokenExpired'],
    [3_600, 'ahead', 'tokenExpired'],
  ])('tells by how much its clock differs: %i seconds', async (clockAhead, reason) => {
    const docs = await startDocs({ clockAhead });
    const answer = await ask(await sessionTo(docs.address), 'version');
    expect(answer).toMatchObject({ error: { code: 'docs.tokenExpired', params: { reason } } });
    const difference = answer.ok ? 0 : Number(answer.error.params['difference']);
    expect(Math.abs(difference - clockAhead)).toBeLessThanOrEqual(2);
  });

  it('knows a clock that is behind, which the server does not complain about', async () => {
    const docs = await startDocs({ clockAhead: -120 });
    const { clockAhead } = valueOf(await getVersion(await sessionTo(docs.address)));
    expect(Math.abs((clockAhead ?? 0) + 120)).toBeLessThanOrEqual(2);
  });

  it('says that clocks agree when they do, and nothing without a Date header', async () => {
    const docs = await startDocs();
    expect(valueOf(await getVersion(await sessionTo(docs.address))).clockAhead).toBe(0);
    const silent = await startHttp((_request, response) => {
      response.sendDate = false;
      response.end('{"error":7}');
    });
    const answer = await ask(await sessionTo(`http://127.0.0.1:${silent.port}`), 'version');
    expect(answer).toMatchObject({ error: { params: { reason: 'untold' } } });
  });
});

describe('what is no answer of the command service', () => {
  it.each([
    ['html403', 'docs.forbidden'],
    ['html404', 'docs.notDocs'],
    ['html500', 'docs.failed'],
    ['html502', 'docs.unavailable'],
    ['welcome', 'docs.notDocs'],
  ] as const)('%s', async (front, code) => {
    const docs = await startDocs();
    docs.state.front = front;
    expect(codeOf(await ask(await sessionTo(docs.address), 'version'))).toBe(code);
  });

  it('a redirect to https is told and never followed', async () => {
    const docs = await startDocs();
    docs.state.front = 'toHttps';
    const answer = await ask(await sessionTo(docs.address), 'version');
    expect(answer).toMatchObject({
      error: { code: 'docs.useHttps', params: { to: `https://127.0.0.1:${docs.port}` } },
    });
    expect(docs.requests.map(({ method }) => method)).toEqual(['POST']);
  });

  it('a redirect to another host is another error', async () => {
    const server = await startPortal(() => ({
      status: 302,
      headers: { location: 'https://login.example.com/?next=1' },
    }));
    expect(await ask(await sessionTo(server.baseUrl), 'version')).toMatchObject({
      error: { code: 'net.redirected', params: { to: 'https://login.example.com' } },
    });
  });

  it.each([
    ['cut-off JSON', { body: '{"error":0,"vers' }, 'docs.brokenAnswer'],
    ['JSON of another service', { body: '{"status":"ok"}' }, 'docs.notDocs'],
    ['a list', { body: '[]' }, 'docs.notDocs'],
    ['nothing', { body: '' }, 'docs.notDocs'],
    ['too many requests', { status: 429 }, 'docs.unavailable'],
    ['a network of servers without one behind it', { status: 522 }, 'docs.unavailable'],
    ['a sign-in in front', { status: 401 }, 'docs.refused'],
    ['a proxy that wants a sign-in', { status: 407 }, 'net.proxyRefused'],
    [
      'nginx that wants a client certificate',
      { status: 400, body: '<html><title>400 No required SSL certificate was sent</title>' },
      'net.clientCertificate',
    ],
  ])('%s', async (_, reply, code) => {
    const server = await startPortal(() => reply);
    expect(codeOf(await ask(await sessionTo(server.baseUrl), 'version'))).toBe(code);
  });

  it('shows the other side’s words as plain text, without the secret should it repeat it', async () => {
    const server = await startPortal(() => ({
      status: 500,
      body: `<html><pre>Cannot use ${secret} <b>today</b></pre></html>`,
    }));
    const answer = await ask(await sessionTo(server.baseUrl), 'version');
    expect(JSON.stringify(answer)).not.toContain(secret);
    expect(answer).toMatchObject({ error: { code: 'docs.failed', params: { status: 500 } } });
  });

  it('a server that speaks no HTTP', async () => {
    const net = await import('node:net');
    const { listen } = await import('../net/servers');
    const port = await listen(
      net.createServer((socket) => socket.once('data', () => socket.end('500 What?\r\n'))),
    );
    const session = await sessionTo(`http://127.0.0.1:${port}`);
    expect(codeOf(await ask(session, 'version'))).toBe('net.notHttp');
  });
});
