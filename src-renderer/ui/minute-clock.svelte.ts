import { SvelteDate } from 'svelte/reactivity';

const now = new SvelteDate();
setInterval(() => now.setTime(Date.now()), 60_000);

/** The time now, to the minute; what reads it in markup or an effect is kept up to date. */
export const minuteClock: { readonly now: Date } = { now };
