import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ElectronApplication, Page } from 'playwright';
import { expect, inFolder, test } from '../fixtures/app';
import { startAwayPortal } from '../fixtures/away';
import { writes } from '../fixtures/portal-requests';
import { changesLink, changesPage } from '../pages/changes';
import { portalLinks, portalPage } from '../pages/portals';
import { openSharing, sharingTab, type SharingSwitchName } from '../pages/sharing';

const putPolicy = 'PUT /api/2.0/files/settings/externalsharingsettings';

/** Switches one thing on the Sharing tab, and goes to look what becomes of it. */
async function change(page: Page, field: SharingSwitchName, on: boolean) {
  await sharingTab(page).set({ [field]: on });
  await changesLink(page).click();
  return changesPage(page);
}

test('a refused key pauses the portal and says why; a new key lets it go on', async ({
  gatehouse: { page },
  startPortal,
}, info) => {
  const portal = await startAwayPortal(startPortal, info, 'Alpha');
  await openSharing(page, portal);
  await portal.goAway();
  const newKey = `sk-${randomBytes(32).toString('hex')}`;
  const back = await portal.comeBack({ key: newKey });
  const changes = await change(page, 'Apply to rooms', false);
  await expect(changes.rows).toContainText(/Paused.*The portal does not accept this API key/);
  await expect(changes.pausedNote).toContainText('The changes of 1 portal wait');
  await expect(changes.pausedNote).toContainText(
    /Alpha.*The portal does not accept this API key.*Replace API key…/,
  );
  expect(writes(back)).toEqual([]);

  await changes.pausedNote.getByRole('link', { name: 'Alpha' }).click();
  await portalPage(page).replaceKey.click();
  const dialog = page.getByRole('dialog', { name: 'Replace API key' });
  await dialog.getByLabel('New API key').fill(newKey);
  await dialog.getByRole('button', { name: 'Save API key' }).click();
  await expect(dialog).toBeHidden();
  await changesLink(page).click();
  await expect(changes.rows).toContainText('Done');
  await expect(changes.pausedNote).toBeHidden();
  expect(writes(back)).toEqual([putPolicy]);
  expect(back.state.sharing.externalShareApplyToRooms).toBe(false);
});

test('a key without the right to write pauses the portal; Resume tries once more', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Alpha' });
  await openSharing(page, { address: portal.address, key: portal.keys.user });
  const changes = await change(page, 'Apply to rooms', false);
  await expect(changes.rows).toContainText(/Paused.*This API key may not do that/);
  expect(writes(portal)).toEqual([putPolicy]);

  const details = await changes.open(changes.rows);
  await expect(details.dialog).toContainText('The changes of Alpha wait');
  await details.button('Resume').click();
  await expect.poll(() => writes(portal)).toEqual([putPolicy, putPolicy]);
  await expect(details.steps.last()).toContainText(/Paused.*This API key may not do that/);
  await details.discard();
  await expect(details.steps.last()).toContainText('Discarded');
  await details.close();
  await expect(changesLink(page)).toHaveAccessibleName('Changes');
});

test('a portal that asks for patience gets it, unless the person is in a hurry', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Alpha' });
  await openSharing(page, portal);
  portal.switches.set({ kind: 'rateLimited', retryAfter: 6, method: 'PUT', times: 1 });
  const changes = await change(page, 'Apply to rooms', false);
  await expect(changes.rows).toContainText(/Queued.*Tries again in \d seconds/);
  expect(writes(portal)).toEqual([putPolicy]);
  await expect(changes.rows).toContainText('Done');
  expect(writes(portal)).toEqual([putPolicy, putPolicy]);
  expect(portal.state.sharing.externalShareApplyToRooms).toBe(false);

  await portalLinks(page).click();
  await sharingTab(page).open();
  portal.switches.set({ kind: 'rateLimited', retryAfter: 600, method: 'PUT', times: 1 });
  await change(page, 'Apply to rooms', true);
  const waits = changes.row(/Tries again in (9|10) minutes/);
  await expect(waits).toHaveCount(1);
  await changes.take(waits, 'Retry');
  await expect(changes.row('Done')).toHaveCount(2);
  expect(writes(portal)).toHaveLength(4);
  expect(portal.state.sharing.externalShareApplyToRooms).toBe(true);
});

test('Pause holds a portal’s changes back, also over a restart; Resume sends them', async ({
  launch,
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Alpha' });
  const first = await launch();
  await openSharing(first.page, portal);
  await changesLink(first.page).click();
  await changesPage(first.page).portal.selectOption('Alpha');
  await changesPage(first.page).pauseOrResume('Pause Alpha');
  await expect(changesPage(first.page).pausedNote).toContainText('You paused it');
  await portalLinks(first.page).click();
  await sharingTab(first.page).open();
  const before = await change(first.page, 'Apply to rooms', false);
  await expect(before.rows).toContainText('Paused');
  await first.close();

  const { page } = await launch();
  const changes = changesPage(page);
  await expect(changesLink(page)).toHaveAccessibleName('Changes 1 open');
  await expect(changes.rows).toContainText('Paused');
  expect(writes(portal)).toEqual([]);
  await changes.pausedNote.getByRole('button', { name: 'Resume Alpha' }).click();
  await expect(changes.rows).toContainText('Done');
  await expect(changes.pausedNote).toBeHidden();
  expect(writes(portal)).toEqual([putPolicy]);
});

test('a change that the portal refuses has failed: Retry sends it again, Discard ends it', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Alpha' });
  await openSharing(page, portal);
  portal.switches.set({ kind: 'notPaid', method: 'PUT' });
  const changes = await change(page, 'Apply to rooms', false);
  await expect(changes.rows).toContainText(/Failed.*The portal refuses this: it is not paid/);
  await expect(changesLink(page)).toHaveAccessibleName('Changes 1 open, 1 needs review');
  expect(portal.state.sharing.externalShareApplyToRooms).toBe(true);

  const details = await changes.open(changes.rows);
  await expect(details.dialog.getByRole('alert')).toContainText('it is not paid');
  portal.switches.clear();
  await details.button('Retry').click();
  await expect(details.steps.last()).toContainText('Done');
  expect(portal.state.sharing.externalShareApplyToRooms).toBe(false);
  await details.close();

  portal.switches.set({ kind: 'notPaid', method: 'PUT' });
  await portalLinks(page).click();
  await sharingTab(page).open();
  await change(page, 'Apply to rooms', true);
  await expect(changes.row('Failed')).toHaveCount(1);
  const again = await changes.open(changes.row('Failed'));
  await again.discard();
  await again.close();
  await expect(changes.rows).toContainText([/Discarded.*Discarded by you/, /Done/]);
  expect(portal.state.sharing.externalShareApplyToRooms).toBe(false);
});

