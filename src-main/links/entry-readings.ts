import * as v from 'valibot';
import type { EntryRef } from '../contract/entries';
import { ok, type Result } from '../contract/result';
import type { DocSpace } from '../docspace/session';
import type { EntryTable } from '../store/entry-table';
import { createReadings, type Keeping, type Readings } from '../sync/readings';
import { keptEntry, keptLinks, linkToStore, toStore } from './kept';
import { entryKey } from './names';
import { readEntry, type EntryReading } from './read-entry';

/** What is read of single entries: their links and the way to them. */
export interface EntryReadings {
  of(portalId: string, ref: EntryRef): Pick<Readings<EntryReading>, 'of' | 'look' | 'refresh'>;
  /**
   * A link of the entry was changed: reads it again. Several wishes while that is under way make
   * one more reading.
   */
  changed(portalId: string, ref: EntryRef): void;
  /** Lets go of what could not be read, so that the next look tries again. */
  retry(portalId: string): void;
  /** Drops memory and whatever is under way; what is in the store goes with `EntryTable.forget`. */
  forget(portalId: string): void;
}

export interface EntryReadingsOptions {
  readonly table: EntryTable;
  readonly sessionFor: (portalId: string) => Promise<Result<DocSpace>>;
  readonly now: () => Date;
  /** Hears the id of a portal of which more, or something else, is known now. */
  readonly changed: (portalId: string) => void;
  readonly heard: (portalId: string, outcome: Result<unknown>) => void;
  readonly report: (line: string, cause?: unknown) => void;
}

const kind = 'entry';
/** What comes out of the store was read with the schemas of its parts. */
const checkedBefore = v.custom<EntryReading>(() => true);

/** Makes the keeper of entries and their links. */
export function createEntryReadings(options: EntryReadingsOptions): EntryReadings {
  const { table } = options;
  const portals = new Map<string, Map<string, Readings<EntryReading>>>();
  /** Entries that are read after a change; `true`: once more after that. */
  const following = new Map<string, boolean>();

  function of(portalId: string, ref: EntryRef): Readings<EntryReading> {
    const entries = portals.get(portalId) ?? new Map<string, Readings<EntryReading>>();
    portals.set(portalId, entries);
    const key = entryKey(ref);
    const known = entries.get(key);
    if (known) return known;
    const fresh = createReadings<EntryReading, DocSpace, typeof kind>({
      ...options,
      kind,
      schema: checkedBefore,
      snapshots: keepingOf(table, ref),
      read: (session, { signal }) => readEntry(session, ref, signal),
    });
    entries.set(key, fresh);
    return fresh;
  }

  function follow(portalId: string, ref: EntryRef): void {
    const key = `${portalId} ${entryKey(ref)}`;
    if (following.has(key)) {
      following.set(key, true);
      return;
    }
    following.set(key, false);
    // With a signal it joins no other reading: one that began before the change would not know it.
    const { signal } = new AbortController();
    void of(portalId, ref)
      .refresh(portalId, { signal })
      .finally(() => {
        const again = following.get(key) === true;
        following.delete(key);
        if (again) follow(portalId, ref);
      });
  }

  return {
    of,
    changed: follow,

    retry(portalId) {
      const entries = portals.get(portalId);
      for (const [key, readings] of entries ?? []) {
        if (readings.peek(portalId).problem) entries?.delete(key);
      }
    },

    forget(portalId) {
      for (const readings of portals.get(portalId)?.values() ?? []) readings.forget(portalId);
      portals.delete(portalId);
    },
  };
}

/** The place of one entry in the store. */
const keepingOf = (table: EntryTable, ref: EntryRef): Keeping<EntryReading, typeof kind> => ({
  async get(portalId) {
    const stored = await table.get(portalId, ref);
    if (!stored.ok) return stored;
    const entry = stored.value && keptEntry(stored.value);
    if (!stored.value || !entry || stored.value.linksAsOf === null) return ok(null);
    const links = await table.links(portalId, ref);
    if (!links.ok) return links;
    const body: EntryReading = {
      ...entry,
      links: keptLinks(links.value),
      hidden: stored.value.linksHidden,
    };
    return ok({ body, asOf: stored.value.linksAsOf });
  },

  put: (portalId, _kind, reading, asOf) =>
    table.putLinks(
      portalId,
      toStore(reading),
      { shown: reading.links.map(linkToStore), hidden: reading.hidden },
      asOf,
    ),
});
