import { appError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import type { KeyCheck } from '../contract/sharing';
import { readPasted } from '../docspace/pasted-url';
import type { DocSpace } from '../docspace/session';
import { readShareKey, resolveShortLink, tryPassword } from '../docspace/share-keys';

/**
 * Opens a link as somebody who is not signed in, with `password` unless that is empty. A link
 * without a password is not sent one: the portal would call any password right.
 * Errors: `link.foreignHost`, `link.notUnderstood`, and those of the routes.
 */
export async function checkKey(
  session: DocSpace,
  asked: { readonly linkOrKey: string; readonly password: string; readonly now: () => Date },
): Promise<Result<KeyCheck, 'net' | 'portal' | 'link'>> {
  const { linkOrKey, password, now } = asked;
  const key = await shareKeyIn(session, linkOrKey);
  if (!key.ok) return key;
  const seen = await readShareKey(session, key.value);
  if (!seen.ok) return seen;
  const hasPassword = seen.value.status === 'passwordNeeded';
  const tried =
    hasPassword && password !== '' ? await tryPassword(session, key.value, password) : seen;
  if (!tried.ok) return tried;
  const { status } = tried.value;
  return ok({
    status,
    hasPassword,
    title: tried.value.title ?? seen.value.title,
    kind: (tried.value.ref ?? seen.value.ref)?.kind ?? null,
    at: now().toISOString(),
  });
}

/** The share key that a text holds: alone, in a long link, or behind a short one. */
async function shareKeyIn(
  session: DocSpace,
  text: string,
): Promise<Result<string, 'net' | 'portal' | 'link'>> {
  const pasted = readPasted(text, session.baseUrl);
  if (pasted.kind !== 'short') return keyOf(text, session.baseUrl);
  const long = await resolveShortLink(session, pasted.url);
  if (!long.ok) return long;
  return keyOf(long.value, session.baseUrl);
}

function keyOf(text: string, baseUrl: string): Result<string, 'link'> {
  const pasted = readPasted(text, baseUrl);
  switch (pasted.kind) {
    case 'shareKey':
      return ok(pasted.key);
    case 'entry':
      return pasted.shareKey === null ? fail(appError('link.notUnderstood')) : ok(pasted.shareKey);
    case 'otherHost':
      return fail(appError('link.foreignHost', { params: { host: pasted.host } }));
    case 'name':
      // Keys are made of letters, digits, `-` and `_`; anything else would become another path.
      return /^[\w-]+$/.test(pasted.text) ? ok(pasted.text) : fail(appError('link.notUnderstood'));
    default:
      return fail(appError('link.notUnderstood'));
  }
}
