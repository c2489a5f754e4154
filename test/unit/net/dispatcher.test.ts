import * as net from 'node:net';
import { describe, expect, it } from 'vitest';
import type { PortalDispatcher } from '../../../src-main/net/dispatcher';
import { netError } from '../../../src-main/net/net-errors';
import { dispatcherFor, listen, startHttp, startHttps, startProxy } from './servers';
import { makeCertificate, sha256Of, type Pair } from '../../certificates';

const secret = 'Bearer very-secret';

async function get(portal: PortalDispatcher, origin: string, signal?: AbortSignal) {
  const data = await portal.dispatcher.request({
    origin,
    path: '/x',
    method: 'GET',
    headers: { authorization: secret },
    ...(signal ? { signal } : {}),
  });
  return { status: data.statusCode, text: await data.body.text() };
}

async function failing(portal: PortalDispatcher, origin: string) {
  try {
    await get(portal, origin);
  } catch (error) {
    return netError(error, new URL(origin).host);
  }
  throw new Error('the request should have failed');
}

async function startSecure(pair: Pair) {
  const server = await startHttps({ ...pair }, (_request, response) => response.end('fine'));
  return { ...server, origin: `https://127.0.0.1:${server.port}` };
}

describe('connections without TLS', () => {
  it('reach the server and tell its address', async () => {
    const server = await startHttp((request, response) =>
      response.end(String(request.headers.authorization)),
    );
    const portal = await dispatcherFor();
    const answer = await get(portal, `http://127.0.0.1:${server.port}`);
    expect(answer).toEqual({ status: 200, text: secret });
    expect(portal.lastAddress()).toBe('127.0.0.1');
    expect(portal.lastVia()).toBe('direct');
    expect(portal.lastTrust()).toBe('plain');
    expect(portal.lastCertificate()).toBeNull();
  });

  it('are kept for the next request', async () => {
    const server = await startHttp((_request, response) => response.end('fine'));
    const portal = await dispatcherFor();
    const origin = `http://127.0.0.1:${server.port}`;
    for (let count = 0; count < 8; count += 1) await get(portal, origin);
    // The pool may open a second one while the first is being put away.
    expect(server.connections()).toBeLessThan(3);
  });

  it('are six at most', async () => {
    const held: (() => void)[] = [];
    const server = await startHttp((_request, response) => {
      held.push(() => response.end('fine'));
      if (held.length === 6) for (const go of held) go();
      if (held.length > 6) response.end('fine');
    });
    const portal = await dispatcherFor();
    const origin = `http://127.0.0.1:${server.port}`;
    await Promise.all(Array.from({ length: 9 }, () => get(portal, origin)));
    expect(server.connections()).toBe(6);
  });

  it('refused are told as such', async () => {
    const free = net.createServer();
    const port = await listen(free);
    await new Promise((resolve) => free.close(resolve));
    const error = await failing(await dispatcherFor(), `http://127.0.0.1:${port}`);
    expect(error).toMatchObject({ code: 'net.refused', params: { host: `127.0.0.1:${port}` } });
  });

  it('to a name that does not exist are told as such', async () => {
    const error = await failing(await dispatcherFor(), 'http://nowhere.invalid');
    expect(error).toMatchObject({ code: 'net.unknownHost', params: { host: 'nowhere.invalid' } });
  });

  it('that the server drops without a word are lost', async () => {
    const port = await listen(net.createServer((socket) => socket.destroy()));
    const error = await failing(await dispatcherFor(), `http://127.0.0.1:${port}`);
    expect(error.code).toBe('net.connectionLost');
  });

  it('on which nothing is answered time out', async () => {
    const port = await listen(net.createServer());
    const portal = await dispatcherFor({}, { timeouts: { headers: 30 } });
    const error = await failing(portal, `http://127.0.0.1:${port}`);
    expect(error.code).toBe('net.timedOut');
  });

  it('on which the answer stops half-way time out', async () => {
    const server = await startHttp((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
    });
    const portal = await dispatcherFor({}, { timeouts: { body: 30 } });
    const error = await failing(portal, `http://127.0.0.1:${server.port}`);
    expect(error.code).toBe('net.timedOut');
  });
});

