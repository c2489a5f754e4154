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
  const external = panel.getByRole('region', { name: 'External sharing' });
  const bar = panel.getByRole('region', { name: 'Changes not saved yet' });
  const save = bar.getByRole('button', { name: 'Save changes' });
  const toggle = (name: SharingSwitchName): Locator =>
    panel.getByRole('switch', { name, exact: true });
  return {
    toggle,
    switches: external.getByRole('switch'),
    storedOnly: external.getByText('This version stores these switches but does not enforce them'),
    /** What is said about a switch besides its hint, such as *Queued: will be off*. */
    note: (name: SharingSwitchName): Locator =>
      panel.getByRole('listitem').filter({ has: page.getByRole('switch', { name, exact: true }) }),
    /** What would be saved, and what follows from it. */
    bar,
    save,
    refresh: panel.getByRole('button', { name: 'Refresh' }),
    asOf: external.getByText(/^As of /),
    offline: panel.getByText('Offline', { exact: true }),
    savedHere: external.getByText('Saved here', { exact: true }),
    /** The portal was read back and holds what was asked for. */
    proved: external.getByText('Done: the portal has it', { exact: true }),
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

/** The part **Link password** of the tab Sharing. */
export function linkPassword(page: Page) {
  const part = page.getByRole('region', { name: 'Link password' });
  const link = part.getByLabel('Link or share key');
  const password = part.getByLabel('Password', { exact: true });
  const check = part.getByRole('button', { name: 'Check password' });
  const set = part.getByRole('button', { name: 'Set password' });
  const question = page.getByRole('alertdialog', { name: 'Set the password of this link?' });
  return {
    link,
    password,
    suggest: part.getByRole('button', { name: 'Suggest password' }),
    show: part.getByRole('button', { name: 'Show' }),
    check,
    set,
    rules: part.getByRole('list', { name: 'Password rules of this portal' }).getByRole('listitem'),
    /** What came of the last thing that was asked for. */
    outcome: part.locator('.outcome'),
    /** What became of the password that was set last. */
    saved: part.locator('.callout').last(),
    openPortal: part.getByRole('button', { name: /^Open / }),
    undo: part.getByRole('button', { name: 'Undo' }),
    savedHere: part.getByText('Saved here', { exact: true }),
    proved: part.getByText('Done: the portal has it', { exact: true }),
    /** The question before a password is set, and what it says of the link. */
    question,
    fact: (label: string): Locator =>
      question
        .locator('dl > div')
        .filter({ has: page.getByRole('term').getByText(label, { exact: true }) })
        .getByRole('definition'),
    confirm: question.getByRole('button', { name: 'Set password' }),
    cancel: question.getByRole('button', { name: 'Cancel' }),
    /** Tries a password on a link. */
    async try(address: string, word: string): Promise<void> {
      await link.fill(address);
      await password.fill(word);
      await check.click();
    },
  };
}

/** The part **All file settings** of the tab Sharing. */
export function fileSettings(page: Page) {
  const part = page.getByRole('region', { name: 'All file settings' });
  const rows = part.locator('dl > div');
  return {
    search: part.getByRole('searchbox', { name: 'Search file settings' }),
    count: part.getByRole('status').first(),
    group: (name: 'Portal' | 'Account of the API key' | 'Technical'): Locator =>
      part.locator('summary', { hasText: name }),
    rows: rows.filter({ visible: true }),
    row: (field: string): Locator =>
      rows.filter({ has: page.getByText(field, { exact: true }), visible: true }),
    copyAll: part.getByRole('button', { name: 'Copy all as JSON' }),
    asOf: part.getByText(/^As of /),
    none: part.getByText('No file setting matches'),
  };
}

/** Saves a portal and shows its Sharing tab. */
export async function openSharing(page: Page, entry: PortalEntry) {
  await addPortal(page, entry);
  const tab = sharingTab(page);
  await tab.open();
  return tab;
}
