import { describe, expect, it } from 'vitest';
import {
  acceptLicense,
  isLicenseFileRequired,
  refreshLicense,
  uploadLicense,
} from '../../../src-main/docspace/license';
import { startHttp } from '../net/servers';
import { good, sessionFor, startPortal, testKey, thrown, type Reply } from './portal-server';

async function facing(reply: Reply) {
  const portal = await startPortal(() => reply);
  return { portal, session: await sessionFor(portal.baseUrl) };
}

const bytes = Buffer.from('{"customer_id":"customer-1","signature":"s"}');
const small = { content: bytes, fileName: 'license.lic' };

describe('isLicenseFileRequired', () => {
  it('asks without the key', async () => {
    const { portal, session } = await facing(good(false));
    expect(await isLicenseFileRequired(session)).toEqual({ ok: true, value: false });
    expect(portal.seen[0]).toMatchObject({ url: '/api/2.0/settings/license/required' });
    expect(portal.seen[0]?.headers.authorization).toBeUndefined();
  });
});

describe('uploadLicense', () => {
  it('sends one form part with its exact length', async () => {
    const { portal, session } = await facing(good('  Uploaded successfully'));
    const result = await uploadLicense(session, small);
    expect(result).toEqual({ ok: true, value: { said: 'Uploaded successfully' } });
    const [seen] = portal.seen;
    expect(seen).toMatchObject({ method: 'POST', url: '/api/2.0/settings/license' });
    expect(seen?.headers).toMatchObject({
      authorization: `Bearer ${testKey}`,
      'content-length': String(seen?.body.length),
    });
    expect(seen?.headers['transfer-encoding']).toBeUndefined();
    const boundary = /boundary=(.+)$/.exec(seen?.headers['content-type'] ?? '')?.[1];
    expect(seen?.body).toBe(
      [
        `--${boundary}`,
        'Content-Disposition: form-data; name="files"; filename="license.lic"',
        'Content-Type: application/octet-stream',
        '',
        bytes.toString(),
        `--${boundary}--`,
        '',
      ].join('\r\n'),
    );
  });

  it('tells its progress, and never more than was sent', async () => {
    let received = 0;
    const server = await startHttp((request, response) => {
      request.on('data', (piece: Buffer) => (received += piece.length));
      request.on('end', () => response.end(good('fine').body));
    });
    const size = 10_000_000;
    const told: number[] = [];
    const session = await sessionFor(`http://127.0.0.1:${server.port}`);
    const result = await uploadLicense(session, {
      content: Buffer.alloc(size, 'x'),
      fileName: 'license.lic',
      onProgress: (sent) => told.push(sent),
    });
    expect(result.ok).toBe(true);
    expect(received).toBeGreaterThan(size);
    expect(told.length).toBeGreaterThan(10);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(size);
  });

  it('is handed over only as fast as the portal takes it', async () => {
    let arrive = (): void => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const server = await startHttp((request) => {
      request.pause();
      arrive();
    });
    let told = 0;
    const stop = new AbortController();
    const session = await sessionFor(`http://127.0.0.1:${server.port}`);
    const running = uploadLicense(session, {
      content: Buffer.alloc(100_000_000),
      fileName: 'big.lic',
      onProgress: (sent) => (told = sent),
      signal: stop.signal,
    });
    await arrived;
    stop.abort();
    expect(await running).toMatchObject({ error: { code: 'net.cancelled' }, reached: 'no' });
    expect(told).toBeLessThan(50_000_000);
  });

  it('can be cancelled on the way: the portal cannot have acted', async () => {
    let arrive = (): void => undefined;
    let close = (): void => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const closed = new Promise<void>((resolve) => (close = resolve));
    let whole = false;
    const server = await startHttp((request) => {
      request.once('data', () => arrive());
      request.on('end', () => (whole = true));
      request.on('close', () => close());
    });
    const stop = new AbortController();
    const session = await sessionFor(`http://127.0.0.1:${server.port}`);
    const running = uploadLicense(session, {
      content: Buffer.alloc(100_000_000),
      fileName: 'l.lic',
      signal: stop.signal,
    });
    await arrived;
    stop.abort();
    expect(await running).toMatchObject({ error: { code: 'net.cancelled' }, reached: 'no' });
    await closed;
    expect(whole).toBe(false);
  });

  it('tells a connection lost in the middle: the portal cannot have acted', async () => {
    const server = await startHttp((request) => {
      request.once('data', () => request.socket.resetAndDestroy());
    });
    const session = await sessionFor(`http://127.0.0.1:${server.port}`);
    const result = await uploadLicense(session, {
      content: Buffer.alloc(20 * 1024 * 1024),
      fileName: 'l.lic',
    });
    expect(result).toMatchObject({ error: { code: 'net.connectionLost' }, reached: 'no' });
  });

  it('may have reached a portal that dies after the last byte', async () => {
    const server = await startHttp((request) => {
      request.resume();
      request.on('end', () => request.socket.destroy());
    });
    const session = await sessionFor(`http://127.0.0.1:${server.port}`);
    const result = await uploadLicense(session, small);
    expect(result).toMatchObject({ error: { code: 'net.connectionLost' }, reached: 'maybe' });
  });

  it.each([
    [thrown(500, 'License is not correct'), 'portal.failed', 'License is not correct'],
    [thrown(415, 'Not supported'), 'portal.notSupported', 'Not supported'],
    [thrown(400, 'StartDate'), 'portal.badRequest', 'StartDate'],
    [{ status: 403 }, 'portal.keyLacksRights', undefined],
    [{ status: 413, body: '<html></html>' }, 'file.tooLarge', undefined],
  ])('tells a refusal in the portal’s words (%#)', async (reply, code, detail) => {
    const { portal, session } = await facing(reply);
    const result = await uploadLicense(session, small);
    expect(result).toMatchObject({ ok: false, error: { code }, reached: 'answered' });
    expect(result.ok ? '' : result.error.detail).toBe(detail);
    expect(portal.seen).toHaveLength(1);
  });

  it('sends only the base name of the file', async () => {
    const { portal, session } = await facing(good(''));
    await uploadLicense(session, { ...small, fileName: '/home/me/se"cret/l.lic' });
    expect(portal.seen[0]?.body).toContain('filename="l.lic"');
    expect(portal.seen[0]?.body).not.toContain('home');
  });
});

