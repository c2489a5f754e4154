import type { ElectronApplication } from 'playwright';
import type { TestInfo } from 'playwright/test';
import { answerFilePicker, expect, inFolder, test } from '../fixtures/app';
import { dayFromNow, writeLicense } from '../fixtures/license-files';
import { writes } from '../fixtures/portal-requests';
import { openLicense } from '../pages/license';
import { portalPage } from '../pages/portals';

const upload = 'POST /api/2.0/settings/license';
const accept = 'POST /api/2.0/settings/license/accept';

/** After a lost answer the app looks at the portal three times within ten seconds. */
const afterReadingBack = { timeout: 25_000 };

/** Writes a good license file and chooses it. */
async function choose(
  app: ElectronApplication,
  tab: Pick<Awaited<ReturnType<typeof openLicense>>, 'choose'>,
  info: TestInfo,
  name: string,
) {
  const license = await writeLicense(info, name);
  await answerFilePicker(app, license.path);
  await tab.choose.click();
  return license;
}

test('the portal’s own words about a license it refuses, in its own language', async ({
  gatehouse: { app, page },
  startPortal,
}, info) => {
  await answerFilePicker(app, (await writeLicense(info, 'refused.lic')).path);
  for (const [what, options, uploaded, refused] of [
    [
      'another customer',
      { documentServer: { customerId: 'Another', refusalMs: 0 } },
      'Uploaded successfully',
      'License key is not correct',
    ],
    [
      'another customer, in German',
      { documentServer: { customerId: 'Another', refusalMs: 0 }, language: 'de' },
      'Erfolgreich hochgeladen',
      'Der Lizenzschlüssel ist nicht korrekt',
    ],
    [
      'no Document Server',
      { documentServer: { reachable: false, refusalMs: 0 } },
      'Uploaded successfully',
      'Connection refused (documentserver:80)',
    ],
  ] as const) {
    await test.step(what, async () => {
      const portal = await startPortal(options);
      const tab = await openLicense(page, portal);
      await tab.choose.click();
      await tab.send.click();
      await expect(tab.outcome).toContainText('The license was not activated');
      await expect(tab.steps).toContainText([
        `The portal says: ${uploaded}`,
        `Activate Failed The portal did not activate the license The portal says: ${refused}`,
        'Verify Skipped',
      ]);
      await expect(tab.dueDate).toHaveText(dayFromNow(12));
      await expect(tab.waiting).toContainText('refused.lic for customer Practice Installation');
      expect(writes(portal)).toEqual([upload, accept]);
    });
  }
});

test('Cancel during the upload: nothing is activated, nothing is lost', async ({
  gatehouse: { app, page },
  startPortal,
}, info) => {
  const portal = await startPortal();
  const tab = await openLicense(page, portal);
  const license = await choose(app, tab, info, 'slow.lic');

  portal.switches.set({ kind: 'slowRead', bytesPerSecond: 1 });
  await tab.send.click();
  await expect(tab.steps.first()).toContainText('Upload Running');
  await expect(tab.choose).toBeDisabled();
  await expect.poll(() => writes(portal)).toEqual([upload]);
  await tab.cancel.click();
  await expect(tab.outcome).toContainText('Cancelled');
  await expect(tab.outcome).toContainText('Its license is the same as before.');
  await expect(tab.dueDate).toHaveText(dayFromNow(12));
  expect(portal.state.license.stagedFile).toBeNull();

  portal.switches.clear();
  await tab.tryAgain.click();
  await expect(tab.outcome).toContainText('License activated');
  expect(writes(portal)).toEqual([upload, upload, accept]);
  expect(portal.state.license.currentFile).toBe(license.text);
});

test('the portal goes down in the middle of the upload', async ({
  gatehouse: { app, page },
  startPortal,
}, info) => {
  const dataFile = inFolder(info, 'portal.json');
  const portal = await startPortal({ dataFile });
  const tab = await openLicense(page, portal);
  const license = await choose(app, tab, info, 'cut.lic');
  portal.switches.set({ kind: 'slowRead', bytesPerSecond: 1 });
  await tab.send.click();
  await expect.poll(() => writes(portal)).toEqual([upload]);
  await portal.stop();
  await expect(tab.outcome).toContainText('It is not known whether the portal kept the file');
  await expect(tab.outcome).toContainText('Uploading again is safe');
  await expect(tab.steps).toContainText(['Upload Failed', 'Activate Skipped', 'Verify Skipped']);
  await expect(tab.file).toContainText('cut.lic');

  const again = await startPortal({ dataFile, port: portal.port, key: portal.key });
  await tab.tryAgain.click();
  await expect(tab.outcome).toContainText('License activated');
  await expect(tab.dueDate).toHaveText(dayFromNow(365));
  expect(again.state.license.currentFile).toBe(license.text);
});

