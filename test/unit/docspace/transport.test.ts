import * as net from 'node:net';
import { describe, expect, it } from 'vitest';
import { read, write } from '../../../src-main/docspace/transport';
import { listen, startHttp } from '../net/servers';
import { good, sessionFor, startPortal, testKey, thrown } from './portal-server';

const question = { path: 'thing', auth: 'key' } as const;
const change = { ...question, method: 'POST' } as const;

describe('requests', () => {
  it('carry the key, the path and the query', async () => {
    const portal = await startPortal(() => good(true));
    const session = await sessionFor(portal.baseUrl);
    await read(session, { ...question, path: 'a/b', query: { refresh: true, text: 'ä&b' } });
    expect(portal.seen[0]).toMatchObject({
      method: 'GET',
      url: '/api/2.0/a/b?refresh=true&text=%C3%A4%26b',
      headers: { authorization: `Bearer ${testKey}`, accept: 'application/json' },
    });
  });

  it('without a key carry none', async () => {
    const portal = await startPortal(() => good(true));
    await read(await sessionFor(portal.baseUrl), { ...question, auth: 'none' });
    expect(portal.seen[0]?.headers.authorization).toBeUndefined();
  });

  it('carry the key that counts now', async () => {
    const portal = await startPortal(() => good(true));
    let key = 'first';
    const session = await sessionFor(portal.baseUrl, { key: () => key });
    await read(session, question);
    key = 'second';
    await read(session, question);
    expect(portal.seen.map((one) => one.headers.authorization)).toEqual([
      'Bearer first',
      'Bearer second',
    ]);
  });

  it('that need a key are not sent while there is none', async () => {
    const portal = await startPortal(() => good(true));
    const session = await sessionFor(portal.baseUrl, { key: () => null });
    expect(await read(session, question)).toMatchObject({ error: { code: 'portal.keyRefused' } });
    expect(await write(session, change)).toMatchObject({
      error: { code: 'portal.keyRefused' },
      reached: 'no',
    });
    expect(portal.seen).toHaveLength(0);
  });

  it('send changes as JSON, and nothing where there is nothing to send', async () => {
    const portal = await startPortal(() => good(true));
    const session = await sessionFor(portal.baseUrl);
    await write(session, { ...change, method: 'PUT', body: { set: false } });
    await write(session, change);
    expect(portal.seen[0]).toMatchObject({
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"set":false}',
    });
    expect(portal.seen[1]).toMatchObject({ method: 'POST', body: '' });
    expect(portal.seen[1]?.headers['content-type']).toBeUndefined();
  });

  it('go below an address with a path', async () => {
    const portal = await startPortal(() => good(true));
    await read(await sessionFor(`${portal.baseUrl}/office`), question);
    expect(portal.seen[0]?.url).toBe('/office/api/2.0/thing');
  });
});

describe('answers that are too large', () => {
  it('are cut off at the default of 16 MB, and the connection with them', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'x');
    let sent = 0;
    let closed = (): void => undefined;
    const gone = new Promise<void>((resolve) => (closed = resolve));
    const server = await startHttp((_request, response) => {
      response.on('close', closed);
      const more = (): void => {
        if (sent >= 30 || response.destroyed) {
          response.end();
          return;
        }
        sent += 1;
        response.write(piece, more);
      };
      more();
    });
    const session = await sessionFor(`http://127.0.0.1:${server.port}`);
    const result = await read(session, question);
    expect(result).toMatchObject({ error: { code: 'net.tooLarge' } });
    await gone;
    expect(sent).toBeLessThan(30);
  });

  it('are measured against the question’s own limit', async () => {
    const portal = await startPortal(() => good('x'.repeat(100)));
    const session = await sessionFor(portal.baseUrl);
    expect(await read(session, { ...question, maxBytes: 100 })).toMatchObject({
      error: { code: 'net.tooLarge' },
    });
    expect(await read(session, { ...question, maxBytes: 1_000 })).toMatchObject({ ok: true });
  });
});

