import { expect, test } from '../fixtures/app';
import { startAwayPortal } from '../fixtures/away';
import { expectTabRound, focusByTab } from '../pages/accessibility';
import { changesLink, changesPage, recoveryNews } from '../pages/changes';
import { makeConflict } from '../pages/conflict';
import { chooseTheme, looker, themes } from '../pages/looks';
import { openSharing } from '../pages/sharing';

const longName = 'A portal with a rather long name for a window that is not wide at all';

for (const theme of themes) {
  test.describe(`in ${theme}`, () => {
    // Axe takes its time, and looks at many states.
    test.slow();

    test('Sharing: axe finds nothing, nothing scrolls sideways', async ({
      gatehouse: { app, page },
      startPortal,
    }, info) => {
      const look = looker(app, page);
      await chooseTheme(page, theme);
      const { tab } = await makeConflict(page, startPortal, info);
      await look('sharing, conflict');

      const other = await startAwayPortal(startPortal, info, longName);
      await openSharing(page, other);
      await tab.set({ 'Apply to rooms': false });
      await expect(tab.proved).toBeVisible();
      await look('sharing, done');
      await other.goAway();
      await tab.refresh.click();
      await expect(tab.offline.first()).toBeVisible();
      await tab.toggle('External sharing').uncheck();
      await expect(tab.bar).toBeVisible();
      await look('sharing offline, not saved yet');
      await tab.save.click();
      await expect(tab.savedHere).toBeVisible();
      await look('sharing offline, saved here');
    });

    test('Changes: axe finds nothing, nothing scrolls sideways', async ({
      gatehouse: { app, page },
      startPortal,
    }, info) => {
      const look = looker(app, page);
      await chooseTheme(page, theme);
      await changesLink(page).click();
      await expect(page.getByText('No changes yet')).toBeVisible();
      await look('no changes');

      const { portal, tab } = await makeConflict(page, startPortal, info);
      await openSharing(page, { address: portal.address, key: portal.key, name: longName });
      await tab.set({ 'Apply to rooms': false });
      await expect(tab.proved).toBeVisible();
      await openSharing(page, {
        address: portal.address,
        key: portal.keys.user,
        name: 'No rights',
      });
      await tab.set({ 'Apply to documents': false });
      await changesLink(page).click();
      const changes = changesPage(page);
      await expect(changes.rows).toContainText([/Paused/, /Done/, /Conflict/]);
      await look('changes');

      const conflict = await changes.open(changes.row('Conflict'));
      await conflict.keepAll('mine').click();
      await expect(conflict.settle).toBeEnabled();
      await look('conflict');
      await conflict.close();
      const paused = await changes.open(changes.row('Paused'));
      await look('details of a paused change');
      await paused.button('Discard').click();
      await expect(page.getByRole('alertdialog')).toBeVisible();
      await look('question');
    });
  });
}

test('Sharing and Changes by keyboard alone, and Tab reaches every control', async ({
  gatehouse: { page },
  startPortal,
}, info) => {
  const { portal } = await makeConflict(page, startPortal, info);
  await recoveryNews(page).getByRole('button', { name: 'Close' }).click();
  await expect(recoveryNews(page)).toBeHidden();
  await expectTabRound(page, 'sharing');

  await focusByTab(page, changesLink(page));
  await page.keyboard.press('Enter');
  const changes = changesPage(page);
  await expect(changes.rows).toHaveCount(1);
  await expectTabRound(page, 'changes');

  const opener = changes.rows.getByRole('button').first();
  await focusByTab(page, opener);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('radio', { name: 'Keep mine' })).toBeVisible();
  await expectTabRound(page, 'conflict');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();

  await page.keyboard.press('Enter');
  await focusByTab(page, dialog.getByRole('radio', { name: 'Keep theirs' }));
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByRole('radio', { name: 'Keep mine' })).toBeChecked();
  await focusByTab(page, dialog.getByRole('button', { name: 'Settle conflict' }));
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Done', { exact: true }).first()).toBeVisible();
  expect(portal.state.sharing.externalShare).toBe(true);
  await page.keyboard.press('Escape');

  const menu = changes.rows.getByRole('button', { name: /^Actions for/ });
  await focusByTab(page, menu);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Details' })).toBeFocused();
  await page.keyboard.type('un');
  await expect(page.getByRole('menuitem', { name: 'Undo' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(changes.rows).toContainText([/Undo: External sharing.*Done/, /Done/]);
  expect(portal.state.sharing.externalShare).toBe(false);

  const news = changes.rows.nth(1).getByRole('button').first();
  await changes.rows.first().getByRole('button').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(news).toBeFocused();
});
