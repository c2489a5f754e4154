import * as v from 'valibot';
import { appError } from '../contract/app-error';
import { ok, type Ok, type Result } from '../contract/result';
import { formBody } from './multipart';
import { plainText } from './plain-text';
import type { DocSpace } from './session';
import { shaped } from './shape';
import { read, send, write, type WriteFailure, type WriteResult } from './transport';

/** The portal asks its editors' server up to four times before it answers, in milliseconds. */
const patience = 90_000;

/**
 * `GET settings/license/required`. Anyone; sent without the key. True only when an enterprise or
 * developer portal misses its license file on disk: says nothing about an expired license, and
 * stays true between upload and activation.
 * DocSpace server: LicenseController, FirstTimeTenantSettings.
 */
export async function isLicenseFileRequired(
  session: DocSpace,
  signal?: AbortSignal,
): Promise<Result<boolean, 'net' | 'portal'>> {
  const answer = await read(session, {
    path: 'settings/license/required',
    auth: 'none',
    ...(signal ? { signal } : {}),
  });
  return answer.ok ? shaped(v.boolean(), answer.value.response) : answer;
}

export interface LicenseUpload {
  readonly content: Uint8Array;
  readonly fileName: string;
  /** Told the bytes of the file that left so far. */
  readonly onProgress?: (sent: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * `POST settings/license`: stages a license file; it takes effect only by {@link acceptLicense}.
 * Owner and admins, whatever the scopes of the key. Gives the portal's own words, which may warn
 * that the license is past its end.
 * Errors: `portal.failed` with the portal's words (500) is its way to say "bad file" or "for the
 * other edition"; `portal.badRequest` (400) a start date to come; `portal.notSupported` (415)
 * SaaS or community; `portal.keyLacksRights` (403) no admin; `file.tooLarge` (413) the server
 * before the portal takes no file of this size.
 * DocSpace server: LicenseController.
 */
export async function uploadLicense(
  session: DocSpace,
  upload: LicenseUpload,
): Promise<Ok<{ readonly said: string }> | WriteFailure<'net' | 'portal' | 'file'>> {
  const { content, fileName, onProgress, signal } = upload;
  const body = await formBody({ field: 'files', fileName, content }, (sent) => onProgress?.(sent));
  const result = await send(
    session,
    { method: 'POST', path: 'settings/license', auth: 'key', ...(signal ? { signal } : {}) },
    { body: body.stream, headers: body.headers, complete: body.complete },
  );
  if (result.ok) return ok({ said: saidIn(session, result.value.response) });
  if (result.error.params['status'] !== 413) return result;
  return { ...result, error: appError('file.tooLarge', { params: { size: content.length } }) };
}

export type Acceptance =
  | { readonly accepted: true }
  | { readonly accepted: false; /** The portal's words. */ readonly said: string };

/**
 * `POST settings/license/accept`: activates the staged license, else checks the present one again.
 * Any signed-in user; keys need `*:write`. The portal answers 200 even when it refuses: only
 * exactly `""` means success. May take over 7 seconds.
 * Errors: with `reached: 'maybe'` the license may or may not be active; read the tariff.
 * DocSpace server: LicenseController, LicenseReader.
 */
export async function acceptLicense(
  session: DocSpace,
  signal?: AbortSignal,
): Promise<WriteResult<Acceptance>> {
  const answer = await write(session, {
    method: 'POST',
    path: 'settings/license/accept',
    auth: 'key',
    timeout: patience,
    ...(signal ? { signal } : {}),
  });
  if (!answer.ok) return answer;
  const { response } = answer.value;
  if (response === '') return ok({ accepted: true });
  const found = shaped(v.string(), response);
  if (!found.ok) return { ...found, reached: 'maybe' };
  return ok({ accepted: false, said: plainText(found.value, session.key()) });
}

/**
 * `GET settings/license/refresh`: as {@link acceptLicense}, a change although it is a GET: it
 * also activates a staged file. Any signed-in user; keys need `*:read`. False: no enterprise or
 * developer portal.
 * Errors: `portal.notPaid` (402) with the portal's words is its way to say that the license is
 * missing, unreadable or not confirmed; `portal.badRequest` (400) a start date to come;
 * `portal.failed` (500) the editors' server is out of reach.
 * DocSpace server: LicenseController, LicenseReader.
 */
export async function refreshLicense(
  session: DocSpace,
  signal?: AbortSignal,
): Promise<WriteResult<boolean>> {
  const answer = await write(session, {
    method: 'GET',
    path: 'settings/license/refresh',
    auth: 'key',
    timeout: patience,
    ...(signal ? { signal } : {}),
  });
  if (!answer.ok) return answer;
  const found = shaped(v.boolean(), answer.value.response);
  return found.ok ? found : { ...found, reached: 'maybe' };
}

function saidIn(session: DocSpace, response: unknown): string {
  return typeof response === 'string' ? plainText(response, session.key()) : '';
}
