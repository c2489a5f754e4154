import fs from 'node:fs/promises';
import path from 'node:path';
import { hasDisplay } from '../lib/display.mjs';
import { inRoot } from '../lib/paths.mjs';

const pictures = inRoot('demo');
const windowSize = { width: 1280, height: 800 };

/**
 * Takes pictures of the window in light and in dark.
 * @param {import('playwright').ElectronApplication} app
 * @param {import('playwright').Page} page
 * @param {string} name
 */
export async function takePictures(app, page, name) {
  await fs.mkdir(pictures, { recursive: true });
  await app.evaluate(({ BrowserWindow }, size) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
  }, windowSize);
  // a person's screen may be too small for it; ours is not
  if (!hasDisplay())
    await page.waitForFunction((height) => innerHeight === height, windowSize.height);
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({
      path: path.join(pictures, `${name}-${colorScheme}.png`),
      animations: 'disabled',
    });
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}
