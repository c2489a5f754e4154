import type { Page } from 'playwright';
import type { PracticePortal } from '../../../src-main/practice-portal';
import { expect, test } from '../fixtures/app';
import { setSharing, type StartPortal } from '../fixtures/away';
import { writes } from '../fixtures/portal-requests';
import { expectTabRound } from '../pages/accessibility';
import { changesPage } from '../pages/changes';
import { chooseTheme, looker, themes } from '../pages/looks';
import { batchReport, policiesDialog, policyDialog } from '../pages/policies';
import { openSharing } from '../pages/sharing';

const fleet = [
  ['Berlin', '3.7.2'],
  ['Lisbon', '3.8.0'],
  ['Old Oslo', '3.6.1'],
  ['Paris', '3.7.2'],
  ['Rome', '3.8.0'],
] as const;
type Name = (typeof fleet)[number][0];

/** Saves portals of several versions, all read; Rome restricts external sharing already. */
async function saveFleet(page: Page, startPortal: StartPortal) {
  const portals = new Map<Name, PracticePortal>();
  for (const [name, version] of fleet) {
    const portal = await startPortal({ title: name, version });
    if (name === 'Rome') await setSharing(portal, { externalShare: false });
    await openSharing(page, { address: portal.address, key: portal.key, name });
    portals.set(name, portal);
  }
  await page.getByRole('link', { name: 'All portals' }).click();
  return (name: Name): PracticePortal => {
    const portal = portals.get(name);
    if (!portal) throw new Error(`no ${name}`);
    return portal;
  };
}

/** Makes a policy in the dialog **Sharing policies**, which stays open. */
async function makePolicy(page: Page, name: string): Promise<void> {
  const policies = policiesDialog(page);
  await policies.open();
  await policies.button('New policy').click();
  await policies.name.fill(name);
  await policies.choose({ 'External sharing': 'Restricted', 'Block existing links': 'On' });
  await policies.save.click();
  await expect(policies.item(name)).toBeVisible();
}

const portalRow = (page: Page, name: Name) =>
  page.getByRole('table', { name: 'All portals' }).locator('tbody tr').filter({ hasText: name });

test('a policy is saved, compared with, applied to chosen portals, stopped, undone; its report stays', async ({
  launch,
  startPortal,
}) => {
  test.slow();
  const first = await launch();
  const { page } = first;
  const of = await saveFleet(page, startPortal);
  const policies = policiesDialog(page);

  await test.step('a contradiction cannot be saved', async () => {
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Sharing policies…' }).click();
    await policies.button('New policy').click();
    await policies.name.fill('Closed');
    await policies.choose({ 'External sharing': 'Restricted', 'Share to social media': 'On' });
    await expect(
      policies.form.getByText('Off as long as external sharing is restricted.'),
    ).toBeVisible();
    await expect(policies.save).toBeDisabled();
    await policies.choose({ 'Share to social media': 'Leave', 'Block existing links': 'On' });
    await policies.save.click();
    await expect(policies.item('Closed')).toContainText('1 follows');
    await expect(policies.item('Closed')).toContainText('4 differ');
    await policies.close.click();
  });

  await test.step('each portal tells how it stands to it', async () => {
    await expect(portalRow(page, 'Rome')).toContainText('Follows');
    await expect(portalRow(page, 'Berlin')).toContainText('Differs in External sharing');
    await page.getByRole('combobox', { name: 'Compare with policy' }).selectOption('No policy');
    await expect(portalRow(page, 'Berlin')).not.toContainText('Differs');
    await page
      .getByRole('combobox', { name: 'Compare with policy' })
      .selectOption('Policy: Closed');
  });

  const apply = policyDialog(page);
  await test.step('the preview names what would change on each chosen portal', async () => {
    for (const name of ['Berlin', 'Lisbon', 'Old Oslo', 'Paris', 'Rome'] as const) {
      await portalRow(page, name).getByRole('checkbox').check();
    }
    await page.getByRole('button', { name: 'Apply sharing policy…' }).click();
    await expect(apply.dialog).toContainText('To 5 portals');
    await apply.preview.click();
    await expect(apply.row('Berlin')).toContainText('External sharing: Allowed → Restricted');
    await expect(apply.row('Old Oslo')).toContainText('Its version does not have: Block existing');
    await expect(apply.row('Rome')).toContainText('Holds it already');
    await expect(apply.apply).toHaveText('Apply to 4 portals…');
  });

  of('Berlin').switches.set({ kind: 'rateLimited', retryAfter: 300 });
  await of('Paris').stop();
  const report = batchReport(page);
  await test.step('the report names each', async () => {
    await apply.apply.click();
    await expect(apply.question).toContainText('External sharing: Restricted on 4 portals');
    await expect(apply.question).toContainText('1 portal is of a version that only stores it');
    await apply.confirm();
    await expect(report.row('Lisbon')).toContainText('Done');
    await expect(report.row('Old Oslo')).toContainText('Done');
    await expect(report.row('Berlin')).toContainText('Tries again in');
    await expect(report.row('Paris')).toContainText('sent when the portal is back');
    await expect(report.row('Rome')).toContainText('Not changed');
    await expect(report.through).toContainText('3 of 5 portals are through');
    expect(of('Lisbon').state.sharing.externalShare).toBe(false);
    expect(writes(of('Rome'))).toHaveLength(1);
  });

  await test.step('Stop withdraws what has not left', async () => {
    await report.stop.click();
    await expect(report.row('Berlin')).toContainText('Withdrawn before it left');
    await expect(report.row('Paris')).toContainText('Withdrawn before it left');
    await expect(report.stop).toBeHidden();
    await report.row('Berlin').getByRole('link').click();
    await expect(report.dialog).toBeHidden();
    await expect(changesPage(page).rows).toContainText([/Berlin.*Discarded/]);
  });

  await first.close();
  const second = await launch();
  await test.step('after a restart, the report is opened again and undone as a whole', async () => {
    const again = policiesDialog(second.page);
    const kept = batchReport(second.page);
    await again.open();
    await again.recent.getByRole('button', { name: /^Report of Policy “Closed”/ }).click();
    await expect(kept.row('Lisbon')).toContainText('Done');
    await expect(kept.row('Berlin')).toContainText('Stopped');
    await kept.undo();
    await expect(kept.dialog).toContainText('Undo: Policy “Closed”');
    await expect(kept.rows).toHaveCount(2);
    await expect(kept.through).toContainText('2 of 2 portals are through');
    await expect(kept.rows).toContainText([/Done/, /Done/]);
    expect(of('Lisbon').state.sharing).toMatchObject({
      externalShare: true,
      externalShareSocialMedia: true,
      defaultShareLinkInternal: false,
    });
    expect(of('Old Oslo').state.sharing.externalShare).toBe(true);
  });
});

