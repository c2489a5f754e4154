import type PQueue from 'p-queue';

/** How many requests may run at the same time. */
export interface Caps {
  /** Over all portals. */
  readonly total: number;
  readonly readsPerPortal: number;
  readonly writesPerPortal: number;
}

const defaultCaps: Caps = { total: 32, readsPerPortal: 6, writesPerPortal: 1 };

/** Runs a task when there is room. Aborting while it waits rejects with the signal's reason. */
export type Turn = <T>(task: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/** Where the requests to one portal wait for their turn. */
export interface PortalLimits {
  readonly read: Turn;
  readonly write: Turn;
}

export interface Limits {
  /** The limits of one more portal; keep them as long as the portal. */
  forPortal(): PortalLimits;
}

/** Makes the limits of the whole app: few enough requests for portals to stay calm. */
export function createLimits(caps: Partial<Caps> = {}): Limits {
  const { total, readsPerPortal, writesPerPortal } = { ...defaultCaps, ...caps };
  const everywhere = lazyQueue(total);
  const nested = (concurrency: number): Turn => {
    const here = lazyQueue(concurrency);
    return (task, signal) => here(() => everywhere(task, signal), signal);
  };
  return {
    forPortal: () => ({ read: nested(readsPerPortal), write: nested(writesPerPortal) }),
  };
}

function lazyQueue(concurrency: number): Turn {
  let queue: Promise<PQueue> | null = null;
  return async (task, signal) => {
    queue ??= import('p-queue').then((module) => new module.default({ concurrency }));
    return waitOnly(await queue, task, signal);
  };
}

/**
 * Lets the signal end only the wait. The queue would else let go of a running task on abort, and
 * the task's own answer about what became of its request would be lost.
 */
async function waitOnly<T>(
  queue: PQueue,
  task: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  signal?.throwIfAborted();
  const waiting = new AbortController();
  const giveUp = (): void => waiting.abort(signal?.reason);
  const stopListening = (): void => signal?.removeEventListener('abort', giveUp);
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    return await queue.add(
      () => {
        stopListening();
        return task();
      },
      { signal: waiting.signal },
    );
  } finally {
    stopListening();
  }
}
