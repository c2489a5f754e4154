import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../../scripts/lib/paths.mjs';
import { runApp } from './app-run.mjs';
import { compare, notMeasured } from './comparison.mjs';
import { resetPreferences } from './profile.mjs';

const emptyApp = fileURLToPath(new URL('empty-app', import.meta.url));
const idleMs = 4000;
/** The engine keeps compiled code of scripts only after it has seen them more than once. */
const warmUps = 3;

/** @type {import('./comparison.mjs').Goal} */
const goal = { is: 'at most', value: 1.35, of: 'ratio' };
const memory = /** @type {const} */ ({
  what: 'Memory of all processes, idle',
  against: 'empty window',
  unit: 'MB',
  goal,
});

/**
 * Start time and memory of the app beside an empty window of the same runtime, in turns.
 * @param {object} options
 * @param {import('./app-window.mjs').Runtime} options.runtime
 * @param {import('./profile.mjs').Profile} options.profile
 * @param {string} options.folder for the profile of the empty window
 * @param {number} options.runs
 * @param {(text: string) => void} options.progress
 * @returns {Promise<import('./comparison.mjs').Comparison[]>}
 */
export async function compareWindows({ runtime, profile, folder, runs, progress }) {
  const { electronPath, flags, env } = runtime;
  const theirs = path.join(folder, 'empty');
  await fs.mkdir(theirs);

  /** @param {string} app @param {string} data */
  const life = (app, data) =>
    runApp({
      electronPath,
      args: [...flags, app, `--user-data-dir=${data}`, '--lang=en', '--perf'],
      env,
      idleMs,
    });
  const pairs = [];
  for (let run = -warmUps; run < runs; run += 1) {
    progress(run < 0 ? 'warming up' : `run ${run + 1} of ${runs}`);
    await resetPreferences(profile.folder);
    const pair = { ours: await life(root, profile.folder), theirs: await life(emptyApp, theirs) };
    if (run >= 0) pairs.push(pair);
  }

  /** @param {'ours' | 'theirs'} side */
  const times = (side) => pairs.map((pair) => pair[side].startMs);
  /** @param {'ours' | 'theirs'} side */
  const sizes = (side) => pairs.map((pair) => pair[side].bytes / 1e6);
  const start = /** @type {const} */ ({
    what: `Start until the list of ${profile.portals.length} portals is usable`,
    against: 'empty window',
    unit: 'ms',
    goal,
  });
  return [
    compare(start, times('ours'), times('theirs')),
    process.platform === 'linux'
      ? compare(memory, sizes('ours'), sizes('theirs'))
      : notMeasured(memory, 'measured on Linux only'),
  ];
}
