import { appError } from '../contract/app-error';
import type { EntryRef } from '../contract/entries';
import { fail, ok, type Result } from '../contract/result';
import { readPasted } from '../docspace/pasted-url';
import type { DocSpace } from '../docspace/session';
import { resolveShortLink } from '../docspace/share-keys';

/** A share key, and the entry that stood beside it in the address. */
export interface FoundKey {
  readonly key: string;
  readonly beside: EntryRef | null;
}

/** Letters and digits, `-` and `_`; real ones are much longer than any name of one word. */
const keyAlone = /^[\w-]{20,}$/;

/** Whether a text that is no address may be a share key by itself. */
export const mayBeKey = (text: string): boolean => keyAlone.test(text);

/** A share link that has to be resolved by its portal first. */
type Readable =
  | { readonly kind: 'key'; readonly found: FoundKey }
  | { readonly kind: 'short'; readonly url: string };

/**
 * Reads a share link in any form, or a share key alone.
 * Errors: `link.foreignHost`, `link.notUnderstood`.
 */
export function readLinkOrKey(text: string, baseUrl: string): Result<Readable, 'link'> {
  const pasted = readPasted(text, baseUrl);
  switch (pasted.kind) {
    case 'shareKey':
      return ok({ kind: 'key', found: { key: pasted.key, beside: null } });
    case 'entry':
      return pasted.shareKey === null
        ? fail(appError('link.notUnderstood'))
        : ok({ kind: 'key', found: { key: pasted.shareKey, beside: pasted.ref } });
    case 'short':
      return ok({ kind: 'short', url: pasted.url });
    case 'otherHost':
      return fail(appError('link.foreignHost', { params: { host: pasted.host } }));
    case 'name':
      return mayBeKey(pasted.text)
        ? ok({ kind: 'key', found: { key: pasted.text, beside: null } })
        : fail(appError('link.notUnderstood'));
    default:
      return fail(appError('link.notUnderstood'));
  }
}

/** The share key that a text holds: alone, in a long link, or behind a short one. */
export async function keyIn(
  session: DocSpace,
  linkOrKey: string,
): Promise<Result<FoundKey, 'net' | 'portal' | 'link'>> {
  const read = readLinkOrKey(linkOrKey, session.baseUrl);
  if (!read.ok) return read;
  return read.value.kind === 'key' ? ok(read.value.found) : keyBehind(session, read.value.url);
}

/**
 * The share key behind a short link. Errors: `link.unknownKey` when the portal has no such link;
 * those of `readLinkOrKey` for where it leads.
 */
export async function keyBehind(
  session: DocSpace,
  url: string,
  signal?: AbortSignal,
): Promise<Result<FoundKey, 'net' | 'portal' | 'link'>> {
  const long = await resolveShortLink(session, url, signal);
  if (!long.ok) {
    return long.error.code === 'portal.notFound' ? fail(appError('link.unknownKey')) : long;
  }
  const read = readLinkOrKey(long.value, session.baseUrl);
  if (!read.ok) return read;
  // A short link that leads to another one leads nowhere.
  return read.value.kind === 'key' ? ok(read.value.found) : fail(appError('link.notUnderstood'));
}
