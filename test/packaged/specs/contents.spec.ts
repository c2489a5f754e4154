import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { expect, test } from 'playwright/test';
import { archive, packageFolder, resourcesFolder } from '../fixtures/package';

/** The files in the archive, by paths without a slash in front. */
const files = listPackage(archive, { isPack: false })
  .map((path) => path.slice(1))
  .filter((path) => !('files' in statFile(archive, path)));

/** The keychain module's binary for this machine. */
const keychain = `node_modules/keytar/prebuilds/linux-${process.arch}/keytar.node`;
/** The database module's binary for this machine. */
const database = `node_modules/@libsql/linux-${process.arch}-gnu/index.node`;

/** All that a shipped app is made of. */
const belongs = [
  /^package\.json$/,
  /^LICENSE$/,
  /^out\/main\/[\w-]+\.cjs$/,
  /^out\/preload\/preload\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/assets\/[\w.-]+\.(js|css|woff2|svg|png)$/,
  /^node_modules\/keytar\/(package\.json|LICENSE\.md|lib\/keytar\.js)$/,
  /^node_modules\/keytar\/prebuilds\/[a-z0-9]+-\w+\/keytar\.node$/,
  /^node_modules\/libsql\/(package\.json|LICENSE|(index|auth|sqlite-error)\.js)$/,
  /^node_modules\/@libsql\/linux-\w+-gnu\/(package\.json|index\.node)$/,
  /^node_modules\/@neon-rs\/load\/(package\.json|LICENSE|dist\/index\.js)$/,
  /^node_modules\/(libsql\/node_modules\/)?detect-libc\/(package\.json|LICENSE|lib\/[\w-]+\.js)$/,
];

test('holds what was built, the license and the native modules, and nothing else', () => {
  expect(files).toEqual(expect.arrayContaining(['package.json', 'LICENSE']));
  expect(files).toEqual(expect.arrayContaining(['out/main/main.cjs', 'out/preload/preload.cjs']));
  expect(files.filter((path) => /^out\/main\/database-thread-\w+\.cjs$/.test(path))).toHaveLength(
    1,
  );
  const strangers = files.filter((path) => !belongs.some((pattern) => pattern.test(path)));
  expect(strangers).toEqual([]);
});

test('tells the world only what it must know of the project', () => {
  const about: unknown = JSON.parse(extractFile(archive, 'package.json').toString('utf8'));
  expect(about).toMatchObject({ name: 'gatehouse', main: 'out/main/main.cjs' });
  expect(about).not.toHaveProperty('devDependencies');
  expect(about).not.toHaveProperty('scripts');
});

test('no file points to its sources', () => {
  const code = files.filter((path) => /\.(c?js|css)$/.test(path) && path.startsWith('out/'));
  const pointing = code.filter((path) =>
    /[#@] sourceMappingURL=/.test(extractFile(archive, path).toString('utf8')),
  );
  expect(code.length).toBeGreaterThan(5);
  expect(pointing).toEqual([]);
});

test('native modules lie beside the archive, where the system can load them', async () => {
  const native = files.filter((path) => path.endsWith('.node'));
  expect(native).toContain(keychain);
  expect(native.filter((path) => path.includes('libsql'))).toEqual([database]);
  for (const path of native) expect(statFile(archive, path)).toMatchObject({ unpacked: true });
  for (const path of [keychain, database]) {
    const start = (await readFile(join(`${archive}.unpacked`, path))).subarray(0, 4);
    expect(start.toString('latin1')).toBe('\x7fELF');
  }
});

test('nothing of a bare runtime is left over', async () => {
  expect((await readdir(resourcesFolder)).sort()).toEqual(['app.asar', 'app.asar.unpacked']);
  const beside = await readdir(packageFolder);
  expect(beside).toEqual(
    expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']),
  );
  expect(beside).not.toContain('version');
});
