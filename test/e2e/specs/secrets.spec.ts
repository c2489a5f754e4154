import { once } from 'node:events';
import type { Page } from 'playwright';
import { expect, test } from '../fixtures/app';
import { keyInKeychain } from '../fixtures/keychain';
import { filesWithKey, filesWithText, heapOf, holdsKey } from '../fixtures/traces';
import { addPortal, addPortalDialog, fillIn, portalPage } from '../pages/portals';

const locked = 'The system keychain is locked or does not answer';

/** The keychain's own time limit, and time to draw what came of it. */
const lockedWithin = { timeout: 13_000 };

test('a key in the keychain outlives the app', async ({ launch, startPortal, keyring }) => {
  const portal = await startPortal({ title: 'Survivor' });
  const first = await launch();
  const id = await addPortal(first.page, portal);
  await expect(portalPage(first.page).fact('Role')).toHaveText('Owner');
  await expect(portalPage(first.page).fact('Key kept in')).toHaveText('Keychain');
  expect(await keyInKeychain(keyring, id)).toBe(portal.key);
  await first.close();

  const asked = portal.requests.length;
  const { page } = await launch();
  await expect(portalPage(page).fact('Role')).toHaveText('Owner');
  await portalPage(page).refresh.click();
  await expect(portalPage(page).fact('Title')).toHaveText('Survivor');
  await expect(portalPage(page).refresh).toHaveAttribute('aria-busy', 'false');
  expect(portal.requests.length).toBeGreaterThan(asked);
  await expect(page.getByRole('navigation').getByRole('status')).toContainText(
    'Keys are in the system keychain',
  );
});

test('removing a portal takes its key out of the keychain', async ({
  gatehouse: { page },
  startPortal,
  keyring,
}) => {
  const portal = await startPortal();
  const id = await addPortal(page, portal);
  expect(await keyInKeychain(keyring, id)).toBe(portal.key);

  await portalPage(page).more.click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await page.getByRole('button', { name: 'Remove portal' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome to Gatehouse' })).toBeVisible();
  expect(await keyInKeychain(keyring, id)).toBeNull();
});

test.describe('without a Secret Service', () => {
  test.use({ secretService: false });

  test('the app says so, works for the session, and keeps nothing after it', async ({
    launch,
    startPortal,
    profile,
  }) => {
    const portal = await startPortal();
    const first = await launch();
    const foot = first.page.getByRole('navigation').getByRole('status');
    await expect(foot).toContainText('Keys are kept for this session only');

    const { dialog, save } = await fillIn(first.page, portal);
    await expect(dialog.getByText('The key is kept for this session only')).toBeVisible();
    await expect(dialog.getByText('There is no system keychain')).toBeVisible();
    await save.click();
    await expect(portalPage(first.page).fact('Role')).toHaveText('Owner');
    await expect(portalPage(first.page).fact('Key kept in')).toHaveText('This session');
    await first.close();
    expect(await filesWithKey(profile, portal.key)).toEqual([]);

    const { page } = await launch();
    await expect(page.getByRole('heading', { name: 'Welcome to Gatehouse' })).toBeVisible();
    await expect(page.getByRole('navigation').getByRole('status')).toContainText(
      'Nothing is kept after quitting',
    );
  });
});

test.describe('a keychain that gives nothing out', () => {
  for (const { how, close, open } of [
    { how: 'locked', close: 'lock', open: 'unlock' },
    { how: 'frozen', close: 'freeze', open: 'thaw' },
  ] as const) {
    test(`${how}: said in words, and all is well once it is open again`, async ({
      launch,
      startPortal,
      keyring,
    }) => {
      const portal = await startPortal();
      const first = await launch();
      const id = await addPortal(first.page, portal);
      await first.close();

      await keyring[close]();
      const { page } = await launch();
      await expect(page.getByText(locked)).toBeVisible(lockedWithin);
      await expect(page.getByText('The API key of this portal is missing')).toBeHidden();

      await keyring[open]();
      await portalPage(page).tryAgain.click();
      await expect(portalPage(page).fact('Role')).toHaveText('Owner');
      await expect(page.getByText(locked)).toBeHidden();
      expect(await keyInKeychain(keyring, id)).toBe(portal.key);
    });
  }

  test('a new portal is not saved without its key', async ({
    gatehouse: { page },
    startPortal,
    keyring,
  }) => {
    const portal = await startPortal();
    await keyring.lock();
    const { dialog, save } = await fillIn(page, portal);
    await save.click();
    await expect(dialog.getByText(locked)).toBeVisible(lockedWithin);
    await expect(addPortalDialog(page).apiKey).toHaveValue(portal.key);

    await keyring.unlock();
    await save.click();
    await expect(portalPage(page).fact('Role')).toHaveText('Owner');
  });

  test('frozen: does not keep the app from quitting', async ({ launch, startPortal, keyring }) => {
    const portal = await startPortal();
    const first = await launch();
    await addPortal(first.page, portal);
    await first.close();

    keyring.freeze();
    const { app, page, close } = await launch();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const gone = once(app.process(), 'exit');
    await close();
    await gone;
  });
});

test('no trace of a key outside the keychain', async ({ launch, startPortal, profile }, info) => {
  const portal = await startPortal();
  const keys = [portal.key, portal.keys.disabled];
  const { app, page, printed, close } = await launch();

  const good = await addPortal(page, { ...portal, name: 'Good key' });
  await expect(portalPage(page).fact('Role')).toHaveText('Owner');
  await portalPage(page).refresh.click();
  await expect(portalPage(page).refresh).toHaveAttribute('aria-busy', 'false');
  await portalPage(page).tab('License').click();
  await expect(page.getByText('12 days left')).toBeVisible();

  const refused = { address: portal.address, key: portal.keys.disabled, name: 'Refused key' };
  const bad = await addPortal(page, refused);
  await expect(page.getByText('The portal does not accept this API key')).toBeVisible();

  for (const key of keys) {
    const seen = await seenByPage(page, [good, bad]);
    expect(seen).toContain('Good key');
    expect(holdsKey(seen, key), 'in the window').toBe(false);
  }
  const inHeap = await heapOf(app, info);
  expect(inHeap).toContain('Refused key');
  for (const key of keys) expect(holdsKey(inHeap, key), 'in the window’s memory').toBe(false);
  await close();

  // The search does find what is there.
  expect(await filesWithText(profile, bad)).not.toEqual([]);
  for (const key of keys) {
    expect(await filesWithKey(profile, key)).toEqual([]);
    expect(holdsKey(printed.join(''), key), 'in what the app printed').toBe(false);
  }
});

/** All that the page holds or can ask for, as one text. */
async function seenByPage(page: Page, portalIds: readonly string[]): Promise<string> {
  const answers = await page.evaluate(async (ids) => {
    const { app, portals, license } = window.gatehouse;
    const asked = [
      app.start(),
      app.secretMode(),
      app.supportReport(),
      portals.list(),
      ...ids.flatMap((portalId) => [portals.detail({ portalId }), license.view({ portalId })]),
    ];
    return JSON.stringify([
      await Promise.all<unknown>(asked),
      performance.getEntries(),
      document.documentElement.outerHTML,
      [...document.querySelectorAll('input')].map((input) => input.value),
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      history.state,
    ]);
  }, portalIds);
  return `${answers}\n${await page.content()}`;
}
