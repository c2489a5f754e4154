import fs from 'node:fs/promises';
import { isOnPath, run } from './run.mjs';
import { notice, PlainError, step } from './steps.mjs';

/** Debian's names of what the app, a run without a desktop, and the unit tests need. */
const packages = {
  app: [
    'libgtk-3-0',
    'libnss3',
    'libasound2',
    'libgbm1',
    'libxss1',
    'libsecret-1-0',
    'libnotify4',
    'libatk-bridge2.0-0',
  ],
  display: ['xvfb'],
  keyring: ['dbus', 'gnome-keyring'],
  unitTests: ['openssl'],
};

/**
 * Installs missing system libraries on Debian and Ubuntu, when that is possible without a
 * question; else tells the exact command. Other systems bring what is needed, or get a hint.
 * @param {readonly (keyof typeof packages)[]} groups
 */
export async function ensureSystemLibraries(groups) {
  if (process.platform !== 'linux') return;
  if (!isOnPath('dpkg-query') || !isOnPath('apt-get')) return hintElsewhere();
  const wanted = groups.flatMap((group) => packages[group]);
  if ((await missingOf(wanted)).length === 0) return;

  const prefix = await rootPrefix();
  if (prefix === undefined) {
    const names = await installableNames(await missingOf(wanted));
    throw new PlainError(
      `System libraries are missing. Please run this, then the same command again:\n\n` +
        `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}\n`,
    );
  }
  await step(
    'System libraries',
    async (progress) => {
      progress('apt-get update');
      await apt(prefix, ['update'], progress);
      const names = await installableNames(await missingOf(wanted));
      await apt(prefix, ['install', '-y', '--no-install-recommends', ...names], progress);
      const left = await missingOf(wanted);
      if (left.length > 0) throw new PlainError(`apt-get did not install ${left.join(', ')}.`);
    },
    () => 'installed with apt-get',
  );
}

/**
 * @param {readonly string[]} names
 * @returns {Promise<string[]>} those that are not installed, under this name or the `t64` one that
 *   newer releases use
 */
async function missingOf(names) {
  const asked = names.flatMap((name) => [name, `${name}t64`]);
  const format = '${Package} ${db:Status-Status}\n';
  const { stdout } = await run('dpkg-query', ['-W', '-f', format, ...asked]); // exit code 1: some are unknown
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return names.filter((name) => !installed.has(name) && !installed.has(`${name}t64`));
}

/** @param {readonly string[]} names @returns {Promise<string[]>} as this release calls them */
async function installableNames(names) {
  return Promise.all(
    names.map(async (name) => {
      const { stdout } = await run('apt-cache', ['policy', `${name}t64`]);
      return /Candidate: (?!\(none\))/.test(stdout) ? `${name}t64` : name;
    }),
  );
}

/** @returns {Promise<string[] | undefined>} how to become root without a question, if at all */
async function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  if (isOnPath('sudo') && (await run('sudo', ['-n', 'true'])).code === 0) return ['sudo', '-n'];
  return undefined;
}

/**
 * @param {readonly string[]} prefix
 * @param {readonly string[]} args
 * @param {(text: string) => void} progress
 */
async function apt(prefix, args, progress) {
  const [command = '', ...rest] = [
    ...prefix,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-o',
    'DPkg::Lock::Timeout=120',
    ...args,
  ];
  const { code, output } = await run(command, rest, {
    onLine: (line) => {
      const [words] = /^(Get:\d+|Unpacking \S+|Setting up \S+)/.exec(line) ?? [];
      if (words !== undefined) progress(words.replace('Get:', 'fetching file '));
    },
  });
  if (code !== 0) {
    const end = output.trim().split('\n').slice(-15).join('\n');
    throw new PlainError(`${end}\n\napt-get ${args[0]} failed with exit code ${code}.`);
  }
}

/** The keychain library is the one that a desktop may lack. */
async function hintElsewhere() {
  const caches = ['/sbin/ldconfig', '/usr/sbin/ldconfig'];
  const present = await Promise.all(
    caches.map((file) =>
      fs.access(file).then(
        () => file,
        () => undefined,
      ),
    ),
  );
  const ldconfig = present.find((file) => file !== undefined);
  if (ldconfig === undefined) return;
  const { stdout } = await run(ldconfig, ['-p']);
  if (!stdout.includes('libsecret-1.so.0')) {
    notice('libsecret was not found: install it with your package manager to use the keychain.');
  }
}
