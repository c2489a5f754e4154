import type { Change } from '../journal/change';
import type { Journal } from '../journal/service';
import type { Database } from '../store/database';
import { createEntryTable } from '../store/entry-table';
import { createListingTable } from '../store/listing-table';
import { createEntryReadings } from './entry-readings';
import { createListings, type ListingsOptions } from './listings';
import { createLinkService, type LinkService, type LinkServiceOptions } from './service';

/** What main hands in. */
export interface LinksOptions
  extends
    Omit<LinkServiceOptions, 'table' | 'readings' | 'listings'>,
    Pick<ListingsOptions, 'staleAfterMs' | 'report'> {
  readonly database: Database;
  readonly journal: Pick<Journal, 'record' | 'open' | 'cancel' | 'byId' | 'listen'>;
}

/** The room of external links, and what other rooms must tell it. */
export interface Links extends LinkService {
  /** The portal can be reached again: what could not be read is read at the next look. */
  retry(portalId: string): void;
  /**
   * The portal stands somewhere else, is seen with another key, or is gone: drops all that was read
   * of it.
   */
  forget(portalId: string): void;
}

/** Puts the room of external links together; nothing is read before somebody looks. */
export function openLinks(options: LinksOptions): Links {
  const { database, journal, changed, report } = options;
  const table = createEntryTable(database);
  const readings = createEntryReadings({ ...options, table });
  const listings = createListings({ ...options, table: createListingTable(database) });

  // What is shown of a link after a change of it was read from the portal.
  journal.listen(({ portalId, target, state }) => {
    if (target.kind !== 'link') return;
    changed(portalId);
    if (tells.has(state)) readings.changed(portalId, target.entry);
  });

  return {
    ...createLinkService({ ...options, table, readings, listings }),

    retry(portalId) {
      readings.retry(portalId);
      listings.retry(portalId);
      changed(portalId);
    },

    forget(portalId) {
      readings.forget(portalId);
      listings.forget(portalId);
      void table.forget(portalId).then((gone) => {
        if (!gone.ok) report(`Links of a portal are still in the store: ${gone.error.code}`);
      });
    },
  };
}

/** After these, the portal may hold something else of a link than was read before. */
const tells: ReadonlySet<Change['state']> = new Set<Change['state']>([
  'done',
  'failed',
  'conflict',
  'unknown',
]);
