import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { inRoot } from './paths.mjs';

/**
 * Does `work` only when its sources have changed since it was last done. The sum of the sources is
 * taken before the work: what is edited meanwhile is done again next time.
 * @param {object} options
 * @param {string} options.stamp file that remembers the sources of the last time
 * @param {readonly string[]} options.sources files and folders in the repository
 * @param {readonly string[]} options.results files that must be there, or it is done again
 * @param {() => Promise<void>} work
 */
export async function unlessUnchanged({ stamp, sources, results }, work) {
  const sum = await sumOf(sources);
  const last = await fs.readFile(inRoot(stamp), 'utf8').catch(() => undefined);
  if (last === sum && (await allThere(results))) return;
  await fs.rm(inRoot(stamp), { force: true });
  await work();
  await fs.mkdir(path.dirname(inRoot(stamp)), { recursive: true });
  await fs.writeFile(inRoot(stamp), sum);
}

/** @param {readonly string[]} sources @returns {Promise<string>} */
async function sumOf(sources) {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await filesOf(inRoot(source))) {
      hash.update(`${path.relative(inRoot(), file)}\0`).update(await fs.readFile(file));
    }
  }
  return hash.digest('hex');
}

/** @param {string} source @returns {Promise<string[]>} sorted */
async function filesOf(source) {
  const stat = await fs.stat(source).catch(() => undefined);
  if (stat === undefined) return [];
  if (stat.isFile()) return [source];
  const entries = await fs.readdir(source, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** @param {readonly string[]} files */
async function allThere(files) {
  const found = await Promise.allSettled(files.map((file) => fs.access(inRoot(file))));
  return found.every(({ status }) => status === 'fulfilled');
}
