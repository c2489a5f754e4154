import { writeFile } from 'node:fs/promises';
import { sampleLicense } from '../../../src-main/practice-portal';
import { answerFilePicker, expect, inFolder, test } from '../fixtures/app';
import { expectTabRound, focusByTab } from '../pages/accessibility';
import { chooseTheme, looker, themes } from '../pages/looks';
import { addPortal, addPortalDialog, portalPage } from '../pages/portals';

for (const theme of themes) {
  test.describe(`in ${theme}`, () => {
    test('frame and portals: axe finds nothing, nothing scrolls sideways', async ({
      gatehouse: { app, page },
      startPortal,
    }) => {
      const look = looker(app, page);
      await chooseTheme(page, theme);
      await look('settings');
      await page.getByText('License texts').click();
      await look('settings with license texts');

      await page.getByRole('link', { name: 'All portals' }).click();
      await expect(page.getByRole('heading', { name: 'Welcome to Gatehouse' })).toBeVisible();
      await look('welcome');

      await page.keyboard.press('Control+n');
      await addPortalDialog(page).dialog.getByText('Connection', { exact: true }).click();
      await look('add portal');
      await addPortalDialog(page).address.fill('http://portal.invalid');
      await addPortalDialog(page).apiKey.fill('wrong');
      await addPortalDialog(page).save.click();
      await expect(addPortalDialog(page).address).toHaveAttribute('aria-invalid', 'true');
      await look('add portal, refused');
      await page.keyboard.press('Escape');

      const portal = await startPortal();
      const long = 'A portal with a rather long name for a window that is not wide at all';
      await addPortal(page, { address: portal.address, key: portal.keys.disabled, name: long });
      await expect(page.getByText('The portal does not accept this API key')).toBeVisible();
      await look('overview, key refused');
      await addPortal(page, { ...portal, name: 'Good' });
      await expect(portalPage(page).fact('Role')).toHaveText('Owner');
      await look('overview');

      await page.getByRole('link', { name: 'All portals' }).click();
      await expect(page.getByRole('table', { name: 'All portals' })).toBeVisible();
      await look('portals');

      await page.keyboard.press('Control+k');
      await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
      await look('palette');
    });

    test('license: axe finds nothing, nothing scrolls sideways', async ({
      gatehouse: { app, page },
    }, info) => {
      const look = looker(app, page);
      const file = inFolder(info, 'with-warnings.lic');
      await writeFile(file, sampleLicense('expired', { now: new Date() }));
      await answerFilePicker(app, file);
      await chooseTheme(page, theme);

      await page.getByRole('link', { name: 'All portals' }).click();
      await page.getByRole('button', { name: 'Try the practice portal' }).click();
      await portalPage(page).tab('License').click();
      await expect(page.getByText('12 days left')).toBeVisible();
      await look('license, no file');

      const choose = page.getByRole('button', { name: 'Choose license file…' });
      await choose.click();
      await expect(page.getByText('Already expired')).toBeVisible();
      await look('license, file with warnings');
      await page.getByRole('button', { name: 'Upload and activate' }).click();
      await expect(page.getByRole('button', { name: 'Send anyway' })).toBeVisible();
      await look('license, question');
      await page.keyboard.press('Escape');

      await writeFile(file, sampleLicense('standard', { now: new Date() }));
      await choose.click();
      await expect(page.getByText('Already expired')).toBeHidden();
      await page.getByRole('button', { name: 'Upload and activate' }).click();
      await expect(page.getByText('License activated', { exact: true })).toBeVisible();
      await look('license, done');
    });
  });
}

test('the Tab key reaches every control and shows where it is', async ({
  gatehouse: { app, page },
  startPortal,
}, info) => {
  await page.getByRole('heading', { name: 'Welcome to Gatehouse' }).waitFor();
  await expectTabRound(page, 'welcome');
  await page.keyboard.press('Control+,');
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  await expectTabRound(page, 'settings');

  await page.keyboard.press('Control+n');
  await expect(addPortalDialog(page).address).toBeFocused();
  await expectTabRound(page, 'add portal');
  await page.keyboard.press('Escape');

  await addPortal(page, await startPortal());
  await expect(portalPage(page).fact('Role')).toHaveText('Owner');
  await expectTabRound(page, 'overview');

  const file = inFolder(info, 'new.lic');
  await writeFile(file, sampleLicense('standard', { now: new Date() }));
  await answerFilePicker(app, file);
  await portalPage(page).tab('License').click();
  await page.getByRole('button', { name: 'Choose license file…' }).click();
  await expect(page.getByRole('button', { name: 'Upload and activate' })).toBeEnabled();
  await expectTabRound(page, 'license');

  await page.getByRole('link', { name: 'All portals' }).click();
  await page.getByRole('table', { name: 'All portals' }).waitFor();
  await expectTabRound(page, 'portals');
});

test('the whole license job by keyboard alone', async ({ gatehouse: { app, page } }, info) => {
  const file = inFolder(info, 'new.lic');
  await writeFile(file, sampleLicense('standard', { now: new Date() }));
  await answerFilePicker(app, file);

  await press('Try the practice portal');
  await expect(page.getByRole('tab', { name: 'Overview' })).toBeVisible();
  await focusByTab(page, page.getByRole('tab', { name: 'Overview' }));
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'License' })).toBeFocused();
  await page.keyboard.press('Enter');
  await press('Choose license file…');
  await expect(page.getByRole('button', { name: 'Upload and activate' })).toBeEnabled();
  await press('Upload and activate');
  await expect(page.getByText('License activated', { exact: true })).toBeVisible();

  async function press(name: string): Promise<void> {
    await focusByTab(page, page.getByRole('button', { name }));
    await page.keyboard.press('Enter');
  }
});
