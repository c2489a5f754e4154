import { beforeEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '$words/runtime';
import { passwordFaults, usualPasswordRules } from '../../../src-main/contract/passwords';
import { visitorStatuses, type VisitorStatus } from '../../../src-main/contract/links';
import type { KeyCheck } from '../../../src-main/contract/sharing';
import {
  sayKeyCheck,
  sayLeadsTo,
} from '../../../src-renderer/features/sharing/link-password-words';
import { rulesOf } from '../../../src-renderer/features/sharing/password-rules';

beforeEach(() => overwriteGetLocale(() => 'en'));

const check = (status: VisitorStatus, more: Partial<KeyCheck> = {}): KeyCheck => ({
  status,
  hasPassword: false,
  title: 'Plan',
  kind: 'room',
  at: '2026-03-10T09:30:00.000Z',
  ...more,
});

describe('what came of checking a share key', () => {
  it('tells the right password from none', () => {
    expect(sayKeyCheck(check('ok', { hasPassword: true })).title).toBe('The password is right');
    expect(sayKeyCheck(check('ok')).title).toBe('This link has no password');
  });

  it('tells a right password behind which the portal still lets nobody in', () => {
    const right = sayKeyCheck(check('denied', { hasPassword: true }));
    expect(right.title).toContain('right');
    expect(sayKeyCheck(check('denied')).title).not.toContain('right');
  });

  it('has words of its own for everything that can come of it', () => {
    const titles = visitorStatuses.map((status) => sayKeyCheck(check(status)).title);
    expect(new Set(titles).size).toBe(visitorStatuses.length);
  });

  it('names what the link leads to as far as a visitor is told', () => {
    expect(sayLeadsTo(check('ok'))).toMatch(/Room · Plan$/);
    expect(sayLeadsTo(check('ok', { kind: null }))).toMatch(/: Plan$/);
    expect(sayLeadsTo(check('invalid', { title: null, kind: null }))).toBeNull();
  });
});

describe('the rules of passwords in words', () => {
  const strict = { ...usualPasswordRules, upperCase: true, digits: true, specSymbols: true };

  it('names what the portal asks for, and nothing else', () => {
    expect(rulesOf(usualPasswordRules).map(({ text }) => text)).toEqual([
      '8 to 30 characters',
      'Only Latin letters, digits and special characters; no spaces',
    ]);
    expect(rulesOf(strict)).toHaveLength(5);
  });

  it('shows an expression of its own as it is', () => {
    const [, characters] = rulesOf({ ...usualPasswordRules, allowed: '[a-z]' });
    expect(characters?.text).toContain('[a-z]');
  });

  it('leaves no fault without a rule', () => {
    expect(
      rulesOf(strict)
        .flatMap(({ brokenBy }) => brokenBy)
        .sort(),
    ).toEqual([...passwordFaults].sort());
  });
});
