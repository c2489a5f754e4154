import { rmSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { onShutdown } from './shutdown.mjs';

const heartbeatMs = 1000;
const staleMs = 10_000;

/**
 * Lets one process at a time do `work`. It saves work and is no guarantee: what is made under it
 * must be put in place atomically all the same. A lock whose holder has died is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once when another process holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait) {
  await fs.mkdir(path.dirname(file), { recursive: true });
  let waited = false;
  while (!(await take(file))) {
    if (!waited) onWait?.();
    waited = true;
    if (await isStale(file)) await fs.rm(file, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    fs.utimes(file, now, now).catch(() => undefined); // taken away: the worst is work done twice
  }, heartbeatMs);
  const release = () => rmSync(file, { force: true });
  const forget = onShutdown(release, release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    forget();
    release();
  }
}

/** @param {string} file */
async function take(file) {
  try {
    await fs.writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} file */
async function isStale(file) {
  const stat = await fs.stat(file).catch(() => undefined); // released just now: simply try again
  return stat !== undefined && Date.now() - stat.mtimeMs > staleMs;
}
