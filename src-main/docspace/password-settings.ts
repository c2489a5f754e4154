import * as v from 'valibot';
import { usualPasswordRules as usual, type PasswordRules } from '../contract/passwords';
import { ok, type Result } from '../contract/result';
import type { DocSpace } from './session';
import { maybeNumber, maybeText, shaped } from './shape';
import { read } from './transport';

const switchedOff = v.nullish(v.boolean(), false);

const settings = v.object({
  minLength: maybeNumber,
  upperCase: switchedOff,
  digits: switchedOff,
  specSymbols: switchedOff,
  allowedCharactersRegexStr: maybeText,
});

/**
 * `GET settings/security/password`: what the portal asks of passwords, those of links included.
 * Any signed-in user, whatever the scopes of the key; answers unpaid portals too. The longest
 * password is the same on all portals and not told.
 * Errors: `portal.keyRefused` (401).
 * DocSpace server: SecurityController of the settings, PasswordSettings.
 */
export async function getPasswordRules(
  session: DocSpace,
  signal?: AbortSignal,
): Promise<Result<PasswordRules, 'net' | 'portal'>> {
  const answer = await read(session, {
    path: 'settings/security/password',
    auth: 'key',
    ...(signal ? { signal } : {}),
  });
  const found = answer.ok ? shaped(settings, answer.value.response) : answer;
  if (!found.ok) return found;
  const { minLength, upperCase, digits, specSymbols, allowedCharactersRegexStr } = found.value;
  return ok({
    minLength: minLength ?? usual.minLength,
    maxLength: usual.maxLength,
    upperCase,
    digits,
    specSymbols,
    allowed: allowedCharactersRegexStr ?? usual.allowed,
  });
}
