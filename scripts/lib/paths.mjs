import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository, with which every script works whatever the current folder is. */
export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/** @param {...string} parts @returns {string} a path inside the repository */
export const inRoot = (...parts) => path.join(root, ...parts);

/**
 * Where things are kept that outlive `node_modules`: the user's cache folder, by the habit of each
 * system.
 * @returns {string}
 */
export function cacheFolder() {
  if (process.platform === 'win32') {
    const local = process.env['LOCALAPPDATA'] ?? path.join(os.homedir(), 'AppData', 'Local');
    return path.join(local, 'gatehouse', 'Cache');
  }
  if (process.platform === 'darwin') {
    return path.join(os.homedir(), 'Library', 'Caches', 'gatehouse');
  }
  const xdg = process.env['XDG_CACHE_HOME'];
  const base = xdg && path.isAbsolute(xdg) ? xdg : path.join(os.homedir(), '.cache');
  return path.join(base, 'gatehouse');
}
