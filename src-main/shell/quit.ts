import { app } from 'electron';
import type { Log } from '../diagnostics/log';

export interface QuitOptions {
  /** Ends connections and finishes writes. */
  readonly close: () => Promise<void>;
  /** Whether a call to the operating system hangs. */
  readonly isStuck: () => boolean;
  readonly log: Log;
}

/** Nothing that is closed on quitting takes this long unless something is broken. */
const patienceMs = 3000;

/**
 * Lets everything finish before the process ends. A keychain that never answers would keep the
 * process for good: it waits for its thread, whichever way it is asked to exit. Everything on disk
 * is whole at any moment, so then the process ends itself the hard way.
 */
export function quitCleanly({ close, isStuck, log }: QuitOptions): void {
  let closed = false;
  // Said anew because a library that tidies up after itself on signals, and then lets them end the
  // process, would else come in between.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => app.quit());
  }
  app.on('will-quit', (event) => {
    if (closed) {
      if (isStuck()) process.kill(process.pid, 'SIGKILL');
      return;
    }
    event.preventDefault();
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patienceMs);
    });
    void Promise.race([close(), limit])
      .catch((cause: unknown) => log('Closing failed', cause))
      .finally(() => {
        clearTimeout(timer);
        closed = true;
        // Asked for while this quit is still being refused, it would be lost.
        setImmediate(() => app.quit());
      });
  });
}
