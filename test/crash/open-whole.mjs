import { setTimeout as wait } from 'node:timers/promises';

/**
 * @typedef {import('./life.mjs').Life} Life
 * @typedef {import('./life.mjs').Page} Page
 */

const startLimitMs = 30_000;
const lookEveryMs = 100;

/**
 * The window, once the store is open; it has to be whole each time.
 * @param {Life} life
 * @returns {Promise<Page>}
 */
export function openWhole(life) {
  const tooLong = wait(startLimitMs, null, { ref: false }).then(() => {
    throw new Error('the store did not open');
  });
  return Promise.race([untilOpen(life), tooLong]);
}

/** @param {Life} life @returns {Promise<Page>} */
async function untilOpen(life) {
  const page = await life.page;
  for (;;) {
    const store = await page.call('app', 'store');
    if (store.state === 'open') {
      if (store.keeps && store.problems.length === 0) return page;
      throw new Error(`the store did not open whole: ${JSON.stringify(store)}`);
    }
    if (store.state === 'closed') {
      throw new Error(`the store is closed: ${JSON.stringify(store.error)}`);
    }
    await wait(lookEveryMs);
  }
}
