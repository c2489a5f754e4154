import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { verbs } from '../../../src-main/contract/verbs';
import { expect, projectFolder, test } from '../fixtures/app';
import { addPortal } from '../pages/portals';

const preload = join(projectFolder, 'out/preload/preload.cjs');
const key = `sk-${'0'.repeat(64)}`;

test('the page has the grouped methods and nothing of Node or Electron', async ({
  gatehouse: { page },
}) => {
  const bridge = await page.evaluate(() =>
    Object.fromEntries(
      Object.entries(window.gatehouse).map(([name, group]) => [
        name,
        typeof group === 'function' ? 'function' : Object.keys(group).sort(),
      ]),
    ),
  );
  const areas = Object.entries(verbs).map(([area, names]) => [area, Object.keys(names).sort()]);
  expect(bridge).toEqual({ ...Object.fromEntries(areas), on: 'function' });

  const names = ['require', 'process', 'module', 'exports', 'Buffer', 'ipcRenderer', 'electron'];
  const found = await page.evaluate((all) => all.filter((name) => name in globalThis), names);
  expect(found).toEqual([]);

  const frozen = await page.evaluate(() => {
    const before = window.gatehouse.portals.list;
    try {
      Object.assign(window.gatehouse.portals, { list: () => 'mine' });
    } catch {
      return true;
    }
    return window.gatehouse.portals.list === before;
  });
  expect(frozen).toBe(true);
});

test('wrong input gets a typed error, an unknown topic throws', async ({ gatehouse: { page } }) => {
  const answers = await page.evaluate(() => {
    const { app, portals, license } = window.gatehouse as unknown as Record<
      string,
      Record<string, (input?: unknown) => Promise<unknown>>
    >;
    return Promise.all([
      portals?.['detail']?.({ portalId: 'not an id' }),
      portals?.['detail']?.(),
      portals?.['list']?.('too much'),
      portals?.['add']?.({ address: 'x'.repeat(3000) }),
      license?.['start']?.({ portalId: crypto.randomUUID(), action: 'deleteAll' }),
      app?.['remember']?.({ theme: 'pink' }),
      app?.['openExternal']?.({ url: 'x'.repeat(5000) }),
    ]);
  });
  for (const answer of answers) {
    expect(answer).toMatchObject({ ok: false, error: { code: 'bridge.badInput' } });
  }

  const unknownTopic = page.evaluate(() => window.gatehouse.on('secrets' as 'menu', () => {}));
  await expect(unknownTopic).rejects.toThrow('No such topic: secrets');
});

test('only the app’s own window is answered', async ({ gatehouse: { app, page } }) => {
  for (const address of ['app://gatehouse/index.html', 'data:text/html,<title>foreign</title>']) {
    const answer = await app.evaluate(
      async ({ BrowserWindow }, { address, preload }) => {
        const other = new BrowserWindow({
          show: false,
          webPreferences: { preload, sandbox: true, contextIsolation: true },
        });
        await other.loadURL(address);
        const script = 'window.gatehouse.portals.list()';
        const answer: unknown = await other.webContents.executeJavaScript(script);
        other.destroy();
        return answer;
      },
      { address, preload },
    );
    expect(answer, address).toMatchObject({
      ok: false,
      error: { code: 'bridge.foreignSender', retry: 'never' },
    });
  }
  expect(await page.evaluate(() => window.gatehouse.portals.list())).toMatchObject({ ok: true });
});

test('a frame inside the page has no bridge', async ({ gatehouse: { page, takeComplaints } }) => {
  const inside = await page.evaluate(async () => {
    const bridges = [];
    for (const address of ['about:blank', location.href]) {
      const frame = document.createElement('iframe');
      frame.src = address;
      const loaded = new Promise((resolve) => (frame.onload = resolve));
      document.body.append(frame);
      await loaded;
      try {
        bridges.push(typeof Reflect.get(frame.contentWindow ?? {}, 'gatehouse'));
      } catch {
        bridges.push('unreachable');
      }
      frame.remove();
    }
    return bridges;
  });
  expect(inside).toEqual(['undefined', 'unreachable']);
  expect(takeComplaints().join('\n')).toContain('Content Security Policy');
});

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

