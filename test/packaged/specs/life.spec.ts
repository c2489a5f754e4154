import type { Page } from 'playwright';
import { expect, test } from '../fixtures/packaged-app';

test('opens with the welcome page, shut off from the system, and closes cleanly', async ({
  launch,
}) => {
  const app = await launch();
  const { page } = app;
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try the practice portal' })).toBeVisible();
  expect(page.url()).toBe('app://gatehouse/index.html');

  const reachable = await page.evaluate(() => ({
    require: typeof Reflect.get(window, 'require'),
    process: typeof Reflect.get(window, 'process'),
    module: typeof Reflect.get(window, 'module'),
    Buffer: typeof Reflect.get(window, 'Buffer'),
    bridge: typeof Reflect.get(window, 'gatehouse'),
  }));
  expect(reachable).toEqual({
    require: 'undefined',
    process: 'undefined',
    module: 'undefined',
    Buffer: 'undefined',
    bridge: 'object',
  });

  expect(await app.closeWindow()).toBe(0);
});

test('serves its page under a policy that lets no foreign code in', async ({ launch }) => {
  const { page } = await launch();
  const policy = await page.evaluate(
    async () => (await fetch(location.href)).headers.get('content-security-policy') ?? '',
  );
  const rules = policy.split('; ');
  expect(rules).toEqual(
    expect.arrayContaining(["default-src 'none'", "script-src 'self'", "connect-src 'self'"]),
  );
  expect(policy).not.toContain('unsafe');

  // What the policy says is what the window does.
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.documentElement.dataset.ran = "yes"';
    document.body.append(script);
    return document.documentElement.dataset['ran'];
  });
  expect(ran).toBeUndefined();
});

test('does not let a debugger into its main process', async ({ launch }) => {
  const app = await launch('--inspect=0');
  await expect(app.page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  expect(app.complaints()).toContain('DevTools listening on');
  expect(app.complaints()).not.toContain('Debugger listening on');
});

test('starts the practice portal, keeps its key in the keychain and finds it again', async ({
  launch,
}) => {
  const first = await launch();
  await first.page.getByRole('button', { name: 'Try the practice portal' }).click();
  await showsDueDate(first.page);
  expect(await first.terminate()).toBe(0);

  const second = await launch();
  await showsDueDate(second.page);
  expect(await second.closeWindow()).toBe(0);
});

async function showsDueDate(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'License' }).click();
  const card = page.getByRole('region', { name: 'License on the portal' });
  await expect(card.locator('time').first()).toHaveAttribute('datetime', /^\d{4}-\d\d-\d\d/);
}
