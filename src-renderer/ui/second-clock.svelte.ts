import { createSubscriber } from 'svelte/reactivity';

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, 1_000);
  return () => clearInterval(timer);
});

/**
 * The time now in milliseconds, to the second; what reads it in markup or an effect is kept up to date. It ticks
 * only while something reads it: for countdowns.
 */
export const secondClock: { readonly now: number } = {
  get now(): number {
    subscribe();
    return Date.now();
  },
};
