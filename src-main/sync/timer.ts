/** Calls `fire` once after so many milliseconds; the answer takes that back. */
export type SetTimer = (milliseconds: number, fire: () => void) => () => void;

/** The computer's own timers. They keep nothing alive. */
export const systemTimer: SetTimer = (milliseconds, fire) => {
  const timer = setTimeout(fire, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
};
