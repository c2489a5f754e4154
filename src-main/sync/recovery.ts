import { randomUUID } from 'node:crypto';
import type { Reach } from '../contract/portals';
import type { Recovery } from '../contract/sync';
import type { SetTimer } from './timer';

/** How the changes of a portal stand after the journal went on with them. */
export interface Resumed {
  readonly done: number;
  readonly review: number;
  readonly waiting: number;
}

/** Carries on with portals that can be reached again, and tells of it once. */
export interface RecoveryWatch {
  /** Hears how portals are reached. */
  heard(portalId: string, before: Reach, after: Reach): void;
  close(): void;
}

export interface RecoveryOptions {
  /** Lets the journal go on with a portal; resolves when its open changes have come to a rest. */
  readonly resumeChanges: (portalId: string) => Promise<Resumed>;
  readonly refreshPortal: (portalId: string) => Promise<void>;
  /** `null` for a portal that is gone. */
  readonly nameOf: (portalId: string) => string | null;
  readonly reachOf: (portalId: string) => Reach;
  readonly now: () => number;
  readonly setTimer: SetTimer;
  /** Hears what happened once nothing more comes back. */
  readonly told: (recovery: Recovery) => void;
  readonly report: (line: string, cause?: unknown) => void;
}

/** Portals that come back within this time of each other belong together. */
export const quietMs = 3_000;
/** Nobody needs to hear of a shorter absence in which nothing had to wait. */
export const newsworthyMs = 60_000;

interface Back extends Resumed {
  /** Milliseconds. */
  readonly away: number;
}

const nothing: Back = { away: 0, done: 0, review: 0, waiting: 0 };

/** Makes the watch over portals that come back. */
export function createRecoveryWatch(options: RecoveryOptions): RecoveryWatch {
  const { now, setTimer } = options;
  /** The portals of the present recovery, in the order of their coming. */
  let portals = new Map<string, Back>();
  let busy = 0;
  let cancelQuiet: (() => void) | null = null;

  return {
    heard(portalId, before, after) {
      if (before.state !== 'offline' || after.state !== 'online') return;
      waitForQuiet();
      void comeBack(portalId, now() - Date.parse(before.since));
    },
    close() {
      cancelQuiet?.();
    },
  };

  function waitForQuiet(): void {
    cancelQuiet?.();
    cancelQuiet = setTimer(quietMs, () => {
      cancelQuiet = null;
      tellWhenOver();
    });
  }

  async function comeBack(portalId: string, away: number): Promise<void> {
    busy += 1;
    note(portalId, { away });
    try {
      note(portalId, await options.resumeChanges(portalId));
      await options.refreshPortal(portalId);
    } catch (cause) {
      options.report('Carrying on with a portal that is back broke', cause);
    }
    busy -= 1;
    tellWhenOver();
  }

  /** Adds to what is known of a portal, which may come and go several times. */
  function note(portalId: string, news: Partial<Back>): void {
    const { away, done, review, waiting } = portals.get(portalId) ?? nothing;
    portals.set(portalId, {
      away: Math.max(away, news.away ?? 0),
      done: done + (news.done ?? 0),
      review: news.review ?? review,
      waiting: news.waiting ?? waiting,
    });
  }

  function tellWhenOver(): void {
    if (busy > 0 || cancelQuiet) return;
    // Gone again before all was done: it has not come back.
    const back = [...portals].filter(([id]) => options.reachOf(id).state === 'online');
    portals = new Map();
    const sum = (count: (one: Back) => number): number =>
      back.reduce((total, [, one]) => total + count(one), 0);
    const recovery: Recovery = {
      id: randomUUID(),
      at: new Date(now()).toISOString(),
      portals: back.map(([id]) => options.nameOf(id)).filter((name) => name !== null),
      done: sum(({ done }) => done),
      review: sum(({ review }) => review),
      waiting: sum(({ waiting }) => waiting),
    };
    const worked = recovery.done + recovery.review + recovery.waiting > 0;
    const wasLong = back.some(([, { away }]) => away >= newsworthyMs);
    if (recovery.portals.length > 0 && (worked || wasLong)) options.told(recovery);
  }
}
