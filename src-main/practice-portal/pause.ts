import { setTimeout as after } from 'node:timers/promises';

/** Waits `ms`, or until the portal is stopped. */
export async function pause(ms: number, stopped: AbortSignal): Promise<void> {
  if (ms <= 0 || stopped.aborted) return;
  await after(ms, undefined, { signal: stopped }).catch(() => undefined);
}
