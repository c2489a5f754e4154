import { randomUUID } from 'node:crypto';
import { createEntryReadings } from '../links/entry-readings';
import { createListings } from '../links/listings';
import { createLinkService, type LinkService } from '../links/service';
import type { Change } from '../journal/change';
import type { Journal } from '../journal/service';
import type { Log } from '../diagnostics/log';
import type { Portals } from '../portals';
import type { SharingReadings } from '../sharing/sharing-readings';
import type { Database } from '../store/database';
import { createEntryTable } from '../store/entry-table';
import { createListingTable } from '../store/listing-table';

export interface LinkRoomOptions {
  readonly database: Database;
  readonly portals: Portals;
  readonly sharing: Pick<SharingReadings, 'sharings' | 'passwordRules'>;
  readonly journal: Pick<Journal, 'record' | 'open' | 'cancel' | 'listen'>;
  /** Minutes between two readings of a portal by itself; 0: never. */
  readonly refreshMinutes: () => number;
  /** Hears the id of a portal of which more, or something else, is known now. */
  readonly changed: (portalId: string) => void;
  readonly now: () => Date;
  readonly log: Log;
}

/** The room of external links, and what other rooms must tell it. */
export interface LinkRoom extends LinkService {
  /** The portal stands somewhere else, is seen with another key, or is gone. */
  forget(portalId: string): void;
}

/** Puts the room of external links together; nothing is read before somebody looks. */
export function openLinkRoom(options: LinkRoomOptions): LinkRoom {
  const { database, portals, sharing, journal, refreshMinutes, changed, now, log } = options;
  const { registry, reach, facts } = portals;
  const { sessionFor } = portals.sessions;
  const table = createEntryTable(database);
  const common = { sessionFor, now, changed, heard: reach.notePart, report: log };
  const readings = createEntryReadings({ ...common, table });
  const listings = createListings({
    ...common,
    table: createListingTable(database),
    staleAfterMs: () => refreshMinutes() * 60_000,
  });

  // What is shown of a link after a change of it was read from the portal.
  journal.listen(({ portalId, target, state }) => {
    if (target.kind !== 'link') return;
    changed(portalId);
    if (tells.has(state)) readings.changed(portalId, target.entry);
  });

  reach.listen((portalId, _before, after) => {
    if (after.state !== 'online') return;
    readings.retry(portalId);
    listings.retry(portalId);
    changed(portalId);
  });

  return {
    ...createLinkService({
      ...common,
      table,
      readings,
      listings,
      ...sharing,
      journal,
      uuid: randomUUID,
      portals: () => registry.all(),
      versionOf(portalId) {
        const record = registry.byId(portalId);
        const seen = record.ok ? record.value.seen : null;
        return facts.peek(portalId).facts?.version ?? seen?.version ?? null;
      },
    }),

    forget(portalId) {
      readings.forget(portalId);
      listings.forget(portalId);
      void table.forget(portalId).then((gone) => {
        if (!gone.ok) log(`Links of a portal are still in the store: ${gone.error.code}`);
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