describe('certificates', () => {
  it('of nobody known are refused before a byte of the request leaves', async () => {
    const pair = await makeCertificate('localhost');
    const server = await startSecure(pair);
    const portal = await dispatcherFor();
    const error = await failing(portal, server.origin);
    expect(error).toMatchObject({
      code: 'net.certificateUntrusted',
      params: { reason: 'selfSigned', sha256: sha256Of(pair), host: `127.0.0.1:${server.port}` },
    });
    expect(server.connections()).toBe(1);
    expect(server.received()).toBe('');
    expect(portal.lastCertificate()).toMatchObject({
      subject: 'localhost',
      issuer: 'localhost',
      sha256: sha256Of(pair),
    });
    expect(portal.lastTrust()).toBeNull();
  });

  it('trusted by their exact fingerprint are accepted, each connection anew', async () => {
    const pair = await makeCertificate('localhost');
    const server = await startSecure(pair);
    const portal = await dispatcherFor({ trustedFingerprint: sha256Of(pair) });
    expect((await get(portal, server.origin)).text).toBe('fine');
    expect(server.received()).toContain(secret);
    expect(portal.lastTrust()).toBe('fingerprint');
  });

  it('other than the trusted one are told as changed, and get no byte', async () => {
    const expected = sha256Of(await makeCertificate('localhost'));
    const pair = await makeCertificate('localhost');
    const server = await startSecure(pair);
    const error = await failing(
      await dispatcherFor({ trustedFingerprint: expected }),
      server.origin,
    );
    expect(error).toMatchObject({
      code: 'net.certificateChanged',
      params: { sha256: sha256Of(pair), expected },
    });
    expect(server.received()).toBe('');
  });

  it('of an added issuer are accepted', async () => {
    const issuer = await makeCertificate('Test Issuer', { authority: true });
    const server = await startSecure(await makeCertificate('localhost', { issuer }));
    const unknown = await failing(await dispatcherFor(), server.origin);
    expect(unknown).toMatchObject({
      code: 'net.certificateUntrusted',
      params: { reason: 'unknownIssuer' },
    });
    const portal = await dispatcherFor({ extraCa: `Some words\n${issuer.cert}` });
    expect((await get(portal, server.origin)).text).toBe('fine');
    expect(portal.lastTrust()).toBe('issuer');
    expect(portal.lastCertificate()?.issuer).toBe('Test Issuer');
  });

  it('of the system’s issuers stay accepted when another issuer is added', async () => {
    const known = await makeCertificate('System Issuer', { authority: true });
    const added = await makeCertificate('Added Issuer', { authority: true });
    const systemRoots = async () => [known.cert];
    const portal = await dispatcherFor({ extraCa: added.cert }, { systemRoots });
    for (const issuer of [known, added]) {
      const server = await startSecure(await makeCertificate('localhost', { issuer }));
      expect((await get(portal, server.origin)).text).toBe('fine');
    }
  });

  it('for another host are refused', async () => {
    const issuer = await makeCertificate('Test Issuer', { authority: true });
    const pair = await makeCertificate('other', { issuer, otherHost: true });
    const server = await startSecure(pair);
    const error = await failing(await dispatcherFor({ extraCa: issuer.cert }), server.origin);
    expect(error).toMatchObject({
      code: 'net.certificateUntrusted',
      params: { reason: 'otherHost' },
    });
    expect(server.received()).toBe('');
  });

  it('past their end are refused', async () => {
    const issuer = await makeCertificate('Test Issuer', { authority: true });
    const pair = await makeCertificate('localhost', {
      issuer,
      notBefore: new Date('2020-01-01'),
      notAfter: new Date('2020-02-01'),
    });
    const server = await startSecure(pair);
    const portal = await dispatcherFor({ extraCa: issuer.cert });
    const error = await failing(portal, server.origin);
    expect(error).toMatchObject({ params: { reason: 'expired' } });
    expect(portal.lastCertificate()).toMatchObject({
      validFrom: '2020-01-01T00:00:00.000Z',
      validTo: '2020-02-01T00:00:00.000Z',
    });
  });
});

