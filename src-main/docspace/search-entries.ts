import type { ErrorCode } from '../contract/app-error';
import { browsePage } from '../contract/entries';
import { ok, type Result } from '../contract/result';
import { pathStep } from './entry-path';
import { askListing, searchArea, type Listing, type ListQuestion } from './listing';
import type { PortalEntry } from './portal-entry';
import type { DocSpace } from './session';

/** What a search found. */
export interface Matches {
  readonly entries: readonly PortalEntry[];
  /** There are, or may be, more than are told. */
  readonly more: boolean;
}

type Listed = Result<Listing, 'net' | 'portal'>;

/** How many rooms a search looks into, and into how many of them at the same time. */
const searchedRooms = 36;
const atOnce = 6;

/** Why one place may have nothing to tell while the others do. */
const ofOnePlace: readonly ErrorCode[] = [
  'portal.notFound',
  'portal.keyLacksRights',
  'portal.badRequest',
  'portal.brokenAnswer',
  'portal.failed',
];

/**
 * Looks for entries by a part of their name: rooms, archived ones too, then My documents, then
 * the content of rooms, both with all their folders. The server has no search over the content of
 * all rooms: they are asked a few at a time, the first {@link searchedRooms} in the account's own
 * order, until there are `most` entries (at most 100). A room that cannot be searched is left out.
 * Errors: `portal.keyRefused`, `portal.keyLacksRights` (scope), `portal.notPaid`.
 * DocSpace server: FolderContentDtoHelper (a filter makes a list go through all folders),
 * FileSecurity (GetVirtualRoomsAsync finds no files in rooms of another name).
 */
export async function searchEntries(
  session: DocSpace,
  { text, most }: { readonly text: string; readonly most: number },
  signal?: AbortSignal,
): Promise<Result<Matches, 'net' | 'portal'>> {
  const filterValue = text.trim();
  if (filterValue === '') return ok({ entries: [], more: false });
  const count = Math.min(browsePage, Math.max(1, Math.floor(most)));
  const within = { filterValue, withSubFolders: true, count };
  const list = (path: string, query: ListQuestion['query']): Promise<Listed> =>
    askListing(session, { path, query }, signal);

  const [named, mine, rooms] = await Promise.all([
    list('files/rooms', { filterValue, count, searchArea: searchArea.any }),
    // Guests have no documents of their own.
    list('files/@my', within),
    list('files/rooms', { count: searchedRooms, searchArea: searchArea.active }),
  ]);
  if (!named.ok) return named;
  if (!rooms.ok) return rooms;

  const lists = [named, mine];
  const steps = rooms.value.entries.flatMap(({ ref }) => pathStep(ref.id) ?? []);
  let asked = 0;
  while (asked < steps.length && entriesIn(lists).length < count) {
    const next = steps.slice(asked, asked + atOnce);
    lists.push(...(await Promise.all(next.map((step) => list(`files/${step}`, within)))));
    asked += next.length;
    if (lists.some(endsAll)) break;
  }
  const end = lists.find(endsAll);
  if (end) return end;
  const entries = entriesIn(lists);
  const told = lists.every((one) => one.ok && one.value.entries.length >= one.value.total);
  const more = !told || entries.length > count || asked < rooms.value.total;
  return ok({ entries: entries.slice(0, count), more });
}

function endsAll(result: Listed): result is Extract<Listed, { ok: false }> {
  return !result.ok && !ofOnePlace.includes(result.error.code);
}

/** Each entry once, in the order in which they were found. */
function entriesIn(lists: readonly Listed[]): readonly PortalEntry[] {
  const all = lists.flatMap((one) => (one.ok ? one.value.entries : []));
  return [...new Map(all.map((entry) => [`${entry.ref.kind}:${entry.ref.id}`, entry])).values()];
}
