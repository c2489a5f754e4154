import { answerFilePicker, expect, test } from '../fixtures/app';
import { dayFromNow, writeLicense } from '../fixtures/license-files';
import { licenseTab } from '../pages/license';
import { portalLinks, portalPage } from '../pages/portals';

test('first run: a license file goes onto the practice portal, and the page proves it', async ({
  gatehouse: { app, page },
}, info) => {
  await expect(page.getByRole('heading', { name: 'Welcome to Gatehouse' })).toBeVisible();
  await page.getByRole('button', { name: 'Try the practice portal' }).click();
  await expect(portalLinks(page)).toHaveText([/Practice$/]);
  await expect(portalPage(page).fact('Role')).toHaveText('Owner');
  await portalPage(page).tab('License').click();

  const tab = licenseTab(page);
  await expect(tab.now).toContainText('12 days left');
  await expect(tab.dueDate).toHaveText(dayFromNow(12));
  const license = await writeLicense(info, 'new.lic');
  await answerFilePicker(app, license.path);
  await tab.choose.click();
  await expect(tab.fact('SHA-256')).toContainText(license.sha256);
  await tab.send.click();

  await expect(tab.outcome).toContainText('License activated');
  await expect(tab.outcome).toContainText('The portal was read again and shows the new license.');
  await expect(tab.steps).toContainText(['Upload Done', 'Activate Done', 'Verify Done']);
  await expect(tab.compared('Due date')).toHaveText([dayFromNow(12), `changed ${dayFromNow(365)}`]);
  await expect(tab.dueDate).toHaveText(dayFromNow(365));
  await expect(tab.now).toContainText('365 days left');
});

test('the practice portal keeps its license over a restart, and is removed like any other', async ({
  launch,
}, info) => {
  const first = await launch();
  await first.page.getByRole('button', { name: 'Try the practice portal' }).click();
  await portalPage(first.page).tab('License').click();
  const before = licenseTab(first.page);
  await answerFilePicker(first.app, (await writeLicense(info, 'kept.lic')).path);
  await before.choose.click();
  await before.send.click();
  await expect(before.outcome).toContainText('License activated');
  await first.close();

  const { page } = await launch();
  await expect(licenseTab(page).dueDate).toHaveText(dayFromNow(365));
  await portalPage(page).more.click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove portal' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome to Gatehouse' })).toBeVisible();
  await expect(portalLinks(page)).toHaveCount(0);
});