test('as on another portal, or with switches chosen for it, which can be saved on the way', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const of = await saveFleet(page, startPortal);
  const apply = policyDialog(page);
  const report = batchReport(page);
  await apply.open();
  await apply.from('Another portal');
  await expect(apply.preview).toBeDisabled();
  await apply.portal.selectOption('Rome');
  await expect(apply.dialog).toContainText('Default link: DocSpace users only: On');
  await apply.preview.click();
  await expect(apply.apply).toHaveText('Apply to 4 portals…');
  await expect(apply.back).toBeFocused();
  await apply.back.click();

  await apply.from('New');
  await apply.choose({ 'Apply to rooms': 'Off' });
  await apply.saveToo.check();
  await apply.name.fill('Rooms stay open');
  await apply.preview.click();
  await expect(apply.row('Old Oslo')).toContainText('Not supported by its version');
  await apply.apply.click();
  await apply.confirm();
  await expect(report.through).toContainText('5 of 5 portals are through');
  expect(of('Paris').state.sharing.externalShareApplyToRooms).toBe(false);
  await report.close.click();
  const policies = policiesDialog(page);
  await policies.open();
  await expect(policies.item('Rooms stay open')).toContainText('4 follow');
  await policies.button('Remove Rooms stay open').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove policy' }).click();
  await expect(policies.dialog.getByText('No policy saved yet')).toBeVisible();
});

for (const theme of themes) {
  test(`in ${theme}: axe finds nothing, nothing scrolls sideways, Tab goes round`, async ({
    gatehouse: { app, page },
    startPortal,
  }) => {
    test.slow();
    const look = looker(app, page);
    await chooseTheme(page, theme);
    const of = await saveFleet(page, startPortal);
    const [policies, apply, report] = [policiesDialog(page), policyDialog(page), batchReport(page)];
    await policies.open();
    await look('no policies');
    await policies.button('New policy').click();
    await policies.choose({ 'External sharing': 'Restricted', 'Share to social media': 'On' });
    await look('policy form');
    await expectTabRound(page, 'policy form');
    await page.keyboard.press('Escape');
    await policies.close.click();
    await makePolicy(page, 'A policy with a name that is rather long for one line of a dialog');
    await look('policies');
    await expectTabRound(page, 'policies');
    await policies.close.click();
    await look('all portals, compared');

    await apply.open();
    await look('choose, saved');
    await apply.from('Another portal');
    await apply.portal.selectOption('Rome');
    await look('choose, portal');
    await expectTabRound(page, 'choose');
    await apply.from('New');
    await look('choose, new');
    await apply.from('Saved policy');
    await apply.preview.click();
    await expect(apply.apply).toBeVisible();
    await look('preview');
    await expectTabRound(page, 'preview');
    await of('Paris').stop();
    await apply.apply.click();
    await look('confirm');
    await apply.confirm();
    await expect(report.row('Paris')).toContainText('Offline');
    await expect(report.row('Lisbon')).toContainText('Done');
    await look('report');
    await expectTabRound(page, 'report');
  });
}
