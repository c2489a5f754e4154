import type { ElectronApplication, Page } from 'playwright';
import { expect, test } from '../fixtures/app';

test.describe('the window stays on its own page', () => {
  const left = 'Refused to leave the window’s own page';
  const opened = 'Refused to open a window';
  const ways: readonly { name: string; go: (page: Page) => Promise<unknown>; refusal?: string }[] =
    [
      {
        name: 'location',
        go: (page) => run(page, "location.href = 'https://example.com/'"),
        refusal: left,
      },
      {
        name: 'reloading elsewhere',
        go: (page) => run(page, "location.replace('http://127.0.0.1:9/')"),
        refusal: left,
      },
      {
        name: 'window.open',
        go: (page) => run(page, "window.open('https://example.com/')"),
        refusal: opened,
      },
      {
        name: 'window.open of the own page',
        go: (page) => run(page, 'window.open(location.href)'),
        refusal: opened,
      },
      {
        name: 'a link with a target',
        go: (page) => clickLink(page, { target: '_blank' }),
        refusal: opened,
      },
      { name: 'a plain link', go: (page) => clickLink(page, {}), refusal: left },
      { name: 'a link with Ctrl', go: (page) => clickLink(page, {}, ['Control']), refusal: opened },
      { name: 'a link that is dropped', go: dropLink },
      { name: 'a form', go: submitForm },
      {
        name: 'a script address',
        go: (page) => run(page, "location.href = 'javascript:document.title = 1'"),
      },
      { name: 'a file', go: (page) => run(page, "location.href = 'file:///etc/hostname'") },
      { name: 'a refresh by the page', go: refreshByMeta },
    ];

  test('whichever way', async ({ gatehouse: { app, page, takeComplaints } }) => {
    const address = page.url();
    await page.evaluate(() => Object.assign(globalThis, { mark: 'still here' }));
    for (const { name, go, refusal } of ways) {
      await test.step(name, async () => {
        const before = await refusals(page, refusal);
        await go(page);
        if (refusal) await expect.poll(() => refusals(page, refusal)).toBe(before + 1);
        else await settled(page);
        expect(page.url()).toBe(address);
        expect(await page.evaluate(() => Reflect.get(globalThis, 'mark'))).toBe('still here');
        expect(await contentsOf(app)).toBe(1);
      });
    }
    // Chromium says so where it refuses by itself.
    takeComplaints();
  });

  test('a webview is nothing but an unknown element', async ({ gatehouse: { app, page } }) => {
    const kind = await page.evaluate(() => {
      const view = document.createElement('webview');
      view.setAttribute('src', 'https://example.com/');
      document.body.append(view);
      return [view.constructor.name, 'loadURL' in view];
    });
    expect(kind).toEqual(['HTMLElement', false]);
    await settled(page);
    expect(await contentsOf(app)).toBe(1);
  });

  /** How often something was refused so far, told by the log. */
  async function refusals(page: Page, words = left): Promise<number> {
    const report = await page.evaluate(() => window.gatehouse.app.supportReport());
    return report.ok ? report.value.split(words).length - 1 : -1;
  }

  /** Runs once the call from outside is over: as a script of the page would. */
  const run = (page: Page, script: string): Promise<unknown> => page.evaluate(script);

  async function clickLink(
    page: Page,
    attributes: Readonly<Record<string, string>>,
    modifiers: readonly string[] = [],
  ): Promise<void> {
    await page.evaluate((given) => {
      const link = document.createElement('a');
      link.textContent = 'Away';
      link.href = 'https://example.com/';
      link.style.cssText = 'position: fixed; top: 0; left: 0; font-size: 40px; z-index: 1000';
      for (const [name, value] of Object.entries(given)) link.setAttribute(name, value);
      document.body.append(link);
    }, attributes);
    // Not by its locator, which would wait for the page that never comes.
    for (const key of modifiers) await page.keyboard.down(key);
    await page.mouse.click(5, 5);
    for (const key of modifiers) await page.keyboard.up(key);
    await page.evaluate(() => document.querySelector('body > a')?.remove());
  }

  async function dropLink(page: Page): Promise<void> {
    const session = await page.context().newCDPSession(page);
    const data = {
      items: [{ mimeType: 'text/uri-list', data: 'https://example.com/' }],
      dragOperationsMask: 1,
    };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
    }
    await session.detach();
  }

  async function submitForm(page: Page): Promise<void> {
    await page.evaluate(() => {
      const form = document.createElement('form');
      form.action = 'https://example.com/';
      form.method = 'post';
      document.body.append(form);
      form.submit();
      form.remove();
    });
  }

  async function refreshByMeta(page: Page): Promise<void> {
    await page.evaluate(() => {
      const meta = document.createElement('meta');
      meta.httpEquiv = 'refresh';
      meta.content = '0;url=https://example.com/';
      document.head.append(meta);
    });
  }

  /** Whatever the page began is under way in main: its next answer comes after it. */
  async function settled(page: Page): Promise<void> {
    await page.evaluate(async () => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      await window.gatehouse.app.start();
    });
  }

  const contentsOf = (app: ElectronApplication): Promise<number> =>
    app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
});