describe('acceptLicense', () => {
  it('succeeds on exactly an empty text', async () => {
    const { portal, session } = await facing(good(''));
    expect(await acceptLicense(session)).toEqual({ ok: true, value: { accepted: true } });
    expect(portal.seen[0]).toMatchObject({
      method: 'POST',
      url: '/api/2.0/settings/license/accept',
      body: '',
    });
  });

  it.each(['License key is not correct', ' ', 'Der Lizenzschlüssel ist falsch'])(
    'takes the words %j as a refusal',
    async (words) => {
      const { session } = await facing(good(words));
      expect(await acceptLicense(session)).toEqual({
        ok: true,
        value: { accepted: false, said: words.trim() },
      });
    },
  );

  it.each([[undefined], [true], [null]])('does not take %j for success', async (response) => {
    const { session } = await facing(good(response));
    expect(await acceptLicense(session)).toMatchObject({
      error: { code: 'portal.brokenAnswer' },
      reached: 'maybe',
    });
  });

  it('tells an unknown outcome when the answer is lost', async () => {
    const server = await startHttp((request) => request.socket.destroy());
    const session = await sessionFor(`http://127.0.0.1:${server.port}`);
    expect(await acceptLicense(session)).toMatchObject({
      error: { code: 'net.connectionLost' },
      reached: 'maybe',
    });
  });

  it('waits longer than other questions do', async () => {
    let answered = (): void => undefined;
    const slow = new Promise<void>((resolve) => (answered = resolve));
    const server = await startHttp((request, response) => {
      request.resume();
      if (request.url?.endsWith('accept')) void slow.then(() => response.end(good('').body));
    });
    const session = await sessionFor(`http://127.0.0.1:${server.port}`, {
      timeouts: { headers: 20 },
    });
    const accepting = acceptLicense(session);
    // The dispatcher's own limit has passed for the other question when this one is answered.
    expect(await isLicenseFileRequired(session)).toMatchObject({ error: { code: 'net.timedOut' } });
    answered();
    expect(await accepting).toEqual({ ok: true, value: { accepted: true } });
  });
});

describe('refreshLicense', () => {
  it.each([true, false])('answers %s', async (value) => {
    const { portal, session } = await facing(good(value));
    expect(await refreshLicense(session)).toEqual({ ok: true, value });
    expect(portal.seen[0]).toMatchObject({
      method: 'GET',
      url: '/api/2.0/settings/license/refresh',
    });
  });

  it('tells why the portal does not accept its license', async () => {
    const { session } = await facing(thrown(402, 'License not found'));
    expect(await refreshLicense(session)).toMatchObject({
      error: { code: 'portal.notPaid', detail: 'License not found' },
      reached: 'answered',
    });
  });

  it('is never sent twice, though it is a GET', async () => {
    const { portal, session } = await facing({ status: 503 });
    expect(await refreshLicense(session)).toMatchObject({ reached: 'maybe' });
    expect(portal.seen).toHaveLength(1);
  });
});
