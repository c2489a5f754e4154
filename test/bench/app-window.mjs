import { _electron } from 'playwright';
import { root } from '../../scripts/lib/paths.mjs';
import { endWithUs } from '../../scripts/lib/run.mjs';
import { resetPreferences } from './profile.mjs';

/**
 * How the app is started.
 * @typedef {object} Runtime
 * @property {string} electronPath
 * @property {readonly string[]} flags
 * @property {NodeJS.ProcessEnv} env
 *
 * The running app, from where a person would sit.
 * @typedef {object} AppWindow
 * @property {import('playwright').ElectronApplication} app
 * @property {import('playwright').Page} page
 */

/**
 * Runs `work` in a fresh life of the app, which shows the list of portals, or another page.
 * @template T
 * @param {Runtime} runtime
 * @param {import('./profile.mjs').Profile} profile
 * @param {(window: AppWindow) => Promise<T>} work
 * @param {{ lastPage: string | null }} [begin] the page that it begins with
 * @returns {Promise<T>}
 */
export async function withApp({ electronPath, flags, env }, { folder }, work, begin) {
  await resetPreferences(folder, begin?.lastPage ?? null);
  const app = await _electron.launch({
    executablePath: electronPath,
    args: [...flags, root, `--user-data-dir=${folder}`],
    env: withoutGaps(env),
  });
  const pid = app.process().pid;
  const forget = pid === undefined ? () => undefined : endWithUs(pid);
  try {
    const page = await app.firstWindow();
    const listed = begin?.lastPage ? page.getByRole('list', { name: 'Portals' }) : page;
    await listed
      .getByRole(begin?.lastPage ? 'listitem' : 'row')
      .nth(1)
      .waitFor();
    await atRest(page);
    return await work({ app, page });
  } finally {
    await app.close();
    forget();
  }
}

/** Until the window has nothing to do any more. @param {import('playwright').Page} page */
const atRest = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const calmMs = 1000;
        requestIdleCallback(() => setTimeout(() => requestIdleCallback(resolve), calmMs));
      }),
  );

/** @param {NodeJS.ProcessEnv} env @returns {Record<string, string>} */
export const withoutGaps = (env) =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
