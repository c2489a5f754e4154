import fs from 'node:fs/promises';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { withApp } from './app-window.mjs';
import { compare } from './comparison.mjs';

const about = /** @type {const} */ ({
  what: 'First paint of a portal page from the store',
  against: 'settings page',
  unit: 'ms',
  goal: null,
});

/**
 * The first page of a portal in a life of the app, whose portals nobody can reach, beside the page
 * of settings, which is loaded in the same way and shows no data. In turns, each in a life of its
 * own, from the change of the address to the frame that shows the text.
 * @param {object} options
 * @param {import('./app-window.mjs').Runtime} options.runtime
 * @param {import('./profile.mjs').Profile} options.profile
 * @param {number} options.runs
 * @param {(text: string) => void} options.progress
 * @returns {Promise<import('./comparison.mjs').Comparison>}
 */
export async function comparePaint({ runtime, profile, runs, progress }) {
  const words = JSON.parse(
    await fs.readFile(inRoot('src-renderer', 'i18n', 'messages', 'en.json'), 'utf8'),
  );
  /** @param {Target} target */
  const paint = (target) =>
    withApp(runtime, profile, ({ page }) => page.evaluate(timeToPaint, target));
  const pairs = [];
  for (let run = 0; run < runs; run += 1) {
    progress(`run ${run + 1} of ${runs}`);
    const portal = profile.portals[run % profile.portals.length];
    if (!portal) throw new Error('The profile has no portals.');
    pairs.push({
      ours: await paint({ hash: `#/portal/${portal.id}/overview`, text: portal.owner }),
      theirs: await paint({ hash: '#/settings', text: words.settings_license_own }),
    });
  }
  return compare(
    about,
    pairs.map((pair) => pair.ours),
    pairs.map((pair) => pair.theirs),
  );
}

/**
 * Where to go, by the address of a page or by a key in the list of the page, and what stands there
 * when it shows what it is to show, and nowhere before.
 * @typedef {{ text: string, within?: string }
 *   & ({ hash: string, key?: undefined } | { key: string, hash?: undefined })} Target
 *   `within`: selector of the part in which the text stands
 */

/**
 * Runs in the window.
 * @param {Target} target
 * @returns {Promise<number>} milliseconds
 */
export function timeToPaint({ hash, key, within = 'main', text }) {
  return new Promise((resolve, reject) => {
    const main = document.querySelector('main');
    if (main === null) throw new Error('The window has no main part.');
    const isThere = () =>
      [...document.querySelectorAll(within)].some((part) => part.textContent.includes(text));
    if (isThere()) throw new Error(`${text} is there already.`);
    const limit = setTimeout(() => reject(new Error(`${text} did not come.`)), 15_000);
    const watcher = new MutationObserver(() => {
      if (!isThere()) return;
      watcher.disconnect();
      clearTimeout(limit);
      // What is posted from a frame's callback comes after that frame.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - start);
        port2.postMessage(null);
      });
    });
    watcher.observe(main, { childList: true, subtree: true, characterData: true });
    const start = performance.now();
    if (key === undefined) location.hash = hash;
    else {
      const list = main.querySelector('[role="listbox"]');
      list?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  });
}
