import { setTimeout as wait } from 'node:timers/promises';
import { withApp } from './app-window.mjs';
import { besides } from './comparison.mjs';
import { median } from './statistics.mjs';

const restMs = 3000;
const percentile = 99;

const longest = /** @type {const} */ ({
  what: 'Longest stop of the main loop, reading all portals again',
  against: 'the same app at rest',
  unit: 'ms',
  goal: { is: 'at most', value: 50, of: 'figure' },
});
const usual = /** @type {const} */ ({
  what: `${percentile} of 100 stops are shorter than`,
  against: 'the same app at rest',
  unit: 'ms',
  goal: { is: 'at most', value: 16, of: 'figure' },
});

/**
 * For how long the main loop of the app does nothing else, while every portal is read for the
 * first time in this life of the app, and before that while nothing happens.
 * @param {object} options
 * @param {import('./app-window.mjs').Runtime} options.runtime
 * @param {import('./profile.mjs').Profile} options.profile
 * @param {number} options.runs
 * @param {(text: string) => void} options.progress
 * @returns {Promise<{ comparisons: import('./comparison.mjs').Comparison[], seconds: number }>}
 *   `seconds`: how long reading all portals took, the median
 */
export async function compareSync({ runtime, profile, runs, progress }) {
  const lives = [];
  for (let run = 0; run < runs; run += 1) {
    progress(`run ${run + 1} of ${runs}`);
    lives.push(await withApp(runtime, profile, (window) => oneLife(window)));
  }
  const theWorst = Math.max(...lives.map(({ ours }) => ours.longest));
  return {
    comparisons: [
      besides(
        longest,
        lives.map(({ ours }) => ours.longest),
        lives.map(({ theirs }) => theirs.longest),
        `the worst of all: ${theWorst.toFixed(0)} ms`,
      ),
      besides(
        usual,
        lives.map(({ ours }) => ours.usual),
        lives.map(({ theirs }) => theirs.usual),
      ),
    ],
    seconds: median(lives.map(({ seconds }) => seconds)),
  };
}

/** @param {import('./app-window.mjs').AppWindow} window */
async function oneLife({ app, page }) {
  const theirs = await stopsWhile(app, () => wait(restMs));
  let seconds = NaN;
  const ours = await stopsWhile(app, async () => {
    seconds = (await page.evaluate(readAllPortals)) / 1000;
  });
  return { ours, theirs, seconds };
}

/**
 * Watches the main loop. A stop is what a round of it took beyond the step of the meter.
 * @param {import('playwright').ElectronApplication} app
 * @param {() => Promise<void>} work
 * @returns {Promise<{ longest: number, usual: number }>} milliseconds
 */
export async function stopsWhile(app, work) {
  const meter = await app.evaluateHandle(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const histogram = monitorEventLoopDelay({ resolution: 1 });
    histogram.enable();
    return histogram;
  });
  await work();
  const found = await meter.evaluate((histogram, share) => {
    histogram.disable();
    return { max: histogram.max, high: histogram.percentile(share) };
  }, percentile);
  await meter.dispose();
  /** @param {number} nanoseconds */
  const stop = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - 1);
  return { longest: stop(found.max), usual: stop(found.high) };
}

/** Runs in the window. @returns {Promise<number>} milliseconds */
async function readAllPortals() {
  const { portals, sync, on } = window.gatehouse;
  const start = performance.now();
  const done = new Promise((resolve) => {
    on('sync', async () => {
      const state = await sync.state();
      if (state.ok && state.value.wanted === 0) resolve(null);
    });
  });
  await sync.refreshAll();
  await done;
  const ms = performance.now() - start;
  const list = await portals.list();
  const missed = list.ok ? list.value.filter(({ reach }) => reach.state !== 'online') : [];
  if (!list.ok || missed.length > 0) throw new Error(`${missed.length} portals were not reached.`);
  return ms;
}
