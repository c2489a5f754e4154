import { expect } from '../fixtures/app';
import { test } from '../fixtures/docs';
import { expectTabRound } from '../pages/accessibility';
import { addDocs, addDocsDialog, docsPage, fillInDocs } from '../pages/docs-servers';
import { chooseTheme, looker, themes } from '../pages/looks';

for (const theme of themes) {
  test(`in ${theme}: axe finds nothing, nothing scrolls sideways`, async ({
    gatehouse: { app, page },
    startDocs,
  }) => {
    test.slow();
    const look = looker(app, page);
    await chooseTheme(page, theme);
    await page.getByRole('link', { name: 'Docs servers' }).click();
    await expect(page.getByText('No Docs servers yet')).toBeVisible();
    await look('no Docs servers');
    await page.getByRole('button', { name: 'Try the practice Docs server' }).click();
    const shown = docsPage(page);
    await expect(shown.fact('Package')).toHaveText('Enterprise');
    await look('overview');
    await shown.tab('Users').click();
    await expect(shown.users).toBeVisible();
    await look('users');
    await shown.tab('Raw answer').click();
    await look('raw answer');

    const docs = await startDocs({ license: 'strange', inUse: 39 });
    const { dialog, testConnection, secret, form, connection, save } = await fillInDocs(page, {
      address: docs.address,
      key: 'wrong ',
    });
    await form('In a header').click();
    await connection.click();
    await look('add Docs server, white space');
    await secret.fill('wrong');
    await testConnection.click();
    await expect(dialog.getByText('does not accept the token (error 6)')).toBeVisible();
    await look('add Docs server, refused');
    await secret.fill(docs.key);
    await save.click();
    await expect(shown.fact('Status')).toHaveText('Unknown status (99)');
    await look('overview of a strange license');
    docs.state.secret = 'another';
    docs.state.healthy = false;
    await shown.refresh.click();
    await expect(page.getByRole('alert')).toBeVisible();
    await look('overview with two problems');
    await page.getByRole('link', { name: 'Docs servers' }).click();
    await expect(page.getByRole('table', { name: 'Docs servers' })).toBeVisible();
    await look('list');
  });
}

test('the Tab key reaches every control and shows where it is', async ({
  gatehouse: { page },
  startDocs,
}) => {
  await page.getByRole('link', { name: 'Docs servers' }).click();
  await page.getByRole('button', { name: 'Add Docs server' }).click();
  await expect(addDocsDialog(page).address).toBeFocused();
  await expectTabRound(page, 'add Docs server');
  await page.keyboard.press('Escape');
  await addDocs(page, await startDocs({ license: 'users' }));
  const shown = docsPage(page);
  await expect(shown.fact('Package')).toHaveText('Enterprise');
  await expectTabRound(page, 'overview');
  await shown.tab('Users').click();
  await expect(shown.users).toBeVisible();
  await expectTabRound(page, 'users');
  await shown.tab('Raw answer').click();
  await expectTabRound(page, 'raw answer');
  await page.getByRole('link', { name: 'Docs servers' }).click();
  await expect(page.getByRole('table', { name: 'Docs servers' })).toBeVisible();
  await expectTabRound(page, 'list');
});
