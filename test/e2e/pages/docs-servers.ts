import { expect, type Locator, type Page } from 'playwright/test';

/** The dialogs **Add Docs server** and **Edit Docs server**. */
export function docsDialog(page: Page, name: string) {
  const dialog = page.getByRole('dialog', { name });
  return {
    dialog,
    address: dialog.getByLabel('Docs server address'),
    secret: dialog.getByLabel('JWT secret', { exact: true }),
    form: (name: 'In the body' | 'In a header' | 'None'): Locator =>
      dialog.getByRole('group', { name: 'Token' }).getByText(name, { exact: true }),
    header: dialog.getByLabel('Header name'),
    name: dialog.getByLabel('Name', { exact: true }),
    connection: dialog.getByText('Connection', { exact: true }),
    testConnection: dialog.getByRole('button', { name: 'Test connection' }),
    save: dialog.getByRole('button', { name: 'Save Docs server' }),
    cancel: dialog.getByRole('button', { name: 'Cancel' }),
  };
}

export const addDocsDialog = (page: Page) => docsDialog(page, 'Add Docs server');

export interface DocsEntry {
  readonly address: string;
  readonly key: string;
  readonly name?: string;
}

/** Opens the dialog **Add Docs server** and fills it in. */
export async function fillInDocs(page: Page, { address, key, name }: DocsEntry) {
  await page.getByRole('link', { name: 'Docs servers' }).click();
  await page.getByRole('button', { name: 'Add Docs server' }).click();
  const fields = addDocsDialog(page);
  await fields.address.fill(address);
  await fields.secret.fill(key);
  if (name !== undefined) await fields.name.fill(name);
  return fields;
}

/** Adds a Docs server through its dialog; answers with the id under which it is saved. */
export async function addDocs(page: Page, entry: DocsEntry): Promise<string> {
  const { dialog, save } = await fillInDocs(page, entry);
  await save.click();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/#\/docs-server\/.+\/overview$/);
  const id = page.url().split('/').at(-2);
  if (!id) throw new Error(`No Docs server in ${page.url()}`);
  return id;
}

/** The page of a Docs server. */
export function docsPage(page: Page) {
  const main = page.getByRole('main');
  return {
    tab: (name: 'Overview' | 'Users' | 'Raw answer'): Locator => main.getByRole('tab', { name }),
    /** The value of a row such as *Package*. */
    fact: (label: string): Locator =>
      main
        .locator('dl > div')
        .filter({ has: page.getByRole('term').getByText(label, { exact: true }) })
        .getByRole('definition'),
    meter: (name: string): Locator => main.getByRole('meter', { name, exact: true }),
    refresh: main.getByRole('button', { name: 'Refresh', exact: true }),
    more: main.getByRole('button', { name: 'More actions' }),
    users: main.getByRole('table', { name: 'Users' }),
    findUser: main.getByRole('searchbox', { name: 'Find user' }),
  };
}
