import { clipboard, session } from 'electron';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Handlers } from '../contract';
import { ok, type Result } from '../contract/result';
import type { Log } from '../diagnostics/log';
import { openDocsServers, type DocsServers } from '../docs-servers';
import { practiceHandlers } from '../ipc/practice';
import type { Publish } from '../ipc/publish';
import type { JournalOptions } from '../journal/service';
import { createLicenseService } from '../license/service';
import { openStagedLicenses } from '../license/staged-licenses';
import { createLimits } from '../net/limits';
import { createOverview } from '../overview/service';
import { createPortalLists } from '../portal-lists/service';
import type { NoticeWatchOptions } from '../notices/watch';
import { createPolicyService } from '../policies/service';
import { openPortals, type Portals } from '../portals';
import type { SecretStore } from '../secrets/secret-store';
import { externalSharingKey } from '../sharing/external-sharing-operation';
import { createSharingService } from '../sharing/service';
import type { Database } from '../store/database';
import type { BuiltOnStore } from '../store/gate';
import { createLinkCountTable } from '../store/link-count-table';
import { createSnapshots } from '../store/snapshots';
import { createStandingTable } from '../store/standing-table';
import type { Sync } from '../sync/service';
import { systemTimer } from '../sync/timer';
import { openBackground } from './background';
import { followAlterations } from './follow-alterations';
import { openJournalRoom } from './journal-room';
import { openLinkRoom } from './link-room';
import { openNotices } from './open-notices';
import { openPortalReadings } from './portal-readings';
import { alsoTellOverview } from './tell-overview';
import type { PickPurpose } from '../shell/file-picker';

/** Areas of the contract that need the store. */
export const roomAreas = [
  'portals',
  'license',
  'sharing',
  'links',
  'changes',
  'policies',
  'sync',
  'practice',
  'docsServers',
  'overview',
  'portalLists',
] as const;

export interface RoomsOptions {
  readonly dataFolder: string;
  readonly secrets: SecretStore;
  readonly publish: Publish;
  readonly pickFile: (purpose: PickPurpose) => Promise<string | null>;
  readonly saveFile: JournalOptions['saveFile'];
  readonly notices: Pick<NoticeWatchOptions, 'days' | 'canShow' | 'show'>;
  /** Minutes between two readings of a portal by itself; 0: never. */
  readonly refreshMinutes: () => number;
  /** Whether to spare the battery now. */
  readonly isOnBattery: () => boolean;
  readonly log: Log;
}

/** All that works on the open store. */
export interface Rooms extends BuiltOnStore {
  readonly calls: { readonly [A in (typeof roomAreas)[number]]: Handlers<A> };
  readonly portals: Portals;
  readonly docsServers: DocsServers;
  readonly sync: Sync;
}

