import type { Page } from 'playwright';
import type { PracticePortal } from '../../../src-main/practice-portal';
import { expect, test } from '../fixtures/app';
import { announceNetwork, setSharing, startAwayPortal } from '../fixtures/away';
import { writes } from '../fixtures/portal-requests';
import { changesLink, changesPage, recoveryNews } from '../pages/changes';
import { portalLinks, portalPage } from '../pages/portals';
import { openSharing, sharingTab, type SharingSwitchName } from '../pages/sharing';

const putPolicy = 'PUT /api/2.0/files/settings/externalsharingsettings';

/** A lost answer is settled after a few seconds by chance. */
const afterReadingBack = { timeout: 25_000 };

/** How often the portal did what it was asked for. */
const timesApplied = ({ requests }: PracticePortal): number =>
  requests.filter(({ body }) => body !== undefined).length;

/** Shows the Sharing tab of a portal. */
async function showSharing(page: Page, name: string) {
  await portalLinks(page).filter({ hasText: name }).click();
  const tab = sharingTab(page);
  await tab.open();
  return tab;
}

test('changes queued offline outlive a restart; back online they are sent, merged and told', async ({
  launch,
  startPortal,
}, info) => {
  const portals = [
    await startAwayPortal(startPortal, info, 'Alpha'),
    await startAwayPortal(startPortal, info, 'Beta'),
    await startAwayPortal(startPortal, info, 'Gamma'),
  ] as const;
  const [alpha, beta, gamma] = portals;
  const first = await launch();
  for (const portal of portals) {
    await setSharing(portal.now, { defaultShareLinkInternal: true });
    await openSharing(first.page, portal);
    await portal.goAway();
  }
  const queue = async (page: Page, name: string, field: SharingSwitchName): Promise<void> => {
    const tab = await showSharing(page, name);
    await tab.refresh.click();
    await expect(tab.offline.first()).toBeVisible();
    await tab.set({ [field]: false });
    await expect(tab.savedHere).toBeVisible();
    await expect(tab.note(field)).toContainText('Queued: will be off');
  };
  await queue(first.page, 'Alpha', 'Apply to rooms');
  await queue(first.page, 'Beta', 'Default link: DocSpace users only');
  await expect(changesLink(first.page)).toHaveAccessibleName('Changes 2 open');
  await first.close();

  const { page } = await launch();
  await expect(changesLink(page)).toHaveAccessibleName('Changes 2 open');
  await expect(portalLinks(page)).toContainText([/Alpha.*1 change/, /Beta.*1 change/, /Gamma/]);
  await expect(sharingTab(page).note('Default link: DocSpace users only')).toContainText(
    'Queued: will be off',
  );
  await queue(page, 'Alpha', 'Apply to documents');
  await queue(page, 'Gamma', 'Block existing links');
  await expect(changesLink(page)).toHaveAccessibleName('Changes 3 open');
  await changesLink(page).click();
  const changes = changesPage(page);
  await changes.show('Open');
  await expect(changes.rows).toContainText([/Gamma.*Queued/, /Alpha.*Queued/, /Beta.*Queued/]);
  const merged = await changes.open(changes.row('Alpha'));
  await expect(merged.field('Apply to rooms').nth(1)).toHaveText('Off');
  await expect(merged.field('Apply to documents').nth(1)).toHaveText('Off');
  await merged.close();

  await beta.meanwhile((one) => setSharing(one, { externalShare: false }));
  // Nobody here asked for it, and nobody here takes it back.
  await alpha.meanwhile((one) => setSharing(one, { blockExistingLinksOnRestrict: false }));
  for (const portal of portals) await portal.comeBack();
  await announceNetwork(page);
  await expect(recoveryNews(page)).toContainText('Back online: 3 portals');
  await expect(recoveryNews(page)).toContainText('2 changes done, 1 needs review.');
  await expect(changesLink(page)).toHaveAccessibleName('Changes 1 open, 1 needs review');
  await changes.show('All');
  await expect(changes.rows).toContainText([
    /Gamma.*Done/,
    /Alpha.*Done/,
    /Beta.*Conflict/,
    /Alpha.*Replaced.*Part of a later change/,
  ]);

  expect(writes(alpha.now)).toEqual([putPolicy]);
  expect(alpha.now.state.sharing).toMatchObject({
    externalShareApplyToDocuments: false,
    externalShareApplyToRooms: false,
    blockExistingLinksOnRestrict: false,
  });
  expect(writes(beta.now)).toEqual([]);
  expect(writes(gamma.now)).toEqual([putPolicy]);
  expect(gamma.now.state.sharing.blockExistingLinksOnRestrict).toBe(false);
});

