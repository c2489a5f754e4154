import { sampleIds } from '../../../src-main/practice-portal/tables/sample-ids';
import { at, putLink } from '../../unit/practice-portal/links-desk';
import { expect, test } from '../fixtures/app';
import { startAwayPortal } from '../fixtures/away';
import { expectTabRound } from '../pages/accessibility';
import { linkDialog, openLinks } from '../pages/links';
import { chooseTheme, looker, themes } from '../pages/looks';

const { files } = sampleIds;
const longTitle = `${'A very long title of a link that nobody can remember '.repeat(5)}`.slice(
  0,
  255,
);

for (const theme of themes) {
  test.describe(`in ${theme}`, () => {
    // Axe takes its time, and looks at many states.
    test.slow();

    test('File links: axe finds nothing, nothing scrolls sideways', async ({
      gatehouse: { app, page },
      startPortal,
    }, info) => {
      const look = looker(app, page);
      await chooseTheme(page, theme);
      const portal = await startAwayPortal(startPortal, info, 'Alpha');
      await putLink(portal.now, at('file', files.document), { access: 2, title: longTitle });
      const tab = await openLinks(page, portal);
      await expect(tab.option('Harbour bridge')).toBeVisible();
      await look('links, nothing chosen');

      await tab.search.fill(`${portal.address}/doceditor?fileId=${files.document}`);
      await expect(tab.rows).toHaveCount(6);
      await look('links of a file');
      await page.keyboard.press('Control+f');
      await tab.search.fill('report');
      await expect(tab.option('Annual report 2026.docx')).toBeVisible();
      await look('links, found');
      await tab.option('Annual report 2026.docx').click();
      await expect(tab.rows).toHaveCount(6);

      await tab.row('For the auditors').getByRole('button', { name: 'Reveal' }).click();
      await expect(page.getByText('Open-Sesame-42')).toBeVisible();
      await look('links, revealed password');
      await page.keyboard.press('Escape');

      await tab.create.click();
      const form = linkDialog(page, 'Create link');
      await form.fill({ expires: 'Date and time', at: '2020-01-01T10:00', password: 'short' });
      await look('new link, with faults');
      await page.keyboard.press('Escape');
      await tab.row('For the auditors').getByRole('button', { name: 'Edit link' }).click();
      const edit = linkDialog(page, 'Edit link');
      await edit.fill({ title: longTitle, access: 'Comment' });
      await look('edited link');
      await page.keyboard.press('Escape');
      await tab.take(tab.row('Proofreading'), 'Delete link');
      await expect(page.getByRole('alertdialog')).toBeVisible();
      await look('question');
      await page.keyboard.press('Escape');
      await tab.take(tab.row('Proofreading'), 'Check as visitor');
      await expect(page.getByText('It opens')).toBeVisible();
      await look('checked as visitor');
      await page.keyboard.press('Escape');

      await portal.goAway();
      await tab.refresh.click();
      await expect(tab.offline).toBeVisible();
      await tab.row('Proofreading').getByRole('button', { name: 'Edit link' }).click();
      await edit.fill({ access: 'Read only', expires: '30 days' });
      await edit.save.click();
      await expect(tab.savedHere).toBeVisible();
      // The tooltip of the button that the focus came back to is in no landmark.
      await tab.heading.focus();
      await look('links offline, saved here');
    });
  });
}

test('Tab reaches every control of the tab and of its dialogs', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Alpha' });
  const tab = await openLinks(page, portal);
  await expect(tab.option('Harbour bridge')).toBeVisible();
  await expectTabRound(page, 'links, nothing chosen');
  await tab.search.fill(`${portal.address}/doceditor?fileId=${files.document}`);
  await expect(tab.rows).toHaveCount(5);
  await expectTabRound(page, 'links of a file');
  await tab.create.click();
  await expect(linkDialog(page, 'Create link').dialog).toBeVisible();
  await expectTabRound(page, 'new link');
  await page.keyboard.press('Escape');
  await expect(tab.create).toBeFocused();
  await tab.row('For the auditors').getByRole('button', { name: 'Edit link' }).click();
  await expect(linkDialog(page, 'Edit link').dialog).toBeVisible();
  await expectTabRound(page, 'edited link');
  await page.keyboard.press('Escape');

  // In the table, up and down lead to the next link.
  const edit = (title: string) => tab.row(title).getByRole('button', { name: 'Edit link' });
  await edit('Proofreading').focus();
  await page.keyboard.press('ArrowDown');
  await expect(edit('Head office')).toBeFocused();
});

test('in a small window, browser and links give way to each other', async ({
  gatehouse: { app, page },
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Alpha' });
  const tab = await openLinks(page, portal);
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(900, 600),
  );
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(900);
  await tab.section('My documents');
  await tab.option('Annual report 2026.docx').click();
  await expect(tab.search).toBeHidden();
  await expect(tab.heading).toBeFocused();
  await expect(tab.row('For the auditors')).toContainText(/Editing\s*Anyone with the link/);
  await tab.panel.getByRole('button', { name: 'Back to the list' }).click();
  await expect(tab.search).toBeFocused();
  await expect(tab.table).toBeHidden();
  // A folder is opened without leaving the browser.
  await tab.option('Contracts').locator('[data-open]').click();
  await expect(tab.option('Lease.pdf')).toBeVisible();
  await tab.panel.getByRole('button', { name: 'Show the links of the chosen entry' }).click();
  await expect(tab.heading).toHaveText('Contracts');
  await page.keyboard.press('Control+f');
  await expect(tab.search).toBeFocused();
});
