import { expect, test } from '../fixtures/app';
import { connectionTest } from '../pages/connection-test';
import {
  addPortal,
  addPortalDialog,
  fillIn,
  portalDialog,
  portalLinks,
  portalPage,
} from '../pages/portals';

test('the test names each step with what it found, and the portal is saved', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal({ title: 'Docs of the north', version: '3.7.2' });
  await page.getByRole('button', { name: 'Add portal' }).click();
  const { dialog, address, apiKey, name, tags, testConnection, save } = addPortalDialog(page);
  await expect(address).toBeFocused();
  await address.fill(`${portal.address}/rooms/shared/filter?page=1`);

  await apiKey.fill(portal.keys.expiring);
  await expect(apiKey).toHaveAttribute('type', 'password');
  await dialog.getByRole('button', { name: 'Show' }).click();
  await expect(apiKey).toHaveAttribute('type', 'text');
  await tags.fill('north, production');
  await expect(apiKey).toHaveAttribute('type', 'password');

  await testConnection.click();
  const { result, steps, works } = connectionTest(dialog);
  await expect(result.getByText('Passed')).toBeVisible();
  await expect(steps).toContainText([
    `Address found Done 127.0.0.1:${portal.port}, reached directly`,
    'Secure connection Done Not encrypted',
    'DocSpace answers Done Docs of the north · DocSpace 3.7.2 · Enterprise',
    'Key accepted Done Portal owner (owner@practice.invalid) · Owner',
    'What the key may do Done No restrictions · Expires on',
  ]);
  await expect(works).toHaveText(['License Yes', 'Sharing Yes', 'File links Yes']);
  expect(portal.requests[0]).toMatchObject({
    path: '/api/2.0/settings',
    hadAuthorization: false,
  });
  expect(portal.requests.map(({ method }) => method)).not.toContain('POST');

  await expect(name).toHaveValue('Docs of the north');
  await expect(portalLinks(page)).toHaveCount(0);
  await save.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Docs of the north is saved')).toBeVisible();
  await expect(portalLinks(page)).toHaveText([/Docs of the north/]);
  const { fact } = portalPage(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Docs of the north');
  await expect(fact('Address')).toContainText(portal.address);
  await expect(fact('DocSpace version')).toHaveText('3.7.2');
  await expect(fact('Edition')).toHaveText('Enterprise');
  await expect(fact('Role')).toHaveText('Owner');
  await expect(fact('Tags').getByText('north', { exact: true })).toBeVisible();
  await expect(fact('Tags').getByText('production', { exact: true })).toBeVisible();
  await expect(page.getByText(/^As of /)).toBeVisible();
});

test('Enter tests first, and saves once the test has passed', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal();
  const { dialog, apiKey } = await fillIn(page, portal);
  await apiKey.press('Enter');
  const { result } = connectionTest(dialog);
  await expect(result.getByText('Passed')).toBeVisible();
  await expect(dialog).toBeVisible();

  await apiKey.fill(portal.keys.admin);
  await expect(result.getByText('Changed since this test: test again.')).toBeVisible();
  await apiKey.press('Enter');
  await expect(result.getByText('Portal admin')).toBeVisible();
  await expect(result.getByText('Passed')).toBeVisible();
  await apiKey.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(portalPage(page).fact('Role')).toHaveText('Administrator');
});

test('a name that was left empty is taken from the portal, tested or not', async ({
  gatehouse: { page },
  startPortal,
}) => {
  await addPortal(page, await startPortal({ title: 'Never tested' }));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Never tested');
  await expect(portalLinks(page)).toHaveText([/Never tested/]);
});

test('the same portal twice, with different keys', async ({ gatehouse: { page }, startPortal }) => {
  const { address, key, keys } = await startPortal();
  await addPortal(page, { address, key, name: 'As owner' });
  await expect(portalPage(page).fact('Role')).toHaveText('Owner');
  await addPortal(page, { address, key: keys.user, name: 'As user' });
  await expect(portalPage(page).fact('Role')).toHaveText('User');
  await expect(portalLinks(page)).toHaveText([/As owner/, /As user/]);

  await portalPage(page).more.click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await page.getByRole('button', { name: 'Remove portal' }).click();
  await expect(portalLinks(page)).toHaveText([/As owner/]);
  await portalLinks(page).click();
  await portalPage(page).refresh.click();
  await expect(portalPage(page).fact('Role')).toHaveText('Owner');
});

