import fs from 'node:fs/promises';
import path from 'node:path';
import { ensureFallback, fallbackFits, fallbackVersion } from './electron-fallback.mjs';
import { checkManifest, runtimeName, writeManifest } from './folder-manifest.mjs';
import { cacheFolder, inRoot, root } from './paths.mjs';
import { run } from './run.mjs';
import { notice, PlainError, step } from './steps.mjs';

const downloadLimitMs = 5 * 60_000;
const retryAfterMs = 24 * 3600_000;
const packageFolder = inRoot('node_modules', 'electron');
const officialFolder = path.join(packageFolder, runtimeName);

const binary = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
  other: 'electron',
}[process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'other'];

/**
 * @typedef {object} Runtime
 * @property {string} electronPath the program to start
 * @property {string} folder the folder it lies in, as electron-builder wants it
 * @property {string} version
 * @property {boolean} fallback true for the runtime that is never for a release
 */

/**
 * Finds an Electron runtime, or gets one: `ELECTRON_OVERRIDE_DIST_PATH`, else the official
 * download, else the fallback.
 * @returns {Promise<Runtime>}
 */
export async function ensureElectron() {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return runtimeIn(path.resolve(override), await versionIn(override), false);
  const { version } = JSON.parse(
    await fs.readFile(path.join(packageFolder, 'package.json'), 'utf8'),
  );
  if (await ensureOfficial(version)) return runtimeIn(officialFolder, version, false);
  const folder = await ensureFallback();
  notice(`Using Electron ${fallbackVersion} for demo and tests. Never make a release with it.`);
  return runtimeIn(folder, fallbackVersion, true);
}

/**
 * @param {string} folder
 * @param {string} version
 * @param {boolean} fallback
 * @returns {Runtime}
 */
const runtimeIn = (folder, version, fallback) => ({
  electronPath: path.join(folder, binary),
  folder,
  version,
  fallback,
});

/** @param {string} folder @returns {Promise<string>} */
async function versionIn(folder) {
  try {
    return (await fs.readFile(path.join(folder, 'version'), 'utf8')).trim().replace(/^v/, '');
  } catch {
    throw new PlainError(`ELECTRON_OVERRIDE_DIST_PATH: no Electron runtime in ${folder}`);
  }
}

/** @param {string} version @returns {Promise<boolean>} true when the official runtime is ready */
async function ensureOfficial(version) {
  const state = await checkManifest(packageFolder, version);
  if (state === 'good') return true;
  const memory = path.join(cacheFolder(), `electron-${version}-out-of-reach.json`);
  if (fallbackFits && (await failedLately(memory))) return false;

  const failure = await step(
    `Electron ${version}`,
    (progress) => {
      progress('official download');
      return download();
    },
    (why) => (why === undefined ? undefined : `out of reach (${why})`),
  );
  if (failure === undefined) {
    await writeManifest(packageFolder, { version, main: binary });
    return true;
  }
  if (!fallbackFits) {
    throw new PlainError(
      `Electron ${version} could not be downloaded: ${failure}. Check the network, or set ` +
        `ELECTRON_OVERRIDE_DIST_PATH to the folder of an Electron runtime.`,
    );
  }
  await fs.mkdir(path.dirname(memory), { recursive: true });
  await fs.writeFile(memory, JSON.stringify({ at: new Date().toISOString(), failure }));
  notice(`The official download is tried again in a day, or once you delete ${memory}`);
  return false;
}

/** @returns {Promise<string | undefined>} what went wrong, in a few words */
async function download() {
  // The package's own installer believes a marker file: without it, it unpacks anew.
  await fs.rm(path.join(packageFolder, 'path.txt'), { force: true });
  await fs.rm(officialFolder, { recursive: true, force: true });
  const { code, output, timedOut } = await run(
    process.execPath,
    [path.join(packageFolder, 'install.js')],
    { cwd: root, timeoutMs: downloadLimitMs },
  );
  if (code === 0) return undefined;
  if (timedOut) return `no end after ${downloadLimitMs / 60_000} minutes`;
  const line = output.split('\n').find((text) => /error/i.test(text));
  return line?.trim().replace(/^\w*Error: /, '') ?? `exit code ${code}`;
}

/** @param {string} memory */
async function failedLately(memory) {
  try {
    const { at } = JSON.parse(await fs.readFile(memory, 'utf8'));
    return Date.now() - Date.parse(at) < retryAfterMs;
  } catch {
    return false; // never failed, or the note is unreadable: simply try
  }
}
