import { appError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';

/**
 * Checks a JWT secret as a person typed or pasted it. Any text can be one, so white space around it
 * is never removed silently: the person says whether it belongs to the secret.
 * Errors: `secret.empty`, `secret.spaces`.
 * @param keepSpaces the person said that the white space belongs to it.
 */
export function checkSecret(typed: string, keepSpaces: boolean): Result<string, 'secret'> {
  if (typed.trim() === '') return fail(appError('secret.empty'));
  return keepSpaces || typed === typed.trim() ? ok(typed) : fail(appError('secret.spaces'));
}
