import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { secret, startDocs } from '../docs-server/rig';

/** A token made without the client's library. */
function jwt(payload: unknown, key = secret, alg = 'HS256'): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${part({ alg, typ: 'JWT' })}.${part(payload)}`;
  const hash = alg.replace('HS', 'sha');
  return alg === 'none'
    ? `${head}.`
    : `${head}.${createHmac(hash, key).update(head).digest('base64url')}`;
}

const post = async (address: string, body: unknown, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${address}/command`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers,
  });
  return answer.status === 200 ? ((await answer.json()) as unknown) : answer.status;
};

const good = { error: 0, version: '9.3.1.11' };
const now = (): number => Math.floor(Date.now() / 1000);

describe('the practice Docs server with JWT', () => {
  it.each<[string, unknown, Record<string, string>, unknown]>([
    ['no token', { c: 'version' }, {}, { error: 6 }],
    ['nothing at all', {}, {}, { error: 6 }],
    ['a flat body token', { token: jwt({ c: 'version' }) }, {}, good],
    ['a nested body token', { token: jwt({ payload: { c: 'version' } }) }, {}, good],
    [
      'a header token',
      { c: 'version' },
      { authorization: `Bearer ${jwt({ payload: { c: 'version' } })}` },
      good,
    ],
    [
      'a header token without a body',
      '',
      { authorization: `Bearer ${jwt({ c: 'version' })}` },
      good,
    ],
    [
      'a token for another command than the body',
      { c: 'license', token: jwt({ c: 'version' }) },
      {},
      good,
    ],
    ['a token without command', { c: 'version', token: jwt({}) }, {}, { error: 1 }],
    ['a wrong secret', { c: 'version', token: jwt({ c: 'version' }, 'x') }, {}, { error: 6 }],
    ['no algorithm', { token: jwt({ c: 'version' }, secret, 'none') }, {}, { error: 6 }],
    ['another algorithm', { token: jwt({ c: 'version' }, secret, 'HS512') }, {}, good],
    ['expired long ago', { token: jwt({ c: 'version', exp: now() - 90 }) }, {}, { error: 7 }],
    ['expired just now', { token: jwt({ c: 'version', exp: now() - 30 }) }, {}, good],
    ['expired and wrong', { token: jwt({ c: 'version', exp: now() - 90 }, 'x') }, {}, { error: 6 }],
    ['issued in the future', { token: jwt({ c: 'version', iat: now() + 900 }) }, {}, good],
    ['an expiry that is a text', { token: jwt({ c: 'version', exp: '1' }) }, {}, { error: 6 }],
    [
      'junk in the body before a good header',
      { c: 'version', token: 'junk' },
      { authorization: `Bearer ${jwt({ c: 'version' })}` },
      { error: 6 },
    ],
    [
      'a lower-case bearer',
      { c: 'version' },
      { authorization: `bearer ${jwt({ c: 'version' })}` },
      { error: 6 },
    ],
    [
      'two spaces after Bearer',
      { c: 'version' },
      { authorization: `Bearer  ${jwt({ c: 'version' })}` },
      { error: 6 },
    ],
  ])('answers %s as the real one', async (_, body, headers, answer) => {
    const docs = await startDocs();
    expect(await post(docs.address, body, headers)).toEqual(answer);
  });
});

describe('the practice Docs server without JWT', () => {
  it.each<[string, unknown, unknown]>([
    ['version', { c: 'version' }, good],
    ['version with a key', { c: 'version', key: 'k1' }, { key: 'k1', ...good }],
    ['an unknown command', { c: 'nosuch' }, { error: 1 }],
    ['an unknown command with a key', { c: 'nosuch', key: 'k1' }, { key: 'k1', error: 5 }],
    ['malformed JSON', '{', { error: 1 }],
    ['a list', [], { error: 1 }],
    ['only a token', { token: jwt({ c: 'version' }) }, { error: 1 }],
  ])('answers %s as the real one', async (_, body, answer) => {
    const docs = await startDocs({ secret: null });
    expect(await post(docs.address, body)).toEqual(answer);
  });

  it('answers malformed JSON with error 3 before 8.2, and knows no license before 6.3', async () => {
    const old = await startDocs({ secret: null, version: '7.0.0' });
    const ashx = `${old.address}/coauthoring/CommandService.ashx`;
    const broken = await fetch(ashx, { method: 'POST', body: '{' });
    expect(await broken.json()).toEqual({ key: 'commandFromServer', error: 3 });
    const older = await startDocs({ secret: null, version: '6.2.0' });
    const unknown = await fetch(`${older.address}/coauthoring/CommandService.ashx`, {
      method: 'POST',
      body: '{"c":"license"}',
    });
    expect(await unknown.json()).toEqual({ error: 1 });
  });

  it.each<[string, string, number]>([
    ['POST', '/command/', 200],
    ['POST', '/Command', 200],
    ['POST', '//command', 404],
    ['GET', '/command?c=version', 404],
    ['GET', '/coauthoring/commandservice.ashx?c=version', 200],
    ['POST', '/coauthoring/command', 404],
    ['GET', '/', 404],
    ['GET', '/healthcheck', 200],
    ['GET', '/index.html', 200],
  ])('%s %s is %i', async (method, path, status) => {
    const docs = await startDocs({ secret: null });
    const answer = await fetch(docs.address + path, {
      method,
      ...(method === 'POST' ? { body: '{"c":"version"}' } : {}),
    });
    expect(answer.status).toBe(status);
    await answer.text();
  });
});
