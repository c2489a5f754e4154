import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inRoot, root } from '../lib/paths.mjs';
import { run } from '../lib/run.mjs';
import { PlainError, say, step } from '../lib/steps.mjs';
import { takePictures } from './pictures.mjs';

/**
 * The license job, done through the real window as a person would do it: every button is found by
 * the name that assistive technology tells.
 * @typedef {import('playwright').Page} Page
 * @typedef {import('playwright').ElectronApplication} App
 */

const witness = fileURLToPath(new URL('ask-portal.mjs', import.meta.url));
const workFolder = inRoot('demo', '.work');
const licenseDays = 400;
const dayMs = 86_400_000;

/**
 * @param {object} options
 * @param {App} options.app
 * @param {NodeJS.ProcessEnv} options.env of the desktop session, for the witness
 */
export async function licenseJob({ app, env }) {
  const page = await app.firstWindow();
  await step('Start the practice portal and save it in the app', async () => {
    await page.getByRole('button', { name: 'Try the practice portal' }).click();
    await page.getByRole('tab', { name: 'License' }).waitFor();
  });
  await takePictures(app, page, 'overview');

  await page.getByRole('tab', { name: 'License' }).click();
  const address = await practiceAddress(page);
  const before = await step('Read the due date', () => dueDates(page, address, env), sayBoth);

  const file = await step('Write a license file', () => writeLicense(), relative);
  await step('Choose it with the file picker', () => chooseFile(app, page, file));
  await step('Upload and activate', async () => {
    await page.getByRole('button', { name: 'Upload and activate', exact: true }).click();
    for (const name of ['Upload', 'Activate', 'Verify']) await stepDone(page, name);
  });
  await takePictures(app, page, 'license');

  const after = await step('Read the due date again', () => dueDates(page, address, env), sayBoth);
  judge(before, after);
}

/** @typedef {{ shown: string, portal: string }} DueDates ISO instants: in the window, by the portal */

/** @param {DueDates} before @param {DueDates} after */
function judge(before, after) {
  for (const { shown, portal } of [before, after]) {
    if (shown !== portal) {
      throw new PlainError(`The app shows ${shown}, but the portal itself says ${portal}.`);
    }
  }
  if (after.portal === before.portal) {
    throw new PlainError(`The due date did not change: it is ${after.portal}.`);
  }
  say(`\nThe license took effect: due ${day(before.portal)} before, ${day(after.portal)} now.`);
  say('The portal itself, asked by another program, says the same.');
}

/**
 * @param {Page} page
 * @param {string} address
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<DueDates>}
 */
async function dueDates(page, address, env) {
  const card = page.getByRole('region', { name: 'License on the portal' });
  await card.getByText('Due date').first().waitFor();
  const shown = await card.locator('time').first().getAttribute('datetime');
  const asked = await run(process.execPath, [witness, address], { cwd: root, env });
  if (asked.code !== 0) throw new PlainError(asked.output.trim());
  return { shown: instant(shown ?? ''), portal: instant(asked.stdout.trim()) };
}

/** @param {Page} page @returns {Promise<string>} as the window shows it */
async function practiceAddress(page) {
  const host = await page
    .getByText(/127\.0\.0\.1:\d+/)
    .first()
    .textContent();
  const [address] = /127\.0\.0\.1:\d+/.exec(host ?? '') ?? [];
  if (address === undefined) throw new PlainError('The window shows no address of the portal.');
  return `http://${address}`;
}

/** @returns {Promise<string>} a file such as a customer gets, made from nothing of the app */
async function writeLicense() {
  const today = Math.floor(Date.now() / dayMs);
  const license = {
    customer_id: 'Practice Installation',
    start_date: new Date(today * dayMs).toISOString(),
    end_date: new Date((today + licenseDays) * dayMs).toISOString(),
    trial: false,
    timeLimited: true,
    docspace_dev: false,
    branding: true,
    customization: true,
    users_count: 50,
    users_expire: 30,
    connections: 20,
    signature: randomBytes(32).toString('base64'),
  };
  const file = path.join(workFolder, 'practice.lic');
  await fs.mkdir(workFolder, { recursive: true });
  await fs.writeFile(file, `${JSON.stringify(license, null, 2)}\n`);
  return file;
}

/** The native picker cannot be seen by a test: it is answered in the main process. */
async function chooseFile(
  /** @type {App} */ app,
  /** @type {Page} */ page,
  /** @type {string} */ file,
) {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, file);
  await page.getByRole('button', { name: 'Choose license file…' }).click();
  await page.getByText('Practice Installation').last().waitFor();
  await page.getByRole('button', { name: 'Upload and activate', exact: true }).waitFor();
}

/** @param {Page} page @param {string} name */
async function stepDone(page, name) {
  const item = page.getByRole('listitem').filter({ hasText: new RegExp(`^\\s*${name}\\b`) });
  await item.filter({ hasText: /Done|Failed|Skipped/ }).waitFor();
  const text = ((await item.textContent()) ?? '').replace(/\s+/g, ' ').trim();
  say(`  ${text}`);
  if (!text.includes('Done')) throw new PlainError(`The step ${name} was not done.`);
}

/** Portals write dates with seven digits after the second and a zone. @param {string} text */
function instant(text) {
  const date = new Date(text.replace(/(\.\d{3})\d+/, '$1'));
  if (Number.isNaN(date.getTime())) throw new PlainError(`This is no date: “${text}”`);
  return date.toISOString();
}

/** @param {string} iso */
const day = (iso) => iso.slice(0, 10);

/** @param {DueDates} dates */
const sayBoth = ({ shown, portal }) => `shown ${day(shown)}, the portal itself says ${day(portal)}`;

/** @param {string} file */
const relative = (file) => path.relative(root, file);
