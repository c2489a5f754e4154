import type { ElectronApplication } from 'playwright';
import type { PracticePortal } from '../../../src-main/practice-portal';
import { sampleIds } from '../../../src-main/practice-portal/tables/sample-ids';
import { at, bodyOf, linkOf, linksOf, putLink } from '../../unit/practice-portal/links-desk';
import { expect, test } from '../fixtures/app';
import { startAwayPortal } from '../fixtures/away';
import { writes } from '../fixtures/portal-requests';
import { changesLink, changesPage } from '../pages/changes';
import { linkDialog, linksTab, openLinks } from '../pages/links';

const { files, links } = sampleIds;
const report = at('file', files.document);
const putLinks = `PUT /api/2.0/${report}/links`;

const copied = (app: ElectronApplication): Promise<string> =>
  app.evaluate(({ clipboard }) => clipboard.readText());

/** Everything of a link of the report, as the portal tells it. */
async function plainLink(portal: PracticePortal, id: string) {
  const { access, sharedTo } = await linkOf(portal, report, id);
  return { access, ...sharedTo };
}

test('from a pasted address to a link that is created, edited, checked, deleted and brought back', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Alpha' });
  const pasted = await linkOf(portal, report, links.documentPassword);
  const tab = await openLinks(page, portal);

  await tab.search.fill(pasted.sharedTo.shareLink);
  await expect(tab.heading).toHaveText('Annual report 2026.docx');
  await expect(tab.row('For the auditors')).toHaveAttribute('aria-current', 'true');
  await expect(tab.search).toHaveValue('');
  await expect(tab.option('Annual report 2026.docx')).toHaveAttribute('aria-selected', 'true');
  await expect(tab.rows).toHaveCount(5);

  // Create
  await tab.create.click();
  const created = linkDialog(page, 'Create link');
  await created.fill({ title: 'Tax office', access: 'Comment', expires: '7 days' });
  await created.fill({ password: 'short' });
  await expect(created.dialog.getByText('8 to 30 characters')).toBeVisible();
  await expect(created.save).toBeDisabled();
  await created.fill({ password: 'Sh4re-me-2026', denyDownload: true });
  await created.save.click();
  await expect(created.dialog).toBeHidden();
  await expect(tab.proved).toBeVisible();
  await expect(tab.row('Tax office')).toContainText(/Comment.*Anyone with the link.*Set.*Active/);
  const made = (await linksOf(portal, report)).find(
    ({ sharedTo }) => sharedTo.title === 'Tax office',
  );
  if (!made) throw new Error('No link was made');
  expect(made).toMatchObject({
    access: 6,
    sharedTo: { password: 'Sh4re-me-2026', denyDownload: true, internal: false, primary: false },
  });
  const days = (Date.parse(made.sharedTo.expirationDate ?? '') - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(6.9);
  expect(days).toBeLessThan(7.1);

  // Edit one field: all others stay.
  await tab.row('Tax office').getByRole('button', { name: 'Edit link' }).click();
  const edited = linkDialog(page, 'Edit link');
  await expect(edited.save).toBeDisabled();
  await edited.fill({ access: 'Read only' });
  await expect(edited.changes).toHaveText(/Access:\s*Comment\s*→\s*Read only/);
  await edited.save.click();
  await expect(tab.row('Tax office')).toContainText('Read only');
  await expect(tab.proved).toBeVisible();
  expect(await plainLink(portal, made.sharedTo.id)).toEqual({ ...made.sharedTo, access: 2 });
  expect(writes(portal)).toEqual([putLinks, putLinks]);

  // Check as a visitor
  await tab.take(tab.row('Tax office'), 'Check as visitor');
  const visit = page.getByRole('dialog', { name: 'Check as visitor' });
  await expect(visit.getByRole('status')).toContainText('A password is asked for');
  await expect(visit).toContainText(made.sharedTo.shareLink);
  await page.keyboard.press('Escape');

  // Delete, and undo
  await tab.take(tab.row('Tax office'), 'Delete link');
  const question = page.getByRole('alertdialog', { name: 'Delete the link “Tax office”?' });
  await expect(question).toContainText(made.sharedTo.shareLink);
  await expect(question).toContainText('another address');
  await question.getByRole('button', { name: 'Delete link' }).click();
  await expect(tab.row('Tax office')).toHaveCount(0);
  await expect(tab.proved).toBeVisible();
  expect(await linksOf(portal, report)).toHaveLength(5);
  await expect(tab.panel.getByText(/it will have another address/)).toBeVisible();
  await tab.undo.click();
  await expect(tab.row('Tax office')).toContainText(/Read only.*Set/);
  await expect(tab.panel.getByText(/Undo: Delete link “Tax office”/)).toBeVisible();
  await expect(tab.proved).toBeVisible();
  const back = (await linksOf(portal, report)).find(
    ({ sharedTo }) => sharedTo.title === 'Tax office',
  );
  expect(back?.sharedTo).toMatchObject({ password: 'Sh4re-me-2026', denyDownload: true });
  expect(back?.sharedTo.expirationDate).toBe(made.sharedTo.expirationDate);
  expect(back?.sharedTo.shareLink).not.toBe(made.sharedTo.shareLink);
});