describe('reads', () => {
  it('are tried again after a passing failure, with growing pauses below a ceiling', async () => {
    const replies = [{ status: 503 }, { status: 429 }, good('there')];
    const portal = await startPortal((_request, count) => replies[count - 1] ?? {});
    const session = await sessionFor(portal.baseUrl, { retry: { tries: 3, base: 400 } });
    expect(await read(session, question)).toMatchObject({ ok: true });
    expect(session.pauses).toEqual([200, 400]);
  });

  it('keep to the pause that the portal asks for', async () => {
    const portal = await startPortal((_request, count) =>
      count === 1 ? { status: 429, headers: { 'retry-after': '3' } } : good('there'),
    );
    const session = await sessionFor(portal.baseUrl);
    expect(await read(session, question)).toMatchObject({ ok: true });
    expect(session.pauses).toEqual([3_000]);
  });

  it('do not wait for a portal that asks for too long a pause', async () => {
    const portal = await startPortal(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
    const session = await sessionFor(portal.baseUrl);
    expect(await read(session, question)).toMatchObject({
      error: { code: 'portal.rateLimited', params: { seconds: 3600 } },
    });
    expect(portal.seen).toHaveLength(1);
  });

  it('give up after three attempts', async () => {
    const portal = await startPortal(() => ({ status: 502 }));
    const session = await sessionFor(portal.baseUrl);
    expect(await read(session, question)).toMatchObject({ error: { code: 'portal.unavailable' } });
    expect(portal.seen).toHaveLength(3);
  });

  it('are tried again when the connection is lost', async () => {
    let count = 0;
    const server = await startHttp((request, response) => {
      count += 1;
      if (count === 1) request.socket.destroy();
      else response.end(good('there').body);
    });
    const session = await sessionFor(`http://127.0.0.1:${server.port}`);
    expect(await read(session, question)).toMatchObject({ ok: true });
  });

  it('are not tried again when the portal refuses them', async () => {
    const portal = await startPortal(() => thrown(500, 'no'));
    const session = await sessionFor(portal.baseUrl);
    await read(session, question);
    expect(portal.seen).toHaveLength(1);
  });

  it('can be cancelled in the pause', async () => {
    const portal = await startPortal(() => ({ status: 503 }));
    const stop = new AbortController();
    const session = await sessionFor(portal.baseUrl, {
      retry: {
        wait: async (_milliseconds, signal) => {
          stop.abort();
          signal?.throwIfAborted();
        },
      },
    });
    const result = await read(session, { ...question, signal: stop.signal });
    expect(result).toMatchObject({ error: { code: 'net.cancelled' } });
    expect(portal.seen).toHaveLength(1);
  });
});

describe('changes', () => {
  it.each([503, 429])('are not sent again after %i', async (status) => {
    const portal = await startPortal(() => ({ status }));
    await write(await sessionFor(portal.baseUrl), change);
    expect(portal.seen).toHaveLength(1);
  });

  it('that found no connection did not reach the portal', async () => {
    const free = net.createServer();
    const port = await listen(free);
    await new Promise((resolve) => free.close(resolve));
    const result = await write(await sessionFor(`http://127.0.0.1:${port}`), change);
    expect(result).toMatchObject({ error: { code: 'net.refused' }, reached: 'no' });
  });

  it('may have reached a portal whose answer was lost', async () => {
    const server = await startHttp((request) => request.socket.destroy());
    const session = await sessionFor(`http://127.0.0.1:${server.port}`);
    const result = await write(session, change);
    expect(result).toMatchObject({ error: { code: 'net.connectionLost' }, reached: 'maybe' });
  });

  it('may have reached a portal that does not answer in time', async () => {
    const server = await startHttp(() => undefined);
    const session = await sessionFor(`http://127.0.0.1:${server.port}`);
    const result = await write(session, { ...change, timeout: 20 });
    expect(result).toMatchObject({ error: { code: 'net.timedOut' }, reached: 'maybe' });
  });

  it('may have reached a portal behind a gateway that answers for it', async () => {
    const portal = await startPortal(() => ({ status: 504 }));
    const result = await write(await sessionFor(portal.baseUrl), change);
    expect(result).toMatchObject({ error: { code: 'portal.unavailable' }, reached: 'maybe' });
  });

  it('may have worked when the answer is cut short', async () => {
    const portal = await startPortal(() => ({ body: '{"response":"' }));
    const result = await write(await sessionFor(portal.baseUrl), change);
    expect(result).toMatchObject({ error: { code: 'portal.brokenAnswer' }, reached: 'maybe' });
  });

  it('were answered when the portal refuses them', async () => {
    const portal = await startPortal(() => thrown(403, 'Access denied'));
    const result = await write(await sessionFor(portal.baseUrl), change);
    expect(result).toMatchObject({ error: { code: 'portal.keyLacksRights' }, reached: 'answered' });
  });
});

describe('cancelling', () => {
  it('a request under way', async () => {
    let arrive = (): void => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const server = await startHttp(() => arrive());
    const stop = new AbortController();
    const session = await sessionFor(`http://127.0.0.1:${server.port}`);
    const running = write(session, { ...change, signal: stop.signal });
    await arrived;
    stop.abort();
    expect(await running).toMatchObject({ error: { code: 'net.cancelled' }, reached: 'maybe' });
  });

  it('a request that still waits for its connection, at once', async () => {
    let connected = (): void => undefined;
    const connecting = new Promise<void>((resolve) => (connected = resolve));
    // Takes the connection, but never begins to speak TLS.
    const port = await listen(net.createServer(() => connected()));
    const stop = new AbortController();
    const session = await sessionFor(`https://127.0.0.1:${port}`);
    const running = write(session, { ...change, signal: stop.signal });
    await connecting;
    stop.abort();
    expect(await running).toMatchObject({ error: { code: 'net.cancelled' }, reached: 'no' });
  });

  it('a request that waits for its turn', async () => {
    let arrive = (): void => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const server = await startHttp(() => arrive());
    const session = await sessionFor(`http://127.0.0.1:${server.port}`);
    const stop = new AbortController();
    const first = write(session, { ...change, signal: stop.signal });
    await arrived;
    const impatient = new AbortController();
    const second = write(session, { ...change, signal: impatient.signal });
    impatient.abort();
    expect(await second).toMatchObject({ error: { code: 'net.cancelled' }, reached: 'no' });
    stop.abort();
    await first;
    expect(server.received().match(/POST/g)).toHaveLength(1);
  });

  it('before it began', async () => {
    const portal = await startPortal(() => good(true));
    const session = await sessionFor(portal.baseUrl);
    const result = await read(session, { ...question, signal: AbortSignal.abort() });
    expect(result).toMatchObject({ error: { code: 'net.cancelled' } });
    expect(portal.seen).toHaveLength(0);
  });
});

it('a server that does not speak HTTP is no DocSpace', async () => {
  const port = await listen(
    net.createServer((socket) => socket.once('data', () => socket.end('500 What?\r\n'))),
  );
  const session = await sessionFor(`http://127.0.0.1:${port}`);
  expect(await read(session, question)).toMatchObject({ error: { code: 'portal.notDocSpace' } });
});
