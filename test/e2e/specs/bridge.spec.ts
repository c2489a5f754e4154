import { join } from 'node:path';
import { verbs } from '../../../src-main/contract/verbs';
import { expect, projectFolder, test } from '../fixtures/app';

const preload = join(projectFolder, 'out/preload/preload.cjs');

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
