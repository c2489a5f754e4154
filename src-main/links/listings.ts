import { randomUUID } from 'node:crypto';
import { appError, type AppError } from '../contract/app-error';
import {
  browsePage,
  type BrowsePage,
  type Crumb,
  type Entry,
  type Place,
} from '../contract/entries';
import { fail, ok, type Result } from '../contract/result';
import { listPlace, type Listing } from '../docspace/browse';
import type { DocSpace } from '../docspace/session';
import type { ListingTable, PlaceHead, StoredPage } from '../store/listing-table';
import { keptEntry, keptPath, toStore } from './kept';
import { placeKey } from './names';
import { createPageQueue, type PageQueue } from './page-queue';
import { roomTypeOf, shownEntry, shownPath } from './shown';

/** Which entries of a place. */
interface Part {
  readonly offset: number;
  readonly limit: number;
}

interface KeptPages {
  readonly head: PlaceHead | null;
  readonly pages: readonly StoredPage[];
}

/** What lies where on portals: from the store at once, and read page by page as it is looked at. */
export interface Listings {
  browse(portalId: string, place: Place, part: Part): Promise<Result<BrowsePage, 'store'>>;
  /** Reads a place again, from its beginning; its other pages when they are looked at. */
  reload(portalId: string, place: Place): void;
  /** What could not be read is asked for again at the next look. */
  retry(portalId: string): void;
  /** Drops memory and what is under way; what is in the store goes with `EntryTable.forget`. */
  forget(portalId: string): void;
}

export interface ListingsOptions {
  readonly table: ListingTable;
  readonly sessionFor: (portalId: string) => Promise<Result<DocSpace>>;
  readonly now: () => Date;
  /** After how long something that was read is asked for again, in ms; 0: not by itself. */
  readonly staleAfterMs: () => number;
  /** Hears the id of a portal of which more is known now. */
  readonly changed: (portalId: string) => void;
  readonly heard: (portalId: string, outcome: Result<unknown>) => void;
  readonly report: (line: string, cause?: unknown) => void;
}

/** What happened to a place in this run of the app. Times in milliseconds since 1970. */
interface Seen {
  /** When each page was read. */
  readonly read: Map<number, number>;
  /** When a page could not be read. */
  readonly failed: Map<number, number>;
  total: number | null;
  problem: AppError | null;
  /** Readings that came to an end, good or bad. */
  ended: number;
}

interface PortalState {
  readonly places: Map<string, Seen>;
  readonly queue: PageQueue;
}

/** A page that could not be read is not asked for again before, in milliseconds. */
const pauseAfterFailure = 30_000;