describe('client certificates', () => {
  async function startDemanding() {
    const issuer = await makeCertificate('Test Issuer', { authority: true });
    const pair = await makeCertificate('localhost', { issuer });
    const server = await startHttps(
      { ...pair, ca: [issuer.cert], requestCert: true, rejectUnauthorized: true },
      (_request, response) => response.end('fine'),
    );
    return { issuer, origin: `https://127.0.0.1:${server.port}`, server };
  }

  it('missing are told as such, though the server says so only after the handshake', async () => {
    const { issuer, origin } = await startDemanding();
    const error = await failing(await dispatcherFor({ extraCa: issuer.cert }), origin);
    expect(error.code).toBe('net.clientCertificate');
  });

  it('are shown to a server that asks', async () => {
    const { issuer, origin } = await startDemanding();
    const mine = await makeCertificate('me', { issuer });
    const portal = await dispatcherFor({ extraCa: issuer.cert, clientCertificate: { pem: mine } });
    expect((await get(portal, origin)).text).toBe('fine');
  });

  it('that cannot be read are told without their text', async () => {
    const { issuer, origin } = await startDemanding();
    const broken = { pfx: Buffer.from('not a certificate'), passphrase: 'hush-hush' };
    const portal = await dispatcherFor({ extraCa: issuer.cert, clientCertificate: broken });
    const error = await failing(portal, origin);
    expect(error).toMatchObject({
      code: 'net.clientCertificate',
      params: { reason: 'unreadable' },
    });
    expect(JSON.stringify(error)).not.toContain('hush');
  });
});

