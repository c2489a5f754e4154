import type { EntryRef } from '../contract/entries';
import type { LinksView } from '../contract/links';
import type { SharingSettings } from '../contract/sharing';
import type { ExternalLink } from '../docspace/portal-entry';
import type { Journal } from '../journal/service';
import type { EntryTable } from '../store/entry-table';
import type { Readings } from '../sync/readings';
import type { EntryReadings } from './entry-readings';
import { groundOf, type Ground } from './ground';
import { keptEntry, type KeptEntry } from './kept';
import { pendingChanges, type PendingChanges } from './pending';

/** All that is known of an entry's links, and what is on its way to them. */
export interface Known extends Pick<LinksView, 'hidden' | 'asOf' | 'reading' | 'problem'> {
  /** Its name on the portal: what was taken for a folder may have turned out to be a room. */
  readonly ref: EntryRef;
  /** `null`: it was never read. */
  readonly entry: KeptEntry | null;
  readonly ground: Ground | null;
  readonly links: readonly ExternalLink[];
  readonly changes: ReadonlyMap<string, PendingChanges>;
}

export interface KnownOptions {
  readonly table: Pick<EntryTable, 'get'>;
  readonly readings: Pick<EntryReadings, 'of'>;
  readonly sharings: Pick<Readings<SharingSettings>, 'look'>;
  readonly journal: Pick<Journal, 'open'>;
  /** The version that a portal told last; `null`: none yet. */
  readonly versionOf: (portalId: string) => string | null;
}

/**
 * Puts together what is known of an entry, from memory or the store.
 * @param how `look`: what was not read in this run of the app is read meanwhile.
 */
export async function knownOf(
  options: KnownOptions,
  portalId: string,
  ref: EntryRef,
  how: 'look' | 'of',
): Promise<Known> {
  const { table, readings, sharings, journal, versionOf } = options;
  const { value, ...state } = await readings.of(portalId, ref)[how](portalId);
  const stored = value ? null : await table.get(portalId, ref);
  const entry = value ?? (stored?.ok && stored.value ? keptEntry(stored.value) : null);
  const sharing = await sharings.look(portalId);
  const own = entry?.entry.ref ?? ref;
  return {
    ...state,
    ref: own,
    entry,
    ground: entry && groundOf(entry, versionOf(portalId), sharing.value),
    links: value?.links ?? [],
    hidden: value?.hidden ?? 0,
    changes: pendingChanges(journal.open(portalId), own),
  };
}
