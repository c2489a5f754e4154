import { describe, expect, it } from 'vitest';
import { maxDetail } from '../../../src-main/contract/app-error';
import { read, write } from '../../../src-main/docspace/transport';
import { good, sessionFor, startPortal, testKey, thrown, type Reply } from './portal-server';

const question = { path: 'thing', auth: 'key' } as const;

async function answerTo(reply: Reply, auth: 'key' | 'none' = 'key') {
  const portal = await startPortal(() => reply);
  const session = await sessionFor(portal.baseUrl, { retry: { tries: 1 } });
  return read(session, { path: 'thing', auth });
}

async function errorOf(reply: Reply, auth: 'key' | 'none' = 'key') {
  const result = await answerTo(reply, auth);
  if (result.ok) throw new Error('should have failed');
  expect(JSON.stringify(result.error)).not.toMatch(/Place\.cs|sk-/);
  return result.error;
}

const html = (status: number): Reply => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<html><head><title>${status}</title></head><body>nginx</body></html>`,
});

const problem = (status: number): Reply => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({ type: 'about:blank', title: 'Title', status, traceId: '00-1' }),
});

describe('good answers', () => {
  it.each([[false], [''], [0], [[]], [{ a: 1 }], ['text']])('keep %j as it is', async (value) => {
    expect(await answerTo(good(value))).toMatchObject({ ok: true, value: { response: value } });
  });

  it('without a response have none', async () => {
    const result = await answerTo(good(undefined, { count: 0 }));
    expect(result).toEqual({ ok: true, value: { response: undefined, count: 0, total: null } });
  });

  it('tell total where the portal does', async () => {
    const result = await answerTo(good([1, 2], { count: 2, total: 7 }));
    expect(result).toEqual({ ok: true, value: { response: [1, 2], count: 2, total: 7 } });
  });

  it('may begin with a byte order mark', async () => {
    const reply = good('x');
    expect(await answerTo({ ...reply, body: `\ufeff${reply.body}` })).toMatchObject({ ok: true });
  });
});

describe('exceptions of the portal', () => {
  it.each([
    [404, 'Item not found', 'portal.notFound'],
    [400, 'Value out of range', 'portal.badRequest'],
    [403, 'Access denied', 'portal.keyLacksRights'],
    [403, 'The maximum number of links may not exceed 6', 'portal.keyLacksRights'],
    [401, 'Login required', 'portal.keyRefused'],
    [402, 'License not found', 'portal.notPaid'],
    [415, 'Your pricing plan does not support this option', 'portal.notSupported'],
    [409, 'Something else', 'portal.badRequest'],
    [500, 'License is not correct', 'portal.failed'],
  ])('with status %i and “%s” are told as %s', async (status, message, code) => {
    const error = await errorOf(thrown(status, message));
    expect(error).toMatchObject({ code, detail: message, params: { status } });
  });
});

describe('answers in other shapes', () => {
  it('tell which field a validation refused', async () => {
    const error = await errorOf({
      status: 400,
      body: JSON.stringify({
        response: {
          type: 'https://example.com/400',
          title: 'One or more validation errors occurred.',
          status: 400,
          errors: { Count: ['The field Count must be between 1 and 100.'], '$.linkId': ['Bad'] },
          traceId: '00-1',
        },
        count: 1,
        links: [],
        status: 1,
        statusCode: 400,
      }),
    });
    expect(error).toMatchObject({
      code: 'portal.badRequest',
      detail: 'Count: The field Count must be between 1 and 100.; $.linkId: Bad',
    });
  });

  it.each([
    [401, 'portal.keyRefused'],
    [403, 'portal.keyLacksRights'],
    [402, 'portal.notPaid'],
    [404, 'portal.notFound'],
    [429, 'portal.rateLimited'],
    [500, 'portal.failed'],
  ])('of status %i without a body are told as %s', async (status, code) => {
    const error = await errorOf({ status });
    expect(error).toMatchObject({ code, params: { status } });
    expect(error.detail).toBeUndefined();
  });

  it.each([
    [402, 'portal.notPaid'],
    [403, 'portal.keyLacksRights'],
    [404, 'portal.suspended'],
  ])('of status %i as a bare problem are told as %s', async (status, code) => {
    expect(await errorOf(problem(status))).toMatchObject({ code, detail: 'Title' });
  });

  it.each(['application/json', 'text/plain'])('tell a bare text sent as %s', async (type) => {
    const words = 'The access to the portal is restricted';
    const error = await errorOf({
      status: 403,
      headers: { 'content-type': type },
      body: type.endsWith('json') ? JSON.stringify(words) : words,
    });
    expect(error).toMatchObject({ code: 'portal.keyLacksRights', detail: words });
  });

  it.each([
    [404, 'portal.notFound'],
    [413, 'portal.badRequest'],
    [502, 'portal.unavailable'],
    [503, 'portal.unavailable'],
    [504, 'portal.unavailable'],
    [522, 'portal.unavailable'],
    [405, 'portal.notSupported'],
  ])(
    'of status %i as a page of a proxy are told as %s, without its markup',
    async (status, code) => {
      const error = await errorOf(html(status));
      expect(error).toMatchObject({ code, params: { status } });
      expect(error.detail).toBeUndefined();
    },
  );

  it('tell when the server before the portal wants a client certificate', async () => {
    const body = '<html><center>No required SSL certificate was sent</center></html>';
    expect(await errorOf({ status: 400, body })).toMatchObject({ code: 'net.clientCertificate' });
  });

  it('of 401 to a question without a key come from something before the portal', async () => {
    expect(await errorOf({ status: 401 }, 'none')).toMatchObject({ code: 'portal.notDocSpace' });
  });

  it.each([
    ['a page', html(200)],
    ['nothing', { body: '' }],
    ['plain words', { body: 'It works!' }],
    ['JSON of another service', { body: '{"hello":"world"}' }],
    ['a JSON list', { body: '[1]' }],
  ])('of status 200 with %s are no DocSpace', async (_name, reply) => {
    expect(await errorOf(reply)).toMatchObject({ code: 'portal.notDocSpace' });
  });

  it('of status 200 with half a JSON are broken', async () => {
    const whole = good({ a: 'some text' });
    const body = whole.body?.slice(0, 20) ?? '';
    expect(await errorOf({ ...whole, body })).toMatchObject({ code: 'portal.brokenAnswer' });
  });
});

describe('waiting times', () => {
  it('are told in seconds', async () => {
    const error = await errorOf({ status: 429, headers: { 'retry-after': '17' } });
    expect(error.params).toEqual({ status: 429, seconds: 17 });
  });

  it('may be told as a date', async () => {
    const portal = await startPortal(() => ({
      status: 429,
      headers: { 'retry-after': 'Thu, 01 Jan 2026 00:01:30 GMT' },
    }));
    const now = () => Date.parse('2026-01-01T00:00:00.400Z');
    const session = await sessionFor(portal.baseUrl, { now, retry: { tries: 1 } });
    expect(await read(session, question)).toMatchObject({ error: { params: { seconds: 90 } } });
  });
});

describe('the portal’s own words', () => {
  it('become plain text', async () => {
    const error = await errorOf(thrown(500, 'No <b onclick="x()">way</b>\u0007\n\u202Eout <3'));
    expect(error.detail).toBe('No way out <3');
  });

  it('are cut when they are long', async () => {
    expect((await errorOf(thrown(500, 'x'.repeat(5_000)))).detail).toHaveLength(maxDetail);
  });

  it('lose the key, should the portal repeat it', async () => {
    const error = await errorOf(thrown(500, `Bad Bearer ${testKey}!`));
    expect(error.detail).toBe('Bad Bearer [hidden]!');
  });

  it('lose the key even when it is cut up by markup or part of a page’s address', async () => {
    const token = 'personal.access.token';
    for (const reply of [
      thrown(500, `Bad ${token}\u0000 and more`),
      { status: 302, headers: { location: `https://${token}.example.com/` } },
    ]) {
      const portal = await startPortal(() => reply);
      const session = await sessionFor(portal.baseUrl, { key: () => token });
      const result = await read(session, question);
      expect(result.ok).toBe(false);
      expect(JSON.stringify(result)).not.toContain(token);
    }
  });
});

