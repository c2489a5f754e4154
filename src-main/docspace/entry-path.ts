import type { EntryRef } from '../contract/entries';

/**
 * One step of an address that carries an id or key. `null`: no address can carry it, for addresses
 * leave `.` and `..` out and know no halves of characters; no portal has such an id.
 */
export function pathStep(text: string): string | null {
  const lost = text === '' || text === '.' || text === '..' || /\p{Surrogate}/u.test(text);
  return lost ? null : encodeURIComponent(text);
}

/**
 * Below `files/`, where an entry's links are asked for and set. Ids of connected storages are text
 * with any characters in it. `null`: as {@link pathStep}.
 */
export function linksPath({ kind, id }: EntryRef): string | null {
  const step = pathStep(id);
  return step && `files/${kind === 'room' ? 'rooms' : kind}/${step}/links`;
}
