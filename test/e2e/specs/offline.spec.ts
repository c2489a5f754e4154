import type { Page } from 'playwright';
import { expect, test } from '../fixtures/app';
import { startAwayPortal } from '../fixtures/away';
import { dayFromNow } from '../fixtures/license-files';
import { changesLink, changesPage } from '../pages/changes';
import { licenseTab } from '../pages/license';
import { addPortal, portalLinks, portalPage, type PortalEntry } from '../pages/portals';
import { sharingTab } from '../pages/sharing';

/** Adds a portal and shows all its tabs once, so that everything of it was read. */
async function readAll(page: Page, entry: PortalEntry): Promise<void> {
  await addPortal(page, entry);
  await expect(portalPage(page).fact('Role')).toHaveText('Owner');
  await portalPage(page).tab('License').click();
  await expect(licenseTab(page).dueDate).toHaveText(dayFromNow(12));
  await sharingTab(page).open();
}

/** Shows the tabs of a portal and expects what `readAll` saw. */
async function expectAllShown(page: Page, name: string): Promise<void> {
  await portalLinks(page).filter({ hasText: name }).click();
  await portalPage(page).tab('Overview').click();
  await expect(portalPage(page).fact('Role')).toHaveText('Owner');
  await expect(page.getByText(/^As of /)).toBeVisible();
  await portalPage(page).tab('License').click();
  const license = licenseTab(page);
  await expect(license.dueDate).toHaveText(dayFromNow(12));
  await expect(license.now.getByText(/^As of /)).toBeVisible();
  const sharing = sharingTab(page);
  await sharing.open();
  await expect(sharing.toggle('External sharing')).toBeChecked();
  await expect(sharing.toggle('Apply to rooms')).not.toBeChecked();
  await expect(sharing.asOf).toBeVisible();
}

test('started without a network, the app shows everything that was read before', async ({
  launch,
  startPortal,
}, info) => {
  const portals = [
    await startAwayPortal(startPortal, info, 'Alpha'),
    await startAwayPortal(startPortal, info, 'Beta'),
  ] as const;
  const first = await launch();
  for (const portal of portals) {
    await readAll(first.page, portal);
    await sharingTab(first.page).set({ 'Apply to rooms': false });
    await expect(sharingTab(first.page).proved).toBeVisible();
  }
  await first.close();
  for (const portal of portals) await portal.goAway();

  const { page } = await launch();
  for (const { name } of portals) {
    await expectAllShown(page, name);
    await expect(sharingTab(page).offline.first()).toBeVisible();
    await portalPage(page).tab('License').click();
    await expect(licenseTab(page).now.getByText('Offline', { exact: true }).first()).toBeVisible();
    await portalPage(page).tab('Overview').click();
    await expect(
      page.getByRole('main').locator('header').getByText('Offline', { exact: true }),
    ).toBeVisible();
  }
  await expect(page.getByText('2 portals are offline')).toBeVisible();

  await page.getByRole('link', { name: 'All portals' }).click();
  const list = page.getByRole('table', { name: 'All portals' }).locator('tbody').getByRole('row');
  await expect(list).toContainText([/Alpha.*Offline.*3\.7\.2/, /Beta.*Offline.*3\.7\.2/]);

  await changesLink(page).click();
  await expect(changesPage(page).rows).toContainText([
    /External sharing.*Beta.*Done/,
    /External sharing.*Alpha.*Done/,
  ]);
  const details = await changesPage(page).open(changesPage(page).row('Alpha'));
  await expect(details.field('Apply to rooms')).toHaveText(['On', 'Off']);
});

test('a portal that never answers keeps nothing from being shown', async ({
  launch,
  startPortal,
}, info) => {
  const portal = await startAwayPortal(startPortal, info, 'Alpha');
  const first = await launch();
  await readAll(first.page, portal);
  await sharingTab(first.page).set({ 'Apply to rooms': false });
  await expect(sharingTab(first.page).proved).toBeVisible();
  await first.close();
  await portal.goAway();
  const silent = await portal.comeBack({ obeying: { kind: 'hang' } });

  const { page } = await launch();
  await expectAllShown(page, 'Alpha');
  await changesLink(page).click();
  await expect(changesPage(page).rows).toHaveCount(1);
  // It was asked, and nothing of what is shown came with an answer.
  await expect.poll(() => silent.requests.length).toBeGreaterThan(0);
  expect(silent.requests.map(({ status }) => status)).toEqual(silent.requests.map(() => null));

  // What is asked for now waits for its turn, and so does what is shown: nothing.
  await portalLinks(page).click();
  await sharingTab(page).open();
  await sharingTab(page).set({ 'Apply to rooms': true });
  await expect(sharingTab(page).savedHere).toBeVisible();
  await expect(changesLink(page)).toHaveAccessibleName('Changes 1 open');
});
