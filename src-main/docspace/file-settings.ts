import * as v from 'valibot';
import type { JsonObject } from '../contract/json';
import type { Result } from '../contract/result';
import { getSelf } from './account';
import type { DocSpace } from './session';
import { shaped } from './shape';
import { read } from './transport';

/** What came as JSON can hold nothing but JSON. */
const jsonObject = v.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/**
 * `GET files/settings`: every field that the portal tells, of the portal and of this account. Any
 * signed-in user; keys need `files:read`. Strangers get built-in defaults with 200, and so do dead
 * keys up to 3.6.1: `people/@self`, asked afterwards, proves that the answer was meant for this
 * account.
 * Errors: as `getSelf`; `portal.notPaid` (402).
 * DocSpace server: files SettingsController, FilesSettings; ApiKeyScopesFilter from 3.7.1 on.
 */
export async function getFileSettings(
  session: DocSpace,
  signal?: AbortSignal,
): Promise<Result<JsonObject, 'net' | 'portal'>> {
  const question = { path: 'files/settings', auth: 'key', ...(signal ? { signal } : {}) } as const;
  const answer = await read(session, question);
  // A dead key is refused here with 403 from 3.7.1 on: that it is dead is told there only.
  if (!answer.ok && answer.error.code !== 'portal.keyLacksRights') return answer;
  const self = await getSelf(session, signal);
  if (!self.ok) return self;
  return answer.ok ? shaped(jsonObject, answer.value.response) : answer;
}