test('the page runs no foreign code and reaches no network', async ({
  gatehouse: { page, takeComplaints },
  startPortal,
}) => {
  const portal = await startPortal();
  // In a later turn: what the test runner runs itself is exempt from the policy.
  const outcome = await page.evaluate(
    (address) =>
      new Promise<Record<string, unknown>>((resolve) => {
        setTimeout(() => void attempts().then(resolve));

        async function attempts(): Promise<Record<string, unknown>> {
          const inline = document.createElement('script');
          inline.textContent = 'globalThis.inlineRan = true';
          document.head.append(inline);
          const styled = document.createElement('p');
          styled.setAttribute('style', 'color: red');
          return {
            eval: attempt(() => (0, eval)('1')),
            function: attempt(() => new Function('return 1')()),
            inline: 'inlineRan' in globalThis,
            inlineStyle: styled.style.color,
            script: await loads('script', 'src', `${address}/a.js`),
            image: await loads('img', 'src', `${address}/a.png`),
            style: await loads('link', 'href', `${address}/a.css`, 'stylesheet'),
            fetch: await fetch(address).then(
              () => 'answered',
              () => 'refused',
            ),
            socket: await new Promise((done) => {
              try {
                const socket = new WebSocket(address.replace('http', 'ws'));
                socket.onopen = () => done('answered');
                socket.onerror = () => done('refused');
              } catch {
                done('refused');
              }
            }),
            beacon: await refusedByPolicy(() => navigator.sendBeacon(address)),
          };
        }

        function attempt(work: () => unknown): unknown {
          try {
            return work();
          } catch (cause) {
            return cause instanceof Error ? cause.name : cause;
          }
        }

        function loads(tag: string, attribute: string, url: string, rel = ''): Promise<string> {
          const element = document.createElement(tag);
          if (rel) element.setAttribute('rel', rel);
          return new Promise((done) => {
            element.addEventListener('load', () => done('loaded'));
            element.addEventListener('error', () => done('refused'));
            element.setAttribute(attribute, url);
            document.head.append(element);
          });
        }

        function refusedByPolicy(work: () => unknown): Promise<string> {
          return new Promise((done) => {
            const options = { once: true };
            addEventListener('securitypolicyviolation', () => done('refused'), options);
            work();
          });
        }
      }),
    portal.address,
  );
  expect(outcome).toEqual({
    eval: 'EvalError',
    function: 'EvalError',
    inline: false,
    inlineStyle: '',
    script: 'refused',
    image: 'refused',
    style: 'refused',
    fetch: 'refused',
    socket: 'refused',
    beacon: 'refused',
  });
  expect(portal.requests).toEqual([]);
  expect(takeComplaints().length).toBeGreaterThan(0);
});

test('the page is given none of the browser’s permissions', async ({ launch }) => {
  const devices = '--use-fake-device-for-media-stream';
  const { page, takeComplaints } = await launch({ args: [devices] });
  const outcome = await page.evaluate(async () => {
    const refusal = (cause: unknown): string =>
      cause instanceof Error ? cause.name : String(Reflect.get(Object(cause), 'code'));
    return {
      notifications: await Notification.requestPermission(),
      geolocation: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(resolve, ({ code }) => resolve(code)),
      ),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).catch(refusal),
      microphone: await navigator.mediaDevices.getUserMedia({ audio: true }).catch(refusal),
      screen: await navigator.mediaDevices.getDisplayMedia().catch(refusal),
      clipboard: await navigator.clipboard.readText().catch(refusal),
      states: await Promise.all(
        (['notifications', 'geolocation', 'midi'] as PermissionName[]).map(
          async (name) => (await navigator.permissions.query({ name })).state,
        ),
      ),
    };
  });
  expect(outcome).toMatchObject({
    notifications: 'denied',
    geolocation: 1,
    camera: 'NotAllowedError',
    microphone: 'NotAllowedError',
    clipboard: 'NotAllowedError',
    states: ['denied', 'denied', 'denied'],
  });
  expect(outcome.screen).toMatch(/Error$/);
  takeComplaints();
});

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
    await open(page, url);
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