describe('redirects', () => {
  it('are not followed, so the key does not get to the other host', async () => {
    const other = await startPortal(() => good('caught'));
    const portal = await startPortal(() => ({
      status: 302,
      headers: { location: `${other.baseUrl}/api/2.0/thing?token=1` },
    }));
    const session = await sessionFor(portal.baseUrl);
    for (const result of [
      await read(session, question),
      await write(session, { ...question, method: 'POST', body: {} }),
    ]) {
      expect(result).toMatchObject({ ok: false, error: { code: 'net.redirected' } });
    }
    expect(portal.seen).toHaveLength(2);
    expect(other.seen).toHaveLength(0);
  });

  it.each([
    ['https://other.example.com/a?b=c', 'other.example.com'],
    ['http://other.example.com:8080/', 'other.example.com:8080'],
  ])('to %s name only the host', async (location, to) => {
    const error = await errorOf({ status: 301, headers: { location } });
    expect(error).toMatchObject({ code: 'net.redirected', params: { to } });
  });

  it('to TLS on the same host name the scheme, for the host would tell nothing', async () => {
    const error = await errorOf({ status: 308, headers: { location: 'https://127.0.0.1/x' } });
    expect(error).toMatchObject({ params: { to: 'https://127.0.0.1' } });
  });

  it('to nowhere are no DocSpace', async () => {
    expect(await errorOf({ status: 302 })).toMatchObject({ code: 'portal.notDocSpace' });
  });
});
