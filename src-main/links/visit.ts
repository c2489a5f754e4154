import type { VisitorCheck } from '../contract/links';
import { ok, type Result } from '../contract/result';
import type { ExternalLink } from '../docspace/portal-entry';
import type { DocSpace } from '../docspace/session';
import { readShareKey } from '../docspace/share-keys';
import { keyIn } from './share-key';

/**
 * Opens a link as somebody would who is not signed in; never with the key of an account. Of a link
 * that the portal made anew it tells the address, but not the key.
 * Errors: `link.notUnderstood`, `link.foreignHost` for an address of which no share key can be
 * read; those of the routes.
 */
export async function visit(
  session: DocSpace,
  { shareKey, url }: Pick<ExternalLink, 'shareKey' | 'url'>,
  now: () => Date,
): Promise<Result<VisitorCheck, 'net' | 'portal' | 'link'>> {
  const key = shareKey === null ? await keyIn(session, url) : ok({ key: shareKey });
  if (!key.ok) return key;
  const seen = await readShareKey(session, key.value.key);
  if (!seen.ok) return seen;
  const { status, title, ref } = seen.value;
  return ok({ status, title, kind: ref?.kind ?? null, at: now().toISOString() });
}
