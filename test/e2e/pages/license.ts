import type { Page } from 'playwright/test';
import { addPortal, portalPage, type PortalEntry } from './portals';

/** The tab **License** of a portal. */
export function licenseTab(page: Page) {
  const now = page.getByRole('region', { name: 'License on the portal' });
  const file = page.getByRole('region', { name: 'License file', exact: true });
  const fact = (label: string) =>
    file
      .locator('dl > div')
      .filter({ has: page.getByRole('term').getByText(label, { exact: true }) })
      .getByRole('definition');
  return {
    /** What the portal has now. */
    now,
    dueDate: now.locator('time').first(),
    refresh: now.getByRole('button', { name: 'Refresh' }),
    /** The part about the license file. */
    file,
    /** A row about the chosen file, such as *Customer ID*. */
    fact,
    choose: file.getByRole('button', { name: 'Choose license file…' }),
    send: file.getByRole('button', { name: 'Upload and activate' }),
    /** The three steps of a job. */
    steps: file.getByRole('list', { name: 'Steps' }).getByRole('listitem'),
    /** How the job ended. */
    outcome: file.getByRole('status').filter({ hasText: /\S/ }).last(),
    /** Before and after of a fact, such as *Due date*. */
    compared: (label: string) =>
      file
        .getByRole('table', { name: 'Before and after' })
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: label }) })
        .getByRole('cell'),
    /** The note about a file that waits on the portal. */
    waiting: file.getByRole('note').filter({ hasText: 'Uploaded, not yet activated' }),
    /** In place of *Upload and activate* while the portal is offline. */
    hold: file.getByRole('button', { name: 'Hold until online' }),
    /** The note about a license that is held. */
    held: file.getByRole('note').filter({ hasText: /^\s*Held:/ }),
    sendNow: file.getByRole('button', { name: 'Send now' }),
    discard: file.getByRole('button', { name: 'Discard' }),
    toChanges: file.getByRole('link', { name: 'Show changes' }),
    readState: file.getByRole('button', { name: 'Read license state' }),
    cancel: file.getByRole('button', { name: 'Cancel' }),
    tryAgain: file.getByRole('button', { name: 'Try again' }),
    done: file.getByRole('button', { name: 'Done' }),
    /** Opens the menu and takes one of its entries. */
    async take(name: 'Upload only' | 'Activate' | 'Refresh license state'): Promise<void> {
      await file.getByRole('button', { name: 'More license actions' }).click();
      await page.getByRole('menuitem', { name }).click();
    },
  };
}

/** Saves a portal and opens its License tab. */
export async function openLicense(page: Page, entry: PortalEntry) {
  await addPortal(page, entry);
  await portalPage(page).tab('License').click();
  return licenseTab(page);
}
