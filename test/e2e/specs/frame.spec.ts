import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { expect, test } from '../fixtures/app';
import { addPortal, addPortalDialog, portalLinks, portalPage } from '../pages/portals';

const welcome = 'Welcome to Gatehouse';

test('an app that did nothing yet quits at once', async ({ gatehouse: { page, close } }) => {
  await expect(page.getByRole('heading', { name: welcome })).toBeVisible();
  await close();
});

test('a second start shows the window of the first', async ({
  gatehouse: { app, page },
  launchSecond,
}) => {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const isShown = () =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((one) => one.isVisible()),
    );
  expect(await isShown()).toEqual([false]);

  expect(await launchSecond()).toBe(0);
  await expect.poll(isShown).toEqual([true]);
  await expect(page.getByRole('heading', { name: welcome })).toBeVisible();
});

test('window, theme and page are the same after a restart', async ({ launch }) => {
  const place = { x: 40, y: 30, width: 1010, height: 707 };
  const first = await launch();
  await first.page.getByRole('link', { name: 'Settings' }).click();
  await first.page.getByText('Dark', { exact: true }).click();
  await expect(first.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await setBounds(first.app, place);
  await expect.poll(() => boundsOf(first.app)).toEqual(place);
  await first.close();

  const { app, page } = await launch();
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
  expect(await boundsOf(app)).toEqual(place);
});

test('a place on no screen is not taken', async ({ launch, profile }) => {
  const window = { x: 9000, y: 9000, width: 1000, height: 700, maximized: false };
  const content = { theme: 'system', locale: null, lastPage: null, window };
  await writeFile(join(profile, 'preferences.json'), JSON.stringify({ version: 1, content }));
  const { app } = await launch();
  const { x, y } = await boundsOf(app);
  expect(Math.max(x, y)).toBeLessThan(2000);
});

test('the language is switched in window and menu, and kept', async ({ launch }) => {
  const first = await launch();
  await first.page.getByRole('link', { name: 'Settings' }).click();
  await first.page.getByLabel('Language').selectOption('Deutsch');
  await expectGerman(first.page, first.app);
  await first.close();

  const { app, page } = await launch();
  await expectGerman(page, app);

  async function expectGerman(page: Page, app: ElectronApplication): Promise<void> {
    await expect(page.getByRole('heading', { name: 'Einstellungen', level: 1 })).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Hauptnavigation' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect
      .poll(() => menuLabels(app))
      .toEqual(['Datei', 'Bearbeiten', 'Ansicht', 'Portale', 'Fenster']);
  }
});

test('the command palette finds portals, pages and actions', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal();
  await addPortal(page, { ...portal, name: 'North harbour' });
  await addPortal(page, { ...portal, name: 'South harbour' });
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  const options = palette.getByRole('option');

  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('north');
  await expect(options.first()).toContainText('North harbour');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(page.getByRole('heading', { name: 'North harbour', level: 1 })).toBeVisible();

  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('settings');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();

  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('add por');
  await options.filter({ hasText: 'Add portal' }).click();
  await expect(addPortalDialog(page).dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(addPortalDialog(page).dialog).toBeHidden();

  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('zzzz');
  await expect(palette.getByText('Nothing matches.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
});

test('each shortcut works, once', async ({ gatehouse: { page }, startPortal }) => {
  const portal = await startPortal();
  await addPortal(page, { ...portal, name: 'First' });
  await addPortal(page, { ...portal, name: 'Second' });
  await expect(portalPage(page).fact('Role')).toHaveText('Owner');
  const dialogs = page.getByRole('dialog');

  await test.step('Ctrl+K opens the palette and closes it', async () => {
    await page.keyboard.press('Control+k');
    await expect(dialogs).toHaveCount(1);
    await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
    await page.keyboard.press('Control+k');
    await expect(dialogs).toHaveCount(0);
  });

  await test.step('Ctrl+N opens one dialog, and Esc closes it', async () => {
    await page.keyboard.press('Control+n');
    await expect(addPortalDialog(page).address).toBeFocused();
    await expect(dialogs).toHaveCount(1);
    await page.keyboard.press('Control+n');
    await page.keyboard.press('Control+k');
    await expect(dialogs).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(dialogs).toHaveCount(0);
  });

  await test.step('Ctrl+R reads the portal once', async () => {
    const reads = () => portal.requests.filter(({ path }) => path.endsWith('/people/@self')).length;
    const before = reads();
    await page.keyboard.press('Control+r');
    await expect.poll(reads).toBe(before + 1);
    await expect(portalPage(page).refresh).toHaveAttribute('aria-busy', 'false');
    expect(reads()).toBe(before + 1);
  });

  await test.step('Ctrl+1 and Ctrl+2 go to portals', async () => {
    await page.keyboard.press('Control+1');
    await expect(page.getByRole('heading', { name: 'First', level: 1 })).toBeVisible();
    await page.keyboard.press('Control+2');
    await expect(page.getByRole('heading', { name: 'Second', level: 1 })).toBeVisible();
  });

  await test.step('Ctrl+F goes to the search field', async () => {
    await page.keyboard.press('Control+f');
    await expect(page.getByRole('searchbox', { name: 'Find portal' })).toBeFocused();
    await page.keyboard.type('first');
    await expect(portalLinks(page)).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(portalLinks(page)).toHaveCount(2);
    await page.getByRole('link', { name: 'All portals' }).click();
    await page.keyboard.press('Control+f');
    await expect(page.getByRole('searchbox', { name: 'Search portals' })).toBeFocused();
  });

  await test.step('Ctrl+, opens the settings, one step of history away', async () => {
    const steps = () => page.evaluate(() => history.length);
    const before = await steps();
    await page.keyboard.press('Control+,');
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
    expect(await steps()).toBe(before + 1);
  });
});

test('the menu shows the shortcuts and does what they do', async ({
  gatehouse: { app, page },
  startPortal,
}) => {
  const portal = await startPortal();
  await addPortal(page, { ...portal, name: 'Only one' });
  await expect(portalPage(page).fact('Role')).toHaveText('Owner');

  const shown = await app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? [])
      .flatMap((item) => item.submenu?.items ?? [])
      .filter(({ click, role, accelerator }) => click && !role && accelerator)
      .map(({ label, accelerator }) => [label, String(accelerator).replace('CmdOrCtrl', 'Ctrl')]),
  );
  expect(shown).toEqual([
    ['Add portal…', 'Ctrl+N'],
    ['Settings', 'Ctrl+,'],
    ['Command palette', 'Ctrl+K'],
    ['Find on the page', 'Ctrl+F'],
    ['Refresh', 'Ctrl+R'],
    ...Array.from({ length: 9 }, (_none, index) => [`Portal ${index + 1}`, `Ctrl+${index + 1}`]),
  ]);

  // The window hears the keys; on macOS the menu does, and the window does not.
  const heard = await app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? [])
      .flatMap((item) => item.submenu?.items ?? [])
      .filter(({ label }) => label === 'Refresh')
      .map(({ registerAccelerator }) => registerAccelerator),
  );
  expect(heard).toEqual([process.platform === 'darwin']);

  await choose('Settings');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await choose('Portal 1');
  await expect(page.getByRole('heading', { name: 'Only one', level: 1 })).toBeVisible();
  const before = portal.requests.length;
  await choose('Refresh');
  await expect.poll(() => portal.requests.length).toBeGreaterThan(before);
  await choose('Find on the page');
  await expect(page.getByRole('searchbox', { name: 'Find portal' })).toBeFocused();
  await choose('Command palette');
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await choose('Add portal…');
  await expect(addPortalDialog(page).dialog).toBeVisible();

  function choose(label: string): Promise<void> {
    return app.evaluate(({ Menu }, label) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
      const item = items?.find((one) => one.label === label);
      if (!item) throw new Error(`No menu entry ${label}`);
      item.click();
    }, label);
  }
});

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Once the window is shown: showing it may still place it. */
async function setBounds(app: ElectronApplication, place: Place): Promise<void> {
  const isVisible = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await expect.poll(isVisible).toBe(true);
  await app.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(wanted);
  }, place);
}

const boundsOf = (app: ElectronApplication): Promise<Place> =>
  app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    if (!window) throw new Error('No window');
    return window.getBounds();
  });

const menuLabels = (app: ElectronApplication): Promise<readonly string[]> =>
  app.evaluate(({ Menu }) => (Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label));
