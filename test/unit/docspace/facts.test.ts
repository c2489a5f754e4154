import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editionOf } from '../../../src-main/docspace/edition';
import { checkKey } from '../../../src-main/docspace/key-shape';
import { compareVersions } from '../../../src-main/docspace/versions';
import { testKey } from './portal-server';

describe('compareVersions', () => {
  it.each([
    ['3.7.1', '3.7.1', 0],
    ['3.7', '3.7.0', 0],
    ['v3.7.1', '3.7.1', 0],
    ['3.10.0', '3.9.9', 1],
    ['3.6.1', '3.7.1', -1],
    ['3.7.1', '3.7.1.5', -1],
    ['3.8.0-rc1', '3.7.9', 1],
    ['', '3.1.0', -1],
  ])('orders %j and %j', (a, b, sign) => {
    expect(Math.sign(compareVersions(a, b))).toBe(sign);
  });

  it('orders as numbers do, part by part', () => {
    const parts = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99));
    const weigh = ([a, b, c]: [number, number, number]) => a * 10_000 + b * 100 + c;
    fc.assert(
      fc.property(parts, parts, (left, right) => {
        const order = Math.sign(compareVersions(left.join('.'), right.join('.')));
        expect(order).toBe(Math.sign(weigh(left) - weigh(right)));
      }),
    );
  });
});

describe('editionOf', () => {
  const none = { openSource: null, enterprise: null, developer: null };
  it.each([
    [false, { ...none, enterprise: true }, 'saas'],
    [true, { ...none, openSource: true }, 'community'],
    [true, { ...none, enterprise: true }, 'enterprise'],
    [true, { ...none, enterprise: true, developer: true }, 'developer'],
    [true, { openSource: false, enterprise: false, developer: true }, 'developer'],
    [true, none, 'unknown'],
    [true, null, 'unknown'],
  ] as const)('standalone %j with %j is %s', (standalone, flags, edition) => {
    expect(editionOf(standalone, flags)).toBe(edition);
  });
});

describe('checkKey', () => {
  it.each([testKey, 'personal-access-token.eyJ', 'x'])('takes %s', (key) => {
    expect(checkKey(`\n ${key}\t`)).toEqual({ ok: true, value: key });
  });

  it.each(['', '  \n'])('tells that %j is empty', (typed) => {
    expect(checkKey(typed)).toMatchObject({ ok: false, error: { code: 'key.empty' } });
  });

  it.each([
    testKey.slice(0, -1),
    `${testKey}0`,
    testKey.toUpperCase().replace('SK', 'sk'),
    'two words',
    'line\nbreak',
    'schlüssel',
    'x'.repeat(4097),
    `Bearer ${testKey}`,
  ])('refuses the form of %j without repeating it', (typed) => {
    const result = checkKey(typed);
    expect(result).toMatchObject({ ok: false, error: { code: 'key.shape' } });
    expect(JSON.stringify(result)).not.toContain(typed);
  });
});
