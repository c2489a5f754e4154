import { answerFilePicker, expect, test } from '../fixtures/app';
import { dropFiles } from '../fixtures/drop';
import { writes } from '../fixtures/portal-requests';
import { dayFromNow, writeLicense } from '../fixtures/license-files';
import { licenseTab, openLicense } from '../pages/license';
import { addPortal, portalLinks, portalPage } from '../pages/portals';

test('a license file is checked, uploaded, activated, and proved by reading the portal again', async ({
  gatehouse: { app, page },
  startPortal,
}, info) => {
  const portal = await startPortal();
  const tab = await openLicense(page, portal);
  await expect(tab.now).toContainText('Enterprise Paid Due date');
  await expect(tab.dueDate).toHaveText(dayFromNow(12));
  await expect(tab.now).toContainText('12 days left');
  await expect(tab.now).toContainText('Customer ID Practice Installation');
  await expect(tab.send).toBeDisabled();
  await expect(tab.send).toHaveAccessibleDescription('Choose a license file first.');

  const license = await writeLicense(info, 'renewal.lic');
  await answerFilePicker(app, license.path);
  await tab.choose.click();
  await expect(tab.file).toContainText('renewal.lic');
  await expect(tab.fact('Customer ID')).toContainText('Practice Installation');
  await expect(tab.fact('Starts')).toHaveText(dayFromNow(-1));
  await expect(tab.fact('Ends')).toHaveText(`${dayFromNow(365)} · 365 days left`);
  await expect(tab.fact('Kind')).toHaveText('Until its end date');
  await expect(tab.fact('Edition')).toHaveText('Enterprise');
  await expect(tab.fact('Limits')).toHaveText(
    '50 users · users count for 30 days · 20 connections',
  );
  await expect(tab.fact('SHA-256')).toContainText(license.sha256);
  await expect(tab.file.getByRole('note')).toHaveCount(0);
  expect(writes(portal)).toEqual([]);

  const asked = portal.requests.length;
  await tab.send.click();
  await expect(tab.outcome).toContainText('License activated');
  await expect(tab.steps).toContainText(['Upload Done', 'Activate Done', 'Verify Done']);
  await expect(tab.steps.first()).toContainText('The portal says: Uploaded successfully');
  await expect(tab.compared('Due date')).toHaveText([dayFromNow(12), `changed ${dayFromNow(365)}`]);
  await expect(tab.compared('Customer ID')).toHaveText([
    'Practice Installation',
    'Practice Installation',
  ]);
  await expect(tab.dueDate).toHaveText(dayFromNow(365));
  expect(portal.state.license.currentFile).toBe(license.text);
  expect(portal.state.license.stagedFile).toBeNull();

  const order = portal.requests.slice(asked).map(({ method, path }) => `${method} ${path}`);
  expect(order.filter((line) => inTheJob.test(line))).toEqual([
    'GET /api/2.0/portal/tariff?refresh=true',
    'POST /api/2.0/settings/license',
    'POST /api/2.0/settings/license/accept',
    'GET /api/2.0/portal/tariff?refresh=true',
  ]);

  await tab.done.click();
  await expect(tab.steps).toHaveCount(0);
  await expect(tab.choose).toBeFocused();
  await expect(tab.file).toContainText('No license file chosen');
});

test('a license file is dropped on the page', async ({
  gatehouse: { page },
  startPortal,
}, info) => {
  const portal = await startPortal();
  const tab = await openLicense(page, portal);
  await expect(tab.dueDate).toBeVisible();
  const [license, other] = await Promise.all([
    writeLicense(info, 'dropped.lic'),
    writeLicense(info, 'other.lic', 'lifetime'),
  ]);
  await dropFiles(page, [license.path]);
  await expect(tab.fact('SHA-256')).toContainText(license.sha256);

  await dropFiles(page, [other.path, license.path]);
  await expect(tab.file.getByRole('alert')).toContainText('Drop one file only');
  await expect(tab.fact('SHA-256')).toContainText(license.sha256);

  await dropFiles(page, [other.path]);
  await expect(tab.fact('Kind')).toHaveText('Lifetime');
  await expect(tab.file.getByRole('alert')).toBeHidden();
  await tab.send.click();
  await expect(tab.outcome).toContainText('License activated');
  expect(portal.state.license.currentFile).toBe(other.text);
});

test('upload only: the file that waits on the portal is remembered, and activated later', async ({
  launch,
  startPortal,
}, info) => {
  const portal = await startPortal();
  const first = await launch();
  const before = await openLicense(first.page, portal);
  const license = await writeLicense(info, 'later.lic');
  await answerFilePicker(first.app, license.path);
  await before.choose.click();
  await before.take('Upload only');
  await expect(before.outcome).toContainText('File uploaded');
  await expect(before.steps).toHaveCount(1);
  await expect(before.steps).toContainText('Upload Done');
  await expect(before.dueDate).toHaveText(dayFromNow(12));
  expect(portal.state.license.stagedFile).toBe(license.text);
  expect(writes(portal)).toEqual(['POST /api/2.0/settings/license']);
  await first.close();

  const { page } = await launch();
  const tab = licenseTab(page);
  await expect(tab.waiting).toContainText('later.lic for customer Practice Installation');
  await expect(tab.waiting).toContainText(`Ends on ${dayFromNow(365)}.`);
  await tab.waiting.getByRole('button', { name: 'Activate' }).click();
  await expect(tab.outcome).toContainText('License activated');
  await expect(tab.steps).toContainText(['Activate Done', 'Verify Done']);
  await expect(tab.dueDate).toHaveText(dayFromNow(365));
  await expect(tab.waiting).toBeHidden();
  expect(writes(portal)).toEqual([
    'POST /api/2.0/settings/license',
    'POST /api/2.0/settings/license/accept',
  ]);
});

