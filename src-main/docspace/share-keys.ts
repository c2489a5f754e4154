import * as v from 'valibot';
import { appError } from '../contract/app-error';
import type { EntryRef } from '../contract/entries';
import type { VisitorStatus } from '../contract/links';
import { fail, ok, type Result } from '../contract/result';
import { pathStep } from './entry-path';
import { wireId } from './entry-wire';
import type { DocSpace } from './session';
import { maybeFlag, maybeNumber, maybeText, shaped } from './shape';
import { askWhereTo, read, write } from './transport';

/** What a visitor with a share key finds. */
export interface ShareView {
  readonly status: VisitorStatus;
  /** What the link leads to; only told with `ok` and `passwordNeeded`. */
  readonly ref: EntryRef | null;
  readonly title: string | null;
  /** Only told with `ok`. */
  readonly linkId: string | null;
}

/** Numbers of DocSpace server: Status of ExternalShareDto. */
const statuses = [
  'ok',
  'invalid',
  'expired',
  'passwordNeeded',
  'passwordWrong',
  'denied',
] as const satisfies readonly VisitorStatus[];

const view = v.object({
  status: v.pipe(
    v.number(),
    v.transform((number) => statuses[number]),
    v.picklist(statuses),
  ),
  id: v.nullish(wireId, null),
  title: maybeText,
  type: maybeNumber,
  isRoom: maybeFlag,
  linkId: maybeText,
});

/** Number of DocSpace server: FileEntryType. */
const fileType = 2;
const noId = /^[0-]*$/;

/**
 * `GET files/share/{key}`: what a visitor finds who is not signed in. Never with the key of an
 * account, for which the portal would note the entry as "shared with me".
 * An unknown key is an answer (`invalid`), no failure. Errors: `portal.notPaid`.
 * DocSpace server: files SecurityController, ExternalLinkHelper, ExternalShare.
 */
export async function readShareKey(
  session: DocSpace,
  key: string,
  signal?: AbortSignal,
): Promise<Result<ShareView, 'net' | 'portal'>> {
  const step = pathStep(key);
  if (step === null) return ok(unknown);
  const answer = await read(session, {
    path: `files/share/${step}`,
    auth: 'none',
    ...(signal ? { signal } : {}),
  });
  return answer.ok ? viewOf(answer.value.response) : answer;
}

/**
 * `POST files/share/{key}/password`: whether a visitor gets in with this password; it sets none. A
 * link without password takes any. After five wrong ones within a minute the portal takes no more
 * from this computer for a minute (`blocked`, 403).
 * Errors: as {@link readShareKey}.
 * DocSpace server: files SecurityController, ExternalLinkHelper, BruteForceLoginManager.
 */
export async function tryPassword(
  session: DocSpace,
  key: string,
  password: string,
  signal?: AbortSignal,
): Promise<Result<ShareView, 'net' | 'portal'>> {
  const step = pathStep(key);
  if (step === null) return ok(unknown);
  const answer = await write(session, {
    method: 'POST',
    path: `files/share/${step}/password`,
    auth: 'none',
    body: { password },
    ...(signal ? { signal } : {}),
  });
  if (answer.ok) return viewOf(answer.value.response);
  const blocked = answer.error.code === 'portal.keyLacksRights';
  return blocked ? ok({ ...unknown, status: 'blocked' }) : fail(answer.error);
}

const unknown: ShareView = { status: 'invalid', ref: null, title: null, linkId: null };

function viewOf(response: unknown): Result<ShareView, 'portal'> {
  const found = shaped(view, response);
  if (!found.ok) return found;
  const { status, id, title, type, isRoom, linkId } = found.value;
  const container = isRoom ? 'room' : 'folder';
  return ok({
    status,
    ref: id === null || type === null ? null : { kind: type === fileType ? 'file' : container, id },
    title,
    linkId: linkId === null || noId.test(linkId) ? null : linkId,
  });
}

/**
 * Where a short link of this portal leads: the absolute address, which may be of another host and
 * is not followed. Asked without the key, and of the portal's own address only.
 * Errors: `portal.notFound` the portal knows no such link (it sends visitors to its start page), or
 * the link is of another host.
 * DocSpace server: UrlShortener.
 */
export async function resolveShortLink(
  session: DocSpace,
  url: string,
  signal?: AbortSignal,
): Promise<Result<string, 'net' | 'portal'>> {
  const own = new URL(session.baseUrl);
  const asked = URL.canParse(url) ? new URL(url) : null;
  if (asked?.host !== own.host) return fail(appError('portal.notFound'));
  const found = await askWhereTo(session, asked.pathname, signal);
  if (!found.ok) return found;
  const to = found.value === null ? null : new URL(found.value);
  const start = to === null || (to.host === own.host && to.pathname === '/');
  return start ? fail(appError('portal.notFound')) : ok(to.href);
}
