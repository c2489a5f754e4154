import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { hasDisplay, startDisplay } from './display.mjs';
import { canStartKeyring, startKeyring } from './keyring.mjs';

/**
 * Runs `work` with a display (the person's, else one of its own) and, if wanted, a keyring of its
 * own. What was started is ended afterwards, whatever happens.
 * @template T
 * @param {{ keyring: boolean }} options where no private keyring can be had, the person's own is
 *   used
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work gets the environment for what it starts
 * @returns {Promise<T>}
 */
export async function withDesktop({ keyring }, work) {
  /** @type {(() => Promise<void>)[]} */
  const stops = [];
  const env = { ...process.env };
  try {
    if (!hasDisplay()) {
      const display = await startDisplay();
      stops.push(display.stop);
      Object.assign(env, display.env);
    }
    if (keyring && canStartKeyring()) {
      const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'gatehouse-keyring-'));
      stops.push(() => fs.rm(dir, { recursive: true, force: true }));
      const started = await startKeyring({ dir });
      stops.push(started.stop);
      Object.assign(env, started.env);
    }
    return await work(env);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}
