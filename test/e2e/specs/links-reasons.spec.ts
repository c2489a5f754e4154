import { sampleIds } from '../../../src-main/practice-portal/tables/sample-ids';
import { at, linksOf } from '../../unit/practice-portal/links-desk';
import { expect, test } from '../fixtures/app';
import { setSharing } from '../fixtures/away';
import { writes } from '../fixtures/portal-requests';
import { linkDialog, openLinks } from '../pages/links';

const { files, folders, rooms } = sampleIds;

test('what the portal would ignore or refuse is not offered, with the reason beside it', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Alpha' });
  const tab = await openLinks(page, portal);
  const open = async (ref: string, title: string) => {
    await tab.search.fill(`${portal.address}/${ref}`);
    await expect(tab.heading).toHaveText(title);
    await expect(tab.asOf).toBeVisible();
  };
  const file = (id: number | string, title: string) => open(`doceditor?fileId=${id}`, title);
  const room = (id: number, title: string) => open(`rooms/shared/${id}`, title);
  const form = linkDialog(page, 'Create link');
  const edit = linkDialog(page, 'Edit link');

  // A virtual data room: links are for DocSpace users, and downloads denied.
  await file(files.inVirtualData, 'Letter of intent.docx');
  await tab.create.click();
  await expect(form.field('Who')).toBeDisabled();
  await expect(form.field('Who')).toHaveValue('internal');
  await expect(form.field('Who')).toHaveAccessibleDescription('Fixed in virtual data rooms.');
  await expect(form.field('Deny download')).toBeDisabled();
  await page.keyboard.press('Escape');

  // A form: its links are those of its room.
  await file(files.formInForms, 'Supplier data sheet.pdf');
  await expect(tab.create).toBeDisabled();
  await expect(tab.create).toHaveAccessibleDescription(/links of forms are those of their room/);

  // A public room: for anyone, and its first link is revoked, never deleted.
  await room(rooms.public, 'Press kit');
  await tab.create.click();
  await expect(form.field('Who')).toBeDisabled();
  await expect(form.field('Who')).toHaveAccessibleDescription('Fixed in public rooms.');
  await page.keyboard.press('Escape');
  await tab.row('Shared link').getByRole('button', { name: 'Edit link' }).click();
  await expect(edit.field('Expires')).toBeDisabled();
  await expect(edit.field('Expires')).toHaveAccessibleDescription('Fixed in public rooms.');
  await page.keyboard.press('Escape');

  // A collaboration room has no links of its own.
  await room(rooms.editing, 'Employee handbook');
  await expect(tab.create).toBeDisabled();
  await expect(tab.create).toHaveAccessibleDescription(/no external links of their own/);

  // Full, archived, somebody else's folder, somebody else's room
  await file(files.full, 'Quality manual.docx');
  await expect(tab.create).toBeDisabled();
  await expect(tab.create).toHaveAccessibleDescription(/cannot be more links/);
  await expect(tab.panel.getByText('7 of 7')).toBeVisible();
  await open(
    `rooms/shared/${rooms.custom}/filter?folder=${folders.madeByRoomAdmin}`,
    'Supplier quotes',
  );
  await tab.rows
    .first()
    .getByRole('button', { name: /^Actions for/ })
    .click();
  const item = page.getByRole('menuitem', { name: /^Delete link/ });
  await expect(item).toBeDisabled();
  await expect(item).toContainText('Only who created the folder');
  await page.keyboard.press('Escape');
  expect(writes(portal)).toEqual([]);
});

test('links that this key is not shown are said to exist', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Alpha' });
  const tab = await openLinks(page, { address: portal.address, key: portal.keys.admin });
  await tab.search.fill(`${portal.address}/doceditor?fileId=${files.inForeign}`);
  await expect(tab.panel.getByText('1 link exists that this key is not shown')).toBeVisible();
  await expect(tab.create).toBeDisabled();
  await expect(tab.create).toHaveAccessibleDescription(/account may not manage links/);
});

