import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  passwordFaultsIn,
  usualPasswordRules,
  type PasswordRules,
} from '../../../src-main/contract/passwords';
import { suggestPassword } from '../../../src-main/sharing/suggest-password';

/** DocSpace server: PasswordSettings. */
const serverRules: fc.Arbitrary<PasswordRules> = fc.record({
  minLength: fc.integer({ min: 8, max: 30 }),
  maxLength: fc.constant(30),
  upperCase: fc.boolean(),
  digits: fc.boolean(),
  specSymbols: fc.boolean(),
  allowed: fc.constantFrom('[\\x21-\\x7E]', '[!-~]', '\\S', '[^\\s]', '.', '[A-Z3#]', '[Oo0.]'),
});

const rulesOf = (more: Partial<PasswordRules>): PasswordRules => ({
  ...usualPasswordRules,
  ...more,
});

const many = (rules: PasswordRules | null): readonly string[] =>
  Array.from({ length: 300 }, () => suggestPassword(rules));

describe('a suggested password', () => {
  it('keeps whatever rules a portal can have', () => {
    fc.assert(
      fc.property(serverRules, (rules) => {
        expect(passwordFaultsIn(suggestPassword(rules), rules)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has 16 characters, or as many as the rules want', () => {
    expect(suggestPassword(usualPasswordRules)).toHaveLength(16);
    expect(suggestPassword(rulesOf({ minLength: 24 }))).toHaveLength(24);
    expect(suggestPassword(rulesOf({ maxLength: 10 }))).toHaveLength(10);
  });

  it('keeps the usual rules where those of the portal are not known', () => {
    for (const password of many(null)) {
      expect(passwordFaultsIn(password, usualPasswordRules)).toEqual([]);
    }
  });

  it('is made of letters and digits that nobody mistakes', () => {
    const seen = new Set(many(usualPasswordRules).join(''));
    expect([...seen].sort().join('')).toBe('34679ACDEFGHJKLMNPQRTUVWXYabcdefghijkmnpqrstuvwxyz');
  });

  it('has special characters only where they are asked for, at any place', () => {
    const isSpecial = /[^A-Za-z\d]/;
    expect(many(usualPasswordRules).filter((one) => isSpecial.test(one))).toEqual([]);
    const places = new Set(
      many(rulesOf({ specSymbols: true })).map((one) => one.search(isSpecial)),
    );
    expect([...places].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 16 }, (_, place) => place),
    );
  });

  it('is another one each time', () => {
    expect(new Set(many(usualPasswordRules)).size).toBe(300);
  });

  it.each([
    ['only mistakable letters', '[Il1]', /^[Il1]{16}$/],
    ['only signs', '[#%]', /^[#%]{16}$/],
    ['only letters that no keyboard need have', '[а-я]', /^[а-я]{16}$/],
    ['an expression that cannot be read', '[', /^[\x21-\x7E]{16}$/],
  ])('%s', (_, allowed, looks) => {
    for (const password of many(rulesOf({ allowed }))) expect(password).toMatch(looks);
  });

  it.each([
    ['nothing is allowed', { allowed: '(?!)' }],
    ['what is asked for is not allowed', { upperCase: true, specSymbols: true, allowed: '[a-z]' }],
    ['it would have to be longer than it may be', { minLength: 40 }],
    ['there is no room for all that is asked for', { maxLength: 1, upperCase: true, digits: true }],
    ['there is no room at all', { maxLength: 0 }],
    ['an expression that takes forever over long texts', { allowed: '(.+)+[^\\x21-\\x7E]' }],
  ])('is as good as it can be where %s', (_, more) => {
    const rules = rulesOf(more);
    expect(suggestPassword(rules).length).toBeLessThanOrEqual(rules.maxLength);
  });
});
