import { pathToFileURL } from 'node:url';
import { bundle } from '../../scripts/lib/bundle.mjs';
import { withApp } from './app-window.mjs';
import { compare } from './comparison.mjs';

/** As many as the page of changes asks for. */
const rows = 200;
/** A page takes some milliseconds: so many more of them for steadier figures. */
const pagesPerRun = 20;
const warmUps = 20;

/**
 * The first page of all changes as the window gets it, beside the bare query, in turns. The engine
 * and its settings are the same; the query runs in plain Node.
 * @param {object} options
 * @param {import('./app-window.mjs').Runtime} options.runtime
 * @param {import('./profile.mjs').Profile} options.profile
 * @param {number} options.changes how many there are
 * @param {number} options.runs
 * @param {(text: string) => void} options.progress
 * @returns {Promise<import('./comparison.mjs').Comparison>}
 */
export async function compareChangeList({ runtime, profile, changes, runs, progress }) {
  const file = await bundle('test/bench/bare-list.ts', 'bare-list');
  const { openBareList } = await import(pathToFileURL(file).href);
  /** @type {import('./bare-list').RunBare} */
  const runBare = await openBareList(profile.file, profile.key, rows);
  const pairs = await withApp(runtime, profile, async ({ page }) => {
    const found = [];
    for (let turn = -warmUps; turn < runs * pagesPerRun; turn += 1) {
      progress(turn < 0 ? 'warming up' : `page ${turn + 1} of ${runs * pagesPerRun}`);
      const { ms, total } = await page.evaluate(askPage, rows);
      if (total !== changes) throw new Error(`The list tells of ${total} changes.`);
      const pair = { ours: ms, theirs: runBare() };
      if (turn >= 0) found.push(pair);
    }
    return found;
  });
  return compare(
    {
      what: `First ${rows} of ${changes.toLocaleString('en')} changes, through IPC`,
      against: 'bare prepared query',
      unit: 'ms',
      goal: { is: 'at most', value: 3, of: 'ratio' },
    },
    pairs.map((pair) => pair.ours),
    pairs.map((pair) => pair.theirs),
  );
}

/**
 * Runs in the window.
 * @param {number} limit
 */
async function askPage(limit) {
  const start = performance.now();
  const answer = await window.gatehouse.changes.list({
    filter: { show: 'all', portalId: null, search: '' },
    offset: 0,
    limit,
  });
  const ms = performance.now() - start;
  if (!answer.ok) throw new Error(answer.error.code);
  if (answer.value.rows.length !== limit) throw new Error('The page is not full.');
  return { ms, total: answer.value.total };
}
