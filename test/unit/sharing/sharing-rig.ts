import { randomUUID } from 'node:crypto';
import { appError } from '../../../src-main/contract/app-error';
import { fail, ok } from '../../../src-main/contract/result';
import type { Fields } from '../../../src-main/journal/change';
import type { Intent, Journal } from '../../../src-main/journal/service';
import { createSharingService } from '../../../src-main/sharing/service';
import { createSharingReadings } from '../../../src-main/sharing/sharing-readings';
import { createSnapshots } from '../../../src-main/store/snapshots';
import { sessionFor } from '../docspace/portal-server';
import { openPortal, today } from '../practice-portal/portal';
import { memoryDatabase } from '../store/memory-database';

export const portalId = randomUUID();
export const changeId = randomUUID();

/** The service over a practice portal and a real store; the journal and the links only listen. */
export async function openDesk(options: { readonly record?: Journal['record'] } = {}) {
  const portal = await openPortal();
  const session = await sessionFor(portal.address, { key: () => portal.key });
  const database = await memoryDatabase();
  await database.write([
    { sql: 'INSERT INTO portals (id, position, body) VALUES (?, 1, ?)', values: [portalId, '{}'] },
  ]);
  const snapshots = createSnapshots(database);
  const intents: Intent[] = [];
  const asked: string[] = [];
  const desk = { pending: {} as Fields };
  const newReadings = () =>
    createSharingReadings({
      sessionFor: () => Promise.resolve(ok(session)),
      snapshots,
      now: () => today,
      changed: () => undefined,
      heard: () => undefined,
      report(line) {
        throw new Error(line);
      },
    });
  const readings = newReadings();
  const serviceOver = (kept: typeof readings) =>
    createSharingService({
      isSaved: (id) => id === portalId,
      ...kept,
      links: {
        linkBehindKey(...all) {
          asked.push(`find ${all.slice(1).join(' ')}`);
          return Promise.resolve(fail(appError('link.unknownKey')));
        },
        recordPasswordByKey(...all) {
          asked.push(`set ${all.slice(1).join(' ')}`);
          return Promise.resolve(ok({ changeId }));
        },
      },
      sessionFor: () => Promise.resolve(ok(session)),
      now: () => today,
      journal: {
        pendingFields: (id, key) =>
          id === portalId && key === 'settings.externalSharing' ? desk.pending : {},
        record:
          options.record ??
          ((intent) => {
            intents.push(intent);
            return Promise.resolve(ok({ changeId }));
          }),
      },
    });
  return {
    desk,
    portal,
    readings,
    snapshots,
    intents,
    /** What the room of links was asked. */
    asked,
    service: serviceOver(readings),
    /** The service in the next run of the app. */
    restarted: () => serviceOver(newReadings()),
  };
}
