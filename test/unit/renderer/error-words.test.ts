import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '$words/runtime';
import { appError, errorCodes } from '../../../src-main/contract/app-error';
import { locales } from '../../../src-main/contract/app';
import { sayError } from '../../../src-renderer/i18n/error-words';

const catalog = async (locale: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(`src-renderer/i18n/messages/${locale}.json`, 'utf8')) as Record<
    string,
    unknown
  >;

describe('words for errors', () => {
  it.each(locales)('say what happened and what to do for every code (%s)', (locale) => {
    overwriteGetLocale(() => locale);
    for (const code of errorCodes) {
      const { title, next } = sayError(appError(code));
      expect(title.length, code).toBeGreaterThan(8);
      expect(next.length, code).toBeGreaterThan(8);
      expect(`${title} ${next}`, code).not.toMatch(/undefined|NaN|\{|error_/);
    }
  });

  it('name the host and never show a placeholder', () => {
    overwriteGetLocale(() => 'en');
    const said = sayError(appError('net.refused', { params: { host: 'docs.example.com' } }));
    expect(`${said.title} ${said.next}`).toContain('docs.example.com');
  });

  it('count the seconds only when the portal told them', () => {
    overwriteGetLocale(() => 'en');
    const told = sayError(appError('portal.rateLimited', { params: { seconds: 42 } }));
    expect(`${told.title} ${told.next}`).toContain('42');
    const untold = sayError(appError('portal.rateLimited'));
    expect(`${untold.title} ${untold.next}`).not.toMatch(/\d/);
  });
});

describe('the message catalog', () => {
  it('has the same messages, with the same placeholders, in every language', async () => {
    const [english, ...others] = await Promise.all(locales.map(catalog));
    for (const other of others) {
      expect(Object.keys(other)).toEqual(Object.keys(english ?? {}));
      for (const [key, message] of Object.entries(english ?? {})) {
        expect(placeholdersOf(other[key]), key).toEqual(placeholdersOf(message));
      }
    }
  });
});

const placeholdersOf = (message: unknown): string[] =>
  [...new Set(JSON.stringify(message).match(/\{[a-zA-Z]+\}/g) ?? [])].sort();
