import { appError, type ErrorCode } from '../../../src-main/contract/app-error';
import { fail, ok, type Result } from '../../../src-main/contract/result';
import type { SnapshotAge, SnapshotKind } from '../../../src-main/store/snapshots';
import { createReachBook, type ReachBook } from '../../../src-main/sync/reach';
import { createRefresh, type Refresh, type RefreshOptions } from '../../../src-main/sync/refresh';
import type { Refresher } from '../../../src-main/sync/tracks';
import { fakeClock, type FakeClock } from './fake-clock';

/** One question to a portal. Times in milliseconds since the start. */
export interface Asked {
  readonly portalId: string;
  readonly kind: SnapshotKind;
  readonly at: number;
}

export const minute = 60_000;
/** Before anything is asked. */
export const firstDelayMs = 4_000;

export interface RefreshRig {
  readonly clock: FakeClock;
  readonly refresh: Refresh;
  readonly refreshers: RefreshOptions['refreshers'];
  readonly reach: ReachBook;
  readonly asked: Asked[];
  /** The most portals that were being read at the same time. */
  readonly most: () => number;
  readonly reports: string[];
  /** What a portal answers; `null`: what was asked for. */
  readonly answers: Map<string, ErrorCode | null>;
  readonly world: World;
  readonly asks: (portalId: string) => readonly Asked[];
}

/** What a test can change while it runs. */
export interface World {
  portals: readonly string[];
  kinds: readonly [SnapshotKind, ...SnapshotKind[]];
  ages: Result<readonly SnapshotAge[], 'store'>;
  intervalMinutes: number;
  onBattery: boolean;
  latencyMs: number;
  random: () => number;
  /** Our own code throws. */
  mistaken: boolean;
}

/** The background refresh over portals that are told what to answer. */
export function refreshRig(changes: Partial<World> = {}): RefreshRig {
  const clock = fakeClock();
  const start = clock.now();
  const world: World = {
    portals: ['a'],
    kinds: ['facts', 'license'],
    ages: ok([]),
    intervalMinutes: 15,
    onBattery: false,
    latencyMs: 100,
    random: () => 0.5,
    mistaken: false,
    ...changes,
  };
  const asked: Asked[] = [];
  const answers = new Map<string, ErrorCode | null>();
  const reports: string[] = [];
  const now = (): Date => new Date(clock.now());
  const reach = createReachBook({ now, changed: () => undefined });
  const busy = new Map<string, number>();
  let most = 0;

  const refresherOf = (kind: SnapshotKind): Refresher => {
    const asOf = new Map<string, string>();
    return {
      kind,
      asOf: (portalId) => asOf.get(portalId) ?? null,
      async refresh(portalId) {
        asked.push({ portalId, kind, at: clock.now() - start });
        busy.set(portalId, (busy.get(portalId) ?? 0) + 1);
        most = Math.max(most, [...busy.values()].filter((one) => one > 0).length);
        await clock.wait(world.latencyMs);
        if (world.mistaken) throw new Error('A mistake.');
        busy.set(portalId, (busy.get(portalId) ?? 0) - 1);
        const code = answers.get(portalId) ?? null;
        const outcome = code === null ? ok() : fail(appError(code));
        reach.note(portalId, outcome);
        if (outcome.ok) asOf.set(portalId, now().toISOString());
        return outcome;
      },
    };
  };
  const [first, ...others] = world.kinds;
  const refreshers: RefreshOptions['refreshers'] = [refresherOf(first), ...others.map(refresherOf)];
  const refresh = createRefresh({
    portalIds: () => world.portals,
    refreshers,
    snapshots: { ages: () => Promise.resolve(world.ages) },
    reachOf: reach.of,
    intervalMinutes: () => world.intervalMinutes,
    isOnBattery: () => world.onBattery,
    firstDelayMs,
    now: clock.now,
    random: () => world.random(),
    setTimer: clock.setTimer,
    changed: () => undefined,
    report: (line) => reports.push(line),
  });
  reach.listen((portalId, _before, after) => refresh.heard(portalId, after));
  return {
    clock,
    refresh,
    refreshers,
    reach,
    asked,
    most: () => most,
    reports,
    answers,
    world,
    asks: (portalId) => asked.filter((one) => one.portalId === portalId),
  };
}

/** So many portals. */
export const portalsNamed = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `portal ${n}`);
