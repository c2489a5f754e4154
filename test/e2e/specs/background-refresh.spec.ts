import type { Page } from 'playwright';
import type { PracticePortal } from '../../../src-main/practice-portal';
import { expect, test } from '../fixtures/app';
import { alterStore } from '../fixtures/stored';
import { addPortal, portalPage } from '../pages/portals';

/** Chooses how often portals are read by themselves; the settings stay open. */
async function readAgain(page: Page, choice: string): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByLabel('Read portals again').selectOption({ label: choice });
}

/** All that the app keeps of portals by itself was asked for, after so many other requests. */
const isRead = ({ requests }: PracticePortal, after = 0): boolean =>
  ['people/@self', 'portal/tariff', 'files/settings'].every((part) =>
    requests.slice(after).some(({ path }) => path.includes(part)),
  );

const minutesAgo = (minutes: number): string =>
  new Date(Date.now() - minutes * 60_000).toISOString();

test('the interval in the settings decides which portals are read by themselves', async ({
  launch,
  profile,
  keyring,
  startPortal,
}) => {
  const [recent, old] = [await startPortal(), await startPortal()];
  const aged: string[] = [];
  const first = await launch();
  for (const [portal, minutes] of [
    [recent, 20],
    [old, 50],
  ] as const) {
    const id = await addPortal(first.page, portal);
    await expect(portalPage(first.page).fact('Role')).toHaveText('Owner');
    await expect.poll(() => isRead(portal)).toBe(true);
    aged.push(`UPDATE snapshots SET as_of = '${minutesAgo(minutes)}' WHERE portal_id = '${id}'`);
  }
  await readAgain(first.page, 'Only when asked');
  await first.close();
  await alterStore(profile, keyring, aged.join(';'));
  const before = { recent: recent.requests.length, old: old.requests.length };

  const { page } = await launch();
  await readAgain(page, 'Every 30 minutes');
  await expect.poll(() => isRead(old, before.old)).toBe(true);
  // Both would have been read together, had nothing or the usual interval been chosen before.
  expect(recent.requests).toHaveLength(before.recent);

  await readAgain(page, 'Every 15 minutes');
  await expect.poll(() => isRead(recent, before.recent)).toBe(true);
});
