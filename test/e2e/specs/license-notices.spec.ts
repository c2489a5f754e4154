import type { ElectronApplication } from 'playwright';
import { expect, test } from '../fixtures/app';
import { inDays, storeDocsServer } from '../fixtures/licensed-portals';
import { allPortals } from '../pages/all-portals';
import { addPortal } from '../pages/portals';

interface Shown {
  readonly title: string;
  readonly body: string;
}

/** Takes desktop notifications in place of the system, from now on. */
async function catchNotifications(app: ElectronApplication) {
  await app.evaluate(({ Notification }) => {
    const caught: Electron.Notification[] = [];
    Object.assign(globalThis, { caught });
    Notification.isSupported = () => true;
    Notification.prototype.show = function (this: Electron.Notification) {
      caught.push(this);
    };
  });
  return {
    shown: () =>
      app.evaluate(() =>
        (globalThis as unknown as { caught: Shown[] }).caught.map(({ title, body }) => ({
          title,
          body,
        })),
      ),
    click: (title: string) =>
      app.evaluate((_, wanted) => {
        const { caught } = globalThis as unknown as { caught: Electron.Notification[] };
        caught.find((one) => one.title === wanted)?.emit('click');
      }, title),
  };
}

const soon = (title: string): Shown => ({ title, body: 'The license runs out in 12 days.' });
/** Readings are told of when they have settled. */
const afterReading = { timeout: 20_000 };

test('a license that runs out is told once, not again after a restart; a click leads to it', async ({
  launch,
  startPortal,
}) => {
  const first = await launch();
  const notices = await catchNotifications(first.app);
  await addPortal(first.page, { ...(await startPortal()), name: 'First' });
  await addPortal(first.page, { ...(await startPortal({ license: 'standard' })), name: 'Fine' });
  await expect.poll(notices.shown, afterReading).toEqual([soon('First')]);
  await allPortals(first.page).open();
  await notices.click('First');
  await expect(first.page).toHaveURL(/#\/portal\/.+\/license$/);
  await expect(first.page.getByRole('heading', { level: 1 })).toHaveText('First');
  await first.close();

  const second = await launch();
  const later = await catchNotifications(second.app);
  // Its license was read again in this life of the app, and would have been told before the next.
  await allPortals(second.page).open();
  await expect(allPortals(second.page).row('First')).toContainText('Online');
  await addPortal(second.page, { ...(await startPortal()), name: 'Second' });
  await expect.poll(later.shown, afterReading).toEqual([soon('Second')]);
});

test('it can be turned off, and on again', async ({ gatehouse: { app, page }, startPortal }) => {
  const notices = await catchNotifications(app);
  const on = page.getByRole('checkbox', { name: 'Tell me on the desktop' });
  await page.keyboard.press('Control+,');
  await on.uncheck();
  await expect(page.getByRole('checkbox', { name: '14 days' })).toBeDisabled();
  await addPortal(page, { ...(await startPortal()), name: 'Quiet' });
  const all = allPortals(page);
  await all.open();
  await expect(all.row('Quiet')).toContainText('in 12 days');

  await page.keyboard.press('Control+,');
  await page.getByRole('checkbox', { name: 'Tell me on the desktop' }).check();
  await expect.poll(notices.shown, afterReading).toEqual([soon('Quiet')]);
});

test('only at the days that were chosen', async ({ gatehouse: { app, page }, startPortal }) => {
  const notices = await catchNotifications(app);
  await page.keyboard.press('Control+,');
  for (const days of ['30 days', '14 days']) {
    await page.getByRole('checkbox', { name: days }).uncheck();
  }
  await addPortal(page, { ...(await startPortal()), name: 'Not yet' });
  await addPortal(page, { ...(await startPortal({ license: 'grace' })), name: 'Late' });
  await expect
    .poll(notices.shown, afterReading)
    .toEqual([{ title: 'Late', body: 'The license ran out 5 days ago.' }]);
});

test('a Docs server that is away is told of as it was last seen', async ({
  launch,
  profile,
  keyring,
}) => {
  await (await launch()).close();
  await storeDocsServer(profile, keyring, { name: 'Docs', end: inDays(2) });
  const { app } = await launch();
  const notices = await catchNotifications(app);
  await expect
    .poll(notices.shown, afterReading)
    .toEqual([{ title: 'Docs', body: 'The license runs out in 2 days.' }]);
});
