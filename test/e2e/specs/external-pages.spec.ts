import type { ElectronApplication, Page } from 'playwright';
import { expect, test } from '../fixtures/app';
import { addPortal } from '../pages/portals';

const key = `sk-${'0'.repeat(64)}`;

test.describe('pages for the browser', () => {
  test('https of a saved portal opens at once', async ({ gatehouse: { app, page } }) => {
    const { opened, asked } = await watchOpening(app, 'Cancel');
    await addPortal(page, { address: 'https://portal.invalid', key });
    await page.getByRole('main').getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Open in browser' }).click();
    await expect.poll(opened).toEqual(['https://portal.invalid/']);
    expect(await asked()).toEqual([]);
  });

  test('other schemes never open, saved portal or not', async ({ gatehouse: { app, page } }) => {
    const { opened, asked } = await watchOpening(app, 'Open in browser');
    await addPortal(page, { address: 'https://portal.invalid', key });
    for (const url of [
      'http://portal.invalid/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'smb://portal.invalid/share',
      'https://user:word@portal.invalid/',
      'app://gatehouse/index.html',
      'not a URL',
    ]) {
      expect(await open(page, url), url).toMatchObject({ ok: false });
    }
    expect(await opened()).toEqual([]);
    expect(await asked()).toEqual([]);
  });

  test('a page elsewhere opens only after a yes', async ({ gatehouse: { app, page } }) => {
    const url = 'https://elsewhere.invalid/page';
    const no = await watchOpening(app, 'Cancel');
    expect(await open(page, url)).toEqual({ ok: true });
    expect(await no.opened()).toEqual([]);
    expect(await no.asked()).toEqual([
      'Open a page on elsewhere.invalid? It is not one of your portals.',
    ]);

    const yes = await watchOpening(app, 'Open in browser');
    expect(await open(page, url)).toEqual({ ok: true });
    expect(await yes.opened()).toEqual([url]);
  });

  const open = (page: Page, url: string): Promise<unknown> =>
    page.evaluate((address) => window.gatehouse.app.openExternal({ url: address }), url);

  /** Stands in for the browser, and answers the question before it by pressing a button. */
  async function watchOpening(app: ElectronApplication, press: string) {
    await app.evaluate(({ shell, dialog }, press) => {
      const opened: string[] = [];
      const asked: string[] = [];
      Object.assign(globalThis, { opened, asked });
      shell.openExternal = (url) => Promise.resolve(void opened.push(url));
      const answer = (...args: unknown[]) => {
        const { message, buttons } = args.at(-1) as { message: string; buttons: string[] };
        asked.push(message);
        return Promise.resolve({ response: buttons.indexOf(press), checkboxChecked: false });
      };
      dialog.showMessageBox = answer;
    }, press);
    const noted = (list: 'opened' | 'asked') => (): Promise<string[]> =>
      app.evaluate((_electron, name) => Reflect.get(globalThis, name) as string[], list);
    return { opened: noted('opened'), asked: noted('asked') };
  }
});
