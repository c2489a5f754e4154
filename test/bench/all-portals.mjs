import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { endWithUs } from '../../scripts/lib/run.mjs';
import { withApp, withoutGaps } from './app-window.mjs';
import { compare } from './comparison.mjs';
import { timeToPaint } from './paint.mjs';

const emptyWindow = fileURLToPath(new URL('empty-app', import.meta.url));
const emptyTable = fileURLToPath(new URL('empty-table', import.meta.url));
/** A keystroke takes a frame or two: so many more of them for steadier figures. */
const keystrokesPerRun = 20;

/**
 * The page All portals, first painted from the store and filtered by a keystroke, beside a page
 * with an empty table of the same kit, in turns.
 * @param {object} options
 * @param {import('./app-window.mjs').Runtime} options.runtime
 * @param {import('./profile.mjs').Profile} options.profile
 * @param {string} options.folder for the page with the empty table and its profile
 * @param {number} options.runs
 * @param {(text: string) => void} options.progress
 * @returns {Promise<import('./comparison.mjs').Comparison[]>}
 */
export async function compareAllPortals({ runtime, profile, folder, runs, progress }) {
  const theirs = await buildEmptyTable(path.join(folder, 'empty-table'));
  const count = profile.portals.length;
  const pairs = [];
  for (let run = 0; run < runs; run += 1) {
    progress(`run ${run + 1} of ${runs}`);
    // The license of the first portal: a list without it is not painted from the store yet.
    const ours = await withApp(
      runtime,
      profile,
      ({ page }) => life(page, { hash: '#/portals', text: 'in 30 days' }, 'portal 4'),
      { lastPage: '#/settings' },
    );
    pairs.push({
      ours,
      theirs: await withWindow(runtime, theirs, (page) =>
        life(page, { hash: '#/table', text: 'Nothing found' }, 'portal 4'),
      ),
    });
  }
  const what = `All portals, ${count} portals`;
  const about = /** @type {const} */ ({ against: 'empty table', unit: 'ms', goal: null });
  return [
    compare(
      { ...about, what: `${what}: first paint from the store` },
      pairs.map((pair) => pair.ours.paint),
      pairs.map((pair) => pair.theirs.paint),
    ),
    compare(
      { ...about, what: `${what}: filter keystroke to paint` },
      pairs.flatMap((pair) => pair.ours.keystrokes),
      pairs.flatMap((pair) => pair.theirs.keystrokes),
    ),
  ];
}

/**
 * @param {import('playwright').Page} page
 * @param {import('./paint.mjs').Target} target
 * @param {string} query
 */
async function life(page, target, query) {
  const paint = await page.evaluate(timeToPaint, target);
  const keystrokes = [];
  for (let turn = 0; turn < keystrokesPerRun; turn += 1) {
    keystrokes.push(await page.evaluate(keystroke, turn % 2 === 0 ? `${query}9` : query));
  }
  return { paint, keystrokes };
}

/**
 * Runs in the window: from a keystroke in the page's search to the frame that shows what it found.
 * @param {string} value of the field after it
 * @returns {Promise<number>} milliseconds
 */
function keystroke(value) {
  return new Promise((resolve, reject) => {
    const field = document.querySelector('main input[type="search"]');
    const status = [...document.querySelectorAll('main [role="status"]')].at(-1);
    if (!(field instanceof HTMLInputElement) || !status) throw new Error('There is no search.');
    const limit = setTimeout(() => reject(new Error('Nothing was found.')), 15_000);
    const watcher = new MutationObserver(() => {
      watcher.disconnect();
      clearTimeout(limit);
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - start);
        port2.postMessage(null);
      });
    });
    watcher.observe(status, { childList: true, subtree: true, characterData: true });
    const start = performance.now();
    field.value = value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
}

/** @param {string} folder @returns {Promise<{ app: string, data: string }>} */
async function buildEmptyTable(folder) {
  const [{ build }, { svelte }] = await Promise.all([
    import('vite'),
    import('@sveltejs/vite-plugin-svelte'),
  ]);
  const app = path.join(folder, 'app');
  await build({
    root: emptyTable,
    base: './',
    configFile: false,
    logLevel: 'warn',
    plugins: [svelte()],
    resolve: {
      alias: {
        '$words/runtime': inRoot('generated', 'messages', 'runtime.js'),
        $words: inRoot('generated', 'messages', 'messages.js'),
      },
    },
    build: { target: 'chrome130', outDir: app, emptyOutDir: true, minify: true },
  });
  for (const name of ['main.cjs', 'package.json']) {
    await fs.copyFile(path.join(emptyWindow, name), path.join(app, name));
  }
  return { app, data: path.join(folder, 'data') };
}

/**
 * @template T
 * @param {import('./app-window.mjs').Runtime} runtime
 * @param {{ app: string, data: string }} place
 * @param {(page: import('playwright').Page) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withWindow({ electronPath, flags, env }, { app, data }, work) {
  const electron = await _electron.launch({
    executablePath: electronPath,
    args: [...flags, app, `--user-data-dir=${data}`],
    env: withoutGaps(env),
  });
  const pid = electron.process().pid;
  const forget = pid === undefined ? () => undefined : endWithUs(pid);
  try {
    const page = await electron.firstWindow();
    await page.locator('main').waitFor({ state: 'attached' });
    return await work(page);
  } finally {
    await electron.close();
    forget();
  }
}
