import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../src-main/connections/address';

const read = (typed: string, allowPlainHttp = false) => readAddress(typed, { allowPlainHttp });
const addressOf = (typed: string, allowPlainHttp = false): string => {
  const answer = read(typed, allowPlainHttp);
  return answer.ok ? answer.value.address : answer.error.code;
};

describe('readAddress', () => {
  it.each([
    ['p.example.com', 'https://p.example.com'],
    ['  p.example.com \n', 'https://p.example.com'],
    ['p.example.com:8443', 'https://p.example.com:8443'],
    ['p.example.com:443', 'https://p.example.com'],
    ['p.example.com.', 'https://p.example.com'],
    ['p.example.com...', 'https://p.example.com'],
    ['P.Example.COM', 'https://p.example.com'],
    ['HTTPS://P.Example.COM/', 'https://p.example.com'],
    ['https://p.example.com/rooms/shared/12/filter?folder=3#preview', 'https://p.example.com'],
    ['p.example.com/rooms/personal?a=b@c', 'https://p.example.com'],
    ['//p.example.com/x', 'https://p.example.com'],
    ['https:p.example.com', 'https://p.example.com'],
    ['https:/p.example.com', 'https://p.example.com'],
    ['https:\\\\p.example.com\\rooms', 'https://p.example.com'],
    ['münchen.example', 'https://xn--mnchen-3ya.example'],
    ['портал.example', 'https://xn--80awhdgm.example'],
    ['intranet', 'https://intranet'],
    ['10.0.0.7', 'https://10.0.0.7'],
    ['[2001:db8::7]:8443', 'https://[2001:db8::7]:8443'],
    ['https://[2001:DB8:0::7]/', 'https://[2001:db8::7]'],
    ['localhost', 'http://localhost'],
    ['localhost:5137', 'http://localhost:5137'],
    ['localhost:80', 'http://localhost'],
    ['127.0.0.1:8092/rooms', 'http://127.0.0.1:8092'],
    ['[::1]:8092', 'http://[::1]:8092'],
    ['https://localhost', 'https://localhost'],
    ['http://127.0.0.1', 'http://127.0.0.1'],
  ])('reads %j as %s', (typed, address) => {
    expect(addressOf(typed)).toBe(address);
  });

  it.each([
    ['', 'address.empty'],
    [' \t\n', 'address.empty'],
    ['my portal', 'address.notUrl'],
    ['https://', 'address.notUrl'],
    ['//', 'address.notUrl'],
    ['p..example.com', 'address.notUrl'],
    ['-p.example.com', 'address.notUrl'],
    ['p.example.com:0', 'address.notUrl'],
    ['p.example.com:70000', 'address.notUrl'],
    ['*.example.com', 'address.notUrl'],
    ['[2001:db8::7', 'address.notUrl'],
    ['12345', 'address.notUrl'],
    ['3.7', 'address.notUrl'],
    ['0x7f.1', 'address.notUrl'],
    [`${'a'.repeat(64)}.example.com`, 'address.notUrl'],
    ['ftp://p.example.com', 'address.scheme'],
    ['file:///etc/passwd', 'address.scheme'],
    ['javascript:alert(1)', 'address.scheme'],
    ['https://admin:secret@p.example.com', 'address.credentials'],
    ['admin@p.example.com', 'address.credentials'],
    ['admin:secret@p.example.com', 'address.credentials'],
    ['http://p.example.com', 'address.plainHttp'],
    ['http://localhost.example.com', 'address.plainHttp'],
    ['http://127.0.0.1.example.com', 'address.plainHttp'],
    ['http://portal.localhost', 'address.plainHttp'],
    ['http://0.0.0.0', 'address.plainHttp'],
  ])('refuses %j with %s', (typed, code) => {
    expect(addressOf(typed)).toBe(code);
  });

  it('takes http to another computer only when the person accepted it', () => {
    const answer = read('http://P.example.com:8080/rooms', true);
    expect(answer).toEqual({
      ok: true,
      value: {
        address: 'http://p.example.com:8080',
        host: 'p.example.com:8080',
        loopback: false,
        plain: true,
      },
    });
    expect(addressOf('p.example.com', true)).toBe('https://p.example.com');
  });

  it('never lets a refused address out of the error', () => {
    const answer = read('https://admin:secret@p.example.com');
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  const host = fc.oneof(
    fc.domain(),
    fc.ipV4(),
    fc.ipV6().map((ip) => `[${ip}]`),
    fc.constant('localhost'),
  );
  const port = fc.option(fc.integer({ min: 1, max: 65_535 }));
  const page = fc.webPath();

  it('reads its own answer as the same address, whatever page was pasted', () => {
    fc.assert(
      fc.property(host, port, page, fc.boolean(), (name, number, path, scheme) => {
        const typed = `${scheme ? 'https://' : ''}${name}${number ? `:${number}` : ''}${path}`;
        const once = read(typed);
        if (!once.ok) throw new Error(`${typed}: ${once.error.code}`);
        expect(read(once.value.address)).toEqual(once);
        expect(new URL(once.value.address).origin).toBe(once.value.address);
      }),
    );
  });

  it('answers any text with an origin or an error, and plain http only as allowed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (typed) => {
        const answer = read(typed);
        if (!answer.ok) return;
        const url = new URL(answer.value.address);
        expect(url.origin).toBe(answer.value.address);
        expect(url.host).toBe(answer.value.host);
        expect(url.protocol === 'http:').toBe(answer.value.plain);
        if (answer.value.plain) expect(answer.value.loopback).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
