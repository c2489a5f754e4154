import { app, nativeTheme, shell, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import type { AppStart, Locale } from './contract/app';
import { createLog } from './diagnostics/log';
import { allMarks, mark } from './diagnostics/marks';
import { supportReport } from './diagnostics/support-report';
import { appHandlers } from './ipc/app';
import { practiceHandlers } from './ipc/practice';
import { createPublisher } from './ipc/publish';
import { createRegister } from './ipc/register';
import { openServices, type Services } from './services';
import { openExternal } from './shell/external-link';
import { pickFile } from './shell/file-picker';
import { speak, systemLocale } from './shell/language';
import { setMenu, withoutMenu } from './shell/menu';
import type { Preferences } from './shell/preferences';
import { quitCleanly } from './shell/quit';
import { announceScheme, serveWindow, startPage } from './shell/scheme';
import { applySecurityRules, denyPermissions, isFromWindow } from './shell/security';
import { bringToFront, openWindow } from './shell/window';

mark('main');

const dataFolder = app.getPath('userData');
/** Set by `npm run dev`; a packaged app shows nothing but its own files. */
const developmentServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
const { log, recent } = createLog(join(dataFolder, 'logs', 'main.log'));
let window: BrowserWindow | undefined;
/** Language of the present menu; there is none before the window is on its way. */
let menuLocale: Locale | undefined;

if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  process.on('uncaughtException', (cause) => log('Uncaught', cause));
  process.on('unhandledRejection', (cause) => log('Unhandled rejection', cause));

  announceScheme();
  applySecurityRules({ developmentServer, report: log });
  withoutMenu();

  const publish = createPublisher((channel, items) => window?.webContents.send(channel, items));
  const opening = openServices({
    dataFolder,
    publish,
    pickFile: (purpose) => (window ? pickFile(window, purpose) : Promise.resolve(null)),
    log,
  });

  app.on('second-instance', () => bringToFront(window));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  Promise.all([opening, app.whenReady()]).then(
    ([services]) => {
      mark('ready');
      denyPermissions({ developmentServer, report: log });
      serveWindow(join(__dirname, '../renderer'));
      apply(services.preferences.get());
      register(services);
      show(services);
      showMenu(services.preferences.get().locale ?? systemLocale());
      app.on('activate', () => (window ? bringToFront(window) : show(services)));
      quitCleanly({ close: services.close, isStuck: services.secrets.isStuck, log });
    },
    (cause: unknown) => {
      log('Could not start', cause);
      app.exit(1);
    },
  );

  function register(services: Services): void {
    const add = createRegister({
      isTrusted: (event) => isFromWindow(event, window?.webContents, developmentServer),
      report: log,
    });
    add('app', appCalls(services));
    add('portals', services.portals.calls);
    add('license', services.license);
    add('practice', practiceHandlers(services.portals.practice));
  }

  function show({ preferences }: Services): void {
    window = openWindow({
      place: preferences.get().window,
      address: developmentServer ?? startPage,
      remember: (place) => void preferences.update((present) => ({ ...present, window: place })),
    });
    window.on('closed', () => (window = undefined));
    mark('window');
  }

  function apply({ theme, locale }: Preferences): void {
    nativeTheme.themeSource = theme;
    const spoken = locale ?? systemLocale();
    speak(spoken);
    if (menuLocale !== undefined && menuLocale !== spoken) showMenu(spoken);
  }

  function showMenu(spoken: Locale): void {
    menuLocale = spoken;
    setMenu((command) => publish('menu', command), developmentServer !== undefined);
  }

  function appCalls(services: Services) {
    const { preferences, portals, secrets, storeProblems } = services;
    const locale = (): Locale => preferences.get().locale ?? systemLocale();
    return appHandlers({
      preferences,
      apply,
      start: (): AppStart => ({
        version: app.getVersion(),
        platform:
          process.platform === 'darwin' || process.platform === 'win32'
            ? process.platform
            : 'linux',
        theme: preferences.get().theme,
        locale: locale(),
        lastPage: preferences.get().lastPage,
        storeProblems,
      }),
      usable: () => mark('usable'),
      secretMode: secrets.mode,
      async openExternal(url) {
        const hosts = portals.registry.all().map(({ address }) => new URL(address).host);
        return window ? openExternal(window, url, new Set(hosts)) : 'refused';
      },
      async openDataFolder() {
        const problem = await shell.openPath(dataFolder);
        if (problem) log(`Could not open the data folder: ${problem}`);
      },
      supportReport: async () =>
        supportReport({
          appVersion: app.getVersion(),
          locale: locale(),
          secretMode: (await secrets.mode()).mode,
          portals: portals.registry.all().length,
          marks: allMarks(),
          problems: storeProblems.map(({ code }) => code),
          recentLog: recent(),
        }),
    });
  }
}
