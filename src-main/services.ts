import { session } from 'electron';
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { AppError } from './contract/app-error';
import type { Log } from './diagnostics/log';
import type { Publish } from './ipc/publish';
import { createLicenseService, type LicenseService } from './license/service';
import { createStagedLicenses, stagedByPortal } from './license/staged-licenses';
import { createLimits } from './net/limits';
import { openPortals, type Portals } from './portals';
import { openKeychain } from './secrets/keychain';
import { createSecretStore, longestOnWindows, type SecretStore } from './secrets/secret-store';
import type { PickPurpose } from './shell/file-picker';
import { openPreferences, type Preferences } from './shell/preferences';
import { openVersionedFile, type VersionedFile } from './store/versioned-file';

export interface ServicesOptions {
  readonly dataFolder: string;
  readonly publish: Publish;
  readonly pickFile: (purpose: PickPurpose) => Promise<string | null>;
  readonly log: Log;
}

/** All that works behind the window. */
export interface Services {
  readonly preferences: VersionedFile<Preferences>;
  readonly secrets: SecretStore;
  readonly portals: Portals;
  readonly license: LicenseService;
  /** What was wrong with the files that Gatehouse keeps. */
  readonly storeProblems: readonly AppError<'store'>[];
  close(): Promise<void>;
}

/** Puts the rooms together. Reads the app's own small files; no keychain, no network. */
export async function openServices(options: ServicesOptions): Promise<Services> {
  const { dataFolder, publish, pickFile, log } = options;
  const now = (): Date => new Date();
  const secrets = createSecretStore({
    open: openKeychain,
    ...(process.platform === 'win32' ? { longest: longestOnWindows } : {}),
  });
  await mkdir(dataFolder, { recursive: true });

  const [preferences, stagedFile, portals] = await Promise.all([
    openPreferences(join(dataFolder, 'preferences.json')),
    openVersionedFile({
      path: join(dataFolder, 'staged-licenses.json'),
      version: 1,
      schema: stagedByPortal,
      empty: {},
    }),
    openPortals({
      dataFolder,
      secrets,
      limits: createLimits(),
      resolveSystemProxy: (address) => session.defaultSession.resolveProxy(address),
      pickCertificate: pickFile,
      publish: (topic, id) => {
        publish(topic, id);
        if (topic === 'portals') forgetMoved(id);
      },
      report: log,
    }),
  ]);

  const license = createLicenseService({
    sessionFor: portals.sessions.sessionFor,
    listPortals: () =>
      portals.registry.all().map(({ id, name, address, seen }) => ({
        id,
        name,
        address,
        customerId: seen?.customerId ?? null,
      })),
    pickFile: () => pickFile('license'),
    staged: createStagedLicenses({
      file: stagedFile,
      notSaved: (error) => log(`Staged licenses were not saved: ${error.code}`),
    }),
    now,
    wait: (milliseconds) => wait(milliseconds),
    uuid: randomUUID,
    changed: (portalId) => publish('license', portalId),
    heard: portals.reach.note,
    log,
    bug: log,
  });

  const addresses = new Map(portals.registry.all().map(({ id, address }) => [id, address]));
  /** What was known of a portal's license ends when the portal is removed or stands elsewhere. */
  function forgetMoved(portalId: string): void {
    const record = portals.registry.byId(portalId);
    const before = addresses.get(portalId);
    // The practice portal is the same one at whatever port it finds free.
    if (record.ok && record.value.practicePort !== null) return;
    const after = record.ok ? record.value.address : undefined;
    if (after === undefined) addresses.delete(portalId);
    else addresses.set(portalId, after);
    if (before !== undefined && before !== after) void license.forgetPortal(portalId);
  }

  return {
    preferences,
    secrets,
    portals,
    license,
    storeProblems: [preferences.problem, stagedFile.problem, portals.problem].filter(
      (problem) => problem !== null,
    ),
    async close() {
      await portals.close();
      await Promise.all([preferences.settled(), stagedFile.settled()]);
    },
  };
}
