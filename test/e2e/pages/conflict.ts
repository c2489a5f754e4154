import type { Page } from 'playwright';
import { expect, type TestInfo } from 'playwright/test';
import { announceNetwork, setSharing, startAwayPortal, type StartPortal } from '../fixtures/away';
import { writes } from '../fixtures/portal-requests';
import { recoveryNews } from './changes';
import { openSharing } from './sharing';

/**
 * Asks offline for links that need external sharing, which somebody else restricts meanwhile along
 * with a switch that nobody here has touched; answers when the conflict is told.
 */
export async function makeConflict(page: Page, startPortal: StartPortal, info: TestInfo) {
  const portal = await startAwayPortal(startPortal, info, 'Alpha');
  await setSharing(portal.now, { defaultShareLinkInternal: true });
  const tab = await openSharing(page, portal);
  await portal.goAway();
  await tab.refresh.click();
  await expect(tab.offline.first()).toBeVisible();
  await tab.set({ 'Default link: DocSpace users only': false });
  await expect(tab.savedHere).toBeVisible();

  await portal.meanwhile((one) =>
    setSharing(one, { externalShare: false, blockExistingLinksOnRestrict: false }),
  );
  const back = await portal.comeBack();
  await announceNetwork(page);
  await expect(recoveryNews(page)).toContainText('Back online: Alpha');
  await expect(recoveryNews(page)).toContainText('1 needs review.');
  expect(writes(back)).toEqual([]);
  return { portal: back, tab };
}
