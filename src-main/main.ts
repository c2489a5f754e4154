import { app, nativeTheme, powerMonitor, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import { appCalls } from './app-calls';
import type { Locale } from './contract/app';
import type { OpenTarget } from './contract/topics';
import { createLog } from './diagnostics/log';
import { mark } from './diagnostics/marks';
import { ok } from './contract/result';
import { gated } from './ipc/gated';
import { createPublisher } from './ipc/publish';
import { createRegister } from './ipc/register';
import { roomAreas } from './rooms/open-rooms';
import { openServices, type Services } from './services';
import { openExternal } from './shell/external-link';
import { pickFile } from './shell/file-picker';
import { speak, systemLocale } from './shell/language';
import { setMenu, withoutMenu } from './shell/menu';
import { announceName, notify } from './shell/notifications';
import type { Preferences } from './shell/preferences';
import { quitCleanly } from './shell/quit';
import { saveFile } from './shell/save-file';
import { announceScheme, serveWindow, startPage } from './shell/scheme';
import { applySecurityRules, denyPermissions, isFromWindow } from './shell/security';
import { bringToFront, openWindow } from './shell/window';
import type { Sync } from './sync/service';

mark('main');

const dataFolder = app.getPath('userData');
/** Set by `npm run dev`; a packaged app shows nothing but its own files. */
const developmentServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
const { log, recent } = createLog(join(dataFolder, 'logs', 'main.log'));
let window: BrowserWindow | undefined;
/** Language of the present menu; there is none before the window is on its way. */
let menuLocale: Locale | undefined;
/** What the window is to show once it can. */
let wanted: OpenTarget | undefined;

if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  process.on('uncaughtException', (cause) => log('Uncaught', cause));
  process.on('unhandledRejection', (cause) => log('Unhandled rejection', cause));

  announceScheme();
  applySecurityRules({ developmentServer, report: log });
  withoutMenu();
  announceName();

  const publish = createPublisher((channel, items) => window?.webContents.send(channel, items));
  const opening = openServices({
    dataFolder,
    publish,
    pickFile: (purpose) => (window ? pickFile(window, purpose) : Promise.resolve(null)),
    saveFile: (name, pieces) =>
      window ? saveFile(window, name, pieces) : Promise.resolve(ok(null)),
    notify: (notice) =>
      notify(notice, (target) => void opening.then((services) => open(services, target))),
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
      // The window loads in a process of its own meanwhile; it would wait for the keychain's module.
      services.store.open();
      showMenu(services.preferences.get().locale ?? systemLocale());
      // After sleep the network may be another one; only real requests tell.
      powerMonitor.on('resume', () => void withSync(services, (sync) => sync.networkHint()));
      powerMonitor.on('on-ac', () => void withSync(services, (sync) => sync.reconsider()));
      powerMonitor.on('on-battery', () => void withSync(services, (sync) => sync.reconsider()));
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
    add(
      'app',
      appCalls({
        services,
        dataFolder,
        apply(preferences) {
          apply(preferences);
          void withSync(services, (sync) => sync.reconsider());
        },
        openExternal: (url, known) =>
          window ? openExternal(window, url, known) : Promise.resolve('refused'),
        usable() {
          mark('usable');
          if (wanted) publish('open', wanted);
          wanted = undefined;
        },
        log,
        recent,
      }),
    );
    const rooms = async () => {
      const opened = await services.store.rooms();
      return opened.ok ? ok(opened.value.calls) : opened;
    };
    for (const area of roomAreas) add(area, gated(area, rooms));
  }

  async function withSync({ store }: Services, tell: (sync: Sync) => void): Promise<void> {
    const rooms = await store.rooms();
    if (rooms.ok) tell(rooms.value.sync);
  }

  /** Shows something in the window; where it was closed, once the new one stands. */
  function open(services: Services, target: OpenTarget): void {
    if (window) {
      bringToFront(window);
      publish('open', target);
    } else {
      wanted = target;
      show(services);
    }
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
}
