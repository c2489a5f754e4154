import type { SetTimer } from '../../../src-main/sync/timer';
import { settle } from './readings-rig';

/** Time that passes when the test says so. */
export interface FakeClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly setTimer: SetTimer;
  /** Resolves after so many milliseconds of this clock. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Lets time pass; every timer goes off at its moment, and all that follows from it happens. */
  advance(milliseconds: number): Promise<void>;
}

export const clockStart = Date.parse('2026-05-01T10:00:00.000Z');

export function fakeClock(): FakeClock {
  let at = clockStart;
  const timers = new Set<{ readonly due: number; readonly fire: () => void }>();
  const setTimer: SetTimer = (milliseconds, fire) => {
    const timer = { due: at + milliseconds, fire };
    timers.add(timer);
    return () => void timers.delete(timer);
  };
  return {
    now: () => at,
    setTimer,
    wait: (milliseconds) => new Promise((resolve) => void setTimer(milliseconds, resolve)),
    async advance(milliseconds) {
      const end = at + milliseconds;
      await settle();
      for (;;) {
        const [next] = [...timers].sort((a, b) => a.due - b.due);
        if (!next || next.due > end) break;
        at = Math.max(at, next.due);
        timers.delete(next);
        next.fire();
        await settle();
      }
      at = end;
    },
  };
}
