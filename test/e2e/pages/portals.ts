import { expect, type Locator, type Page } from 'playwright/test';

/** The dialog in which a portal is added or edited. */
export function portalDialog(page: Page, title: 'Add portal' | 'Edit portal') {
  const dialog = page.getByRole('dialog', { name: title });
  return {
    dialog,
    address: dialog.getByLabel('Portal address'),
    apiKey: dialog.getByLabel('API key', { exact: true }),
    name: dialog.getByLabel('Name', { exact: true }),
    tags: dialog.getByLabel('Tags'),
    connection: dialog.locator('summary', { hasText: 'Connection' }),
    testConnection: dialog.getByRole('button', { name: 'Test connection' }),
    save: dialog.getByRole('button', { name: 'Save portal' }),
    cancel: dialog.getByRole('button', { name: 'Cancel' }),
  };
}

/** The dialog **Add portal**. */
export const addPortalDialog = (page: Page) => portalDialog(page, 'Add portal');

export interface PortalEntry {
  readonly address: string;
  readonly key: string;
  readonly name?: string;
}

/** Adds a portal through its dialog; answers with the id under which it is saved. */
export async function addPortal(page: Page, entry: PortalEntry): Promise<string> {
  const { dialog } = await fillIn(page, entry);
  await addPortalDialog(page).save.click();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/#\/portal\/.+\/overview$/);
  const id = page.url().split('/').at(-2);
  if (!id) throw new Error(`No portal in ${page.url()}`);
  return id;
}

/** Opens the dialog **Add portal** and fills it in. */
export async function fillIn(page: Page, { address, key, name }: PortalEntry) {
  await page.keyboard.press('Control+n');
  const fields = addPortalDialog(page);
  await fields.address.fill(address);
  await fields.apiKey.fill(key);
  if (name !== undefined) await fields.name.fill(name);
  return fields;
}

/** The page of a portal. */
export function portalPage(page: Page) {
  const main = page.getByRole('main');
  return {
    tab: (name: 'Overview' | 'License'): Locator => main.getByRole('tab', { name }),
    /** The value of a row such as *Role*. */
    fact: (label: string): Locator =>
      main
        .locator('dl > div')
        .filter({ has: page.getByRole('term').getByText(label, { exact: true }) })
        .getByRole('definition'),
    refresh: main.getByRole('button', { name: 'Refresh', exact: true }),
    tryAgain: main.getByRole('button', { name: 'Try again' }),
    replaceKey: main.getByRole('button', { name: 'Replace API key…' }),
    more: main.getByRole('button', { name: 'More actions' }),
  };
}

/** The links of the sidebar's list of portals. */
export const portalLinks = (page: Page): Locator =>
  page.getByRole('list', { name: 'Portals' }).getByRole('link');