test('a password is only shown on demand, can be copied, and is replaced or removed when asked', async ({
  gatehouse: { app, page },
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Alpha' });
  const tab = await openLinks(page, portal);
  await tab.section('My documents');
  await tab.option('Annual report 2026.docx').click();
  const row = tab.row('For the auditors');
  await expect(row).toContainText('Set');
  expect(await page.content()).not.toContain('Open-Sesame-42');
  await row.getByRole('button', { name: 'Reveal' }).click();
  const shown = page.getByRole('dialog', { name: 'Password' });
  await expect(shown).toContainText('Open-Sesame-42');
  await shown.getByRole('button', { name: 'Copy password' }).click();
  await expect.poll(() => copied(app)).toBe('Open-Sesame-42');
  await page.keyboard.press('Escape');
  await expect(shown).toBeHidden();

  await row.getByRole('button', { name: 'Copy link' }).click();
  const told = await plainLink(portal, links.documentPassword);
  await expect.poll(() => copied(app)).toBe(told.shareLink);

  await row.getByRole('button', { name: 'Edit link' }).click();
  const form = linkDialog(page, 'Edit link');
  await expect(form.field('Password')).toHaveValue('');
  await form.dialog.getByRole('button', { name: 'Suggest password' }).click();
  await expect(form.field('Password')).not.toHaveValue('');
  const suggested = await form.field('Password').inputValue();
  await form.save.click();
  await expect(tab.proved).toBeVisible();
  expect(await plainLink(portal, links.documentPassword)).toEqual({ ...told, password: suggested });

  await row.getByRole('button', { name: 'Edit link' }).click();
  await form.field('Remove the password').check();
  await expect(form.changes).toHaveText(/Password:\s*Set\s*→\s*None/);
  await form.save.click();
  await expect(row).toContainText('None');
  await expect(tab.proved).toBeVisible();
  const { password: _gone, ...others } = told;
  expect(await plainLink(portal, links.documentPassword)).toEqual(others);
});

test('somebody else changed the same field meanwhile: the person decides, and nothing else changes', async ({
  gatehouse: { page },
  startPortal,
}, info) => {
  const portal = await startAwayPortal(startPortal, info, 'Alpha');
  const tab = await openLinks(page, portal);
  await tab.search.fill(`${portal.address}/doceditor?fileId=${files.document}`);
  const row = tab.row('Proofreading');
  await row.getByRole('button', { name: 'Edit link' }).click();
  const form = linkDialog(page, 'Edit link');
  await form.fill({ access: 'Editing', expires: 'Never' });

  const before = await linkOf(portal.now, report, links.documentSoon);
  const behind = { ...bodyOf(before), access: 2, title: 'Renamed behind' };
  expect((await putLink(portal.now, report, behind)).status).toBe(200);
  await form.save.click();
  await expect(tab.panel.getByText('Somebody else changed it meanwhile.')).toBeVisible();
  await expect(tab.row('Renamed behind')).toContainText('Needs review');
  await expect(tab.panel.getByRole('region', { name: 'Not on the portal yet' })).toContainText(
    /Access:\s*Read only\s*→\s*Editing/,
  );

  await changesLink(page).click();
  const changes = changesPage(page);
  const conflict = await changes.open(changes.row('Conflict'));
  await expect(conflict.dialog).toContainText(
    'Edit link “Proofreading” to Annual report 2026.docx',
  );
  await conflict.choice('Access', 'Keep mine').check();
  await conflict.settle.click();
  await expect(conflict.steps.last()).toContainText('Done');
  const { expirationDate: _gone, ...others } = before.sharedTo;
  expect(await plainLink(portal.now, links.documentSoon)).toEqual({
    access: 10,
    ...others,
    title: 'Renamed behind',
  });
  // The details lead back to the link.
  await conflict.dialog.getByRole('link', { name: 'Annual report 2026.docx' }).click();
  await expect(linksTab(page).row('Renamed behind')).toHaveAttribute('aria-current', 'true');
});