test('the connection breaks between upload and activation', async ({
  gatehouse: { app, page },
  startPortal,
}, info) => {
  const portal = await startPortal();
  const tab = await openLicense(page, portal);
  const license = await choose(app, tab, info, 'between.lic');
  portal.switches.set({ kind: 'reset', when: 'before', path: 'license/accept', times: 1 });
  await tab.send.click();
  await expect(tab.outcome).toContainText('The license was not activated', afterReadingBack);
  await expect(tab.steps).toContainText([
    'Upload Done',
    'Activate Failed The portal did not activate the license',
    'Verify Done',
  ]);
  await expect(tab.compared('Due date')).toHaveText([dayFromNow(12), dayFromNow(12)]);
  await expect(tab.waiting).toContainText('between.lic');
  expect(writes(portal)).toEqual([upload, accept]);

  await tab.tryAgain.click();
  await expect(tab.outcome).toContainText('License activated');
  await expect(tab.waiting).toBeHidden();
  expect(writes(portal)).toEqual([upload, accept, accept]);
  expect(portal.state.license.currentFile).toBe(license.text);
});

test('the portal goes down while it activates: not known, and read again when it is back', async ({
  gatehouse: { app, page },
  startPortal,
}, info) => {
  const dataFile = inFolder(info, 'portal.json');
  const portal = await startPortal({ dataFile });
  const tab = await openLicense(page, portal);
  await choose(app, tab, info, 'unknown.lic');
  portal.switches.set({ kind: 'hang', path: 'license/accept' });
  await tab.send.click();
  await expect(tab.steps.nth(1)).toContainText('Activate Running');
  await expect(tab.cancel).toBeHidden();
  await expect(tab.file).toContainText('it can no longer be cancelled');
  await expect.poll(() => writes(portal)).toEqual([upload, accept]);
  await portal.stop();
  await expect(tab.outcome).toContainText(
    'It is not known whether the license took effect',
    afterReadingBack,
  );
  await expect(tab.outcome).toContainText('Nothing is sent again by itself.');
  await expect(tab.tryAgain).toBeHidden();
  await expect(tab.waiting).toContainText('unknown.lic');

  const again = await startPortal({ dataFile, port: portal.port, key: portal.key });
  await tab.readState.click();
  await expect(tab.outcome).toContainText('The license was not activated', afterReadingBack);
  await expect(tab.now.getByText('Offline', { exact: true })).toBeHidden();
  await expect(tab.dueDate).toHaveText(dayFromNow(12));
  expect(writes(again)).toEqual([]);
  await tab.tryAgain.click();
  await expect(tab.outcome).toContainText('License activated');
  expect(writes(again)).toEqual([accept]);
});

test('the answer to the activation is lost: what the portal shows is the truth', async ({
  gatehouse: { app, page },
  startPortal,
}, info) => {
  const portal = await startPortal();
  const tab = await openLicense(page, portal);
  await choose(app, tab, info, 'lost.lic');
  portal.switches.set({ kind: 'reset', when: 'after', path: 'license/accept', times: 1 });
  await tab.send.click();
  await expect(tab.outcome).toContainText('License activated');
  await expect(tab.steps).toContainText(['Upload Done', 'Activate Done', 'Verify Done']);
  await expect(tab.compared('Due date')).toHaveText([dayFromNow(12), `changed ${dayFromNow(365)}`]);
  await expect(tab.waiting).toBeHidden();
  expect(writes(portal)).toEqual([upload, accept]);
});

test('offline: what was read stays, a file can be checked, and nothing is lost', async ({
  gatehouse: { app, page },
  startPortal,
}, info) => {
  const dataFile = inFolder(info, 'portal.json');
  const portal = await startPortal({ dataFile });
  const tab = await openLicense(page, portal);
  await expect(tab.dueDate).toHaveText(dayFromNow(12));
  await portal.stop();
  await tab.refresh.click();
  await expect(tab.now.getByText('Offline', { exact: true })).toBeVisible();
  await expect(tab.dueDate).toHaveText(dayFromNow(12));
  await expect(tab.now.getByText(/^As of /)).toBeVisible();

  const license = await choose(app, tab, info, 'ready.lic');
  await expect(tab.fact('SHA-256')).toContainText(license.sha256);
  await expect(tab.send).toBeHidden();
  await expect(tab.hold).toBeEnabled();
  await expect(tab.hold).toHaveAccessibleDescription(
    'Offline. The file is kept with your changes, and sent only when you say so.',
  );
  await portalPage(page).tab('Overview').click();
  await portalPage(page).tab('License').click();
  await expect(tab.fact('SHA-256')).toContainText(license.sha256);
  await expect(tab.dueDate).toHaveText(dayFromNow(12));

  const again = await startPortal({ dataFile, port: portal.port, key: portal.key });
  await tab.refresh.click();
  await expect(tab.now.getByText('Offline', { exact: true })).toBeHidden();
  await expect(tab.send).toBeEnabled();
  expect(writes(again)).toEqual([]);
  await tab.send.click();
  await expect(tab.outcome).toContainText('License activated');
  expect(again.state.license.currentFile).toBe(license.text);
});
