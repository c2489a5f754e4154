import { readFile, writeFile } from 'node:fs/promises';
import type { ElectronApplication, Page } from 'playwright';
import { answerFilePicker, expect, inFolder, test } from '../fixtures/app';
import { keyInKeychain } from '../fixtures/keychain';
import { allPortals } from '../pages/all-portals';
import { expectTabRound } from '../pages/accessibility';
import { chooseTheme, looker, themes } from '../pages/looks';
import { addPortal, portalLinks, portalPage } from '../pages/portals';

const welcome = 'Welcome to Gatehouse';

/** The dialog that shows what is in a list. */
function importDialog(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'Import portal list' });
  return {
    dialog,
    rows: dialog
      .getByRole('table', { name: 'Portals in this list' })
      .locator('tbody')
      .getByRole('row'),
    counts: dialog.getByRole('status'),
    take: dialog.getByRole('button', { name: 'Import', exact: true }),
    cancel: dialog.getByRole('button', { name: 'Cancel' }),
  };
}

/** Chooses a file on a page that offers **Import portal list…** as a button. */
async function importFrom(app: ElectronApplication, page: Page, path: string): Promise<void> {
  await answerFilePicker(app, path);
  await page.getByRole('button', { name: 'Import portal list…' }).click();
}

async function answerSaveDialog(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}

test('a list leaves one computer without secrets and makes the same portals on another', async ({
  launch,
  startPortal,
  keyring,
}, info) => {
  const portal = await startPortal();
  const file = inFolder(info, 'portals.json');
  const here = await launch();
  await addPortal(here.page, { ...portal, name: 'Mine' });
  await expect(portalPage(here.page).fact('Role')).toHaveText('Owner');
  await here.page.keyboard.press('Control+,');
  await answerSaveDialog(here.app, file);
  await here.page.getByRole('button', { name: 'Export portal list…' }).click();
  await expect(here.page.getByText('1 portal exported')).toBeVisible();
  await here.close();
  const text = await readFile(file, 'utf8');
  expect(text).not.toContain(portal.key);
  expect(text).not.toContain('sk-');
  expect(JSON.parse(text)).toMatchObject({ format: 'gatehouse.portals/1' });

  const there = await launch({ args: [`--user-data-dir=${inFolder(info, 'other')}`] });
  const { app, page } = there;
  await expect(page.getByRole('heading', { name: welcome })).toBeVisible();
  const { dialog, rows, counts, take } = importDialog(page);
  await importFrom(app, page, file);
  await expect(counts).toHaveText('1 new portal');
  await expect(rows).toHaveText([/Entry 1.*Mine.*New/]);
  await take.click();
  await expect(dialog).toBeHidden();
  await expect(allPortals(page).row('Mine')).toContainText('API key missing');

  await test.step('which then gets its key', async () => {
    await page.getByRole('button', { name: 'Actions for Mine' }).click();
    await page.getByRole('menuitem', { name: 'Replace API key…' }).click();
    const replace = page.getByRole('dialog', { name: 'Replace API key' });
    await replace.getByLabel('New API key').fill(portal.key);
    await replace.getByRole('button', { name: 'Save API key' }).click();
    await expect(allPortals(page).row('Mine')).toContainText('Online');
    const id = (await portalLinks(page).first().getAttribute('href'))?.split('/')[2] ?? '';
    expect(await keyInKeychain(keyring, id)).toBe(portal.key);
  });

  await test.step('and is known when the same list comes again', async () => {
    await page.keyboard.press('Control+,');
    await importFrom(app, page, file);
    await expect(counts).toHaveText('1 already saved');
    await expect(take).toBeDisabled();
  });
});

test('a CSV file: new, merged, twice, left out, each with its line', async ({
  gatehouse: { app, page },
}, info) => {
  const file = inFolder(info, 'portals.csv');
  await addPortal(page, {
    address: 'https://docs-1.example.invalid',
    key: `sk-${'0'.repeat(64)}`,
    name: 'Saved',
  });
  await writeFile(
    file,
    [
      'Name,Address,Tags,API key',
      'New one,docs-2.example.invalid,"a;b",sk-not-read',
      'Other name,https://docs-1.example.invalid/rooms,fresh,',
      'Twin,docs-2.example.invalid,,',
      'Bad,https://admin:hunter2@docs-3.example.invalid,,',
      '=cmd,"=HYPERLINK(""http://evil"")",,',
    ].join('\r\n'),
  );
  await page.keyboard.press('Control+,');
  await importFrom(app, page, file);
  const { dialog, rows, counts, take } = importDialog(page);
  await expect(counts).toHaveText('1 new portal · 1 merged · 1 twice in the list · 2 left out');
  await expect(rows).toHaveText([
    /Line 2.*New one.*New/,
    /Line 3.*Other name.*Merged.*Saved: tags fresh/,
    /Line 4.*Twin.*Twice in the list.*As Line 2/,
    /Line 5.*Bad.*Left out.*user name and password/,
    /Line 6.*=cmd.*Left out.*not a web address/,
  ]);
  await expect(dialog).toContainText('Not read: API key');
  await expect(dialog).not.toContainText('hunter2');
  await expectTabRound(page, 'import');

  await take.click();
  await expect(page.getByText('1 portal added')).toBeVisible();
  await expect(portalLinks(page)).toHaveText([/Saved/, /New one/]);
  await allPortals(page).filter('Tag').selectOption('fresh');
  await expect(allPortals(page).rows).toHaveText([/Saved/]);
});

test('what is no list is refused in plain words, and nothing changes', async ({
  gatehouse: { app, page },
}, info) => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['page.csv', '<!doctype html><title>Sign in</title>', 'This file is not a list of portals'],
    ['names.csv', 'name,tags\nOne,a', 'The first row of this file names no column “address”'],
    ['newer.json', '{"format":"gatehouse.portals/9"}', 'This list is from a newer Gatehouse'],
    ['huge.json', ' '.repeat(1024 * 1024 + 1), 'The file is too large'],
    [
      'many.csv',
      `address\n${'docs.example.invalid\n'.repeat(10_000)}`,
      'There are more than 1000 portals in this list',
    ],
  ];
  for (const [name, text, words] of cases) {
    await writeFile(inFolder(info, name), text);
    await importFrom(app, page, inFolder(info, name));
    await expect(page.getByText(words)).toBeVisible();
    await expect(importDialog(page).dialog).toBeHidden();
  }
  await expect(page.getByRole('heading', { name: welcome })).toBeVisible();
});

for (const theme of themes) {
  test(`in ${theme}: axe finds nothing in the preview, nothing scrolls sideways`, async ({
    gatehouse: { app, page },
  }, info) => {
    const file = inFolder(info, 'portals.json');
    const long = 'A portal with a rather long name for a window that is not wide at all';
    const portals = [
      {
        name: long,
        address: 'https://a-rather-long-host-name.example.invalid',
        account: 'me@example.com',
      },
      { address: 'http://plain.example.invalid', connection: { allowPlainHttp: true } },
      { address: 'ftp://bad.example.invalid' },
      ...Array.from({ length: 120 }, (_, at) => ({ address: `docs-${at}.example.invalid` })),
    ];
    await writeFile(file, JSON.stringify({ format: 'gatehouse.portals/1', more: 1, portals }));
    await chooseTheme(page, theme);
    await importFrom(app, page, file);
    await expect(importDialog(page).counts).toHaveText('122 new portals · 1 left out');
    await expect(page.getByText('1 new portal is reached without encryption')).toBeVisible();
    await looker(app, page)('import');
  });
}
