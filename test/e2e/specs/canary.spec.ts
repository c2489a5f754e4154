import { createPrivateKey, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { ElectronApplication, Page } from 'playwright';
import type { TestInfo } from 'playwright/test';
import type { PracticePortal } from '../../../src-main/practice-portal';
import { makeCertificate, sha256Of } from '../../certificates';
import { answerFilePicker, expect, inFolder, test } from '../fixtures/app';
import { setSharing } from '../fixtures/away';
import { startGuardedProxy } from '../fixtures/guarded-proxy';
import { databaseKey } from '../fixtures/keychain';
import { writeLicense } from '../fixtures/license-files';
import { storePath } from '../fixtures/stored';
import { filesWhere, filesWithKey, filesWithText, heapOf, holdsKey } from '../fixtures/traces';
import { tapBridge, type Message } from '../fixtures/traffic';
import { changesPage } from '../pages/changes';
import { connectionTest } from '../pages/connection-test';
import { licenseTab } from '../pages/license';
import { fillIn, portalLinks, portalPage } from '../pages/portals';
import { sharingTab } from '../pages/sharing';

/** What a person types has to get to the main process somehow; it goes nowhere else. */
const typedIn = ['startTest', 'add', 'edit', 'replaceKey'].map(
  (verb) => `gatehouse:portals.${verb}`,
);

const secret = (): string => randomBytes(24).toString('hex');

test('no secret leaves its place, whatever the app does', async ({
  launch,
  startPortal,
  profile,
  keyring,
}, info) => {
  test.slow();
  const proxyPassword = secret();
  const passphrase = secret();
  const proxy = await startGuardedProxy('courier', proxyPassword);
  const certificate = await makeCertificate('Canary');
  const plain = await startPortal({ title: 'Canary Alpha' });
  const guarded = await startPortal({ title: 'Canary Beta', tls: certificate });

  const first = await launch();
  const firstTraffic = await tapBridge(first.app);
  const alpha = await addTyped(first.page, plain);
  const beta = await addGuarded(first, info, guarded, {
    proxy: `http://courier:${proxyPassword}@127.0.0.1:${proxy.port}`,
    passphrase,
    certificate,
  });
  await expect(portalLinks(first.page)).toHaveCount(2);
  await refuse(first.page, alpha, plain);
  await renewLicense(first.app, first.page, info);
  await changeSharing(first.page, plain);
  const exported = await exportAll(first.app, first.page, info);
  await setUpAnew(first.page);
  const before = await firstTraffic();
  await first.close();

  const tunnels = proxy.tunnels();
  const second = await launch();
  const secondTraffic = await tapBridge(second.app);
  for (const name of ['Canary Alpha', 'Canary Beta']) {
    await portalLinks(second.page).filter({ hasText: name }).click();
    await portalPage(second.page).refresh.click();
    await expect(portalPage(second.page).fact('Role')).toHaveText('Owner');
    await expect(portalPage(second.page).refresh).toHaveAttribute('aria-busy', 'false');
  }
  expect(proxy.tunnels()).toBeGreaterThan(tunnels);
  const heap = await heapOf(second.app, info);
  const traffic = [...before, ...(await secondTraffic())];
  await second.close();
  await proxy.stop();

  const dataKey = String(await databaseKey(keyring));
  expect(dataKey).toMatch(/^[0-9a-f]{64}$/);
  const secrets = {
    'API key': plain.key,
    'API key behind the proxy': guarded.key,
    'refused API key': plain.keys.disabled,
    'proxy password': proxyPassword,
    'proxy credentials': Buffer.from(`courier:${proxyPassword}`).toString('base64'),
    passphrase,
    'database key': dataKey,
  };
  const texts = {
    'what was printed': [...first.printed, ...second.printed].join(''),
    'the window’s memory': heap,
    'what main answered and told': told(traffic),
    'what the window asked for': asked(traffic),
  };
  // Each search does find what is there.
  expect(texts['the window’s memory']).toContain('Canary Beta');
  expect(texts['what main answered and told']).toContain('Canary Beta');
  expect(texts['what the window asked for']).toContain(beta);
  expect(await filesWithText(profile, beta)).not.toEqual([]);
  for (const text of exported) expect(text).toContain('Canary Alpha');

  for (const [name, value] of Object.entries(secrets)) {
    for (const [place, text] of Object.entries(texts)) {
      expect.soft(holdsKey(text, value), `${name} in ${place}`).toBe(false);
    }
    // The user data, the log in it, and all that was exported.
    expect.soft(await filesWithKey(info.outputDir, value), name).toEqual([]);
  }
  const rawKey = Buffer.from(dataKey, 'hex');
  expect(await filesWhere(info.outputDir, (bytes) => bytes.includes(rawKey))).toEqual([]);

  const store = await readFile(await storePath(profile));
  expect(store.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
  const readable = await filesWithText(profile, 'Canary Alpha', 'Canary Beta');
  expect(readable.filter((path) => path.includes('store-'))).toEqual([]);
});

/** Adds a portal as a person does, with a test before it is saved. */
async function addTyped(page: Page, portal: PracticePortal): Promise<string> {
  const { dialog, testConnection, save } = await fillIn(page, { ...portal, name: 'Canary Alpha' });
  await testConnection.click();
  await expect(connectionTest(dialog).result.getByText('Passed')).toBeVisible();
  await save.click();
  await expect(portalPage(page).fact('Role')).toHaveText('Owner');
  return page.url().split('/').at(-2) ?? '';
}

interface GuardedWay {
  /** With user and password. */
  readonly proxy: string;
  readonly passphrase: string;
  readonly certificate: Awaited<ReturnType<typeof makeCertificate>>;
}

/** Adds a portal that is reached with every kind of secret there is. */
async function addGuarded(
  { app, page }: { readonly app: ElectronApplication; readonly page: Page },
  info: TestInfo,
  portal: PracticePortal,
  { proxy, passphrase, certificate }: GuardedWay,
): Promise<string> {
  const client = inFolder(info, 'client.pem');
  const key = createPrivateKey(certificate.key).export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase,
  });
  await writeFile(client, `${certificate.cert}\n${key.toString()}`);
  await answerFilePicker(app, client);
  return page.evaluate(
    async (given) => {
      const { portals } = window.gatehouse;
      const chosen = await portals.chooseCertificate({ purpose: 'client' });
      if (!chosen.ok || !chosen.value) throw new Error('no client certificate');
      const added = await portals.add({
        address: given.address,
        apiKey: given.key,
        name: 'Canary Beta',
        tags: [],
        connection: {
          proxy: { mode: 'address', address: given.proxy },
          certificateAuthority: { use: 'none' },
          clientCertificate: { use: 'file', handle: chosen.value.handle },
          clientPassphrase: given.passphrase,
          trustedFingerprint: given.fingerprint,
          allowPlainHttp: false,
        },
      });
      if (!added.ok) throw new Error(added.error.code);
      return added.value.id;
    },
    {
      address: portal.address,
      key: portal.key,
      proxy,
      passphrase,
      fingerprint: sha256Of(certificate),
    },
  );
}

