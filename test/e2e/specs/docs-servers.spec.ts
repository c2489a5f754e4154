import { makeCertificate, sha256Of } from '../../certificates';
import { expect } from '../fixtures/app';
import { test } from '../fixtures/docs';
import { filesWithText, heapOf } from '../fixtures/traces';
import { tapBridge } from '../fixtures/traffic';
import { connectionTest } from '../pages/connection-test';
import { addDocs, addDocsDialog, docsDialog, docsPage, fillInDocs } from '../pages/docs-servers';

test('a Docs server from its first test to its removal', async ({ launch, startDocs, profile }) => {
  const docs = await startDocs({ license: 'users', basePath: '/office' });
  const first = await launch();
  const { page } = first;
  const shown = docsPage(page);

  await test.step('tested: each step says what it found', async () => {
    const { dialog, testConnection, save } = await fillInDocs(page, {
      address: `${docs.address}/welcome/`,
      key: docs.key,
      name: 'Office',
    });
    const { result, steps } = connectionTest(dialog);
    await testConnection.click();
    await expect(result.getByText('Passed')).toBeVisible();
    await expect(steps.nth(2)).toContainText('Docs server answers Done Health: Healthy');
    await expect(steps.nth(3)).toContainText('Token accepted Done Docs 9.3.1.11');
    await expect(steps.nth(4)).toContainText('License readable Done Valid · Enterprise · until');
    await save.click();
    await expect(dialog).toBeHidden();
  });

  await test.step('its page tells license, limits and health', async () => {
    await expect(page.getByRole('heading', { name: 'Office' })).toBeVisible();
    await expect(shown.fact('Status')).toHaveText('Valid');
    await expect(shown.fact('Package')).toHaveText('Enterprise');
    await expect(shown.fact('Ends')).toContainText('40 days left');
    await expect(shown.fact('Trial')).toHaveText('No');
    await expect(shown.fact('Health')).toHaveText('Healthy');
    await expect(shown.fact('Version')).toHaveText('9.3.1.11');
    await expect(shown.fact('Address')).toContainText(docs.address);
    await expect(shown.fact('Secret kept in')).toHaveText('Keychain');
    await expect(shown.meter('Users')).toHaveAttribute('aria-valuetext', '12 of 20');
    await expect(shown.meter('Viewers')).toHaveAttribute('aria-valuenow', '3');
    await expect(page.getByText('As of now')).toBeVisible();
  });

  await test.step('a secret that is not right any more: error 6, and what was known stays', async () => {
    docs.state.secret = 'another secret';
    docs.state.healthy = false;
    await shown.refresh.click();
    const notice = page.getByRole('status').filter({ hasText: 'does not accept the token' });
    await expect(notice).toContainText('(error 6)');
    await expect(notice).toContainText('The JWT secret is wrong or missing');
    await expect(page.getByRole('alert')).toContainText(
      'The server reports that it is not healthy',
    );
    await expect(shown.fact('Package')).toHaveText('Enterprise');
    await notice.getByRole('button', { name: 'Replace JWT secret…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Replace JWT secret' });
    await dialog.getByLabel('New JWT secret').fill('another secret');
    await dialog.getByRole('button', { name: 'Save JWT secret' }).click();
    await expect(dialog).toBeHidden();
    await expect(notice).toBeHidden();
  });

  await test.step('a clock two minutes off: error 7, and by how much', async () => {
    docs.state.clockAhead = 120;
    await shown.refresh.click();
    const notice = page.getByRole('status').filter({ hasText: 'The token has expired (error 7)' });
    await expect(notice).toContainText('the server’s clock is 2 minutes ahead');
    docs.state.clockAhead = -120;
    await shown.refresh.click();
    await expect(notice).toBeHidden();
    await expect(shown.fact('Server clock')).toHaveText('2 minutes behind this computer');
  });

  await docs.stop();
  await first.close();
  const { page: again } = await launch();
  const offline = docsPage(again);

  await test.step('offline after a restart it is complete, and says so', async () => {
    await expect(again.getByRole('heading', { name: 'Office' })).toBeVisible();
    await expect(offline.fact('Package')).toHaveText('Enterprise');
    const notice = again
      .getByRole('status')
      .filter({ hasText: 'What was read before stays below' });
    await expect(notice).toContainText('Offline');
    await offline.tab('Users').click();
    await expect(offline.users.getByRole('row')).toHaveCount(13);
    await again.getByRole('link', { name: 'Docs servers' }).click();
    const row = again.getByRole('row').filter({ hasText: 'Office' });
    await expect(row).toContainText('Offline');
    await expect(row).toContainText('40 days left');
  });

  await test.step('removed, nothing of it is left', async () => {
    await again.getByRole('button', { name: 'Actions for Office' }).click();
    await again.getByRole('menuitem', { name: 'Remove…' }).click();
    const question = again.getByRole('alertdialog', { name: 'Remove Office?' });
    await expect(question).toContainText('The JWT secret, from the system keychain');
    await question.getByRole('button', { name: 'Remove Docs server' }).click();
    await expect(again.getByText('No Docs servers yet')).toBeVisible();
    expect(await filesWithText(profile, 'another secret')).toEqual([]);
  });
});

