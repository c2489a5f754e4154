import { setMaxListeners } from 'node:events';
import { appError, type AppError } from '../contract/app-error';
import type { EntryRef, Found } from '../contract/entries';
import { fail, ok, type Result } from '../contract/result';
import { getEntry, searchEntries } from '../docspace/browse';
import { readPasted, type Pasted } from '../docspace/pasted-url';
import type { PortalEntry } from '../docspace/portal-entry';
import type { DocSpace } from '../docspace/session';
import { readShareKey } from '../docspace/share-keys';
import type { EntryTable } from '../store/entry-table';
import { isAway } from './away';
import type { EntryReadings } from './entry-readings';
import { keptEntry, toStore, type KeptEntry } from './kept';
import { keyBehind, mayBeKey, type FoundKey } from './share-key';
import { shownEntry } from './shown';

type SessionGroups = 'saved' | 'keychain' | 'file' | 'net' | 'store';
type Groups = SessionGroups | 'portal' | 'link';
type FoundResult = Promise<Result<Found, Groups>>;

/** Finds entries by whatever a person types or pastes. */
export interface Finder {
  /**
   * A newer search of the same portal ends an older one with `net.cancelled`.
   * Errors: `link.notUnderstood`, `link.unknownEntry`, `link.unknownKey`, `link.needsNetwork`.
   */
  find(portalId: string, text: string): FoundResult;
}

export interface FinderOptions {
  readonly table: Pick<EntryTable, 'get' | 'put' | 'byKey' | 'search'>;
  readonly readings: Pick<EntryReadings, 'of'>;
  /** The saved portals. */
  readonly portals: () => readonly { readonly id: string; readonly address: string }[];
  readonly sessionFor: (portalId: string) => Promise<Result<DocSpace, SessionGroups>>;
  readonly heard: (portalId: string, outcome: Result<unknown>) => void;
  readonly now: () => Date;
}

/** Entries of one answer. */
const mostFound = 50;

/** A search under way. */
interface Search {
  readonly portalId: string;
  /** Of the session; an error: the portal cannot be asked. */
  readonly session: Result<DocSpace, SessionGroups>;
  readonly signal: AbortSignal;
}

