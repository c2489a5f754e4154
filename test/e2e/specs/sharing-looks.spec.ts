import { sampleIds, samplePassword } from '../../../src-main/practice-portal';
import { expect, test } from '../fixtures/app';
import { startAwayPortal } from '../fixtures/away';
import { toldLink } from '../fixtures/told-links';
import { expectTabRound, focusByTab } from '../pages/accessibility';
import { chooseTheme, looker, themes } from '../pages/looks';
import { fileSettings, linkPassword, openSharing, sharingTab } from '../pages/sharing';

const { files, links } = sampleIds;
const document = `file/${files.document}`;

for (const theme of themes) {
  test.describe(`in ${theme}`, () => {
    // Axe takes its time, and looks at many states.
    test.slow();

    test('Link password and file settings: axe finds nothing, nothing scrolls sideways', async ({
      gatehouse: { app, page },
      startPortal,
    }, info) => {
      const look = looker(app, page);
      await chooseTheme(page, theme);
      const portal = await startAwayPortal(startPortal, info, 'Harbour');
      await openSharing(page, portal);
      const form = linkPassword(page);
      const all = fileSettings(page);
      await expect(all.asOf).toBeVisible();
      await form.set.click();
      await look('link password, nothing typed');

      const { shareLink } = (await toldLink(portal.now, document, links.documentPassword)).sharedTo;
      await form.try(shareLink, 'short');
      await expect(form.outcome).toContainText('wrong');
      await look('link password, wrong');
      await form.try(shareLink, samplePassword);
      await expect(form.outcome).toContainText('right');
      await look('link password, right');
      await form.set.click();
      await expect(form.question).toBeVisible();
      await look('link password, question');
      await form.confirm.click();
      await expect(form.outcome).toContainText('has this password already');
      await form.suggest.click();
      await form.set.click();
      await form.confirm.click();
      await expect(form.proved).toBeVisible();
      await form.link.fill('https://docs.example.com/s/abcdefghijklmno');
      await form.check.click();
      await expect(form.outcome).toHaveCount(1);
      await look('link password, another portal');

      for (const name of ['Portal', 'Account of the API key', 'Technical'] as const) {
        await all.group(name).click();
      }
      await expect(all.rows.nth(60)).toBeAttached();
      await look('file settings');
      await all.search.fill('nothing is called so');
      await look('file settings, nothing found');

      await portal.goAway();
      await sharingTab(page).refresh.click();
      await expect(sharingTab(page).offline.first()).toBeVisible();
      await look('link password, offline');

      const old = await startPortal({ version: '3.6.1' });
      await openSharing(page, { ...old, name: 'Old' });
      await expect(sharingTab(page).storedOnly).toBeVisible();
      await look('sharing that is only stored');
    });
  });
}

test('Link password by keyboard alone, and Tab reaches every control', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal();
  await openSharing(page, portal);
  const form = linkPassword(page);
  const all = fileSettings(page);
  const { requestToken } = (await toldLink(portal, document, links.documentPrimary)).sharedTo;
  await focusByTab(page, form.link);
  await page.keyboard.type(requestToken);
  await page.keyboard.press('Enter');
  await expect(form.outcome).toContainText('This link has no password');
  await focusByTab(page, form.suggest);
  await page.keyboard.press('Enter');
  await expect(form.password).not.toHaveValue('');
  await expect(form.suggest).toBeFocused();
  await focusByTab(page, form.set);
  await page.keyboard.press('Enter');
  await expect(form.cancel).toBeFocused();
  await focusByTab(page, form.confirm);
  await page.keyboard.press('Enter');
  await expect(form.proved).toBeVisible();
  await expect(form.set).toBeFocused();

  await all.search.fill('share');
  await expect(all.rows.nth(3)).toBeVisible();
  await all.search.blur();
  await expectTabRound(page, 'sharing with link password and file settings');
});