test('white space around a secret is asked about, never removed silently', async ({
  gatehouse: { page },
  startDocs,
}) => {
  const docs = await startDocs({ secret: 'right' });
  const { dialog, secret, save } = await fillInDocs(page, { address: docs.address, key: 'right ' });
  const question = dialog.getByText('The secret begins or ends with white space');
  await expect(question).toBeVisible();
  await save.click();
  await expect(question).toBeVisible();
  await expect(dialog).toBeVisible();
  expect(docs.requests).toEqual([]);

  await dialog.getByLabel('It belongs to the secret').check();
  await addDocsDialog(page).testConnection.click();
  await expect(dialog.getByText('does not accept the token (error 6)')).toBeVisible();
  await dialog.getByRole('button', { name: 'Remove it' }).click();
  await expect(secret).toHaveValue('right');
  await expect(question).toBeHidden();
  await save.click();
  await expect(docsPage(page).fact('Package')).toHaveText('Open source');
  await expect(docsPage(page).fact('Ends')).toHaveText('Does not expire');
});

test('a server on which JWT is off, and one that wants the token in a header of its own', async ({
  gatehouse: { page },
  startDocs,
}) => {
  const open = await startDocs({ secret: null, version: '6.2.0' });
  const fields = await fillInDocs(page, { address: open.address, key: '' });
  await fields.form('None').click();
  await expect(fields.secret).toBeHidden();
  await fields.save.click();
  await expect(page.getByText('This Docs server does not tell its license')).toBeVisible();
  await expect(docsPage(page).fact('Version')).toHaveText('6.2.0.11');
  await expect(docsPage(page).fact('Token')).toHaveText('Without a token');

  const other = await startDocs({ header: 'AuthorizationJwt' });
  const more = await fillInDocs(page, { address: other.address, key: other.key });
  await more.form('In a header').click();
  await more.header.fill('Cookie');
  await expect(more.dialog.getByText('This cannot be the name of a header')).toBeVisible();
  await more.header.fill('AuthorizationJwt');
  await more.save.click();
  await expect(docsPage(page).fact('Token')).toHaveText('In the header AuthorizationJwt');
  await expect(docsPage(page).fact('Package')).toHaveText('Open source');
});

test('what answers there is no Docs server: each has its own words', async ({
  gatehouse: { page },
  startDocs,
}) => {
  const docs = await startDocs();
  const { dialog, testConnection } = await fillInDocs(page, docs);
  const { steps } = connectionTest(dialog);
  for (const [front, words] of [
    ['html404', 'No Docs server answers at this address'],
    ['html403', 'The Docs server does not answer this computer'],
    ['html500', 'The Docs server reports an internal error'],
    ['html502', 'The Docs server cannot be reached behind its web server'],
    ['toHttps', 'This Docs server wants https'],
  ] as const) {
    docs.state.front = front;
    await testConnection.click();
    await expect(steps.nth(2)).toContainText(words);
    await expect(steps.nth(3)).toContainText('Skipped');
  }
  await expect(steps.nth(2)).toContainText(
    `It sends everyone on to https://127.0.0.1:${docs.port}`,
  );
  const methods = new Set(docs.requests.map(({ method, command }) => `${method} ${command}`));
  expect([...methods].sort()).toEqual(['GET null', 'POST version']);
});

