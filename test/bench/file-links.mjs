import fs from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from '../../scripts/lib/bundle.mjs';
import { withApp } from './app-window.mjs';
import { compare } from './comparison.mjs';
import { timeToPaint } from './paint.mjs';
import { startPracticeProcess } from './practice-process.mjs';
import { makeProfile, unreachablePortals } from './profile.mjs';
import { median } from './statistics.mjs';
import { stopsWhile } from './sync.mjs';

const entries = 50_000;
const entriesInWords = entries.toLocaleString('en');

/**
 * The tab File links of a portal that answers at once: a very large folder beside one of three
 * files, and the file with the most links beside one with a single link, in turns. Each is opened in
 * a life of its own, with nothing of it in the store, while the tab shows the rooms: so the times
 * hold what the portal takes to answer.
 * @param {object} options
 * @param {import('./app-window.mjs').Runtime} options.runtime
 * @param {string} options.folder for the profiles; is made
 * @param {string} options.key of the database
 * @param {number} options.runs
 * @param {(text: string) => void} options.progress
 * @returns {Promise<{ comparisons: import('./comparison.mjs').Comparison[], note: string }>}
 *   `note`: how the end of the large folder was reached
 */
export async function compareFileLinks({ runtime, folder, key, runs, progress }) {
  progress('starting the practice portal');
  const portal = await startPracticeProcess(['--wide-folder', String(entries)]);
  try {
    const profile = await makeProfile({
      folder: path.join(folder, 'stored'),
      env: runtime.env,
      key,
      portals: [
        { name: 'Practice portal', address: portal.address, apiKey: portal.key },
        // The list of portals is awaited with more than one.
        ...unreachablePortals(1),
      ],
      changes: 0,
    });
    const tab = `#/portal/${profile.portals[0]?.id}/links`;
    const wanted = await targetsIn(tab);
    const lives = [];
    for (let run = 0; run < runs; run += 1) {
      progress(`run ${run + 1} of ${runs}`);
      /** @param {readonly import('./paint.mjs').Target[]} targets */
      const life = (targets) => oneLife({ runtime, profile, folder, tab, targets });
      lives.push({
        wide: await life(wanted.wide),
        small: await life(wanted.small),
        full: await life(wanted.full),
        single: await life(wanted.single),
      });
    }
    return figuresOf(lives);
  } finally {
    await portal.stop();
  }
}

/** What is gone to in one life, step by step. @param {string} tab its address */
async function targetsIn(tab) {
  const file = await bundle('src-main/practice-portal/tables/sample-ids.ts', 'sample-ids');
  /** @type {typeof import('../../src-main/practice-portal/tables/sample-ids')} */
  const { sampleIds } = await import(pathToFileURL(file).href);
  const { files, folders } = sampleIds;
  const table = 'main table tbody';
  return {
    wide: [
      { hash: `${tab}/folder/${folders.wide}`, text: 'Measurement 0' },
      { key: 'End', within: `main [aria-posinset="${entries}"]`, text: 'Measurement 0' },
    ],
    small: [{ hash: `${tab}/folder/${folders.marketing}`, text: 'Style guide.pdf' }],
    // The last of its links.
    full: [{ hash: `${tab}/file/${files.full}`, within: table, text: 'Branch office 6' }],
    single: [{ hash: `${tab}/file/${files.spreadsheet}`, within: table, text: 'Shared link' }],
  };
}

/**
 * @typedef {object} Life
 * @property {number[]} times one for each target, in milliseconds
 * @property {number} longest stop of the main loop meanwhile, in milliseconds
 *
 * @param {object} options
 * @param {import('./app-window.mjs').Runtime} options.runtime
 * @param {import('./profile.mjs').Profile} options.profile stays as it is
 * @param {string} options.folder
 * @param {string} options.tab
 * @param {readonly import('./paint.mjs').Target[]} options.targets
 * @returns {Promise<Life>}
 */
async function oneLife({ runtime, profile, folder, tab, targets }) {
  const copy = path.join(folder, 'life');
  await fs.cp(profile.folder, copy, { recursive: true });
  const begin = { lastPage: tab };
  /** @param {import('./app-window.mjs').AppWindow} window */
  const work = async ({ app, page }) => {
    await page.getByRole('option').first().waitFor();
    /** @type {number[]} */
    const times = [];
    const { longest } = await stopsWhile(app, async () => {
      for (const target of targets) times.push(await page.evaluate(timeToPaint, target));
    });
    return { times, longest };
  };
  try {
    return await withApp(runtime, { ...profile, folder: copy }, work, begin);
  } finally {
    await fs.rm(copy, { recursive: true, force: true });
  }
}

/** @param {readonly Record<'wide' | 'small' | 'full' | 'single', Life>[]} lives */
function figuresOf(lives) {
  /** @param {'wide' | 'small' | 'full' | 'single'} name */
  const opening = (name) => lives.map((life) => life[name].times[0] ?? NaN);
  /** @param {'wide' | 'small'} name */
  const stops = (name) => lives.map((life) => life[name].longest);
  const end = median(lives.map(({ wide }) => wide.times[1] ?? NaN));
  const about = /** @type {const} */ ({ unit: 'ms', goal: null });
  return {
    comparisons: [
      compare(
        {
          ...about,
          what: `Folder of ${entriesInWords} entries until its first rows are drawn`,
          against: 'folder of 3 entries',
        },
        opening('wide'),
        opening('small'),
      ),
      compare(
        { ...about, what: 'File with 7 links until they are drawn', against: 'file with 1 link' },
        opening('full'),
        opening('single'),
      ),
    ],
    note:
      `From the beginning of the folder of ${entriesInWords} entries to its end took ` +
      `${end.toFixed(0)} ms. The longest stop of the main loop while it was opened and gone ` +
      `through was ${median(stops('wide')).toFixed(0)} ms, at worst ` +
      `${Math.max(...stops('wide')).toFixed(0)} ms; while the folder of 3 entries was opened, ` +
      `${median(stops('small')).toFixed(0)} ms.`,
  };
}
