/**
 * From nothing to a license on a portal and a safe link: sets up, builds, opens the app and does
 * both jobs in it. With a display the window stays for the person; without one it runs on its own.
 */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build } from './build.mjs';
import { withDesktop } from './lib/desktop-session.mjs';
import { hasDisplay } from './lib/display.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { endTree } from './lib/process-tree.mjs';
import { sandboxFlags } from './lib/root-user.mjs';
import { setUp } from './lib/setup.mjs';
import { elapsed, main, notice, say, step } from './lib/steps.mjs';

const closeLimitMs = 5000;

await main(async () => {
  const start = Date.now();
  const { electronPath } = await setUp({ desktop: 'private' });
  await build();
  const { licenseJob } = await import('./demo/license-job.mjs');
  const { linkJob } = await import('./demo/link-job.mjs');
  const profile = await fs.mkdtemp(path.join(os.tmpdir(), 'gatehouse-demo-'));
  try {
    await withDesktop({ keyring: true }, async (env) => {
      const app = await openApp(electronPath, profile, env);
      try {
        await licenseJob({ app, env });
        await linkJob({ app });
        say(`Done in ${elapsed(start)}. Pictures are in the folder demo.`);
        if (hasDisplay()) await untilClosed(app);
      } catch (error) {
        await pictureOfFailure(app);
        throw error;
      } finally {
        await closeApp(app);
      }
    });
  } finally {
    await fs.rm(profile, { recursive: true, force: true });
  }
});

/**
 * @param {string} electronPath
 * @param {string} profile
 * @param {NodeJS.ProcessEnv} env
 */
async function openApp(electronPath, profile, env) {
  const { _electron } = await import('playwright'); // not there before the set-up
  const flags = [...sandboxFlags(), ...(hasDisplay() ? [] : ['--disable-gpu'])];
  return step('Open the app', () =>
    _electron.launch({
      executablePath: electronPath,
      args: [...flags, root, `--user-data-dir=${profile}`, '--lang=en'],
      env: defined({ ...env, LANGUAGE: 'en', LC_ALL: 'en_US.UTF-8' }),
    }),
  );
}

/** @param {import('playwright').ElectronApplication} app */
async function untilClosed(app) {
  say('The window stays open for you. Close it to end the demo.');
  await app.waitForEvent('close', { timeout: 0 });
}

/** @param {import('playwright').ElectronApplication} app */
async function pictureOfFailure(app) {
  const file = inRoot('demo', '.work', 'failed.png');
  await app.windows()[0]?.screenshot({ path: file });
  notice(`How it looked: ${file}`);
}

/** An app that waits for an answer does not close by itself. */
async function closeApp(/** @type {import('playwright').ElectronApplication} */ app) {
  const { pid } = app.process();
  const timer = setTimeout(() => {
    if (pid !== undefined) void endTree(pid);
  }, closeLimitMs);
  await app.close();
  clearTimeout(timer);
}

/** @param {NodeJS.ProcessEnv} env @returns {Record<string, string>} */
function defined(env) {
  const pairs = Object.entries(env);
  return Object.fromEntries(pairs.flatMap(([key, value]) => (value ? [[key, value]] : [])));
}
