import type { Recovery, SyncState } from '../../src-main/contract/sync';
import { bridge } from './bridge';
import { LiveAnswer } from './live-query.svelte';
import { showError } from './toasts';

const answer = new LiveAnswer({
  topic: 'sync',
  ask: () => bridge.sync.state(),
  concerns: () => true,
});

/** What the background refresh does. Started once, for as long as the window lives. */
export const syncState = {
  get rests(): SyncState['rests'] {
    return answer.value?.rests ?? 'no';
  },
  /** Portals that are being read or wait for their turn. */
  get wanted(): number {
    return answer.value?.wanted ?? 0;
  },
  /** The last time that portals came back; `undefined` while it is not known. */
  get lastRecovery(): Recovery | null | undefined {
    return answer.value === null ? undefined : answer.value.lastRecovery;
  },
  start: () => answer.start(),
};

/** Tells main that the system sees a network: only a hint to look sooner. */
export async function hintNetwork(): Promise<void> {
  const heard = await bridge.sync.networkHint();
  if (!heard.ok) showError(heard.error);
}
