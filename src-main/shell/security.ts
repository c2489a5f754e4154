import { app, session, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { isOwnPage } from './scheme';

export interface SecurityOptions {
  /** Address of the development server, in `npm run dev` only. */
  readonly developmentServer?: string | undefined;
  /** Hears what was refused. */
  readonly report: (line: string) => void;
}

/** What a page may ask the browser for. Everything else is denied. */
const allowedPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Rules for every page and window. Must run before Electron is ready. */
export function applySecurityRules({ developmentServer, report }: SecurityOptions): void {
  // Switching the sandbox on takes `--no-sandbox` off the command line, and as root, the only one
  // for whom our scripts pass it, no child process would start.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => guard(contents));

  function guard(contents: WebContents): void {
    const stay = (event: { preventDefault: () => void; readonly url: string }): void => {
      if (isOwnPage(event.url, developmentServer)) return;
      event.preventDefault();
      report('Refused to leave the window’s own page');
    };
    contents.on('will-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => {
      report('Refused to open a window');
      return { action: 'deny' };
    });
  }
}

/** Denies what a page may ask of the system. Runs once Electron is ready. */
export function denyPermissions({ developmentServer }: SecurityOptions): void {
  const { defaultSession } = session;
  const may = (permission: string, origin: string): boolean =>
    allowedPermissions.has(permission) && isOwnPage(origin, developmentServer);
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(may(permission, details.requestingUrl)),
  );
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) =>
    may(permission, origin),
  );
  defaultSession.setDevicePermissionHandler(() => false);
}

/** Whether a call comes from the main frame of this window, showing our own page. */
export function isFromWindow(
  event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  contents: WebContents | undefined,
  developmentServer?: string,
): boolean {
  const frame = event.senderFrame;
  return (
    contents !== undefined &&
    frame !== null &&
    event.sender === contents &&
    frame === contents.mainFrame &&
    isOwnPage(frame.url, developmentServer)
  );
}
