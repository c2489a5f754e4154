import { app, shell } from 'electron';
import type { Handlers } from './contract';
import type { AppStart, Locale } from './contract/app';
import type { Log } from './diagnostics/log';
import { allMarks } from './diagnostics/marks';
import { supportReport } from './diagnostics/support-report';
import { appHandlers } from './ipc/app';
import type { PortalRecord } from './portals/record';
import type { Services } from './services';
import { systemLocale } from './shell/language';
import type { Preferences } from './shell/preferences';

export interface AppCallsOptions {
  readonly services: Services;
  readonly dataFolder: string;
  /** Makes changed preferences take effect at once. */
  readonly apply: (preferences: Preferences) => void;
  /** Opens a page in the browser; asks first for hosts that are not known. */
  readonly openExternal: (
    url: string,
    knownHosts: ReadonlySet<string>,
  ) => Promise<'opened' | 'declined' | 'refused'>;
  /** The list of portals stands on the screen. */
  readonly usable: () => void;
  readonly log: Log;
  /** The newest lines of the log. */
  readonly recent: () => readonly string[];
}

/** The calls about the app as a whole, over the services behind the window. */
export function appCalls(options: AppCallsOptions): Handlers<'app'> {
  const { services, dataFolder, apply, log } = options;
  const { preferences, secrets, store } = services;
  const locale = (): Locale => preferences.get().locale ?? systemLocale();
  const problems = preferences.problem === null ? [] : [preferences.problem];

  /** Empty while the store is closed. */
  const savedPortals = async (): Promise<readonly PortalRecord[]> => {
    const rooms = await store.rooms();
    return rooms.ok ? rooms.value.portals.registry.all() : [];
  };

  return appHandlers({
    preferences,
    apply,
    start: (): AppStart => ({
      version: app.getVersion(),
      platform:
        process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
      theme: preferences.get().theme,
      locale: locale(),
      lastPage: preferences.get().lastPage,
      refreshMinutes: preferences.get().refreshMinutes,
      refreshOnBattery: preferences.get().refreshOnBattery,
      notifyLicenses: preferences.get().notifyLicenses,
      notifyDays: preferences.get().notifyDays,
      storeProblems: problems,
    }),
    usable: options.usable,
    secretMode: secrets.mode,
    store,
    async openExternal(url) {
      const portals = await savedPortals();
      return options.openExternal(url, new Set(portals.map((one) => new URL(one.address).host)));
    },
    async openDataFolder() {
      const problem = await shell.openPath(dataFolder);
      if (problem) log(`Could not open the data folder: ${problem}`);
    },
    async supportReport() {
      const state = store.state();
      const found = state.state === 'closed' ? [state.error] : [];
      const told = state.state === 'open' ? state.problems : found;
      return supportReport({
        appVersion: app.getVersion(),
        locale: locale(),
        secretMode: (await secrets.mode()).mode,
        portals: (await savedPortals()).length,
        marks: allMarks(),
        problems: [...problems, ...told].map(({ code }) => code),
        recentLog: options.recent(),
      });
    },
  });
}
