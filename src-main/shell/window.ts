import { BrowserWindow, nativeTheme, screen, type Rectangle } from 'electron';
import { join } from 'node:path';
import type { WindowPlace } from './preferences';

const firstSize = { width: 1280, height: 800 };
const smallest = { width: 900, height: 600 };

/** The window is shown when its first frame stands, or after this long whatever happens. */
const showAfterMs = 2000;
/** Moving and sizing come in bursts; the place is remembered when a burst is over. */
const rememberAfterMs = 400;

export interface WindowOptions {
  readonly place: WindowPlace | null;
  readonly address: string;
  readonly remember: (place: WindowPlace) => void;
}

/** Opens the one window of the app. */
export function openWindow({ place, address, remember }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...firstSize,
    ...(place && isOnScreen(place) ? boundsOf(place) : {}),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Gatehouse',
    // The tokens' page color, so that nothing flashes before the first paint.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#17181b' : '#ffffff',
    webPreferences: {
      preload: join(__dirname, '../preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (place?.maximized) window.maximize();
  showWhenPainted(window);
  rememberPlace(window, remember);
  void window.loadURL(address);
  return window;
}

/** Brings the window to the front, from wherever it is. */
export function bringToFront(window: BrowserWindow | undefined): void {
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function showWhenPainted(window: BrowserWindow): void {
  const show = (): void => {
    clearTimeout(timer);
    if (!window.isDestroyed() && !window.isVisible()) window.show();
  };
  const timer = setTimeout(show, showAfterMs);
  window.once('ready-to-show', show);
}

function rememberPlace(window: BrowserWindow, remember: (place: WindowPlace) => void): void {
  let timer: NodeJS.Timeout | undefined;
  const now = (): void => {
    clearTimeout(timer);
    remember({ ...window.getNormalBounds(), maximized: window.isMaximized() });
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(now, rememberAfterMs);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('close', now);
}

/** A place on a screen that is no longer there would hide the window. */
function isOnScreen(place: WindowPlace): boolean {
  const { workArea } = screen.getDisplayMatching(boundsOf(place));
  const overlapX = Math.min(place.x + place.width, workArea.x + workArea.width);
  const overlapY = Math.min(place.y + place.height, workArea.y + workArea.height);
  return (
    overlapX - Math.max(place.x, workArea.x) > 100 && overlapY - Math.max(place.y, workArea.y) > 50
  );
}

const boundsOf = ({ x, y, width, height }: WindowPlace): Rectangle => ({ x, y, width, height });