/** A key that the portal refuses, and the good one again. */
async function refuse(page: Page, portalId: string, { key, keys }: PracticePortal): Promise<void> {
  const replaceKey = (apiKey: string): Promise<unknown> =>
    page.evaluate((given) => window.gatehouse.portals.replaceKey(given), { portalId, apiKey });
  await replaceKey(keys.disabled);
  await expect(page.getByText('The portal does not accept this API key')).toBeVisible();
  await replaceKey(key);
  await expect(page.getByText('The portal does not accept this API key')).toBeHidden();
}

async function renewLicense(app: ElectronApplication, page: Page, info: TestInfo): Promise<void> {
  await portalPage(page).tab('License').click();
  const tab = licenseTab(page);
  await answerFilePicker(app, (await writeLicense(info, 'canary.lic')).path);
  await tab.choose.click();
  await tab.send.click();
  await expect(tab.outcome).toContainText('License activated');
}

/** A change that goes through, and one that somebody else came before. */
async function changeSharing(page: Page, portal: PracticePortal): Promise<void> {
  const tab = sharingTab(page);
  await tab.open();
  await tab.set({ 'Apply to rooms': false, 'Default link: DocSpace users only': true });
  await expect(tab.proved).toBeVisible();
  await expect(tab.toggle('Default link: DocSpace users only')).toBeChecked();
  await setSharing(portal, { externalShare: false });
  await tab.set({ 'Default link: DocSpace users only': false });
  await expect(page.getByText('1 change of these settings waits for you')).toBeVisible();
}

/** Exports the journal in every format, and the support report; answers with the exported texts. */
async function exportAll(
  app: ElectronApplication,
  page: Page,
  info: TestInfo,
): Promise<readonly string[]> {
  await page.evaluate(() => (location.hash = '#/changes'));
  const texts: string[] = [];
  for (const kind of ['CSV', 'JSON'] as const) {
    const file = inFolder(info, `changes.${kind}`);
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await changesPage(page).exportAs(kind);
    await expect(page.getByText(`changes.${kind}`)).toBeVisible();
    texts.push(await readFile(file, 'utf8'));
  }
  const report = await page.evaluate(() => window.gatehouse.app.supportReport());
  await writeFile(inFolder(info, 'support-report.json'), JSON.stringify(report));
  return texts;
}

async function setUpAnew(page: Page): Promise<void> {
  await page.evaluate(() => window.gatehouse.app.remember({ theme: 'dark', refreshMinutes: 5 }));
}

/** All that main sent to the window. */
const told = (traffic: readonly Message[]): string =>
  traffic.flatMap(({ direction, content }) => (direction === 'out' ? [content] : [])).join('\n');

/** All that the window sent to main, but for what a person had just typed. */
const asked = (traffic: readonly Message[]): string =>
  traffic
    .filter(({ direction, channel }) => direction === 'in' && !typedIn.includes(channel))
    .map(({ content }) => content)
    .join('\n');
