import * as v from 'valibot';
import { call, nothing, uuid } from './call';

/** What happened when portals could be reached again. */
export interface Recovery {
  readonly id: string;
  readonly at: string;
  /** Names of the portals that came back. */
  readonly portals: readonly string[];
  /** How the changes that had waited for them stand now. */
  readonly done: number;
  readonly review: number;
  readonly waiting: number;
}

export interface SyncState {
  /** Portals that are being read now. */
  readonly reading: number;
  /** Portals that are being read or wait for their turn. */
  readonly wanted: number;
  /** Background refresh rests: by choice, or while on battery. */
  readonly rests: 'no' | 'off' | 'battery';
  readonly lastRecovery: Recovery | null;
}

/** Background refresh. */
export const syncCalls = {
  state: call<SyncState>()(nothing),
  /** Reads every portal again. */
  refreshAll: call<void>()(nothing),
  /** Reads these portals again. */
  refresh: call<void>()(v.object({ portalIds: v.pipe(v.array(uuid), v.maxLength(2_000)) })),
  /** Stops what was asked for and has not begun. */
  stop: call<void>()(nothing),
  /** The window learned from the system that a network is there; only a hint to look sooner. */
  networkHint: call<void>()(nothing),
};
