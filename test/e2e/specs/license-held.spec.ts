import type { PracticePortal } from '../../../src-main/practice-portal';
import { answerFilePicker, expect, inFolder, test, type Gatehouse } from '../fixtures/app';
import { dayFromNow, writeLicense, type LicenseFile } from '../fixtures/license-files';
import { writes } from '../fixtures/portal-requests';
import { licenseTab, openLicense } from '../pages/license';

const upload = 'POST /api/2.0/settings/license';
const accept = 'POST /api/2.0/settings/license/accept';

/** After a crash or a lost answer the app looks at the portal three times within ten seconds. */
const afterReadingBack = { timeout: 25_000 };

/** Stops a portal whose license the tab shows, and has a license file held for it. */
async function hold(
  { app, page }: Gatehouse,
  portal: PracticePortal,
  license: LicenseFile,
): Promise<ReturnType<typeof licenseTab>> {
  const tab = await openLicense(page, portal);
  await expect(tab.dueDate).toHaveText(dayFromNow(12));
  await portal.stop();
  await tab.refresh.click();
  await expect(tab.now.getByText('Offline', { exact: true })).toBeVisible();
  await answerFilePicker(app, license.path);
  await tab.choose.click();
  await expect(tab.fact('SHA-256')).toContainText(license.sha256);
  await tab.hold.click();
  await expect(tab.held).toContainText('Held: Upload and activate held.lic');
  return tab;
}

/** Waits until the portal is known to be back. */
async function backOnline(tab: ReturnType<typeof licenseTab>): Promise<void> {
  await tab.refresh.click();
  await expect(tab.now.getByText('Offline', { exact: true })).toBeHidden();
}

test('a license that is held offline outlives a restart, and is sent on a person’s word', async ({
  launch,
  startPortal,
}, info) => {
  const dataFile = inFolder(info, 'portal.json');
  const portal = await startPortal({ dataFile });
  const license = await writeLicense(info, 'held.lic');
  const first = await launch();
  const before = await hold(first, portal, license);
  await expect(before.held).toContainText('For customer Practice Installation.');
  await expect(before.held).toContainText(`Ends on ${dayFromNow(365)}.`);
  await expect(before.held).toContainText('The portal could not be reached.');
  await expect(before.sendNow).toBeDisabled();
  await expect(before.sendNow).toHaveAccessibleDescription(
    'Offline: the portal cannot be reached.',
  );
  await expect(before.file).toContainText('No license file chosen');
  await first.close();

  // What is sent is what was recorded, whatever has become of the file.
  await writeLicense(info, 'held.lic', 'lifetime');
  const again = await startPortal({ dataFile, port: portal.port, key: portal.key });
  const { page } = await launch();
  const tab = licenseTab(page);
  await expect(tab.dueDate).toHaveText(dayFromNow(12));
  await expect(tab.held).toContainText('Held: Upload and activate held.lic');
  await expect(tab.held).toContainText('Since then Gatehouse was started again');
  expect(writes(again)).toEqual([]);

  await tab.sendNow.click();
  await expect(tab.outcome).toContainText('License activated');
  await expect(tab.steps).toContainText(['Upload Done', 'Activate Done', 'Verify Done']);
  await expect(tab.dueDate).toHaveText(dayFromNow(365));
  await expect(tab.held).toBeHidden();
  expect(writes(again)).toEqual([upload, accept]);
  expect(again.state.license.currentFile).toBe(license.text);
});

test('a license that is held can be discarded', async ({ gatehouse, startPortal }, info) => {
  const dataFile = inFolder(info, 'portal.json');
  const portal = await startPortal({ dataFile });
  const tab = await hold(gatehouse, portal, await writeLicense(info, 'held.lic'));
  await tab.discard.click();
  await gatehouse.page
    .getByRole('alertdialog', { name: 'Discard this change?' })
    .getByRole('button', { name: 'Discard change' })
    .click();
  await expect(tab.held).toBeHidden();
  await expect(tab.choose).toBeFocused();

  const again = await startPortal({ dataFile, port: portal.port, key: portal.key });
  await backOnline(tab);
  expect(writes(again)).toEqual([]);
});

test('somebody else brought another license while it was held: a person decides', async ({
  gatehouse,
  startPortal,
}, info) => {
  const dataFile = inFolder(info, 'portal.json');
  const portal = await startPortal({ dataFile });
  const license = await writeLicense(info, 'held.lic');
  const tab = await hold(gatehouse, portal, license);

  const again = await startPortal({ dataFile, port: portal.port, key: portal.key });
  const theirs = await writeLicense(info, 'theirs.lic', 'lifetime', { customerId: 'Another' });
  await bring(again, theirs);
  await backOnline(tab);
  await expect(tab.held).toContainText('The portal shows another license now');

  await tab.sendNow.click();
  await expect(tab.outcome).toContainText('Somebody else changed the license meanwhile');
  await expect(tab.steps).toContainText(['Upload Skipped', 'Activate Skipped', 'Verify Skipped']);
  expect(writes(again)).toEqual([upload, accept]);
  expect(again.state.license.currentFile).toBe(theirs.text);

  await tab.toChanges.click();
  await expect(gatehouse.page.getByRole('heading', { name: 'Changes', level: 1 })).toBeVisible();
});

test('the app is killed while the portal activates: what the portal shows is the truth', async ({
  launch,
  startPortal,
}, info) => {
  const portal = await startPortal({ documentServer: { answerMs: 2_000 } });
  const first = await launch();
  const before = await openLicense(first.page, portal);
  const license = await writeLicense(info, 'killed.lic');
  await answerFilePicker(first.app, license.path);
  await before.choose.click();
  await before.send.click();
  await expect.poll(() => writes(portal)).toEqual([upload, accept]);
  const gone = first.app.waitForEvent('close');
  first.app.process().kill('SIGKILL');
  await gone;

  const { page } = await launch();
  const tab = licenseTab(page);
  await expect(tab.outcome).toContainText('License activated', afterReadingBack);
  await expect(tab.steps).toContainText(['Upload Done', 'Activate Done', 'Verify Done']);
  await expect(tab.dueDate).toHaveText(dayFromNow(365));
  await expect(tab.waiting).toBeHidden();
  expect(writes(portal)).toEqual([upload, accept]);
  expect(portal.state.license.currentFile).toBe(license.text);
});

/** Another admin brings a license onto the portal. */
async function bring({ address, key }: PracticePortal, { text }: LicenseFile): Promise<void> {
  const post = async (path: string, body?: FormData): Promise<void> => {
    const answer = await fetch(`${address}/api/2.0/settings/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      ...(body ? { body } : {}),
    });
    expect(answer.status).toBe(200);
  };
  const form = new FormData();
  form.append('files', new Blob([text]), 'theirs.lic');
  await post('license', form);
  await post('license/accept');
}
