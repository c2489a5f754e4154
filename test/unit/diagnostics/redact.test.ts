import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hidden, redact } from '../../../src-main/diagnostics/redact';

const key = `sk-${'0123456789abcdef'.repeat(4)}`;

describe('redaction', () => {
  it.each([
    ['an API key', `refused ${key}!`],
    ['a Bearer header', `Authorization: Bearer ${key}`],
    ['a header object', `{ authorization: 'Bearer ${key}', host: 'a' }`],
    ['a session token', 'authorization: c2VjcmV0LXRva2VuLXZhbHVl'],
    ['user information in an address', `https://admin:${key}@docs.example.com/`],
    ['a password field', `{"password":"${key}","title":"x"}`],
    ['a share key in an address', `https://docs.example.com/doceditor?fileId=1&share=${key}&x=1`],
    ['a JSON Web Token', 'token eyJhbGciOiJIUzI1NiJ9.eyJjIjoibGljZW5zZSJ9.abc-DEF_123'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----'],
  ])('hides %s', (_what, text) => {
    const done = redact(text);
    expect(done).toContain(hidden);
    for (const secret of [key, 'c2VjcmV0', 'eyJhbGci', 'MIIE']) expect(done).not.toContain(secret);
  });

  it('leaves the rest of the line to be read', () => {
    expect(redact('Read tariff of portal 7: 200 in 31 ms')).toBe(
      'Read tariff of portal 7: 200 in 31 ms',
    );
    expect(redact(`{"password":"x y","title":"Partner link"}`)).toContain('Partner link');
  });

  it('finds a key wherever it stands', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        fc.pre(!/\w$/.test(before));
        expect(redact(`${before}${key}${after}`)).not.toContain(key);
      }),
    );
  });
});