test('the answer to a change is lost: the portal is read, and nothing is sent twice', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal();
  const tab = await openSharing(page, portal);
  portal.switches.set({ kind: 'reset', when: 'after', method: 'PUT', times: 1 });
  await tab.set({ 'Apply to rooms': false });
  await expect(tab.proved).toBeVisible(afterReadingBack);
  await changesLink(page).click();
  const details = await changesPage(page).open(changesPage(page).rows);
  await expect(details.steps).toContainText([
    'Queued',
    'Checking',
    'Sending',
    /Needs review.*Unknown outcome.*The connection to .* was lost/,
    'Done',
  ]);
  expect(writes(portal)).toEqual([putPolicy]);
  expect(portal.state.sharing.externalShareApplyToRooms).toBe(false);
});

test('a change is lost on its way: the portal is read, and it is sent once more', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal();
  const tab = await openSharing(page, portal);
  portal.switches.set({ kind: 'reset', when: 'before', method: 'PUT', times: 1 });
  await tab.set({ 'Apply to rooms': false });
  await expect(tab.proved).toBeVisible(afterReadingBack);
  expect(writes(portal)).toEqual([putPolicy, putPolicy]);
  expect(timesApplied(portal)).toBe(1);
  expect(portal.state.sharing.externalShareApplyToRooms).toBe(false);
});

test('quitting while a change is on its way is silent, and its outcome is found out afterwards', async ({
  launch,
  startPortal,
}, info) => {
  const portal = await startAwayPortal(startPortal, info, 'Alpha');
  const first = await launch();
  const tab = await openSharing(first.page, portal);
  portal.now.switches.set({ kind: 'hang', method: 'PUT' });
  await tab.set({ 'Apply to rooms': false });
  await expect.poll(() => writes(portal.now)).toEqual([putPolicy]);
  const began = Date.now();
  await first.close();
  expect(Date.now() - began).toBeLessThan(10_000);

  await portal.goAway();
  const again = await portal.comeBack();
  const { page } = await launch();
  await changesLink(page).click();
  const changes = changesPage(page);
  await expect(changes.row('Done')).toHaveCount(1, afterReadingBack);
  const details = await changes.open(changes.row('Done'));
  await expect(details.steps).toContainText([
    'Queued',
    'Checking',
    'Sending',
    'Unknown outcome',
    'Queued',
    'Checking',
    'Sending',
    'Checking result',
    'Done',
  ]);
  expect(writes(again)).toEqual([putPolicy]);
  expect(again.state.sharing.externalShareApplyToRooms).toBe(false);
});

test('a portal that is away is looked for when the system tells of a network', async ({
  gatehouse: { page },
  startPortal,
}, info) => {
  const portal = await startAwayPortal(startPortal, info, 'Alpha');
  const tab = await openSharing(page, portal);
  await portal.goAway();
  await tab.refresh.click();
  await expect(page.getByText('1 portal is offline')).toBeVisible();
  await portal.meanwhile((one) => setSharing(one, { externalShareApplyToRooms: false }));
  await portal.comeBack();
  await announceNetwork(page);
  await expect(page.getByText('1 portal is offline')).toBeHidden();
  await expect(tab.toggle('Apply to rooms')).not.toBeChecked();
  await portalPage(page).tab('Overview').click();
  await expect(page.getByRole('main').locator('header').getByText('Online')).toBeVisible();
  expect(writes(portal.now)).toEqual([]);
});
