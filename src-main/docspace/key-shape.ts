import { appError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';

const longest = 4096;

/**
 * Checks the form of an API key as a person typed or pasted it, and removes white space around
 * it. Personal access tokens, which have no fixed form, pass as well.
 * Errors: `key.empty`; `key.shape` (white space inside, characters that no header can carry, too
 * long, or `sk-` without its 64 hex digits).
 */
export function checkKey(typed: string): Result<string, 'key'> {
  const key = typed.trim();
  if (key === '') return fail(appError('key.empty'));
  const sendable = key.length <= longest && /^[\x21-\x7e]+$/.test(key);
  // DocSpace server: ApiKeyManager makes `sk-` and 64 lower-case hex digits.
  const whole = !key.startsWith('sk-') || /^sk-[0-9a-f]{64}$/.test(key);
  return sendable && whole ? ok(key) : fail(appError('key.shape'));
}
