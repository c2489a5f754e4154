import type { ElectronApplication, Page } from 'playwright';
import { expect } from 'playwright/test';
import { expectAccessible, expectNoSidewaysScrolling } from './accessibility';

export const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];

const sizes = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
] as const;

/** Chooses a theme in the settings, which stay open. */
export async function chooseTheme(page: Page, theme: Theme): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByText(theme === 'light' ? 'Light' : 'Dark', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

/** Looks at the page in each size of the window: axe finds nothing, nothing scrolls sideways. */
export function looker(app: ElectronApplication, page: Page) {
  return async (where: string): Promise<void> => {
    for (const size of sizes) {
      await resize(app, page, size);
      const place = `${where}, ${size.width}×${size.height}`;
      await expectNoSidewaysScrolling(page, place);
      await expectAccessible(page, place);
    }
  };
}

async function resize(
  app: ElectronApplication,
  page: Page,
  size: (typeof sizes)[number],
): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, size);
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(size.width);
  // A color that is still fading is not the color to judge.
  await expect
    .poll(() =>
      page.evaluate(
        () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
      ),
    )
    .toBe(0);
}
