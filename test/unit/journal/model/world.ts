import { appError } from '../../../../src-main/contract/app-error';
import { fail, ok, type Result } from '../../../../src-main/contract/result';

/** A request or write that is under way, and goes on when it is let. */
interface Waiting {
  readonly goOn: () => void;
  /** The other side may still get it when this side dies. */
  readonly onDeath?: () => void;
}

/**
 * Time and chance of a model run. Everything that takes time waits at a point until the script lets
 * it go on, so that anything can happen in between: other things that wait, a decision of a person,
 * or the death of the app.
 */
export interface World {
  /** Resolves when the script says so; never, if the app dies before. */
  point(onDeath?: () => void): Promise<void>;
  /** Lets one of those go on that wait now. False: nothing waits. */
  release(which: number): Promise<boolean>;
  /** Lets everything go on until nothing waits any more. */
  releaseAll(): Promise<void>;
  /** The app is killed: whatever waits never goes on. */
  die(): void;
  now(): Date;
  /** Lets time pass; timers that are due go off. */
  pass(milliseconds: number): Promise<void>;
  setTimer(milliseconds: number, run: () => void): () => void;
  random(): number;
  uuid(): string;
  /** Fails as long as the disk is full. */
  disk(): Result<void, 'store'>;
  setDiskFull(full: boolean): void;
  /** Waits until something waits at a point or the promise is settled. */
  settle(promise: Promise<unknown>): Promise<void>;
}

/** All microtasks are done. */
const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function createWorld(seed: number): World {
  let waiting: Waiting[] = [];
  let timers: { readonly due: number; readonly run: () => void }[] = [];
  let time = Date.parse('2026-03-01T08:00:00.000Z');
  let state = seed >>> 0 || 1;
  let serial = 0;
  let diskFull = false;

  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };

  const release = async (which: number): Promise<boolean> => {
    const [one] = waiting.splice(which % Math.max(1, waiting.length), 1);
    if (!one) return false;
    one.goOn();
    await quiet();
    return true;
  };

  return {
    point: (onDeath) =>
      new Promise((resolve) => {
        waiting.push({ goOn: resolve, ...(onDeath ? { onDeath } : {}) });
      }),
    release,
    async releaseAll() {
      while (waiting.length > 0) {
        const all = waiting;
        waiting = [];
        for (const { goOn } of all) goOn();
        await quiet();
      }
    },
    die() {
      const dying = waiting;
      waiting = [];
      timers = [];
      for (const { onDeath } of dying) onDeath?.();
    },
    now: () => new Date(time),
    async pass(milliseconds) {
      time += milliseconds;
      const due = timers.filter((timer) => timer.due <= time);
      timers = timers.filter((timer) => timer.due > time);
      for (const { run } of due) run();
      await quiet();
    },
    setTimer(milliseconds, run) {
      const timer = { due: time + milliseconds, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    random,
    uuid: () => `id-${(serial += 1)}`,
    disk: () => (diskFull ? fail(appError('store.diskFull', { params: { file: 'store' } })) : ok()),
    setDiskFull(full) {
      diskFull = full;
    },
    async settle(promise) {
      let settled = false;
      const note = (): void => void (settled = true);
      promise.then(note, note);
      await quiet();
      while (!settled && waiting.length === 0) await quiet();
    },
  };
}