/** Puts the rooms together. Asks no portal anything before the background refresh begins. */
export async function openRooms(
  options: RoomsOptions & { readonly database: Database; readonly keeps: boolean },
): Promise<Result<Rooms, 'store'>> {
  const { dataFolder, database, keeps, pickFile, log } = options;
  const now = (): Date => new Date();
  const snapshots = createSnapshots(database);
  const standings = createStandingTable(database);
  let lookAtLicenses = (): void => undefined;
  const publish = alsoTellOverview(options.publish, () => lookAtLicenses());

  const network = {
    limits: createLimits(),
    resolveSystemProxy: (address: string) => session.defaultSession.resolveProxy(address),
  };
  const portals = await openPortals({
    ...options,
    ...network,
    publish,
    pickCertificate: pickFile,
    altered: (portalId, how) => afterAlteration(portalId, how),
    report: log,
  });
  const { registry, sessions, reach } = portals;
  const { sessionFor } = sessions;

  const readings = openPortalReadings({
    portals,
    snapshots,
    publish,
    sharingRead: () => policyRoom.sharingRead(),
    now,
    log,
  });
  const { licenses } = readings;

  const staged = await openStagedLicenses({
    database,
    legacyFile: join(dataFolder, 'staged-licenses.json'),
    keeps,
    notSaved: (error) => log(`Staged licenses were not saved: ${error.code}`),
  });
  const journal = await openJournalRoom({
    database,
    portals,
    readings,
    staged,
    saveFile: options.saveFile,
    rests: () => options.refreshMinutes() === 0 || options.isOnBattery(),
    publish,
    now,
    log,
  });
  if (!journal.ok) return journal;
  const { calls: changes, ...changeBook } = journal.value;

  const license = createLicenseService({
    journal: changeBook,
    readings: licenses,
    staged,
    listPortals: () =>
      registry.all().map(({ id, name, address, seen }) => ({
        id,
        name,
        address,
        customerId: seen?.customerId ?? null,
      })),
    isOffline: (portalId) => reach.of(portalId).state === 'offline',
    pickFile: () => pickFile('license'),
    now,
    changed: (portalId) => publish('license', portalId),
    log,
    bug: log,
  });
  const links = openLinkRoom({
    ...readings,
    database,
    portals,
    journal: changeBook,
    refreshMinutes: options.refreshMinutes,
    changed: (portalId) => publish('links', portalId),
    now,
    log,
  });
  const sharing = createSharingService({
    isSaved: (portalId) => registry.byId(portalId).ok,
    ...readings,
    journal: changeBook,
    links,
    sessionFor,
    now,
  });
  changeBook.listen(({ portalId, operation, state }) => {
    if (operation !== externalSharingKey) return;
    publish('sharing', portalId);
    if (state === 'done') readings.readAfterChange(portalId);
  });

  const docsServers = await openDocsServers({
    ...options,
    ...network,
    publish,
    chosen: portals.chosen,
    intervalMinutes: options.refreshMinutes,
    writeClipboard: (text) => clipboard.writeText(text),
    report: log,
  });

  const notices = openNotices({
    ...options.notices,
    database,
    standings,
    portals: registry.all,
    docsServers,
    reachOf: reach.of,
    now,
    report: log,
  });
  lookAtLicenses = notices.look;

  const sync = openBackground({
    portals,
    readings,
    alongside: [docsServers.refresh, notices],
    snapshots,
    journal: changeBook,
    refreshMinutes: options.refreshMinutes,
    isOnBattery: options.isOnBattery,
    publish,
    log,
  });

  const afterAlteration = followAlterations({
    journal: changeBook,
    changes,
    license,
    readings: [readings.sharings, readings.fileSettings, readings.passwordRules, licenses, links],
    sync,
    log,
  });

  const { calls: policies, ...policyRoom } = createPolicyService({
    database,
    journal: changeBook,
    portals: () =>
      registry.all().map(({ id, name, seen }) => ({ id, name, version: seen?.version ?? null })),
    snapshots,
    readings: readings.sharings,
    reachOf: reach.of,
    publish: (id) => publish('policies', id),
    now,
    uuid: randomUUID,
    setTimer: systemTimer,
    report: log,
  });

  await policyRoom.settle();
  changeBook.start();
  policyRoom.start();
  sync.start();
  return ok({
    calls: {
      portals: portals.calls,
      license,
      sharing,
      links: links.calls,
      changes,
      policies,
      sync: sync.calls,
      practice: practiceHandlers(portals.practice),
      docsServers: docsServers.calls,
      overview: createOverview({
        standings,
        linkCounts: createLinkCountTable(database),
        docsServers: docsServers.summaries,
        now,
      }),
      portalLists: createPortalLists({
        registry,
        standings,
        pickFile: () => pickFile('portalList'),
        saveFile: options.saveFile,
        added: (portalId) => afterAlteration(portalId, 'added'),
        now,
      }),
    },
    portals,
    docsServers,
    sync,
    problems: [portals.problem, docsServers.problem, staged.problem].filter(
      (problem) => problem !== null,
    ),
    async close() {
      sync.close();
      await policyRoom.close();
      await changeBook.close();
      await docsServers.close();
      await portals.close();
    },
  });
}
