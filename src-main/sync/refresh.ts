import type { Reach } from '../contract/portals';
import type { SyncState } from '../contract/sync';
import type { Snapshots } from '../store/snapshots';
import { judge, type Verdict } from './plan';
import type { SetTimer } from './timer';
import { createTracks, type Refresher, type Track, type TracksOptions } from './tracks';

/** Keeps what is known of the portals fresh. */
export interface Refresh {
  /** Begins after the delay; nothing waits for it. */
  start(): void;
  /** Ends the plan. What is being read comes to its end. */
  close(): void;
  /** Reads everything of every portal; resolves when it is done or stopped. */
  refreshAll(): Promise<void>;
  /** Reads everything of one portal, as `refreshAll`. */
  refreshPortal(portalId: string): Promise<void>;
  /** Stops what was asked for and has not begun. */
  stop(): void;
  /** The network may be back, or the computer woke up: portals that are away are tried. */
  networkHint(): void;
  /** Settings or power changed. */
  reconsider(): void;
  /** A person did something about a portal: nothing that was learned of it holds. */
  portalChanged(portalId: string): void;
  /** Hears how portals are reached, whoever asked them. */
  heard(portalId: string, after: Reach): void;
  state(): Omit<SyncState, 'lastRecovery'>;
}

export interface RefreshOptions extends TracksOptions {
  readonly snapshots: Pick<Snapshots<string>, 'ages'>;
  /** Whether to spare the battery now. */
  readonly isOnBattery: () => boolean;
  /** Milliseconds before anything is asked, so that the first paint has the computer for itself. */
  readonly firstDelayMs: number;
  readonly setTimer: SetTimer;
  /** Hears that the state changed. */
  readonly changed: () => void;
  readonly report: (line: string, cause?: unknown) => void;
}

/** Portals that are read at the same time; the network room limits the requests themselves. */
export const portalsAtOnce = 8;
/** Several signs of a network within this time are one. */
export const hintGapMs = 5_000;
/** A timer much longer than this would overflow. */
const longestTimerMs = 60 * 60_000;

interface Asked {
  /** Everything is read, not only what is stale. */
  all: boolean;
  /** A person or a sign of the network asked for it: it is done also while the plan rests. */
  asked: boolean;
}

interface Job extends Asked {
  running: boolean;
  /** It began before the latest sign of a network: should it fail, that says little. */
  again: boolean;
  readonly done: Promise<void>;
  readonly end: () => void;
}

