import { appError } from '../contract/app-error';
import { browsePage, type EntryRef, type Place } from '../contract/entries';
import { fail, ok, type Failed, type Result } from '../contract/result';
import { getSelf } from './account';
import { pathStep } from './entry-path';
import { wireFile, wireFolder } from './entry-wire';
import { askListing, searchArea, type Listing, type ListQuestion } from './listing';
import type { PortalEntry } from './portal-entry';
import type { DocSpace } from './session';
import { shaped } from './shape';
import { read } from './transport';

export type { Listing, PathStep } from './listing';
export { searchEntries } from './search-entries';

/** Which part of a place. */
export interface Range {
  readonly place: Place;
  readonly offset: number;
  /** At most {@link browsePage}; more is cut. */
  readonly count: number;
}

/**
 * A part of what lies in a place, in the order that the account last chose on the portal.
 * `GET files/rooms`, `GET files/@my`, `GET files/{id}`. Keys need `rooms:read` or `files:read`.
 * Errors: `portal.notFound`, also for an id that no address can carry; `portal.keyLacksRights`
 * (403) the place is not this account's to read; `portal.keyRefused`; `portal.notPaid`.
 * DocSpace server: VirtualRoomsController, FoldersController.
 */
export async function listPlace(
  session: DocSpace,
  { place, offset, count }: Range,
  signal?: AbortSignal,
): Promise<Result<Listing, 'net' | 'portal'>> {
  const part = {
    startIndex: Math.max(0, Math.floor(offset)),
    count: Math.min(browsePage, Math.max(1, Math.floor(count))),
  };
  const question = questionFor(place, part);
  if (question === null) return fail(appError('portal.notFound'));
  return settled(session, await askListing(session, question, signal), signal);
}

function questionFor(
  place: Place,
  part: { readonly startIndex: number; readonly count: number },
): ListQuestion | null {
  switch (place.at) {
    case 'rooms':
      return { path: 'files/rooms', query: { ...part, searchArea: searchArea.active } };
    case 'archive':
      return { path: 'files/rooms', query: { ...part, searchArea: searchArea.archive } };
    case 'my':
      return { path: 'files/@my', query: part };
    case 'folder': {
      const step = pathStep(place.id);
      return step === null ? null : { path: `files/${step}`, query: part };
    }
  }
}

/**
 * Up to 3.6.1, routes that answer strangers too take a dead key for a stranger's, and refuse it in
 * words that are none about the key. So a refusal counts once the login is proved.
 * DocSpace server: FoldersController, FilesController (`[AllowAnonymous]`).
 */
async function settled<R extends Result<unknown, 'net' | 'portal'>>(
  session: DocSpace,
  result: R,
  signal: AbortSignal | undefined,
): Promise<R | Failed<'net' | 'portal'>> {
  const doubtful = ['portal.notFound', 'portal.keyLacksRights'];
  if (result.ok || !doubtful.includes(result.error.code)) return result;
  const self = await getSelf(session, signal);
  // A key without the scope for this question is alive.
  return self.ok || self.error.code === 'portal.keyLacksRights' ? result : self;
}

/**
 * `GET files/file/{id}`, `GET files/folder/{id}`: one entry, `null` when the portal has none. A
 * folder that is a room comes back as a room, and the other way round. Keys need `files:read`.
 * Errors: `portal.keyLacksRights` (403) it is not this account's to read; `portal.keyRefused`;
 * `portal.notPaid`.
 * DocSpace server: FilesController, FoldersController.
 */
export async function getEntry(
  session: DocSpace,
  { kind, id }: EntryRef,
  signal?: AbortSignal,
): Promise<Result<PortalEntry | null, 'net' | 'portal'>> {
  const step = pathStep(id);
  if (step === null) return ok(null);
  const isFile = kind === 'file';
  const answer = await read(session, {
    path: `files/${isFile ? 'file' : 'folder'}/${step}`,
    auth: 'key',
    ...(signal ? { signal } : {}),
  });
  if (answer.ok) return shaped(isFile ? wireFile : wireFolder, answer.value.response);
  const refusal = await settled(session, answer, signal);
  return refusal.error.code === 'portal.notFound' ? ok(null) : refusal;
}

/**
 * The way to a folder or room, itself last. `GET files/{id}` for one entry only: no other route
 * tells the room types along the way.
 * Errors: as {@link listPlace}.
 */
export async function getPath(
  session: DocSpace,
  folderId: string,
  signal?: AbortSignal,
): Promise<Result<Listing['path'], 'net' | 'portal'>> {
  const range: Range = { place: { at: 'folder', id: folderId }, offset: 0, count: 1 };
  const listing = await listPlace(session, range, signal);
  return listing.ok ? ok(listing.value.path) : listing;
}
