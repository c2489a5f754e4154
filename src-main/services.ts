import { powerMonitor } from 'electron';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LicenseNotice } from './notices/watch';
import { openRooms, type Rooms, type RoomsOptions } from './rooms/open-rooms';
import { createDatabaseKeys } from './secrets/database-keys';
import { openKeychain } from './secrets/keychain';
import { createSecretStore, longestOnWindows, type SecretStore } from './secrets/secret-store';
import { canNotify } from './shell/notifications';
import { openPreferences, type Preferences } from './shell/preferences';
import { createStoreGate, type StoreGate } from './store/gate';
import databaseThread from './store/database-thread?modulePath';
import { openStore } from './store/open-store';
import { setStoreAside } from './store/store-files';
import type { VersionedFile } from './store/versioned-file';

export type ServicesOptions = Pick<
  RoomsOptions,
  'dataFolder' | 'publish' | 'pickFile' | 'saveFile' | 'log'
> & {
  /** Shows a desktop notification. */
  readonly notify: (notice: LicenseNotice) => void;
};

/** All that works behind the window. */
export interface Services {
  readonly preferences: VersionedFile<Preferences>;
  readonly secrets: SecretStore;
  /** The store and what is built on it; to be opened when the window is on its way. */
  readonly store: StoreGate<Rooms>;
  close(): Promise<void>;
}

/** Reads the preferences. Opening the store asks the keychain for its key. */
export async function openServices(options: ServicesOptions): Promise<Services> {
  const { dataFolder, publish, log } = options;
  const secrets = createSecretStore({
    open: openKeychain,
    ...(process.platform === 'win32' ? { longest: longestOnWindows } : {}),
  });
  await mkdir(dataFolder, { recursive: true });
  const preferencesRead = openPreferences(join(dataFolder, 'preferences.json'));
  const store = createStoreGate({
    open: () =>
      openStore({
        folder: dataFolder,
        keys: createDatabaseKeys(secrets),
        script: databaseThread,
        report: log,
      }),
    async build(database, keeps) {
      const preferences = await preferencesRead;
      return openRooms({
        ...options,
        database,
        keeps,
        secrets,
        notices: {
          days() {
            const { notifyLicenses, notifyDays } = preferences.get();
            return notifyLicenses ? notifyDays : [];
          },
          canShow: canNotify,
          show: options.notify,
        },
        refreshMinutes: () => preferences.get().refreshMinutes,
        isOnBattery: () => !preferences.get().refreshOnBattery && powerMonitor.isOnBatteryPower(),
      });
    },
    setAside: () => setStoreAside(dataFolder),
    changed: () => publish('store', 'store'),
    report: log,
  });
  const preferences = await preferencesRead;

  return {
    preferences,
    secrets,
    store,
    async close() {
      await store.close();
      await preferences.settled();
    },
  };
}
