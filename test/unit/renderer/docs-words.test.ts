import { beforeEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '$words/runtime';
import { appError } from '../../../src-main/contract/app-error';
import { locales } from '../../../src-main/contract/app';
import { sayFinding } from '../../../src-renderer/features/docs-servers/docs-test-words';
import {
  sayClock,
  sayDate,
  sayDaysLeft,
  sayDocsReach,
  sayPackage,
  sayResult,
} from '../../../src-renderer/features/docs-servers/docs-words';
import { sayError } from '../../../src-renderer/i18n/error-words';
import { formatDuration } from '../../../src-renderer/i18n/format';

beforeEach(() => overwriteGetLocale(() => 'en'));

const now = new Date('2026-06-10T12:00:00Z');
const at = (day: string) => ({ kind: 'at' as const, at: `${day}T00:00:00.000Z` });

describe('the license of a Docs server', () => {
  it.each(locales)('has a word of its own for each of the 16 states (%s)', (locale) => {
    overwriteGetLocale(() => locale);
    const words = Array.from({ length: 16 }, (_, n) => sayResult(n + 1).text);
    expect(new Set(words).size).toBe(16);
    expect(words.join()).not.toMatch(/\d/);
  });

  it('stands well only with one of them', () => {
    const good = Array.from({ length: 16 }, (_, n) => n + 1).filter(
      (n) => sayResult(n).tone === 'ok',
    );
    expect(good).toEqual([3]);
  });

  it('shows numbers that have no name as they are', () => {
    expect([0, 17, -1, 2.5].map((n) => sayResult(n).text)).toEqual([
      'Unknown status (0)',
      'Unknown status (17)',
      'Unknown status (-1)',
      'Unknown status (2.5)',
    ]);
    expect([0, 1, 2, 3, -1].map(sayPackage)).toEqual([
      'Open source',
      'Enterprise',
      'Developer',
      'Unknown package (3)',
      'Unknown package (-1)',
    ]);
    expect([sayResult(null).text, sayPackage(null)]).toEqual(['Not told', 'Not told']);
  });

  it('tells its end', () => {
    expect(sayDate({ kind: 'never' })).toBe('Does not expire');
    expect(sayDate({ kind: 'untold' })).toBeNull();
    expect(sayDate({ kind: 'unreadable', text: '"soon"' })).toBe('Not a date: "soon"');
    expect(sayDate(at('2026-06-12'))).toBe('June 12, 2026');
    expect(sayDaysLeft({ kind: 'never' }, now)).toBeNull();
    expect(sayDaysLeft(at('2026-07-20'), now)).toEqual({ tone: 'ok', text: '40 days left' });
    expect(sayDaysLeft(at('2026-06-11'), now)).toEqual({ tone: 'warn', text: '1 day left' });
    expect(sayDaysLeft(at('2026-06-10'), now)).toEqual({ tone: 'warn', text: 'Ends today' });
    expect(sayDaysLeft(at('2026-06-01'), now)).toEqual({
      tone: 'danger',
      text: 'Ended 9 days ago',
    });
  });
});

describe('clocks', () => {
  it.each([
    [4, '4 seconds'],
    [45, '45 seconds'],
    [90, '1.5 minutes'],
    [119.6, '2 minutes'],
    [7_200, '2 hours'],
    [172_800, '2 days'],
    [0, '0 seconds'],
  ])('%d seconds are %s', (seconds, words) => {
    expect(formatDuration(seconds)).toBe(words);
  });

  it('that differ are told, with the side', () => {
    expect(sayClock(null)).toBeNull();
    expect(sayClock(3)).toEqual({ tone: 'ok', text: 'Same as this computer' });
    expect(sayClock(120)).toEqual({ tone: 'warn', text: '2 minutes ahead of this computer' });
    expect(sayClock(-120)).toEqual({ tone: 'warn', text: '2 minutes behind this computer' });
  });

  it('are named in error 7 only when they are known', () => {
    const expired = (reason: string, difference: number) =>
      sayError(appError('docs.tokenExpired', { params: { reason, difference } })).title;
    expect(expired('ahead', 120)).toBe(
      'The token has expired (error 7): the server’s clock is 2 minutes ahead',
    );
    expect(expired('behind', -3_600)).toContain('1 hour behind');
    expect(expired('untold', 0)).toBe('The token has expired (error 7)');
  });
});

describe('what a test found', () => {
  it('is one line each', () => {
    expect(sayFinding({ step: 'docs', health: { state: 'unhealthy' } })).toBe('Health: Unhealthy');
    const token = { step: 'token', version: '9.3.1.11', auth: 'body' } as const;
    expect(sayFinding({ ...token, clockAhead: 0 })).toBe('Docs 9.3.1.11');
    expect(sayFinding({ ...token, auth: 'none', clockAhead: -120 })).toBe(
      'Docs 9.3.1.11 · Without a token · 2 minutes behind this computer',
    );
    const license = { resultType: 3, packageType: 0, end: { kind: 'never' } } as const;
    expect(sayFinding({ step: 'license', license })).toBe('Valid · Open source · Does not expire');
    expect(sayFinding({ step: 'license', license: null })).toBe(
      'This Docs server does not tell its license',
    );
  });
});

describe('the state of a server in the list', () => {
  const server = {
    id: '1',
    name: 'Docs',
    address: 'https://docs.example.com',
    host: 'docs.example.com',
    practice: false,
    auth: { form: 'body' },
    secret: 'keychain',
    reach: { state: 'online', at: '2026-06-10T12:00:00Z', since: '2026-06-10T12:00:00Z' },
    seen: {
      health: 'unhealthy',
      version: null,
      resultType: null,
      packageType: null,
      end: { kind: 'untold' },
    },
  } as const;

  it('tells of the health where there is no room for a column of its own', () => {
    expect(sayDocsReach(server).text).toBe('Online');
    expect(sayDocsReach(server, true).text).toBe('Unhealthy');
    expect(sayDocsReach({ ...server, secret: 'missing' }).text).toBe('JWT secret missing');
  });
});