test('name, tags and address can be changed; the key stays', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const before = await startPortal({ title: 'Old house' });
  const after = await startPortal({ title: 'New house', key: before.key });
  await addPortal(page, { ...before, name: 'Old house' });
  await expect(portalPage(page).fact('Title')).toHaveText('Old house');

  await portalPage(page).more.click();
  await page.getByRole('menuitem', { name: 'Edit…' }).click();
  const edit = portalDialog(page, 'Edit portal');
  await expect(edit.address).toHaveValue(before.address);
  await edit.name.fill('Moved');
  await edit.tags.fill('moved');
  await edit.tags.press('Enter');
  await edit.cancel.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Old house');

  await portalPage(page).more.click();
  await page.getByRole('menuitem', { name: 'Edit…' }).click();
  await edit.address.fill(after.address);
  await edit.name.fill('Moved');
  await edit.tags.fill('moved');
  await edit.tags.press('Enter');
  const asked = before.requests.length;
  await edit.testConnection.click();
  await expect(connectionTest(edit.dialog).result.getByText('Passed')).toBeVisible();
  await edit.save.click();
  await expect(edit.dialog).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Moved');
  await expect(portalPage(page).fact('Title')).toHaveText('New house');
  await expect(portalPage(page).fact('Tags')).toHaveText('moved');
  await expect(portalPage(page).fact('Address')).toContainText(after.address);
  await expect(portalPage(page).fact('Role')).toHaveText('Owner');
  expect(before.requests.length).toBe(asked);
});

test('Replace API key…: tested first, and the present key stays until a new one is saved', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal();
  await addPortal(page, { address: portal.address, key: portal.keys.user });
  await expect(portalPage(page).fact('Role')).toHaveText('User');

  const open = async () => {
    await portalPage(page).more.click();
    await page.getByRole('menuitem', { name: 'Replace API key…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Replace API key' });
    return { dialog, key: dialog.getByLabel('New API key') };
  };
  const first = await open();
  await first.key.fill(portal.keys.disabled);
  await first.dialog.getByRole('button', { name: 'Test connection' }).click();
  await expect(connectionTest(first.dialog).steps.nth(3)).toContainText(
    'Key accepted Failed The portal does not accept this API key',
  );
  await first.dialog.getByRole('button', { name: 'Cancel' }).click();
  await portalPage(page).refresh.click();
  await expect(portalPage(page).refresh).toHaveAttribute('aria-busy', 'false');
  await expect(portalPage(page).fact('Role')).toHaveText('User');

  const second = await open();
  await expect(second.key).toHaveValue('');
  await second.key.fill(portal.key);
  await second.dialog.getByRole('button', { name: 'Test connection' }).click();
  await expect(connectionTest(second.dialog).works.first()).toHaveText('License Yes');
  await second.dialog.getByRole('button', { name: 'Save API key' }).click();
  await expect(second.dialog).toBeHidden();
  await expect(page.getByText(/^The API key of .* is replaced$/)).toBeVisible();
  await expect(portalPage(page).fact('Role')).toHaveText('Owner');
});

test('removing asks first, and says what goes', async ({ gatehouse: { page }, startPortal }) => {
  const portal = await startPortal();
  await addPortal(page, { ...portal, name: 'To be removed' });
  await expect(portalPage(page).fact('Role')).toHaveText('Owner');

  await portalPage(page).more.click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  const question = page.getByRole('alertdialog', { name: 'Remove To be removed?' });
  await expect(question).toContainText('The portal itself is not changed.');
  await expect(question.getByRole('listitem')).toHaveText([
    'The API key, from the system keychain',
    'Address, name, tags and connection settings',
    'What was read from the portal',
  ]);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await expect(portalLinks(page)).toHaveCount(1);
  await expect(portalPage(page).fact('Role')).toHaveText('Owner');

  const asked = portal.requests.length;
  await portalPage(page).more.click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await question.getByRole('button', { name: 'Remove portal' }).click();
  await expect(page.getByText('To be removed is removed')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Welcome to Gatehouse' })).toBeVisible();
  await expect(portalLinks(page)).toHaveCount(0);
  expect(portal.requests.length).toBe(asked);
});
