import { clipboard, session } from 'electron';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Handlers } from '../contract';
import { ok, type Result } from '../contract/result';
import { sharingSettings, type SharingSettings } from '../contract/sharing';
import type { Log } from '../diagnostics/log';
import { openDocsServers, type DocsServers } from '../docs-servers';
import { getSharingSettings } from '../docspace/sharing-settings';
import { practiceHandlers } from '../ipc/practice';
import type { Publish } from '../ipc/publish';
import { registered } from '../journal/registered';
import { openJournal, type JournalOptions } from '../journal/service';
import { licenseReading, readLicenseState, type LicenseReading } from '../license/license-reading';
import { createLicenseOperation } from '../license/operation';
import { createLicenseService } from '../license/service';
import { openStagedLicenses } from '../license/staged-licenses';
import { createLimits } from '../net/limits';
import { createOverview } from '../overview/service';
import { createPortalLists } from '../portal-lists/service';
import type { NoticeWatchOptions } from '../notices/watch';
import { createPolicyService } from '../policies/service';
import { openPortals, type Portals } from '../portals';
import type { SecretStore } from '../secrets/secret-store';
import {
  externalSharingKey,
  externalSharingOperation,
} from '../sharing/external-sharing-operation';
import { createSharingService } from '../sharing/service';
import type { Database } from '../store/database';
import type { BuiltOnStore } from '../store/gate';
import { createSnapshots, type SnapshotKind } from '../store/snapshots';
import { createStandingTable } from '../store/standing-table';
import { createReadings } from '../sync/readings';
import { createSync, type Sync } from '../sync/service';
import { systemTimer } from '../sync/timer';
import { alsoTellOverview } from './tell-overview';
import { followAlterations } from './follow-alterations';
import { openNotices } from './open-notices';
import type { Refresher } from '../sync/tracks';
import type { PickPurpose } from '../shell/file-picker';

/** Areas of the contract that need the store. */
export const roomAreas = [
  'portals',
  'license',
  'sharing',
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

/** Portals whose changes are sent at the same time; the network room limits the requests. */
const journalsAtOnce = 16;

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
  const { registry, sessions, reach, facts } = portals;
  const { sessionFor } = sessions;

  const common = { sessionFor, snapshots, now, heard: reach.notePart, report: log };
  const licenses = createReadings<LicenseReading>({
    ...common,
    kind: 'license',
    schema: licenseReading,
    read: readLicenseState,
    changed: (portalId) => publish('license', portalId),
  });
  const sharings = createReadings<SharingSettings>({
    ...common,
    kind: 'sharing',
    schema: sharingSettings,
    read: (opened, { signal }) => getSharingSettings(opened, signal),
    changed(portalId) {
      publish('sharing', portalId);
      policyRoom.sharingRead();
    },
  });

  const staged = await openStagedLicenses({
    database,
    legacyFile: join(dataFolder, 'staged-licenses.json'),
    keeps,
    notSaved: (error) => log(`Staged licenses were not saved: ${error.code}`),
  });
  const isOffline = (portalId: string): boolean => reach.of(portalId).state === 'offline';
  const rests = (): boolean => options.refreshMinutes() === 0 || options.isOnBattery();
  const journal = await openJournal({
    database,
    operations: [
      registered(externalSharingOperation),
      registered(
        createLicenseOperation({
          readings: licenses,
          staged,
          now,
          wait: (milliseconds) => wait(milliseconds),
        }),
      ),
    ],
    sessionFor,
    portal(portalId) {
      const record = registry.byId(portalId);
      if (!record.ok) return null;
      const account = facts.peek(portalId).facts?.account.email ?? null;
      return { name: record.value.name, account };
    },
    // Where nobody looks for a portal in the background, its changes look for it themselves.
    isOffline: (portalId) => isOffline(portalId) && !rests(),
    heard: reach.notePart,
    publish: (id) => publish('changes', id),
    saveFile: options.saveFile,
    now,
    random: Math.random,
    uuid: randomUUID,
    setTimer: systemTimer,
    atOnce: journalsAtOnce,
    report: log,
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
    isOffline,
    pickFile: () => pickFile('license'),
    now,
    changed: (portalId) => publish('license', portalId),
    log,
    bug: log,
  });
  const sharing = createSharingService({
    isSaved: (portalId) => registry.byId(portalId).ok,
    readings: sharings,
    journal: changeBook,
  });
  changeBook.listen(({ portalId, operation, state }) => {
    if (operation !== externalSharingKey) return;
    publish('sharing', portalId);
    // One that began before the write would tell what is no longer true.
    if (state === 'done') void sharings.refresh(portalId, { refresh: true });
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

  const sync = createSync({
    reach,
    portalIds: () => registry.all().map(({ id }) => id),
    refreshers: [
      refresherOf('facts', facts),
      refresherOf('license', licenses),
      refresherOf('sharing', sharings),
    ],
    snapshots,
    intervalMinutes: options.refreshMinutes,
    isOnBattery: options.isOnBattery,
    resumeChanges: changeBook.resume,
    alongside: [docsServers.refresh, notices],
    nameOf(portalId) {
      const record = registry.byId(portalId);
      return record.ok ? record.value.name : null;
    },
    changed: () => publish('sync', 'sync'),
    report: log,
  });

  const afterAlteration = followAlterations({
    journal: changeBook,
    changes,
    license,
    readings: [sharings, licenses],
    sync,
    log,
  });

  const { calls: policies, ...policyRoom } = createPolicyService({
    database,
    journal: changeBook,
    portals: () =>
      registry.all().map(({ id, name, seen }) => ({ id, name, version: seen?.version ?? null })),
    snapshots,
    readings: sharings,
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
      changes,
      policies,
      sync: sync.calls,
      practice: practiceHandlers(portals.practice),
      docsServers: docsServers.calls,
      overview: createOverview({ standings, docsServers: docsServers.summaries }),
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

/** What the background refresh needs of something that is read of portals. */
function refresherOf(
  kind: SnapshotKind,
  readings: {
    peek(portalId: string): { readonly asOf: string | null };
    refresh(portalId: string): Promise<Result<unknown>>;
  },
): Refresher {
  return {
    kind,
    asOf: (portalId) => readings.peek(portalId).asOf,
    refresh: (portalId) => readings.refresh(portalId),
  };
}