/** Makes the background refresh; it does nothing by itself before `start`. */
export function createRefresh(options: RefreshOptions): Refresh {
  const { portalIds, refreshers, now, setTimer, changed, report } = options;
  const tracks = createTracks(options);
  /** Portals that are read or wait for their turn, in the order of their coming. */
  const jobs = new Map<string, Job>();
  let state: 'waiting' | 'open' | 'closed' = 'waiting';
  let running = 0;
  let hintedAt = -Infinity;
  let cancelPlan = (): void => undefined;
  let cancelHint: (() => void) | null = null;

  return {
    start() {
      cancelPlan();
      cancelPlan = setTimer(options.firstDelayMs, () => void begin());
    },

    close() {
      state = 'closed';
      cancelPlan();
      cancelHint?.();
      pump();
    },

    async refreshAll() {
      await Promise.all(portalIds().map((id) => want(id, { all: true, asked: true })));
    },

    refreshPortal: (portalId) => want(portalId, { all: true, asked: true }),

    stop() {
      for (const [id, job] of jobs) if (!job.running && job.all) drop(id, job);
      plan();
    },

    networkHint() {
      const wait = hintedAt + hintGapMs - now();
      if (wait <= 0) tryAway();
      else cancelHint ??= setTimer(wait, tryAway);
    },

    reconsider() {
      changed();
      plan();
    },

    portalChanged(portalId) {
      tracks.forget(portalId);
      plan();
    },

    heard(portalId, after) {
      // What is read here is judged when it is done.
      if (jobs.get(portalId)?.running) return;
      tracks.heard(portalId, after);
      plan();
    },

    state: () => ({ reading: running, wanted: jobs.size, rests: resting() }),
  };

  async function begin(): Promise<void> {
    const ages = await options.snapshots.ages();
    if (ages.ok) tracks.learn(ages.value);
    else report(`The ages of what is kept cannot be read: ${ages.error.code}`);
    if (state === 'waiting') state = 'open';
    plan();
  }

  function resting(): SyncState['rests'] {
    if (options.intervalMinutes() === 0) return 'off';
    return options.isOnBattery() ? 'battery' : 'no';
  }

  /** Queues what is due, and wakes up again when the next portal is. */
  function plan(): void {
    if (state === 'open') {
      cancelPlan();
      const wait = resting() === 'no' ? queueDue() : Infinity;
      if (wait < Infinity) cancelPlan = setTimer(Math.min(wait, longestTimerMs), plan);
    }
    pump();
  }

  /** Milliseconds until the next portal that is not queued is due. */
  function queueDue(): number {
    const at = now();
    let next = Infinity;
    for (const id of portalIds()) {
      if (jobs.has(id)) continue;
      const due = tracks.dueAt(id);
      if (due <= at) queue(id, { all: false, asked: false });
      else next = Math.min(next, due);
    }
    return next - at;
  }

  function want(portalId: string, how: Asked): Promise<void> {
    const present = jobs.get(portalId);
    if (present) {
      present.all ||= how.all;
      present.asked ||= how.asked;
      return present.done;
    }
    const { done } = queue(portalId, how);
    pump();
    return done;
  }

  function queue(portalId: string, how: Asked): Job {
    let end = (): void => undefined;
    const done = new Promise<void>((resolve) => (end = resolve));
    const job: Job = { ...how, running: false, again: false, done, end };
    jobs.set(portalId, job);
    changed();
    return job;
  }

  function drop(portalId: string, job: Job): void {
    jobs.delete(portalId);
    job.end();
    changed();
  }

  /** Starts what there is room for, and drops what is not wanted any more. */
  function pump(): void {
    for (const [id, job] of jobs) {
      if (job.running) continue;
      if (!isWanted(id, job)) drop(id, job);
      else if (running < portalsAtOnce) void run(id, job);
    }
  }

  /** Whether what was to be done when the job was queued still is. */
  function isWanted(portalId: string, job: Job): boolean {
    if (state === 'closed') return false;
    return job.asked || (resting() === 'no' && tracks.dueAt(portalId) <= now());
  }

  async function run(portalId: string, job: Job): Promise<void> {
    running += 1;
    job.running = true;
    changed();
    const track = tracks.of(portalId);
    const read = new Set<string>();
    let verdict: Verdict = 'reached';
    for (;;) {
      const refresher = nextOf(portalId, job, read);
      if (!refresher) break;
      read.add(refresher.kind);
      verdict = await ask(portalId, track, refresher);
      if (verdict !== 'reached') break;
      track.asked.set(refresher.kind, now());
    }
    // Not of whatever track it has by now: a person may have changed the portal meanwhile.
    tracks.note(track, verdict);
    running -= 1;
    drop(portalId, job);
    if (job.again && verdict === 'away') void want(portalId, { all: false, asked: true });
    plan();
  }

  /** What to read next; looked for anew each time, as more may have been asked for meanwhile. */
  function nextOf(portalId: string, job: Job, read: ReadonlySet<string>): Refresher | undefined {
    const next = refreshers.find(
      (one) => !read.has(one.kind) && (job.all || tracks.isStale(portalId, one)),
    );
    const mustProve = job.asked || tracks.of(portalId).standing.failures > 0;
    return next ?? (mustProve && read.size === 0 ? refreshers[0] : undefined);
  }

  async function ask(
    portalId: string,
    track: Track,
    { kind, refresh }: Refresher,
  ): Promise<Verdict> {
    try {
      const outcome = await refresh(portalId);
      if (!outcome.ok && outcome.error.code === 'keychain.locked') tracks.keychainLocked(track);
      return judge(outcome);
    } catch (cause) {
      report(`Refreshing (${kind}) broke`, cause);
      return 'reached';
    }
  }

  function tryAway(): void {
    cancelHint?.();
    cancelHint = null;
    hintedAt = now();
    for (const job of jobs.values()) job.again = job.running;
    for (const id of tracks.hint()) void want(id, { all: false, asked: true });
  }
}
