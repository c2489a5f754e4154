import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * A list of every file of an unpacked runtime with its size, and the SHA-256 of the one that
 * matters most, written beside the runtime's folder once that is complete. A runtime without a
 * manifest, or unlike it, was unpacked halfway or damaged since.
 */

const manifestName = 'gatehouse-manifest.json';

/** Name of the runtime's folder beside its manifest. */
export const runtimeName = 'dist';

/** @typedef {{ version: string, main: string, sha256: string, files: Record<string, number> }} Manifest */

/**
 * @param {string} parent folder that holds the runtime's folder
 * @param {{ version: string, main: string }} about the main file, relative to the runtime's folder
 */
export async function writeManifest(parent, { version, main }) {
  const folder = path.join(parent, runtimeName);
  /** @type {Manifest} */
  const manifest = {
    version,
    main,
    sha256: await sha256(path.join(folder, main)),
    files: Object.fromEntries(await listFiles(folder)),
  };
  await fs.writeFile(path.join(parent, manifestName), JSON.stringify(manifest, null, 1));
}

/**
 * @param {string} parent folder that holds the runtime's folder
 * @param {string} version the version it ought to be
 * @returns {Promise<'good' | 'absent' | { broken: string }>}
 */
export async function checkManifest(parent, version) {
  const folder = path.join(parent, runtimeName);
  if (!(await exists(folder))) return 'absent';
  const manifest = await readManifest(path.join(parent, manifestName));
  if (manifest === undefined) return { broken: 'it was not unpacked to the end' };
  if (manifest.version !== version) return { broken: `it is version ${manifest.version}` };
  const present = new Map(await listFiles(folder));
  for (const [name, size] of Object.entries(manifest.files)) {
    const found = present.get(name);
    if (found === undefined) return { broken: `${name} is missing` };
    if (found !== size) return { broken: `${name} has ${found} bytes instead of ${size}` };
  }
  const same = (await sha256(path.join(folder, manifest.main))) === manifest.sha256;
  return same ? 'good' : { broken: `${manifest.main} has changed` };
}

/** @param {string} file @returns {Promise<Manifest | undefined>} */
async function readManifest(file) {
  try {
    const manifest = JSON.parse(await fs.readFile(file, 'utf8'));
    return typeof manifest?.files === 'object' ? manifest : undefined;
  } catch {
    return undefined; // missing or cut off: the caller makes the folder anew
  }
}

/** @param {string} folder @returns {Promise<[name: string, size: number][]>} */
async function listFiles(folder) {
  const entries = await fs.readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  return Promise.all(
    files.map(async (file) => [
      path.relative(folder, file).replaceAll('\\', '/'),
      (await fs.lstat(file)).size,
    ]),
  );
}

/** @param {string} file @returns {Promise<string>} */
async function sha256(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** @param {string} file */
const exists = (file) =>
  fs.access(file).then(
    () => true,
    () => false,
  );