describe('proxies', () => {
  it('carry plain and TLS connections through a tunnel', async () => {
    const issuer = await makeCertificate('Test Issuer', { authority: true });
    const secure = await startSecure(await makeCertificate('localhost', { issuer }));
    const plain = await startHttp((_request, response) => response.end('plain'));
    const proxy = await startProxy();
    const portal = await dispatcherFor({
      proxy: { mode: 'address', address: `user:p%40ss@127.0.0.1:${proxy.port}` },
      extraCa: issuer.cert,
    });
    expect((await get(portal, secure.origin)).text).toBe('fine');
    expect((await get(portal, `http://127.0.0.1:${plain.port}`)).text).toBe('plain');
    expect(portal.lastVia()).toBe('proxy');
    expect(proxy.asked.map((request) => request.url)).toEqual([
      `127.0.0.1:${secure.port}`,
      `127.0.0.1:${plain.port}`,
    ]);
    expect(proxy.asked[0]?.headers['proxy-authorization']).toBe(
      `Basic ${Buffer.from('user:p@ss').toString('base64')}`,
    );
  });

  it('never see the key of a TLS request', async () => {
    const issuer = await makeCertificate('Test Issuer', { authority: true });
    const secure = await startSecure(await makeCertificate('localhost', { issuer }));
    const proxy = await startProxy();
    const portal = await dispatcherFor({
      proxy: { mode: 'address', address: `http://127.0.0.1:${proxy.port}` },
      extraCa: issuer.cert,
    });
    await get(portal, secure.origin);
    expect(secure.received()).toContain(secret);
    expect(proxy.asked).toHaveLength(1);
    expect(proxy.received()).not.toContain(secret);
    expect(proxy.asked[0]?.headers.authorization).toBeUndefined();
  });

  it.each([
    [407, 'net.proxyRefused'],
    [403, 'net.proxyRefused'],
    [502, 'net.proxyFailed'],
  ])('that answer %i are told as %s', async (status, code) => {
    const proxy = await startProxy(status);
    const portal = await dispatcherFor({
      proxy: { mode: 'address', address: `http://me:hush@127.0.0.1:${proxy.port}` },
    });
    const error = await failing(portal, 'http://127.0.0.1:9');
    expect(error).toMatchObject({ code, params: { proxy: `127.0.0.1:${proxy.port}` } });
    expect(JSON.stringify(error)).not.toContain('hush');
  });

  it('that are not there are told as failed', async () => {
    const free = net.createServer();
    const port = await listen(free);
    await new Promise((resolve) => free.close(resolve));
    const portal = await dispatcherFor({
      proxy: { mode: 'address', address: `127.0.0.1:${port}` },
    });
    const error = await failing(portal, 'http://127.0.0.1:9');
    expect(error).toMatchObject({ code: 'net.proxyFailed', params: { reason: 'ECONNREFUSED' } });
  });

  it('of the system are asked for the address; a dead one makes way for the next', async () => {
    const server = await startHttp((_request, response) => response.end('fine'));
    const free = net.createServer();
    const dead = await listen(free);
    await new Promise((resolve) => free.close(resolve));
    const asked: string[] = [];
    const resolveSystemProxy = async (address: string) => {
      asked.push(address);
      return `PROXY 127.0.0.1:${dead}; DIRECT`;
    };
    const portal = await dispatcherFor({ proxy: { mode: 'system' } }, { resolveSystemProxy });
    const origin = `http://127.0.0.1:${server.port}`;
    expect((await get(portal, origin)).text).toBe('fine');
    expect(asked).toEqual([`${origin}/`]);
    expect(portal.lastVia()).toBe('direct');
  });
});

describe('the longest wait for a connection', () => {
  it('counts the system’s answer about proxies', async () => {
    const portal = await dispatcherFor(
      { proxy: { mode: 'system' } },
      { timeouts: { connect: 20 }, resolveSystemProxy: () => new Promise(() => undefined) },
    );
    const error = await failing(portal, 'http://127.0.0.1:9');
    expect(error).toMatchObject({ code: 'net.timedOut', params: { host: '127.0.0.1:9' } });
  });

  it('counts a proxy that says nothing', async () => {
    const port = await listen(net.createServer());
    const portal = await dispatcherFor(
      { proxy: { mode: 'address', address: `127.0.0.1:${port}` } },
      { timeouts: { connect: 50 } },
    );
    expect((await failing(portal, 'http://127.0.0.1:9')).code).toBe('net.timedOut');
  });

  it('counts a TLS handshake that never ends', async () => {
    const port = await listen(net.createServer());
    const portal = await dispatcherFor({}, { timeouts: { connect: 50 } });
    expect((await failing(portal, `https://127.0.0.1:${port}`)).code).toBe('net.timedOut');
  });
});

it('a server without TLS on a TLS address is told as failed TLS', async () => {
  const server = await startHttp((_request, response) => response.end('fine'));
  const error = await failing(await dispatcherFor(), `https://127.0.0.1:${server.port}`);
  expect(error.code).toBe('net.tlsFailed');
});

it('a closed dispatcher lets the running request end and takes no more', async () => {
  let arrive: (finish: () => void) => void;
  const arrived = new Promise<() => void>((resolve) => (arrive = resolve));
  const server = await startHttp((_request, response) => arrive(() => response.end('fine')));
  const portal = await dispatcherFor();
  const origin = `http://127.0.0.1:${server.port}`;
  const running = get(portal, origin);
  const finish = await arrived;
  const closed = portal.close();
  expect((await failing(portal, origin)).code).toBe('net.cancelled');
  finish();
  expect((await running).text).toBe('fine');
  await closed;
});
