import { describe, expect, it } from 'vitest';
import { getPasswordRules } from '../../../src-main/docspace/password-settings';
import { codeOf } from '../answers';
import { onPractice } from './on-practice';
import { good, sessionFor, startPortal } from './portal-server';

const usual = {
  minLength: 8,
  maxLength: 30,
  upperCase: false,
  digits: false,
  specSymbols: false,
  allowed: '[\\x21-\\x7E]',
};

async function facing(response: unknown) {
  const portal = await startPortal(() => good(response));
  return { portal, session: await sessionFor(portal.baseUrl) };
}

describe('getPasswordRules', () => {
  it('gives the rules as told', async () => {
    const { portal, session } = await facing({
      minLength: 12,
      upperCase: true,
      digits: true,
      specSymbols: true,
      allowedCharactersRegexStr: '[a-zA-Z0-9!]',
      digitsRegexStr: '(?=.*\\d)',
    });
    expect(await getPasswordRules(session)).toEqual({
      ok: true,
      value: {
        minLength: 12,
        maxLength: 30,
        upperCase: true,
        digits: true,
        specSymbols: true,
        allowed: '[a-zA-Z0-9!]',
      },
    });
    expect(portal.seen[0]?.url).toBe('/api/2.0/settings/security/password');
  });

  it('takes the usual ones for what is not told', async () => {
    const { session } = await facing({});
    expect(await getPasswordRules(session)).toEqual({ ok: true, value: usual });
  });

  it.each(['3.2.1', '3.7.2'])(
    'works on the practice portal %s, with any scope',
    async (version) => {
      const { as } = await onPractice({ version });
      expect(await getPasswordRules(await as('selfOnly'))).toEqual({ ok: true, value: usual });
      expect(codeOf(await getPasswordRules(await as('expired')))).toBe('portal.keyRefused');
    },
  );

  it.each([['text'], [{ minLength: 'many' }], [undefined]])(
    'makes nothing of %j',
    async (response) => {
      const { session } = await facing(response);
      expect(codeOf(await getPasswordRules(session))).toBe('portal.brokenAnswer');
    },
  );
});
