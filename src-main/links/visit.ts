import type { VisitorCheck } from '../contract/links';
import { appError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import type { ExternalLink } from '../docspace/portal-entry';
import type { DocSpace } from '../docspace/session';
import { readShareKey } from '../docspace/share-keys';
import { keyBehind, readLinkOrKey } from './share-key';

/**
 * Opens a link as somebody would who is not signed in; never with the key of an account.
 * Errors: `link.notUnderstood` for an address of which no share key can be read; those of the routes.
 */
export async function visit(
  session: DocSpace,
  link: Pick<ExternalLink, 'shareKey' | 'url'>,
  now: () => Date,
): Promise<Result<VisitorCheck, 'net' | 'portal' | 'link'>> {
  const key = link.shareKey === null ? await keyIn(session, link.url) : ok(link.shareKey);
  if (!key.ok) return key;
  const seen = await readShareKey(session, key.value);
  if (!seen.ok) return seen;
  const { status, title, ref } = seen.value;
  return ok({ status, title, kind: ref?.kind ?? null, at: now().toISOString() });
}

/** After a revocation the portal tells the new link's address, but not its key. */
async function keyIn(
  session: DocSpace,
  url: string,
): Promise<Result<string, 'net' | 'portal' | 'link'>> {
  const read = readLinkOrKey(url, session.baseUrl);
  if (!read.ok) return fail(appError('link.notUnderstood'));
  const found =
    read.value.kind === 'key' ? ok(read.value.found) : await keyBehind(session, read.value.url);
  return found.ok ? ok(found.value.key) : found;
}
