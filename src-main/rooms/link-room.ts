import { randomUUID } from 'node:crypto';
import type { Log } from '../diagnostics/log';
import { openLinks, type Links, type LinksOptions } from '../links/open-links';
import type { Portals } from '../portals';
import type { SharingReadings } from '../sharing/sharing-readings';
import type { Database } from '../store/database';

export interface LinkRoomOptions extends Pick<SharingReadings, 'sharings' | 'passwordRules'> {
  readonly database: Database;
  readonly portals: Portals;
  readonly journal: LinksOptions['journal'];
  /** Minutes between two readings of a portal by itself; 0: never. */
  readonly refreshMinutes: () => number;
  /** Hears the id of a portal of which more, or something else, is known now. */
  readonly changed: (portalId: string) => void;
  readonly now: () => Date;
  readonly log: Log;
}

/** Puts the room of external links among the others. */
export function openLinkRoom({ portals, refreshMinutes, log, ...options }: LinkRoomOptions): Links {
  const { registry, reach, facts, sessions } = portals;
  const links = openLinks({
    ...options,
    sessionFor: sessions.sessionFor,
    heard: reach.notePart,
    report: log,
    staleAfterMs: () => refreshMinutes() * 60_000,
    uuid: randomUUID,
    portals: () => registry.all(),
    versionOf(portalId) {
      const record = registry.byId(portalId);
      const seen = record.ok ? record.value.seen : null;
      return facts.peek(portalId).facts?.version ?? seen?.version ?? null;
    },
  });
  reach.listen((portalId, _before, { state }) => {
    if (state === 'online') links.retry(portalId);
  });
  return links;
}
