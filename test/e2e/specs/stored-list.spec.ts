import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures/app';
import { keyInKeychain } from '../fixtures/keychain';
import { addPortal, fillIn, portalLinks } from '../pages/portals';

const welcome = 'Welcome to Gatehouse';
const key = `sk-${'0'.repeat(64)}`;

test.describe('the list of portals on disk', () => {
  test('a damaged one is set aside and told', async ({ launch, profile }) => {
    const file = join(profile, 'portals.json');
    const damaged = '{"version":1,"content":[{"id":';
    await writeFile(file, damaged);
    const { page } = await launch();
    await expect(page.getByText('A file of Gatehouse was damaged (portals.json)')).toBeVisible();
    await expect(page.getByRole('heading', { name: welcome })).toBeVisible();

    const aside = (await readdir(profile)).filter((name) => name.includes('portals.json.damaged'));
    expect(aside).toHaveLength(1);
    expect(await readFile(join(profile, aside[0] ?? ''), 'utf8')).toBe(damaged);
    await expect(page.getByText(aside[0] ?? 'no file')).toBeVisible();
  });

  test('of a damaged one the last good state comes back', async ({ launch, profile }) => {
    const first = await launch();
    await addPortal(first.page, { address: 'https://one.invalid', key, name: 'One' });
    await addPortal(first.page, { address: 'https://two.invalid', key, name: 'Two' });
    await first.close();
    await writeFile(join(profile, 'portals.json'), '');

    const { page } = await launch();
    await expect(page.getByText('The last good copy is used.')).toBeVisible();
    await expect(portalLinks(page).filter({ hasText: 'One' })).toBeVisible();
  });

  test('one of a newer version is left alone and told', async ({ launch, profile }) => {
    const file = join(profile, 'portals.json');
    const newer = JSON.stringify({ version: 99, content: { everything: 'is different' } });
    await writeFile(file, newer);
    const { page } = await launch();
    const words = page.getByText('The data on this computer is from a newer Gatehouse');
    await expect(words.first()).toBeVisible();

    const { dialog, save } = await fillIn(page, { address: 'https://portal.invalid', key });
    await save.click();
    await expect(dialog.getByText('The data on this computer is from a newer')).toBeVisible();
    expect(await readFile(file, 'utf8')).toBe(newer);
    expect((await readdir(profile)).filter((name) => name.startsWith('portals.json'))).toEqual([
      'portals.json',
    ]);
  });

  test('one that cannot be read is told', async ({ launch, profile }) => {
    await mkdir(join(profile, 'portals.json'));
    const { page } = await launch();
    await expect(page.getByText('portals.json could not be read or saved').first()).toBeVisible();
  });

  test('one that cannot be written loses nothing', async ({
    gatehouse: { page },
    profile,
    keyring,
  }) => {
    const id = await addPortal(page, { address: 'https://one.invalid', key, name: 'One' });
    await expect(portalLinks(page)).toHaveCount(1);
    const before = await readFile(join(profile, 'portals.json'), 'utf8');
    // Rights keep nobody out who runs the tests as root; a folder in the way does.
    await mkdir(join(profile, 'portals.json.bak.new'));

    const { dialog, address, save } = await fillIn(page, { address: 'https://two.invalid', key });
    await save.click();
    await expect(dialog.getByText('portals.json could not be read or saved')).toBeVisible();
    await expect(address).toHaveValue('https://two.invalid');
    await page.keyboard.press('Escape');
    await expect(portalLinks(page)).toHaveCount(1);
    expect(await readFile(join(profile, 'portals.json'), 'utf8')).toBe(before);
    expect(await keyInKeychain(keyring, id)).toBe(key);
  });
});
