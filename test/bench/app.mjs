import os from 'node:os';
import path from 'node:path';
import { step } from '../../scripts/lib/steps.mjs';
import { compareAllPortals } from './all-portals.mjs';
import { compareChangeList } from './change-list.mjs';
import { compareFileLinks } from './file-links.mjs';
import { comparePaint } from './paint.mjs';
import { startPracticeFleet } from './practice-process.mjs';
import { databaseKey, makeProfile, unreachablePortals } from './profile.mjs';
import { compareSync } from './sync.mjs';
import { compareWindows } from './windows.mjs';

const portals = 200;
const manyPortals = 500;
const changes = 100_000;
const practicePortals = 50;
const practiceProcesses = 2;

/** @typedef {import('./comparison.mjs').Comparison} Comparison */

/**
 * All that is measured of the running app.
 * @param {object} options
 * @param {import('./app-window.mjs').Runtime} options.runtime with a keychain of its own
 * @param {string} options.folder for the profiles
 * @param {number} options.runs
 * @returns {Promise<{ comparisons: Comparison[], notes: string[] }>} `notes`: what the figures
 *   have to be read with
 */
export async function measureApp({ runtime, folder, runs }) {
  const { env } = runtime;
  const key = databaseKey();
  const profile = await step('Stored data', () =>
    makeProfile({
      folder: path.join(folder, 'stored'),
      env,
      key,
      portals: unreachablePortals(portals),
      changes,
    }),
  );
  const windows = await step('Start and memory', (progress) =>
    compareWindows({ runtime, profile, folder, runs, progress }),
  );
  const paint = await step('First paint of a portal', (progress) =>
    comparePaint({ runtime, profile, runs, progress }),
  );
  const list = await step('List of changes', (progress) =>
    compareChangeList({ runtime, profile, changes, runs, progress }),
  );
  const allPortals = await step('All portals', (progress) =>
    measureAllPortals({ runtime, folder: path.join(folder, 'many'), key, runs, progress }),
  );
  const sync = await step('Stops while reading portals', (progress) =>
    measureSync({ runtime, folder: path.join(folder, 'practice'), key, runs, progress }),
  );
  const fileLinks = await step('File links', (progress) =>
    compareFileLinks({ runtime, folder: path.join(folder, 'links'), key, runs, progress }),
  );
  return {
    comparisons: [
      ...[...windows, paint, list, ...allPortals],
      ...[...sync.comparisons, ...fileLinks.comparisons],
    ],
    notes: [
      `Stored: ${portals} portals and ${changes.toLocaleString('en')} changes that are over.`,
      `Reading ${practicePortals} portals again took ${sync.seconds.toFixed(1)} s; meanwhile the ` +
        `window showed their list, and ${practiceProcesses} processes were the portals, on ` +
        `${os.cpus().length} cores.`,
      fileLinks.note,
    ],
  };
}

/**
 * @param {object} options
 * @param {import('./app-window.mjs').Runtime} options.runtime
 * @param {string} options.folder
 * @param {string} options.key
 * @param {number} options.runs
 * @param {(text: string) => void} options.progress
 */
async function measureAllPortals({ runtime, folder, key, runs, progress }) {
  progress('making the data');
  const profile = await makeProfile({
    folder: path.join(folder, 'stored'),
    env: runtime.env,
    key,
    portals: unreachablePortals(manyPortals),
    changes: 0,
  });
  return compareAllPortals({ runtime, profile, folder, runs, progress });
}

/**
 * @param {object} options
 * @param {import('./app-window.mjs').Runtime} options.runtime
 * @param {string} options.folder
 * @param {string} options.key
 * @param {number} options.runs
 * @param {(text: string) => void} options.progress
 */
async function measureSync({ runtime, folder, key, runs, progress }) {
  progress('starting the practice portals');
  const fleet = await startPracticeFleet(practicePortals, practiceProcesses);
  try {
    const profile = await makeProfile({
      folder,
      env: runtime.env,
      key,
      portals: fleet.portals.map((portal, index) => ({
        name: `Practice portal ${index + 1}`,
        address: portal.address,
        apiKey: portal.key,
      })),
      changes: 0,
    });
    return await compareSync({ runtime, profile, runs, progress });
  } finally {
    await fleet.stop();
  }
}
