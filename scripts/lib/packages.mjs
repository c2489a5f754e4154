import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { withLock } from './file-lock.mjs';
import { cacheFolder, inRoot, root } from './paths.mjs';
import { run } from './run.mjs';
import { PlainError, step } from './steps.mjs';

/**
 * Installs the npm packages of the lock file, when they are not there already. Uses nothing but
 * Node, since it runs before anything is installed.
 */
export async function ensurePackages() {
  if (await isInstalled()) return placeKeytar();
  const lock = path.join(cacheFolder(), 'locks', `packages-${hash(root).slice(0, 16)}`);
  await step('npm packages', async (progress) =>
    withLock(
      lock,
      async () => {
        if (await isInstalled()) return; // another process has just done it
        progress('npm ci');
        await install();
      },
      () => progress('another set-up is installing them'),
    ),
  );
  await placeKeytar();
}

/**
 * The one install script that we need: it copies the ready-made keychain module for this system to
 * where it is loaded from. We run it ourselves, and no other package's script at all; so it does
 * not matter what npm is told to do with them.
 */
async function placeKeytar() {
  const folder = inRoot('node_modules', 'keytar');
  try {
    await fs.access(path.join(folder, 'build', 'Release', 'keytar.node'));
  } catch {
    const script = path.join(folder, 'script', 'install.js');
    const { code, output } = await run(process.execPath, [script], { cwd: folder });
    if (code !== 0) throw new PlainError(`${output}\n\nThe keychain module cannot be used here.`);
  }
}

async function install() {
  const args = ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  const result = await run('npm', args, { cwd: root });
  if (result.code !== 0) {
    throw new PlainError(
      `${tail(result.output)}\n\nThe npm packages could not be installed (npm ci, exit code ` +
        `${result.code}). The first set-up needs the npm registry; check the network or the ` +
        `proxy settings of npm, then run the same command again.`,
    );
  }
  const wrong = await firstWrongPackage();
  if (wrong !== undefined) throw new PlainError(`npm ci left node_modules incomplete: ${wrong}`);
}

/** @returns {Promise<boolean>} true when `node_modules` holds what the lock file says */
async function isInstalled() {
  return (await firstWrongPackage()) === undefined;
}

/** @returns {Promise<string | undefined>} the first package that is missing or of another version */
async function firstWrongPackage() {
  // npm writes its own list of what is installed last: without it, an install was cut off
  const placed = await readJson(inRoot('node_modules', '.package-lock.json'));
  if (placed === undefined) return 'node_modules';
  const locked = (await readJson(inRoot('package-lock.json')))?.packages ?? {};
  const wanted = Object.keys(locked).filter(
    (folder) => folder !== '' && isRequired(locked[folder]),
  );
  const folders = [...new Set([...wanted, ...Object.keys(placed.packages ?? {})])];
  const checks = await Promise.all(
    folders.map(async (folder) => {
      const found = await readJson(inRoot(folder, 'package.json'));
      const version = locked[folder]?.version;
      return version !== undefined && found?.version === version ? undefined : folder;
    }),
  );
  return checks.find((folder) => folder !== undefined);
}

/** Optional packages are mostly those for other systems. @param {any} entry of the lock file */
const isRequired = ({ optional, devOptional, link }) => !optional && !devOptional && !link;

/** @param {string} file @returns {Promise<any>} undefined when it is missing or cut off */
async function readJson(file) {
  try {
    return JSON.parse(await fs.readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} text */
const hash = (text) => createHash('sha256').update(text).digest('hex');

/** @param {string} text */
const tail = (text) => text.trim().split('\n').slice(-20).join('\n');