test('Refresh license state says what it does, and asks first', async ({
  gatehouse: { app, page },
  startPortal,
}, info) => {
  const portal = await startPortal();
  const tab = await openLicense(page, { ...portal, name: 'Docs' });
  await expect(tab.dueDate).toBeVisible();
  const question = page.getByRole('alertdialog', { name: 'Refresh the license state of Docs?' });
  const refreshes = () => portal.requests.filter(({ path }) => path.endsWith('license/refresh'));

  await tab.take('Refresh license state');
  await expect(question).toContainText('The portal re-reads its license file and checks it again.');
  await expect(question).toContainText('This can change the portal');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  expect(refreshes()).toHaveLength(0);

  await tab.take('Refresh license state');
  await question.getByRole('button', { name: 'Refresh license state' }).click();
  await expect(tab.steps).toContainText(['Refresh Done', 'Verify Done']);
  expect(refreshes()).toHaveLength(1);
  await tab.done.click();

  await test.step('it activates a file that waits there', async () => {
    const license = await writeLicense(info, 'waiting.lic');
    await answerFilePicker(app, license.path);
    await tab.choose.click();
    await tab.take('Upload only');
    await expect(tab.outcome).toContainText('File uploaded');
    await tab.done.click();
    await tab.take('Refresh license state');
    await expect(question).toContainText('Waiting there: waiting.lic for Practice Installation.');
    await question.getByRole('button', { name: 'Refresh license state' }).click();
    await expect(tab.outcome).toContainText('The portal shows a new license');
    await expect(tab.dueDate).toHaveText(dayFromNow(365));
    await expect(tab.waiting).toBeHidden();
  });
});

test('portals and keys that take no license files say so', async ({
  gatehouse: { app, page },
  startPortal,
}, info) => {
  const license = await writeLicense(info, 'useless.lic');
  await answerFilePicker(app, license.path);

  for (const [edition, name, why] of [
    ['saas', 'SaaS', 'It runs in the cloud (SaaS); its tariff is managed online.'],
    ['community', 'Community', 'It is a community edition and needs no license.'],
  ] as const) {
    await test.step(edition, async () => {
      const portal = await startPortal({ edition });
      const tab = await openLicense(page, portal);
      await expect(tab.now).toContainText(name);
      const notice = tab.file.getByRole('note');
      await expect(notice).toContainText('This portal does not take license files');
      await expect(notice).toContainText(why);
      await expect(tab.choose).toBeDisabled();
      await expect(tab.send).toBeDisabled();
      await expect(tab.send).toHaveAccessibleDescription(
        'This portal does not take license files.',
      );
      await dropFiles(page, [license.path]);
      await expect(tab.file).not.toContainText('useless.lic');
      expect(writes(portal)).toEqual([]);
    });
  }

  await test.step('the key of a user', async () => {
    const portal = await startPortal();
    const tab = await openLicense(page, { address: portal.address, key: portal.keys.user });
    await expect(tab.file.getByRole('note')).toContainText('This API key may not upload licenses');
    await tab.choose.click();
    await expect(tab.fact('SHA-256')).toContainText(license.sha256);
    await expect(tab.send).toBeDisabled();
    await expect(tab.send).toHaveAccessibleDescription('This API key may not upload licenses.');
    expect(writes(portal)).toEqual([]);
  });
});

test('a portal without a license file', async ({ gatehouse: { app, page }, startPortal }, info) => {
  const portal = await startPortal({ license: 'none' });
  const tab = await openLicense(page, portal);
  await expect(tab.now.getByText('License file missing')).toBeVisible();
  await answerFilePicker(app, (await writeLicense(info, 'first.lic')).path);
  await tab.choose.click();
  await tab.send.click();
  await expect(tab.outcome).toContainText('License activated');
  await expect(tab.dueDate).toHaveText(dayFromNow(365));
  await expect(tab.now.getByText('License file missing')).toBeHidden();
});

test('a license that several saved portals share is named and read again on all', async ({
  gatehouse: { app, page },
  startPortal,
}, info) => {
  const [portal, stranger] = await Promise.all([
    startPortal(),
    startPortal({ license: 'none', edition: 'community' }),
  ]);
  await addPortal(page, { ...stranger, name: 'Stranger' });
  await addPortal(page, { ...portal, key: portal.keys.admin, name: 'The same as admin' });
  const tab = await openLicense(page, { ...portal, name: 'As owner' });
  await answerFilePicker(app, (await writeLicense(info, 'shared.lic')).path);
  await tab.choose.click();
  await tab.send.click();
  await expect(tab.outcome).toContainText(
    'The same license is used by The same as admin. They were read again too.',
  );
  const asked = portal.requests.length;
  await portalLinks(page).filter({ hasText: 'The same as admin' }).click();
  await portalPage(page).tab('License').click();
  await expect(tab.dueDate).toHaveText(dayFromNow(365));
  expect(portal.requests.slice(asked).filter(({ path }) => path.includes('tariff'))).toEqual([]);
});

/** The requests that a license job stands or falls with. */
const inTheJob = /settings\/license\/?(accept|refresh)?$|tariff/;
