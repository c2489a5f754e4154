import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Result } from '../contract/result';
import type { Log } from '../diagnostics/log';
import type { Publish } from '../ipc/publish';
import { registered } from '../journal/registered';
import { openJournal, type Journal, type JournalOptions } from '../journal/service';
import { createLicenseOperation } from '../license/operation';
import type { StagedLicenses } from '../license/staged-licenses';
import { linkOperationsFor } from '../links/operations';
import type { Portals } from '../portals';
import { externalSharingOperation } from '../sharing/external-sharing-operation';
import type { Database } from '../store/database';
import { systemTimer } from '../sync/timer';
import type { PortalReadings } from './portal-readings';

export interface JournalRoomOptions {
  readonly database: Database;
  readonly portals: Portals;
  readonly readings: Pick<PortalReadings, 'licenses'>;
  readonly staged: StagedLicenses;
  readonly saveFile: JournalOptions['saveFile'];
  /** Whether nobody looks for portals in the background now: their changes do it themselves then. */
  readonly rests: () => boolean;
  readonly publish: Publish;
  readonly now: () => Date;
  readonly log: Log;
}

/** Portals whose changes are sent at the same time; the network room limits the requests. */
const journalsAtOnce = 16;

/** Opens the journal with all operations there are. Nothing is sent before its `start`. */
export function openJournalRoom(options: JournalRoomOptions): Promise<Result<Journal, 'store'>> {
  const { database, portals, readings, staged, saveFile, rests, publish, now, log } = options;
  const { registry, reach, facts } = portals;
  return openJournal({
    database,
    operations: [
      registered(externalSharingOperation),
      registered(
        createLicenseOperation({
          readings: readings.licenses,
          staged,
          now,
          wait: (milliseconds) => wait(milliseconds),
        }),
      ),
      ...linkOperationsFor(now),
    ],
    sessionFor: portals.sessions.sessionFor,
    portal(portalId) {
      const record = registry.byId(portalId);
      if (!record.ok) return null;
      const account = facts.peek(portalId).facts?.account.email ?? null;
      return { name: record.value.name, account };
    },
    isOffline: (portalId) => reach.of(portalId).state === 'offline' && !rests(),
    heard: reach.notePart,
    publish: (id) => publish('changes', id),
    saveFile,
    now,
    random: Math.random,
    uuid: randomUUID,
    setTimer: systemTimer,
    atOnce: journalsAtOnce,
    report: log,
  });
}
