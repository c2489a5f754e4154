import { createHash } from 'node:crypto';
import { isOf } from '../tables/file-kinds';
import type { Entry } from './entries';
import type { Link } from './links';

const alphabet = '5XzpDt6wZRdsTrJkSY_cgPyxN4j-fnb9WKBF8vh3GH72QqmLVCM';
const codeLength = 15;

/** The visitor's key of a link: its id, signed. Only `linkIdOf` reads it. */
export function requestTokenOf({ id }: Pick<Link, 'id'>): string {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  return Buffer.concat([bytes, signatureOf(bytes)]).toString('base64url');
}

/** The id of the link that a visitor's key names; `null`: the portal never gave out such a key. */
export function linkIdOf(requestToken: string): string | null {
  const bytes = Buffer.from(requestToken, 'base64url');
  const id = bytes.subarray(0, 16);
  if (bytes.length !== 26 || !bytes.subarray(16).equals(signatureOf(id))) return null;
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function signatureOf(bytes: Buffer): Buffer {
  return createHash('sha256').update('practice link').update(bytes).digest().subarray(0, 10);
}

/** The address behind a link, without the portal's own. DocSpace server: FilesLinkUtility. */
export function longPathOf(link: Pick<Link, 'id'>, entry: Entry): string {
  const id = encodeURIComponent(entry.id);
  const key = encodeURIComponent(requestTokenOf(link));
  if (entry.kind === 'folder') {
    return `/rooms/share?key=${key}${entry.room === null ? `&folder=${id}` : ''}`;
  }
  if (isOf('extsWebPreviewed', entry.title)) return `/doceditor?fileid=${id}&share=${key}`;
  return isOf('extsImage', entry.title) || isOf('extsMediaPreviewed', entry.title)
    ? `/share/preview/${id}?share=${key}`
    : `/filehandler.ashx?action=download&fileid=${id}&share=${key}`;
}

/** The fifteen characters behind `/s/` that stand for a long address. */
export function shortCodeOf(longPath: string): string {
  const digest = createHash('sha256').update(longPath).digest();
  return Array.from(
    digest.subarray(0, codeLength),
    (byte) => alphabet[byte % alphabet.length],
  ).join('');
}
