import type { EntryRef } from '../contract/entries';
import type { VisitorStatus } from '../contract/links';
import type { Result } from '../contract/result';
import type { DocSpace } from './session';

/** What a visitor with a share key finds. */
export interface ShareView {
  readonly status: VisitorStatus;
  /** What the link leads to; only told with `ok` and `passwordNeeded`. */
  readonly ref: EntryRef | null;
  readonly title: string | null;
  /** Only told with `ok`. */
  readonly linkId: string | null;
}

export async function readShareKey(
  _session: DocSpace,
  _key: string,
  _signal?: AbortSignal,
): Promise<Result<ShareView, 'net' | 'portal'>> {
  throw new Error('not written yet');
}

/** Status `blocked`: too many wrong passwords, for a minute. */
export async function tryPassword(
  _session: DocSpace,
  _key: string,
  _password: string,
  _signal?: AbortSignal,
): Promise<Result<ShareView, 'net' | 'portal'>> {
  throw new Error('not written yet');
}

/** Gives the absolute address that a short link leads to. `portal.notFound`: the portal has no such link. */
export async function resolveShortLink(
  _session: DocSpace,
  _url: string,
  _signal?: AbortSignal,
): Promise<Result<string, 'net' | 'portal'>> {
  throw new Error('not written yet');
}