test('Undo brings a change that is done back, and both tell it', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Alpha' });
  const before = { ...portal.state.sharing };
  await openSharing(page, portal);
  const changes = await change(page, 'External sharing', false);
  await expect(changes.rows).toContainText('Done');
  expect(portal.state.sharing).toMatchObject({
    externalShare: false,
    externalShareSocialMedia: false,
    defaultShareLinkInternal: true,
  });

  await changes.take(changes.rows, 'Undo');
  await expect(changes.rows).toContainText([/Undo: External sharing.*Done/, /^External sharing/]);
  // Social media, which the portal had taken along, too.
  expect(portal.state.sharing).toEqual(before);
  const original = await changes.open(changes.rows.nth(1));
  await expect(original.dialog).toContainText('the way back was recorded already');
  await expect(original.button('Undo')).toBeHidden();
  await original.close();
  const undo = await changes.open(changes.rows.first());
  await expect(undo.field('External sharing')).toHaveText(['Restricted', 'Allowed']);
  await undo.close();
});

test('what is queued can be set back or discarded before it leaves', async ({
  gatehouse: { page },
  startPortal,
}, info) => {
  const portal = await startAwayPortal(startPortal, info, 'Alpha');
  const tab = await openSharing(page, portal);
  await portal.goAway();
  await tab.refresh.click();
  await expect(tab.offline.first()).toBeVisible();
  await tab.set({ 'Apply to rooms': false });
  await expect(tab.savedHere).toBeVisible();
  await tab.set({ 'Apply to rooms': true });
  await expect(page.getByText('Nothing is left to send')).toBeVisible();
  await expect(changesLink(page)).toHaveAccessibleName('Changes');

  const changes = await change(page, 'Apply to documents', false);
  await expect(changes.rows).toContainText([
    /Queued/,
    /Discarded.*A later change set it back/,
    /Replaced.*Part of a later change/,
  ]);
  const details = await changes.open(changes.row('Queued'));
  await details.discard();
  await details.close();
  await changes.show('Open');
  await expect(page.getByText('No change matches')).toBeVisible();

  const back = await portal.comeBack();
  await portalLinks(page).click();
  await tab.open();
  await tab.refresh.click();
  await expect(tab.offline).toBeHidden();
  await expect(tab.toggle('Apply to documents')).toBeChecked();
  expect(writes(back)).toEqual([]);
});

test('Export writes what the filter lets through, as evidence', async ({
  gatehouse: { app, page },
  startPortal,
}, info) => {
  const portal = await startPortal();
  // The portal’s name would be a formula.
  await openSharing(page, { ...portal, name: '=2+3' });
  const changes = await change(page, 'Apply to rooms', false);
  await expect(changes.rows).toContainText('Done');

  const csvFile = inFolder(info, 'evidence.csv');
  await answerSaveDialog(app, csvFile);
  await changes.exportAs('CSV');
  await expect(page.getByText('evidence.csv')).toBeVisible();
  const csv = await readFile(csvFile, 'utf8');
  const [head, row, ...rest] = csv.trimEnd().split('\r\n');
  expect(rest).toEqual([]);
  expect(head).toMatch(/^\uFEFFid,createdAt,endedAt,portal,/);
  expect(row).toContain(",'=2+3,");
  expect(row).toContain(',settings.externalSharing,1,externalSharing,');
  expect(row).toContain('"{""externalShareApplyToRooms"":false}"');

  const jsonFile = inFolder(info, 'evidence.json');
  await answerSaveDialog(app, jsonFile);
  await changes.exportAs('JSON');
  await expect(page.getByText('evidence.json')).toBeVisible();
  const json: unknown = JSON.parse(await readFile(jsonFile, 'utf8'));
  expect(json).toEqual([
    expect.objectContaining({
      portal: '=2+3',
      account: 'owner@practice.invalid',
      operation: 'settings.externalSharing',
      state: 'done',
      result: 'proved',
      base: { externalShareApplyToRooms: true },
      desired: { externalShareApplyToRooms: false },
      steps: ['queued', 'checking', 'sending', 'verifying', 'done'].map((state) =>
        expect.objectContaining({ state, error: null }),
      ),
    }),
  ]);
  for (const text of [csv, JSON.stringify(json)]) expect(text).not.toContain(portal.key);

  await changes.search.fill('nowhere');
  await expect(page.getByText('No change matches')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Export' })).toBeDisabled();
});

/** Answers the native question where to save a file. */
async function answerSaveDialog(app: ElectronApplication, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, filePath);
}
