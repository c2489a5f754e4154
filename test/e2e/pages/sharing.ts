import { expect, type Locator, type Page } from 'playwright/test';
import { addPortal, type PortalEntry } from './portals';

export type SharingSwitchName =
  | 'External sharing'
  | 'Share to social media'
  | 'Default link: DocSpace users only'
  | 'Apply to documents'
  | 'Apply to rooms'
  | 'Block existing links';

/** The tab **Sharing** of a portal. */
export function sharingTab(page: Page) {
  const main = page.getByRole('main');
  const panel = main.getByRole('tabpanel');
  const bar = panel.getByRole('region', { name: 'Changes not saved yet' });
  const save = bar.getByRole('button', { name: 'Save changes' });
  const toggle = (name: SharingSwitchName): Locator =>
    panel.getByRole('switch', { name, exact: true });
  return {
    toggle,
    /** What is said about a switch besides its hint, such as *Queued: will be off*. */
    note: (name: SharingSwitchName): Locator =>
      panel.getByRole('listitem').filter({ has: page.getByRole('switch', { name, exact: true }) }),
    /** What would be saved, and what follows from it. */
    bar,
    save,
    refresh: panel.getByRole('button', { name: 'Refresh' }),
    asOf: panel.getByText(/^As of /),
    offline: panel.getByText('Offline', { exact: true }),
    savedHere: panel.getByText('Saved here', { exact: true }),
    /** The portal was read back and holds what was asked for. */
    proved: panel.getByText('Done: the portal has it', { exact: true }),
    /** Opens the tab of the portal shown now, when the switches stand. */
    async open(): Promise<void> {
      await main.getByRole('tab', { name: 'Sharing' }).click();
      await expect(toggle('External sharing')).toBeVisible();
    },
    /** Sets switches and saves them. */
    async set(wanted: Partial<Record<SharingSwitchName, boolean>>): Promise<void> {
      for (const [name, on] of Object.entries(wanted)) {
        await panel.getByRole('switch', { name, exact: true }).setChecked(on);
      }
      await save.click();
      await expect(bar).toBeHidden();
    },
  };
}

/** Saves a portal and shows its Sharing tab. */
export async function openSharing(page: Page, entry: PortalEntry) {
  await addPortal(page, entry);
  const tab = sharingTab(page);
  await tab.open();
  return tab;
}
