import { copyFile, mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from '../fixtures/app';
import { databaseKey, keepDatabaseKey, keyInKeychain, loseDatabaseKey } from '../fixtures/keychain';
import { writeSavedPortals } from '../fixtures/saved-portals';
import { alterStore, holdStore, storeFiles, storePath } from '../fixtures/stored';
import { addPortal, fillIn, portalLinks } from '../pages/portals';

const welcome = 'Welcome to Gatehouse';
const key = `sk-${'0'.repeat(64)}`;
const one = { address: 'https://one.invalid', key, name: 'One' };
const two = { address: 'https://two.invalid', key, name: 'Two' };

test.describe('the encrypted store', () => {
  test('keeps the portals, and is unreadable without its key', async ({
    launch,
    profile,
    keyring,
  }) => {
    const first = await launch();
    await addPortal(first.page, one);
    await first.close();
    expect(await databaseKey(keyring)).toMatch(/^[0-9a-f]{64}$/);
    expect(await storeFiles(profile)).toEqual([basename(await storePath(profile))]);
    expect(await readFile(await storePath(profile), 'latin1')).not.toContain('one.invalid');

    const { page } = await launch();
    await expect(portalLinks(page)).toHaveText([/One/]);
  });

  test('a damaged one is set aside and told', async ({ launch, profile }) => {
    const first = await launch();
    await addPortal(first.page, one);
    await first.close();
    const path = await storePath(profile);
    const damaged = 'x'.repeat(20_000);
    await writeFile(path, damaged);

    const { page } = await launch();
    const words = `A file of Gatehouse was damaged (${basename(path)})`;
    await expect(page.getByText(words)).toBeVisible();
    await expect(page.getByRole('heading', { name: welcome })).toBeVisible();
    const aside = (await storeFiles(profile)).filter((name) => name.includes('.damaged-'));
    expect(aside).toHaveLength(1);
    await expect(page.getByText(aside[0] ?? 'no file')).toBeVisible();
    expect(await readFile(join(profile, aside[0] ?? ''), 'utf8')).toBe(damaged);

    await addPortal(page, two);
    await expect(portalLinks(page)).toHaveText([/Two/]);
  });

  test('of a damaged one comes back what can still be read', async ({
    launch,
    profile,
    keyring,
  }) => {
    const first = await launch();
    await addPortal(first.page, one);
    await addPortal(first.page, two);
    await first.close();
    // What a garbled page makes of a text.
    await alterStore(
      profile,
      keyring,
      `UPDATE portals SET body = CAST(x'7bff7d' AS TEXT) WHERE body LIKE '%one.invalid%'`,
    );

    const { page } = await launch();
    await expect(page.getByText('as far as they could be read')).toBeVisible();
    await expect(portalLinks(page)).toHaveText([/Two/]);
  });

  test('one of a newer version is left alone and told', async ({ launch, profile, keyring }) => {
    const first = await launch();
    await addPortal(first.page, one);
    await first.close();
    await alterStore(profile, keyring, 'PRAGMA user_version = 99');
    const before = await readFile(await storePath(profile));

    const { page, close } = await launch();
    const words = page.getByText('The data on this computer is from a newer Gatehouse');
    await expect(words.first()).toBeVisible();
    await close();
    expect((await readFile(await storePath(profile))).equals(before)).toBe(true);
  });

  test('one whose key is gone is told, with a way out and a way back', async ({
    launch,
    profile,
    keyring,
  }) => {
    const first = await launch();
    await addPortal(first.page, one);
    await first.close();
    const path = await storePath(profile);
    const before = await readFile(path);
    const lost = String(await databaseKey(keyring));
    await loseDatabaseKey(keyring);

    const second = await launch();
    await expect(
      second.page.getByText('The key to the data on this computer is not in the keychain'),
    ).toBeVisible();
    expect((await readFile(path)).equals(before)).toBe(true);
    await second.page.getByRole('button', { name: 'Set aside and start anew…' }).click();
    const dialog = second.page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Set aside', exact: true }).click();
    await expect(second.page.getByRole('heading', { name: welcome })).toBeVisible();
    await addPortal(second.page, two);
    await second.close();
    const aside = (await storeFiles(profile)).find((name) => name.includes('.set-aside-'));
    expect((await readFile(join(profile, aside ?? ''))).equals(before)).toBe(true);

    // Nothing was deleted: with its key back, the old store is itself again.
    const present = await storePath(profile);
    await keepDatabaseKey(keyring, lost);
    await copyFile(join(profile, aside ?? ''), path);
    const third = await launch();
    await expect(portalLinks(third.page)).toHaveText([/One/]);
    expect(await storeFiles(profile)).toContain(basename(present));
  });

  test('one that another program holds loses nothing', async ({
    gatehouse: { page },
    profile,
    keyring,
  }) => {
    const id = await addPortal(page, one);
    await expect(portalLinks(page)).toHaveCount(1);
    const held = await holdStore(profile, keyring, 'BEGIN IMMEDIATE');

    const { dialog, address, save } = await fillIn(page, two);
    await save.click();
    const words = dialog.getByText(`could not be read or saved`);
    await expect(words).toBeVisible({ timeout: 15_000 });
    await expect(address).toHaveValue(two.address);
    await held.letGo();
    await save.click();
    await expect(dialog).toBeHidden();
    await expect(portalLinks(page)).toHaveText([/One/, /Two/]);
    expect(await keyInKeychain(keyring, id)).toBe(key);
  });

  test('one that cannot be written is told, and opens when it can', async ({ launch, profile }) => {
    const first = await launch();
    await addPortal(first.page, one);
    await first.close();
    // Rights keep nobody out who runs the tests as root; a folder in the way does.
    const inTheWay = `${await storePath(profile)}-wal`;
    await mkdir(inTheWay);

    const { page } = await launch();
    await expect(page.getByText('Gatehouse may not write store-')).toBeVisible();
    await rmdir(inTheWay);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(portalLinks(page)).toHaveText([/One/]);
  });
});

test.describe('the portals of an earlier version', () => {
  test('are taken over once, in their order', async ({ launch, profile }) => {
    await writeSavedPortals(profile, [one, two]);
    const first = await launch();
    await expect(portalLinks(first.page)).toHaveText([/One/, /Two/]);
    await first.close();
    expect((await readdir(profile)).filter((name) => name.startsWith('portals.json'))).toEqual([]);

    const { page } = await launch();
    await expect(portalLinks(page)).toHaveText([/One/, /Two/]);
  });

  test('are told when their file is damaged, which is set aside', async ({ launch, profile }) => {
    const damaged = '{"version":1,"content":[{"id":';
    await writeFile(join(profile, 'portals.json'), damaged);
    const { page } = await launch();
    await expect(page.getByText('A file of Gatehouse was damaged (portals.json)')).toBeVisible();
    await expect(page.getByRole('heading', { name: welcome })).toBeVisible();
    const left = (await readdir(profile)).filter((name) => name.startsWith('portals.json'));
    expect(left).toEqual([expect.stringMatching(/^portals\.json\.damaged-/)]);
    expect(await readFile(join(profile, left[0] ?? ''), 'utf8')).toBe(damaged);
  });

  test('are left alone and told when they are of a newer version', async ({ launch, profile }) => {
    const file = join(profile, 'portals.json');
    const newer = JSON.stringify({ version: 99, content: { everything: 'is different' } });
    await writeFile(file, newer);
    const { page } = await launch();
    await expect(page.getByText('from a newer Gatehouse (portals.json)')).toBeVisible();
    expect(await readFile(file, 'utf8')).toBe(newer);
  });
});

test.describe('without a keychain', () => {
  test.use({ secretService: false });

  test('nothing is kept, which is said, and earlier files stay', async ({ launch, profile }) => {
    await writeSavedPortals(profile, [one]);
    const first = await launch();
    await expect(first.page.getByText('Nothing is kept after quitting')).toBeVisible();
    await addPortal(first.page, two);
    await expect(portalLinks(first.page)).toHaveText([/One/, /Two/]);
    await first.close();
    expect(await storeFiles(profile)).toEqual([]);

    const { page } = await launch();
    await expect(portalLinks(page)).toHaveText([/One/]);
    expect(await readdir(profile)).toContain('portals.json');
  });
});