export function createFinder(options: FinderOptions): Finder {
  const { table, readings, portals, sessionFor, heard, now } = options;
  const searches = new Map<string, AbortController>();

  return {
    async find(portalId, text) {
      const portal = portals().find(({ id }) => id === portalId);
      if (!portal) return fail(appError('saved.unknownPortal'));
      searches.get(portalId)?.abort();
      const control = new AbortController();
      searches.set(portalId, control);
      const { signal } = control;
      // A search asks many rooms at the same time.
      setMaxListeners(0, signal);
      const session = await sessionFor(portalId);
      const found = signal.aborted
        ? fail(appError('net.cancelled'))
        : await lookFor(readPasted(text, portal.address), { portalId, session, signal });
      if (searches.get(portalId) === control) searches.delete(portalId);
      // What came although nobody waits for it any more is not shown in the place of newer things.
      return signal.aborted ? fail(appError('net.cancelled')) : found;
    },
  };

  function lookFor(pasted: Pasted, search: Search): FoundResult {
    switch (pasted.kind) {
      case 'ids':
        return byIds(pasted, search);
      case 'entry':
        return byEntry(pasted.ref, pasted.shareKey, search);
      case 'place':
        return Promise.resolve(ok({ kind: 'place', place: pasted.place }));
      case 'shareKey':
        return byKey({ key: pasted.key, beside: null }, search);
      case 'short':
        return byShortLink(pasted.url, search);
      case 'page':
        return Promise.resolve(fail(appError('link.notUnderstood')));
      case 'otherHost':
        return Promise.resolve(ok(otherPortal(pasted.host)));
      case 'name':
        return byName(pasted.text, search);
    }
  }

  function otherPortal(host: string): Found {
    const other = portals().find(({ address }) => new URL(address).host === host);
    return { kind: 'otherPortal', host, portalId: other?.id ?? null };
  }

  /** Files and folders count on their own. A number may also be a part of a name. */
  async function byIds(
    { candidates, text }: Extract<Pasted, { kind: 'ids' }>,
    search: Search,
  ): FoundResult {
    const told = await Promise.all(candidates.map((ref) => entryOf(ref, search)));
    const failed = told.find((one) => !one.ok && one.error.code !== 'link.needsNetwork');
    if (failed && !failed.ok) return failed;
    const found = told.flatMap((one) => (one.ok && one.value ? [one.value] : []));
    const [only, second] = found;
    if (only && !second) return ok(shown(only, null));
    if (!only) return byName(text, search);
    const from = search.session.ok ? 'portal' : 'here';
    return ok({ kind: 'entries', rows: found.map(shownEntry), from, more: false, problem: null });
  }

  async function byEntry(ref: EntryRef, key: string | null, search: Search): FoundResult {
    const entry = await entryOf(ref, search);
    if (!entry.ok) return entry;
    if (entry.value === null) return fail(appError('link.unknownEntry'));
    return ok(shown(entry.value, key && (await linkOf(entry.value.entry.ref, key, search))));
  }

  async function byShortLink(url: string, search: Search): FoundResult {
    const { session, signal } = search;
    const key = session.ok ? await keyBehind(session.value, url, signal) : session;
    if (key.ok) return byKey(key.value, search);
    const kept = isAway(key.error) ? await table.byKey(search.portalId, { url }) : null;
    if (!kept?.ok || !kept.value) return fail(awayAsNeed(key.error));
    return byKept(kept.value, search);
  }

  async function byKey({ key, beside }: FoundKey, search: Search): FoundResult {
    const { portalId, session, signal } = search;
    const byShareKey = await table.byKey(portalId, { shareKey: key });
    const kept = byShareKey.ok ? byShareKey.value : null;
    const seen = session.ok ? await readShareKey(session.value, key, signal) : session;
    if (session.ok) heard(portalId, seen);
    if (!seen.ok)
      return kept && isAway(seen.error) ? byKept(kept, search) : fail(awayAsNeed(seen.error));
    // Of a link that is over, or for DocSpace users only, nobody is told where it leads.
    for (const ref of [seen.value.ref, kept?.ref, beside]) {
      const entry = ref ? await entryOf(ref, search) : ok(null);
      if (!entry.ok) return entry;
      if (!entry.value) continue;
      return ok(shown(entry.value, await linkOf(entry.value.entry.ref, key, search)));
    }
    return fail(appError('link.unknownKey'));
  }

  async function byKept(
    { ref, linkId }: { readonly ref: EntryRef; readonly linkId: string },
    search: Search,
  ): FoundResult {
    const entry = await entryOf(ref, search);
    if (!entry.ok) return entry;
    return entry.value ? ok(shown(entry.value, linkId)) : fail(appError('link.unknownEntry'));
  }

  async function byName(text: string, search: Search): FoundResult {
    if (text === '') return fail(appError('link.notUnderstood'));
    const { portalId, session, signal } = search;
    if (mayBeKey(text) && (await isKey(text, search))) {
      return byKey({ key: text, beside: null }, search);
    }
    const matches = session.ok
      ? await searchEntries(session.value, { text, most: mostFound }, signal)
      : session;
    if (session.ok) heard(portalId, matches);
    if (!matches.ok) return amongKept(text, matches.error, search);
    const { entries, more } = matches.value;
    await keep(portalId, entries);
    const rows = entries.map((entry) => shownEntry({ entry, roomType: entry.roomType }));
    return ok({ kind: 'entries', rows, from: 'portal', more, problem: null });
  }

  /** A name of one long word looks like a key, but nobody knows it. */
  async function isKey(text: string, { portalId, session, signal }: Search): Promise<boolean> {
    const kept = await table.byKey(portalId, { shareKey: text });
    if (kept.ok && kept.value) return true;
    const seen = session.ok ? await readShareKey(session.value, text, signal) : session;
    return seen.ok && seen.value.status !== 'invalid';
  }

  /** What was seen before, while the portal cannot be asked. */
  async function amongKept(
    text: string,
    problem: AppError<Groups>,
    { portalId }: Search,
  ): FoundResult {
    const found = await table.search(portalId, text, mostFound + 1);
    if (!found.ok) return found;
    const kept = found.value.flatMap((stored) => keptEntry(stored) ?? []);
    const rows = kept.slice(0, mostFound).map(shownEntry);
    const more = kept.length > mostFound;
    return ok({ kind: 'entries', rows, from: 'here', more, problem });
  }

  /**
   * An entry as the portal tells it, or as it is kept while that cannot be asked; `null`: there is
   * none. Errors: `link.needsNetwork`.
   */
  async function entryOf(
    ref: EntryRef,
    { portalId, session, signal }: Search,
  ): Promise<Result<Pick<KeptEntry, 'entry' | 'roomType'> | null, Groups>> {
    const told = session.ok ? await getEntry(session.value, ref, signal) : session;
    if (session.ok) heard(portalId, told);
    if (told.ok) {
      if (told.value) await keep(portalId, [told.value]);
      return ok(told.value && { entry: told.value, roomType: told.value.roomType });
    }
    const stored = await table.get(portalId, ref);
    const kept = stored.ok && stored.value ? keptEntry(stored.value) : null;
    return kept ? ok(kept) : fail(awayAsNeed(told.error));
  }

  /** The entry's own link with a share key; `null`: it has none that this account is shown. */
  async function linkOf(
    ref: EntryRef,
    key: string,
    { portalId, session }: Search,
  ): Promise<string | null> {
    const reading = readings.of(portalId, ref);
    if (session.ok) await reading.refresh(portalId);
    const { value } = await reading.of(portalId);
    return value?.links.find(({ shareKey }) => shareKey === key)?.id ?? null;
  }

  async function keep(portalId: string, entries: readonly PortalEntry[]): Promise<void> {
    const kept = entries.map((entry) =>
      toStore({ entry, roomType: entry.roomType, own: null, path: null }),
    );
    // Should it fail, what was found is only not known the next time without a network.
    await table.put(portalId, kept, now().toISOString());
  }
}

const shown = (entry: Pick<KeptEntry, 'entry' | 'roomType'>, linkId: string | null): Found => ({
  kind: 'entry',
  entry: shownEntry(entry),
  linkId,
});

const awayAsNeed = (error: AppError<Groups>): AppError<Groups> =>
  isAway(error) ? appError('link.needsNetwork') : error;
