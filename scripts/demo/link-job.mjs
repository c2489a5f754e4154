import { PlainError, say, step } from '../lib/steps.mjs';
import { takePictures } from './pictures.mjs';

/**
 * The link job, done through the real window: an external link with a password and an end, made on
 * the practice portal, and tried by somebody who is not signed in.
 * @typedef {import('playwright').Page} Page
 * @typedef {import('playwright').ElectronApplication} App
 */

const file = 'Insurance overview.docx';
const title = 'For the broker';
/** DocSpace server: Status of ExternalShareDto. */
const passwordRequired = 3;

/**
 * The practice portal is saved, and its page is open.
 * @param {object} options
 * @param {App} options.app
 */
export async function linkJob({ app }) {
  const page = await app.firstWindow();
  const name = await step(
    'Find a document',
    () => openDocument(page),
    (found) => found,
  );
  await step('Create a link with a password, for a week', () => createLink(page));
  const address = await step('Copy the link', () => copyLink(app, page));
  await step('Check it as a visitor, in the app', async () => {
    await linkMenu(page, 'Check as visitor');
    const dialog = page.getByRole('dialog', { name: 'Check as visitor' });
    await dialog.getByText('A password is asked for').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });
  await takePictures(app, page, 'links');
  await step('Open it as somebody else, outside the app', () => visit(address));
  say(`\n“${name}” is shared: the portal itself asks a visitor for the password.`);
}

/** @param {Page} page @returns {Promise<string>} its name */
async function openDocument(page) {
  await page.getByRole('tab', { name: 'File links' }).click();
  const panel = page.getByRole('main').getByRole('tabpanel');
  await panel.getByRole('searchbox', { name: 'Find file, folder or room' }).fill(file);
  const found = panel.getByRole('option').filter({ hasText: file }).first();
  await found.click();
  const heading = panel.locator('header').getByRole('heading', { level: 2 });
  await heading.waitFor();
  return (await heading.textContent()) ?? file;
}

/** @param {Page} page */
async function createLink(page) {
  const panel = page.getByRole('main').getByRole('tabpanel');
  await panel.getByRole('button', { name: 'Create link' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create link' });
  await dialog.getByLabel('Title', { exact: true }).fill(title);
  await dialog.getByLabel('Expires', { exact: true }).selectOption('7 days');
  await dialog.getByRole('button', { name: 'Suggest password' }).click();
  await dialog.getByRole('button', { name: 'Create link' }).click();
  await panel.getByText('Done: the portal has it', { exact: true }).waitFor();
}

/** @param {App} app @param {Page} page @returns {Promise<string>} what is on the clipboard then */
async function copyLink(app, page) {
  await linkMenu(page, 'Copy link');
  for (let look = 0; look < 50; look += 1) {
    const text = await app.evaluate(({ clipboard }) => clipboard.readText());
    if (URL.canParse(text)) return text;
    await page.waitForTimeout(100);
  }
  throw new PlainError('The link did not come onto the clipboard.');
}

/** @param {Page} page @param {string} entry */
async function linkMenu(page, entry) {
  const row = page.getByRole('table', { name: 'External links' }).getByRole('row');
  await row
    .filter({ hasText: title })
    .getByRole('button', { name: /^Actions for/ })
    .click();
  await page.getByRole('menuitem', { name: entry }).click();
}

/** Without the app and without a key: what a stranger is told. @param {string} address */
async function visit(address) {
  const { status, headers } = await fetch(address, { redirect: 'manual' });
  const to = new URL(headers.get('location') ?? address, address);
  const key = to.searchParams.get('share') ?? to.searchParams.get('key');
  if (key === null) throw new PlainError(`The link leads nowhere: ${status}.`);
  const asked = await fetch(new URL(`/api/2.0/files/share/${key}`, to));
  const { response } = await asked.json();
  if (response.status !== passwordRequired) {
    throw new PlainError(`The portal lets a stranger in: ${response.status}.`);
  }
}
