import { describe, expect, it } from 'vitest';
import { ConnectFailure } from '../../../src-main/net/net-errors';
import { readPacAnswer, readProxyAddress, routesFor } from '../../../src-main/net/proxy-route';

const never = () => Promise.reject(new Error('not asked'));

async function failureOf(task: Promise<unknown>) {
  const error: unknown = await task.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConnectFailure)) throw new Error('should have failed');
  return error.failure;
}

describe('readPacAnswer', () => {
  it('keeps the order, and leaves out what is not spoken', () => {
    const routes = readPacAnswer('PROXY a.example:3128; SOCKS5 b:1080;HTTPS c.example:443; DIRECT');
    expect(routes.map((route) => (route.via === 'direct' ? 'direct' : route.proxy.origin))).toEqual(
      ['http://a.example:3128', 'https://c.example', 'direct'],
    );
  });

  it('reads an empty answer as no way at all', () => {
    expect(readPacAnswer('')).toEqual([]);
  });
});

describe('readProxyAddress', () => {
  it.each([
    ['proxy.example:3128', 'http://proxy.example:3128', 'proxy.example:3128'],
    [' https://proxy.example ', 'https://proxy.example', 'proxy.example'],
    ['http://[::1]:3128/', 'http://[::1]:3128', '[::1]:3128'],
  ])('reads %s', (typed, origin, name) => {
    expect(readProxyAddress(typed)).toEqual({ origin, name, authorization: null });
  });

  it('takes credentials out of the address', () => {
    const proxy = readProxyAddress('http://us%20er:p%3Ass@proxy.example:3128');
    expect(proxy.origin).toBe('http://proxy.example:3128');
    expect(proxy.authorization).toBe(`Basic ${Buffer.from('us er:p:ss').toString('base64')}`);
  });

  it.each(['', 'socks5://proxy.example:1080', 'http://me:hush@', 'a b'])(
    'refuses %s without quoting it',
    (typed) => {
      expect(() => readProxyAddress(typed)).toThrow(ConnectFailure);
      try {
        readProxyAddress(typed);
      } catch (error) {
        expect(JSON.stringify(error)).not.toContain('hush');
      }
    },
  );
});

describe('routesFor', () => {
  it('asks nobody when there shall be no proxy', async () => {
    expect(await routesFor({ mode: 'none' }, 'https://a/', never)).toEqual([{ via: 'direct' }]);
  });

  it('tells a system that knows only proxies of other kinds', async () => {
    const failure = await failureOf(
      routesFor({ mode: 'system' }, 'https://a/', async () => 'SOCKS5 b:1080'),
    );
    expect(failure).toMatchObject({
      code: 'net.proxyFailed',
      params: { proxy: 'SOCKS5 b:1080', reason: 'kind' },
    });
  });
});
