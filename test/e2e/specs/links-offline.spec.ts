import { sampleIds } from '../../../src-main/practice-portal/tables/sample-ids';
import { at, linkOf, linksOf } from '../../unit/practice-portal/links-desk';
import { expect, test } from '../fixtures/app';
import { announceNetwork, startAwayPortal } from '../fixtures/away';
import { writes } from '../fixtures/portal-requests';
import { changesLink } from '../pages/changes';
import { linkDialog, linksTab, openLinks } from '../pages/links';

const { files, links } = sampleIds;
const report = at('file', files.document);

test('what was read stays readable offline, over a restart too; what is changed then is sent later', async ({
  launch,
  startPortal,
}, info) => {
  const portal = await startAwayPortal(startPortal, info, 'Alpha');
  const first = await launch();
  const online = await openLinks(first.page, portal);
  await online.section('My documents');
  await online.option('Annual report 2026.docx').click();
  await expect(online.rows).toHaveCount(5);
  const before = await linkOf(portal.now, report, links.documentSoon);
  await portal.goAway();
  await first.close();

  // The window comes back to the entry that was shown.
  const { page } = await launch();
  const tab = linksTab(page);
  await expect(tab.heading).toHaveText('Annual report 2026.docx');
  await expect(tab.rows).toHaveCount(5);
  await tab.refresh.click();
  await expect(tab.offline).toBeVisible();
  await expect(tab.asOf).toBeVisible();
  await expect(tab.option('Annual report 2026.docx')).toHaveAttribute('aria-selected', 'true');

  await tab.search.fill('report');
  await expect(tab.panel.getByText('From what is kept here')).toBeVisible();
  await expect(tab.option('Annual report 2026.docx')).toBeVisible();
  await tab.search.fill('nothing bears this name');
  await expect(tab.panel.getByText('Nothing found')).toBeVisible();
  await tab.panel.getByRole('button', { name: 'Clear the search' }).click();
  await tab.search.fill(`${portal.address}/s/unknownShortLink`);
  await expect(
    tab.panel.getByText('This cannot be looked up without a connection to the portal'),
  ).toBeVisible();
  await tab.search.fill('');

  // One edited, one created
  await tab.row('Proofreading').getByRole('button', { name: 'Edit link' }).click();
  const form = linkDialog(page, 'Edit link');
  await form.fill({ access: 'Read only', expires: 'Never' });
  await form.save.click();
  await expect(tab.savedHere).toBeVisible();
  await expect(tab.row('Proofreading')).toContainText(/Comment.*Queued.*will be changed/);
  await expect(tab.panel.getByRole('region', { name: 'Not on the portal yet' })).toContainText(
    /Access:\s*Comment\s*→\s*Read only/,
  );
  await tab.create.click();
  const created = linkDialog(page, 'Create link');
  await created.fill({ title: 'Made on the train', who: 'DocSpace users only' });
  await created.save.click();
  const made = tab.row('Made on the train');
  await expect(made).toContainText(/DocSpace users only.*Queued.*will be created/);
  await expect(made.getByRole('button', { name: 'Copy link' })).toHaveCount(0);
  await expect(changesLink(page)).toHaveAccessibleName('Changes 2 open');

  // What was never sent is taken back without a trace on the portal.
  await tab.create.click();
  await created.fill({ title: 'Not needed after all' });
  await created.save.click();
  await tab.take(tab.row('Not needed after all'), 'Delete link');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('It is not on the portal yet');
  await question.getByRole('button', { name: 'Delete link' }).click();
  await expect(tab.row('Not needed after all')).toHaveCount(0);
  await expect(tab.panel.getByText(/Cancelled before it was sent/)).toBeVisible();

  const back = await portal.comeBack();
  await announceNetwork(page);
  await expect(tab.row('Made on the train')).toContainText('Active');
  await expect(tab.row('Proofreading')).toContainText(/Read only.*Never.*Active/);
  await expect(tab.offline).toBeHidden();
  expect(writes(back)).toEqual(Array(2).fill(`PUT /api/2.0/${report}/links`));
  const { expirationDate: _gone, ...others } = before.sharedTo;
  expect((await linkOf(back, report, links.documentSoon)).sharedTo).toEqual(others);
  expect(await linksOf(back, report)).toHaveLength(6);
});

test('a place and an entry that were never read say so, and what to do', async ({
  gatehouse: { page },
  startPortal,
}, info) => {
  const portal = await startAwayPortal(startPortal, info, 'Alpha');
  const tab = await openLinks(page, portal);
  await expect(tab.option('Harbour bridge')).toBeVisible();
  await portal.goAway();
  await tab.section('My documents');
  await expect(tab.panel.getByText(/cannot be reached|refused/).first()).toBeVisible();
  await expect(tab.panel.getByRole('button', { name: 'Try again' }).first()).toBeVisible();
  await tab.section('Rooms');
  await tab.option('Harbour bridge').click();
  await expect(tab.heading).toHaveText('Harbour bridge');
  await expect(tab.offline).toBeVisible();
  await expect(tab.panel.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(tab.table).toHaveCount(0);
  await portal.comeBack();
  await announceNetwork(page);
  await tab.refresh.click();
  await expect(tab.rows).toHaveCount(2);
});