/** Makes the keeper of listings. Asks nothing before somebody looks. */
export function createListings(options: ListingsOptions): Listings {
  const { table, sessionFor, now, staleAfterMs, changed, heard, report } = options;
  const portals = new Map<string, PortalState>();

  return {
    async browse(portalId, place, part) {
      const { first, last } = pagesOf(part);
      const kept = await keptPages(portalId, place, part);
      if (!kept.ok) return kept;
      const { head, pages } = kept.value;
      // Wanted last is read first: the beginning of what is on the screen.
      for (let page = last; page >= first; page -= 1) {
        const isBehindEnd = head !== null && page > 0 && page * browsePage >= head.total;
        const isKept = pages.some((one) => one.page === page);
        if (!isBehindEnd && (!isKept || isStale(portalId, place, page))) {
          want(portalId, place, page);
        }
      }
      return ok(shownPart(portalId, place, kept.value, part));
    },

    reload(portalId, place) {
      const seen = seenOf(portalId, place);
      seen.read.clear();
      seen.failed.clear();
      want(portalId, place, 0);
      changed(portalId);
    },

    retry(portalId) {
      for (const { failed } of portals.get(portalId)?.places.values() ?? []) failed.clear();
    },

    forget: (portalId) => void portals.delete(portalId),
  };

  /** What is kept of some pages; looked for once more when one was read in the meantime. */
  async function keptPages(
    portalId: string,
    place: Place,
    part: Part,
  ): Promise<Result<KeptPages, 'store'>> {
    const { ended } = seenOf(portalId, place);
    const kept = await fromStore(portalId, place, part);
    const isOld = seenOf(portalId, place).ended !== ended;
    return isOld ? fromStore(portalId, place, part) : kept;
  }

  async function fromStore(
    portalId: string,
    place: Place,
    part: Part,
  ): Promise<Result<KeptPages, 'store'>> {
    const { first, last } = pagesOf(part);
    const head = await table.head(portalId, placeKey(place));
    if (!head.ok) return head;
    const pages = await table.pages(portalId, placeKey(place), first, last);
    return pages.ok ? ok({ head: head.value, pages: pages.value }) : pages;
  }

  function shownPart(
    portalId: string,
    place: Place,
    { head, pages }: KeptPages,
    part: Part,
  ): BrowsePage {
    const { problem } = seenOf(portalId, place);
    const { queue } = stateOf(portalId);
    const { first, last } = pagesOf(part);
    const asked = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    const shown = unbroken(pages, first);
    return {
      path: shownHead(place, head),
      rows: rowsOf(shown, part.offset - first * browsePage, part.limit),
      total: head?.total ?? null,
      asOf: shown.map(({ asOf }) => asOf).toSorted()[0] ?? null,
      reading: asked.some((page) => queue.has(nameOf(place, page))),
      problem,
    };
  }

  function isStale(portalId: string, place: Place, page: number): boolean {
    const at = seenOf(portalId, place).read.get(page);
    const interval = staleAfterMs();
    return at === undefined || (interval > 0 && now().getTime() - at > interval);
  }

  function want(portalId: string, place: Place, page: number): void {
    const failedAt = seenOf(portalId, place).failed.get(page);
    if (failedAt !== undefined && now().getTime() - failedAt < pauseAfterFailure) return;
    const state = stateOf(portalId);
    state.queue.want(nameOf(place, page), () => readPage(portalId, state, place, page));
  }

  async function readPage(
    portalId: string,
    state: PortalState,
    place: Place,
    page: number,
  ): Promise<void> {
    // What is read from here on may be another portal's, or another account's, by the end.
    const isForgotten = (): boolean => portals.get(portalId) !== state;
    if (isForgotten()) return;
    const listing = await attempt(portalId, place, page);
    if (isForgotten()) return;
    heard(portalId, listing);
    const kept = listing.ok ? await keep(portalId, place, page, listing.value) : listing;
    const seen = seenOf(portalId, place);
    seen.ended += 1;
    seen.problem = kept.ok ? null : kept.error;
    if (!kept.ok) seen.failed.set(page, now().getTime());
  }

  async function attempt(portalId: string, place: Place, page: number): Promise<Result<Listing>> {
    try {
      const session = await sessionFor(portalId);
      if (!session.ok) return session;
      const offset = page * browsePage;
      return await listPlace(session.value, { place, offset, count: browsePage });
    } catch (cause) {
      const reference = randomUUID().slice(0, 8);
      report(`Bug ${reference} while listing a place`, cause);
      return fail(appError('bridge.bug', { params: { reference } }));
    }
  }

  async function keep(
    portalId: string,
    place: Place,
    page: number,
    { entries, total, path }: Listing,
  ): Promise<Result<void, 'store'>> {
    const at = now();
    const seen = seenOf(portalId, place);
    // Something came or went: the other pages may have moved.
    if (seen.total !== null && seen.total !== total) seen.read.clear();
    seen.total = total;
    seen.read.set(page, at.getTime());
    const kept = entries.map((entry) =>
      toStore({ entry, roomType: roomTypeOf(entry, path), own: null, path: null }),
    );
    const content = { page, total, path, entries: kept };
    return table.put(portalId, placeKey(place), content, at.toISOString());
  }

  function stateOf(portalId: string): PortalState {
    const state = portals.get(portalId) ?? {
      places: new Map<string, Seen>(),
      queue: createPageQueue(() => changed(portalId)),
    };
    portals.set(portalId, state);
    return state;
  }

  function seenOf(portalId: string, place: Place): Seen {
    const { places } = stateOf(portalId);
    const key = placeKey(place);
    const seen = places.get(key) ?? {
      read: new Map<number, number>(),
      failed: new Map<number, number>(),
      total: null,
      problem: null,
      ended: 0,
    };
    places.set(key, seen);
    return seen;
  }
}

const pagesOf = ({ offset, limit }: Part) => ({
  first: Math.floor(offset / browsePage),
  last: Math.floor((offset + limit - 1) / browsePage),
});

const nameOf = (place: Place, page: number): string => `${placeKey(place)} ${page}`;

/** The pages from the first one asked for up to the first that is missing. */
function unbroken(pages: readonly StoredPage[], first: number): readonly StoredPage[] {
  const gap = pages.findIndex(({ page }, index) => page !== first + index);
  return gap === -1 ? pages : pages.slice(0, gap);
}

function rowsOf(pages: readonly StoredPage[], skip: number, limit: number): readonly Entry[] {
  const entries = pages.flatMap((page) => page.entries).slice(skip, skip + limit);
  return entries.flatMap((stored) => {
    const kept = keptEntry(stored);
    return kept ? [shownEntry(kept)] : [];
  });
}

function shownHead(place: Place, head: PlaceHead | null): readonly Crumb[] {
  const path = head && keptPath(head.path);
  return path && path.length > 0 ? shownPath(path) : [{ place, title: null }];
}
