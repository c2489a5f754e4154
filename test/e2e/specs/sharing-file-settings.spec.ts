import { expect, test } from '../fixtures/app';
import { startAwayPortal } from '../fixtures/away';
import { fileSettings, openSharing, sharingTab } from '../pages/sharing';

test('all file settings: grouped, in words, found as one types', async ({
  gatehouse: { app, page },
  startPortal,
}) => {
  await openSharing(page, await startPortal());
  const all = fileSettings(page);
  await expect(all.rows).toHaveCount(0);
  await all.group('Portal').click();
  await expect(all.row('enableThirdParty')).toContainText(/Connected storages allowed\s*Yes/);
  await all.group('Account of the API key').click();
  await expect(all.row('defaultSharingAccessRights')).toContainText('Read only');
  await expect(all.row('defaultOrder')).toContainText(/is_asc\s*No/);

  await page.keyboard.press('Control+f');
  await expect(all.search).toBeFocused();
  await page.keyboard.type('VSDX');
  await expect(all.rows).toHaveCount(1);
  await expect(all.row('extsDiagram')).toContainText('.vsdx');
  await expect(all.count).toHaveText(/^1 of \d+$/);
  await all.search.fill('nothing is called so');
  await expect(all.none).toBeVisible();
  await all.search.fill('extsArchive');
  await all.row('extsArchive').getByRole('button', { name: 'Copy extsArchive' }).click();
  const copied = (): Promise<string> => app.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(copied).toBe('[".zip",".rar",".tar",".gz"]');
  await all.copyAll.click();
  await expect.poll(async () => Object.keys(parse(await copied())).length).toBeGreaterThan(60);
  expect(parse(await copied())).toMatchObject({ chunkUploadSize: 10_485_760 });
});

test('all file settings stay when the portal is away, also after a restart', async ({
  gatehouse,
  launch,
  startPortal,
}, info) => {
  const portal = await startAwayPortal(startPortal, info, 'Harbour');
  await openSharing(gatehouse.page, portal);
  await expect(fileSettings(gatehouse.page).asOf).toBeVisible();
  await portal.goAway();
  await gatehouse.close();

  const { page } = await launch();
  await page.getByRole('link', { name: /Harbour/ }).click();
  const tab = sharingTab(page);
  await tab.open();
  await expect(tab.offline.first()).toBeVisible();
  const all = fileSettings(page);
  await expect(all.asOf).toBeVisible();
  await all.search.fill('chunkUploadSize');
  await expect(all.row('chunkUploadSize')).toContainText('10485760');
});

function parse(text: string): Record<string, unknown> {
  return text.startsWith('{') ? JSON.parse(text) : {};
}
