import type { Handlers } from '../contract';
import { ok } from '../contract/result';
import type { Recovery } from '../contract/sync';
import type { ReachBook } from './reach';
import { createRecoveryWatch, type RecoveryOptions } from './recovery';
import { createRefresh, type Refresh, type RefreshOptions } from './refresh';
import { systemTimer } from './timer';

/** What main hands in. */
export interface SyncOptions
  extends
    Pick<
      RefreshOptions,
      | 'portalIds'
      | 'refreshers'
      | 'snapshots'
      | 'intervalMinutes'
      | 'isOnBattery'
      | 'changed'
      | 'report'
    >,
    Pick<RecoveryOptions, 'resumeChanges' | 'nameOf'>,
    Partial<Pick<RefreshOptions, 'firstDelayMs' | 'now' | 'random' | 'setTimer'>> {
  readonly reach: ReachBook;
  /** What is not read of portals, but refreshed by the same rules and at the same signs. */
  readonly alongside?: readonly Pick<Refresh, SharedSign>[];
}

type SharedSign = 'start' | 'close' | 'networkHint' | 'reconsider';

/** The background refresh, and what happens when portals come back. */
export interface Sync extends Pick<
  Refresh,
  'start' | 'refreshAll' | 'networkHint' | 'reconsider' | 'portalChanged'
> {
  /** The handlers of the bridge. */
  readonly calls: Handlers<'sync'>;
  /** Nothing is begun any more; what is under way comes to its end. */
  close(): void;
}

/** Long enough for the window to stand and be usable on slow computers. */
export const defaultFirstDelayMs = 4_000;

/** Puts the background refresh together. Nothing happens before `start`. */
export function createSync(options: SyncOptions): Sync {
  const { reach, changed } = options;
  const system = { now: Date.now, random: Math.random, setTimer: systemTimer };
  let lastRecovery: Recovery | null = null;
  const both = (sign: SharedSign) => (): void => {
    for (const one of [refresh, ...(options.alongside ?? [])]) one[sign]();
  };
  const networkHint = both('networkHint');

  const refresh = createRefresh({
    firstDelayMs: defaultFirstDelayMs,
    ...system,
    ...options,
    reachOf: reach.of,
  });
  const recovery = createRecoveryWatch({
    ...system,
    ...options,
    reachOf: reach.of,
    refreshPortal: refresh.refreshPortal,
    told(news) {
      lastRecovery = news;
      changed();
    },
  });
  const stopListening = reach.listen((portalId, before, after) => {
    refresh.heard(portalId, after);
    recovery.heard(portalId, before, after);
  });

  return {
    calls: {
      state: () => ok({ ...refresh.state(), lastRecovery }),
      refreshAll() {
        void refresh.refreshAll();
        return ok();
      },
      refresh({ portalIds }) {
        for (const id of portalIds) void refresh.refreshPortal(id);
        return ok();
      },
      stop() {
        refresh.stop();
        return ok();
      },
      networkHint() {
        networkHint();
        return ok();
      },
    },
    start: both('start'),
    refreshAll: refresh.refreshAll,
    networkHint,
    reconsider: both('reconsider'),
    portalChanged: refresh.portalChanged,
    close() {
      stopListening();
      recovery.close();
      both('close')();
    },
  };
}
