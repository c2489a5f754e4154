import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { bundle } from '../../scripts/lib/bundle.mjs';
import { run } from '../../scripts/lib/run.mjs';

/**
 * A data folder of the app, filled, and the keychain to it.
 * @typedef {import('./stored-data').StoredData & { folder: string, key: string }} Profile
 */

/** A secret of this run; what it opens is thrown away with it. */
export const databaseKey = () => randomBytes(32).toString('hex');

/**
 * @param {object} options
 * @param {string} options.folder of the app's data; is made
 * @param {NodeJS.ProcessEnv} options.env of a session with a keychain of its own
 * @param {string} options.key of the database; one keychain has room for one
 * @param {readonly import('./sample-portals').PortalPlace[]} options.portals
 * @param {number} options.changes that the journal holds
 * @returns {Promise<Profile>}
 */
export async function makeProfile({ folder, env, key, portals, changes }) {
  const file = await bundle('test/bench/stored-data.ts', 'stored-data');
  const input = JSON.stringify({ folder, key, portals, changes });
  const { code, output, stdout } = await run(process.execPath, [file], { env, input });
  if (code !== 0) throw new Error(`The data could not be made: ${output.trim()}`);
  await resetPreferences(folder);
  return { ...JSON.parse(stdout), folder, key };
}

/**
 * Portals that nobody can reach: the ending is reserved for names that never lead anywhere.
 * @param {number} count
 * @returns {import('./sample-portals').PortalPlace[]}
 */
export const unreachablePortals = (count) =>
  Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(3, '0');
    return {
      name: `Portal ${number}`,
      address: `https://portal-${number}.invalid`,
      apiKey: `sk-${randomBytes(32).toString('hex')}`,
    };
  });

/**
 * The next life begins on the list of portals, whatever page the last one ended on. Nothing that
 * was read is out of date for an hour, so that the app is at rest by itself.
 * @param {string} folder
 * @param {string | null} [lastPage]
 */
export async function resetPreferences(folder, lastPage = null) {
  const content = {
    theme: 'light',
    locale: 'en',
    lastPage,
    window: null,
    refreshMinutes: 60,
    refreshOnBattery: true,
    notifyLicenses: false,
  };
  await fs.writeFile(
    path.join(folder, 'preferences.json'),
    JSON.stringify({ version: 1, content }),
  );
}
