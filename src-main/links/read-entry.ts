import { appError } from '../contract/app-error';
import type { EntryRef } from '../contract/entries';
import { fail, ok, type Result } from '../contract/result';
import { getSelf } from '../docspace/account';
import { getEntry, getPath, type PathStep } from '../docspace/browse';
import { listLinks, peekRoomPrimary, type LinkList } from '../docspace/links';
import type { PortalEntry } from '../docspace/portal-entry';
import type { DocSpace } from '../docspace/session';
import type { KeptEntry } from './kept';
import { roomTypeOf } from './shown';

/** An entry with its external links, as one look at the portal tells them. */
export interface EntryReading extends KeptEntry, LinkList {}

/**
 * Reads an entry, its links and the way to it.
 * Errors: `link.unknownEntry` when the portal has none; those of the routes.
 */
export async function readEntry(
  session: DocSpace,
  ref: EntryRef,
  signal?: AbortSignal,
): Promise<Result<EntryReading>> {
  const [told, listed] = await Promise.all([
    getEntry(session, ref, signal),
    listLinks(session, ref, signal),
  ]);
  if (!told.ok) return told;
  if (told.value === null) return fail(appError('link.unknownEntry'));
  const entry = told.value;
  // A folder that turned out to be a room has its links elsewhere.
  const isAsAsked = entry.ref.kind === ref.kind;
  const [links, path, own] = await Promise.all([
    linksOf(session, entry, isAsAsked ? listed : null, signal),
    wayTo(session, entry, signal),
    isOwn(session, entry, signal),
  ]);
  if (!links.ok) return links;
  return ok({ entry, roomType: roomTypeOf(entry, path), own, path, ...links.value });
}

async function linksOf(
  session: DocSpace,
  entry: PortalEntry,
  listed: Awaited<ReturnType<typeof listLinks>> | null,
  signal: AbortSignal | undefined,
): Promise<Result<LinkList>> {
  const { ref, canShare, shared } = entry;
  const list = listed ?? (await listLinks(session, ref, signal));
  if (!list.ok) {
    // The entry is there: the portal is too old to tell links of folders.
    return list.error.code === 'portal.notFound' ? ok({ links: [], hidden: 0 }) : list;
  }
  // Of folders and rooms, the portal does not tell how many it keeps to itself.
  if (ref.kind === 'file' || list.value.links.length > 0 || !shared) return list;
  if (ref.kind !== 'room' || canShare !== false) return ok({ links: [], hidden: 1 });
  const primary = await peekRoomPrimary(session, ref.id, signal);
  if (!primary.ok) return primary;
  return ok(primary.value ? { links: [primary.value], hidden: 0 } : { links: [], hidden: 1 });
}

/** `null`: the portal does not tell this account. */
async function wayTo(
  session: DocSpace,
  { ref, parentId }: PortalEntry,
  signal: AbortSignal | undefined,
): Promise<readonly PathStep[] | null> {
  const folderId = ref.kind === 'file' ? parentId : ref.id;
  if (folderId === null) return null;
  const path = await getPath(session, folderId, signal);
  return path.ok ? path.value : null;
}

/** Only of folders it matters who made them. `null`: not known. */
async function isOwn(
  session: DocSpace,
  { ref, createdBy }: PortalEntry,
  signal: AbortSignal | undefined,
): Promise<boolean | null> {
  if (ref.kind !== 'folder' || createdBy === null) return null;
  const self = await getSelf(session, signal);
  return self.ok ? self.value.id === createdBy : null;
}
