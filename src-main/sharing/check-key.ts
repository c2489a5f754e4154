import { ok, type Result } from '../contract/result';
import type { KeyCheck } from '../contract/sharing';
import type { DocSpace } from '../docspace/session';
import { readShareKey, tryPassword } from '../docspace/share-keys';
import { keyIn } from '../links/share-key';

/**
 * Opens a link as somebody who is not signed in, with `password` unless that is empty. A link
 * without a password is not sent one: the portal would call any password right.
 * Errors: `link.foreignHost`, `link.notUnderstood`, `link.unknownKey`, and those of the routes.
 */
export async function checkKey(
  session: DocSpace,
  asked: { readonly linkOrKey: string; readonly password: string; readonly now: () => Date },
): Promise<Result<KeyCheck, 'net' | 'portal' | 'link'>> {
  const { linkOrKey, password, now } = asked;
  const found = await keyIn(session, linkOrKey);
  if (!found.ok) return found;
  const { key } = found.value;
  const seen = await readShareKey(session, key);
  if (!seen.ok) return seen;
  const hasPassword = seen.value.status === 'passwordNeeded';
  const tried = hasPassword && password !== '' ? await tryPassword(session, key, password) : seen;
  if (!tried.ok) return tried;
  return ok({
    status: tried.value.status,
    hasPassword,
    // With a wrong password, the portal does not name it again.
    title: tried.value.title ?? seen.value.title,
    kind: (tried.value.ref ?? seen.value.ref)?.kind ?? null,
    at: now().toISOString(),
  });
}