test('an unknown certificate is trusted exactly, as for portals', async ({
  gatehouse: { page },
  startDocs,
}) => {
  const tls = await makeCertificate('docs');
  const docs = await startDocs({ tls });
  const { dialog, testConnection, save } = await fillInDocs(page, { ...docs, name: 'Behind TLS' });
  const { result, steps, trust } = connectionTest(dialog);
  await testConnection.click();
  await expect(steps.nth(1)).toContainText('is signed by nobody but itself');
  await expect(steps.nth(1)).toContainText(sha256Of(tls));
  expect(docs.requests).toEqual([]);
  await trust.check();
  await testConnection.click();
  await expect(steps.nth(1)).toContainText('Exactly this certificate is trusted for this server');
  await expect(result.getByText('Passed')).toBeVisible();
  await save.click();
  await expect(docsPage(page).fact('Package')).toHaveText('Open source');
});

test('100,000 users are searched, sorted and copied, a page at a time', async ({
  gatehouse: { app, page },
  startDocs,
}) => {
  const docs = await startDocs({ license: 'users', users: 100_000 });
  await addDocs(page, { ...docs, name: 'Many' });
  const shown = docsPage(page);
  await expect(shown.meter('Users')).toHaveAttribute('aria-valuetext', '100,000 of 20');
  const traffic = await tapBridge(app);
  await shown.tab('Users').click();
  await expect(page.getByText('100,000 users', { exact: true })).toBeVisible();
  await expect(shown.users).toHaveAttribute('aria-rowcount', '100001');
  // Only what is in view is in the page.
  expect(await shown.users.getByRole('row').count()).toBeLessThan(60);

  await shown.findUser.pressSequentially('UID-9999');
  await expect(page.getByText('11 users', { exact: true })).toBeVisible();
  await expect(shown.users.getByRole('row')).toHaveCount(12);
  await shown.users.getByRole('button', { name: 'User', exact: true }).click();
  await expect(shown.users.getByRole('row').nth(1)).toContainText('uid-9999');
  await page.getByRole('button', { name: 'Copy users' }).click();
  await expect(page.getByText('11 users copied')).toBeVisible();
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied.split('\n')).toHaveLength(11);
  expect(copied).toMatch(/^uid-9999\t/);

  await shown.findUser.fill('');
  await expect(page.getByText('100,000 users', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Copy users' }).click();
  await expect(page.getByText('100,000 users copied')).toBeVisible();
  await page.getByText('Viewing (25,000)').click();
  await expect(page.getByText('25,000 users', { exact: true })).toBeVisible();
  const sizes = (await traffic()).map(({ content }) => content.length);
  expect(Math.max(...sizes)).toBeLessThan(50_000);
});

test('the secret is nowhere but in the keychain', async ({
  gatehouse: { app, page },
  startDocs,
  profile,
}, info) => {
  const canary = 'canary-docs-secret-0123456789abcdef';
  const docs = await startDocs({ secret: canary });
  await addDocs(page, { ...docs, name: 'Canary' });
  const traffic = await tapBridge(app);
  const shown = docsPage(page);
  await expect(shown.fact('Package')).toHaveText('Open source');
  docs.state.front = 'html500';
  await shown.refresh.click();
  await expect(page.getByText('The Docs server reports an internal error')).toBeVisible();
  docs.state.front = null;
  await shown.more.click();
  await page.getByRole('menuitem', { name: 'Edit…' }).click();
  const edit = docsDialog(page, 'Edit Docs server');
  await edit.testConnection.click();
  await expect(edit.dialog.getByText('Passed')).toBeVisible();
  await edit.cancel.click();
  expect((await traffic()).filter(({ content }) => content.includes(canary))).toEqual([]);
  expect(await filesWithText(profile, canary)).toEqual([]);
  expect(await heapOf(app, info)).not.toContain(canary);
});

test('the practice Docs server is there in one click, and in the command palette', async ({
  gatehouse: { page },
}) => {
  await page.getByRole('link', { name: 'Docs servers' }).click();
  await page.getByRole('button', { name: 'Try the practice Docs server' }).click();
  await expect(page.getByRole('heading', { name: 'Practice Docs server' })).toBeVisible();
  await expect(page.getByText('Practice', { exact: true })).toBeVisible();
  await expect(docsPage(page).fact('Status')).toHaveText('Valid');
  await page.getByRole('link', { name: 'All portals' }).click();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('practice docs');
  await page.getByRole('option', { name: /^Practice Docs server/ }).click();
  await expect(page.getByRole('heading', { name: 'Practice Docs server' })).toBeVisible();
});
