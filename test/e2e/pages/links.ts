import { expect, type Locator, type Page } from 'playwright/test';
import { addPortal, type PortalEntry } from './portals';

/** What the form of a link can be filled in with. */
export interface LinkWish {
  readonly title?: string;
  readonly access?: 'Editing' | 'Review' | 'Comment' | 'Filling' | 'Read only';
  readonly who?: 'Anyone with the link' | 'DocSpace users only';
  readonly expires?: '12 hours' | '1 day' | '7 days' | '30 days' | 'Date and time' | 'Never';
  /** Local time, for *Date and time*. */
  readonly at?: string;
  readonly password?: string;
  readonly denyDownload?: boolean;
}

/** The tab **File links** of a portal. */
export function linksTab(page: Page) {
  const main = page.getByRole('main');
  const panel = main.getByRole('tabpanel');
  const table = panel.getByRole('table', { name: 'External links' });
  const list = panel.getByRole('listbox');
  return {
    panel,
    search: panel.getByRole('searchbox', { name: 'Find file, folder or room' }),
    /** The browser, or what was found. */
    list,
    /** An entry in it, by its whole title. */
    option: (title: string): Locator =>
      list.getByRole('option').filter({ has: page.getByText(title, { exact: true }) }),
    section: async (name: 'Rooms' | 'My documents' | 'Archive'): Promise<void> => {
      await panel
        .getByRole('group', { name: 'Where to look' })
        .getByText(name, { exact: true })
        .click();
    },
    path: panel.getByRole('navigation', { name: 'Path' }),
    /** The title of the entry whose links are shown. */
    heading: panel.locator('header').getByRole('heading', { level: 2 }),
    table,
    rows: table.locator('tbody').getByRole('row'),
    row: (title: string): Locator =>
      table
        .locator('tbody')
        .getByRole('row')
        .filter({ has: page.getByText(title, { exact: true }) }),
    create: panel.getByRole('button', { name: 'Create link' }),
    refresh: panel.getByRole('button', { name: 'Refresh' }),
    asOf: panel.getByText(/^As of /).last(),
    offline: panel.getByText('Offline', { exact: true }).first(),
    savedHere: panel.getByText('Saved here', { exact: true }),
    proved: panel.getByText('Done: the portal has it', { exact: true }),
    undo: panel.getByRole('button', { name: 'Undo' }),
    /** Opens the tab of the portal shown now. */
    async open(): Promise<void> {
      await main.getByRole('tab', { name: 'File links' }).click();
      await expect(list).toBeVisible();
    },
    /** Takes an entry of the menu of a link. */
    async take(row: Locator, entry: LinkAction): Promise<void> {
      await row.getByRole('button', { name: /^Actions for/ }).click();
      await page.getByRole('menuitem', { name: entry }).click();
    },
  };
}

type LinkAction = 'Edit link' | 'Copy link' | 'Check as visitor' | 'Delete link' | 'Revoke link';

/** The form of a link. */
export function linkDialog(page: Page, title: 'Create link' | 'Edit link') {
  const dialog = page.getByRole('dialog', { name: title });
  const field = (name: string): Locator => dialog.getByLabel(name, { exact: true });
  return {
    dialog,
    field,
    /** What will change, from and to. */
    changes: dialog.getByRole('region', { name: 'What will change' }),
    save: dialog.getByRole('button', {
      name: title === 'Create link' ? 'Create link' : 'Save link',
    }),
    async fill(wish: LinkWish): Promise<void> {
      const { title: name, access, who, expires, at, password, denyDownload } = wish;
      if (name !== undefined) await field('Title').fill(name);
      if (access) await field('Access').selectOption(access);
      if (who) await field('Who').selectOption(who);
      if (expires) await field('Expires').selectOption(expires);
      if (at !== undefined) await field('Date and time').fill(at);
      if (password !== undefined) await field('Password').fill(password);
      if (denyDownload !== undefined) await field('Deny download').setChecked(denyDownload);
    },
  };
}

/** Saves a portal and shows its tab **File links**. */
export async function openLinks(page: Page, entry: PortalEntry) {
  await addPortal(page, entry);
  const tab = linksTab(page);
  await tab.open();
  return tab;
}