test('the first link of a public room is revoked: a new one stands in its place, and no way leads back', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Alpha' });
  const room = at('rooms', rooms.public);
  const [old] = (await linksOf(portal, room)).filter(({ sharedTo }) => sharedTo.primary);
  const tab = await openLinks(page, portal);
  await tab.option('Press kit').click();
  await tab.take(tab.row('Shared link'), 'Revoke link');
  const question = page.getByRole('alertdialog', { name: 'Revoke the link “Shared link”?' });
  await expect(question).toContainText('new link with a new address');
  await expect(question).toContainText('no way back');
  await question.getByRole('button', { name: 'Revoke link' }).click();
  await expect(tab.proved).toBeVisible();
  await expect(tab.undo).toHaveCount(0);
  const [now] = (await linksOf(portal, room)).filter(({ sharedTo }) => sharedTo.primary);
  expect(now?.sharedTo.shareLink).not.toBe(old?.sharedTo.shareLink);
  await expect(tab.row('Shared link')).toContainText('Primary');
});

test('a link that is over asks for a new end before anything of it is changed', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Alpha' });
  const tab = await openLinks(page, portal);
  await tab.section('My documents');
  await tab.option('Annual report 2026.docx').click();
  const row = tab.row('Shareholders 2025');
  await expect(row).toContainText('Expired');
  await tab.take(row, 'Check as visitor');
  await expect(page.getByRole('dialog', { name: 'Check as visitor' })).toContainText(
    'It has expired',
  );
  await page.keyboard.press('Escape');
  await row.getByRole('button', { name: 'Edit link' }).click();
  const form = linkDialog(page, 'Edit link');
  await form.fill({ access: 'Comment' });
  await expect(form.field('Expires')).toHaveAccessibleDescription(/This link is over/);
  await expect(form.save).toBeDisabled();
  await form.fill({ expires: 'Date and time', at: '2020-01-01T10:00' });
  await expect(form.field('Date and time')).toHaveAccessibleDescription(/in the future/);
  await form.fill({ at: '2051-01-01T10:00' });
  await expect(form.field('Date and time')).toHaveAccessibleDescription(/next 10 years/);
  await form.fill({ expires: '30 days' });
  await form.save.click();
  await expect(tab.proved).toBeVisible();
  await expect(row).toContainText(/Comment.*Active/);
});

test('under restricted external sharing, a link is for DocSpace users only, and old ones are marked', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Alpha' });
  await setSharing(portal, { externalShare: false });
  const tab = await openLinks(page, portal);
  await tab.section('My documents');
  await tab.option('Annual report 2026.docx').click();
  const row = tab.row('Proofreading');
  await expect(row).toContainText('Restricted');
  await tab.take(row, 'Check as visitor');
  await expect(page.getByRole('dialog', { name: 'Check as visitor' })).toContainText(
    'Only for signed-in users',
  );
  await page.keyboard.press('Escape');
  await tab.create.click();
  const create = linkDialog(page, 'Create link');
  await expect(create.field('Who')).toBeDisabled();
  await expect(create.field('Who')).toHaveAccessibleDescription(/External sharing is restricted/);
  await page.keyboard.press('Escape');

  await row.getByRole('button', { name: 'Edit link' }).click();
  const edit = linkDialog(page, 'Edit link');
  await expect(edit.field('Who')).toHaveAccessibleDescription(/whatever you change/);
  await edit.fill({ title: 'Proofreading 2' });
  await edit.save.click();
  await expect(tab.panel.getByText('The portal kept something differently')).toBeVisible();
  await expect(tab.panel.getByText(/Not as you asked: Who/)).toBeVisible();
  await expect(tab.row('Proofreading 2')).toContainText('DocSpace users only');
});

test('a portal of version 3.2 has fewer things to set', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Alpha', version: '3.2.1' });
  const tab = await openLinks(page, portal);
  await tab.section('My documents');
  await tab.option('Annual report 2026.docx').click();
  await tab.create.click();
  const form = linkDialog(page, 'Create link');
  for (const name of ['Title', 'Password', 'Deny download']) {
    await expect(form.field(name)).toBeDisabled();
    await expect(form.field(name)).toHaveAccessibleDescription(/would ignore it/);
  }
});
