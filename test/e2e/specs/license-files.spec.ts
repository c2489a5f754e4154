import { chmod, mkdir, open, rm, symlink, writeFile } from 'node:fs/promises';
import type { ElectronApplication } from 'playwright';
import { answerFilePicker, expect, inFolder, test } from '../fixtures/app';
import { writes } from '../fixtures/portal-requests';
import { writeLicense } from '../fixtures/license-files';
import { openLicense } from '../pages/license';

test('each file that is no license has its own words, and the one chosen before stays', async ({
  gatehouse: { app, page },
  startPortal,
}, info) => {
  const portal = await startPortal();
  const tab = await openLicense(page, portal);
  const good = await writeLicense(info, 'good.lic');
  await answerFilePicker(app, good.path);
  await tab.choose.click();
  await expect(tab.fact('SHA-256')).toContainText(good.sha256);
  const problem = tab.file.getByRole('alert');

  const nobodys = { ...JSON.parse(good.text), customer_id: undefined };
  const unsigned = { ...JSON.parse(good.text), signature: undefined };
  for (const [name, make, words] of [
    ['empty.lic', (path) => writeFile(path, ''), 'The file is empty'],
    ['huge.lic', sparse, 'The file is too large'],
    ['folder.lic', (path) => mkdir(path), 'This is a folder, not a file'],
    ['link.lic', (path) => symlink(good.path, path), 'This is only a link to a file'],
    ['gone.lic', () => Promise.resolve(), 'The file is no longer there'],
    [
      'binary.lic',
      (path) => writeFile(path, Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x7b, 0x00, 0x01])),
      'This is not a license file: it is not text',
    ],
    [
      'utf16.lic',
      (path) => writeFile(path, `\ufeff${good.text}`, 'utf16le'),
      'The text of this license file is encoded wrongly',
    ],
    [
      'other.lic',
      (path) => writeFile(path, JSON.stringify(nobodys)),
      'This is not a license file: it names no customer',
    ],
    [
      'unsigned.lic',
      (path) => writeFile(path, JSON.stringify(unsigned)),
      'This license file is not signed',
    ],
    [
      'half.lic',
      (path) => writeFile(path, good.text.slice(0, good.text.length / 2)),
      'This is not a license file: its text has another form',
    ],
    [
      'list.lic',
      (path) => writeFile(path, '[1, 2]'),
      'This is not a license file: its text has another form',
    ],
  ] satisfies [string, (path: string) => Promise<unknown>, string][]) {
    await test.step(name, async () => {
      const path = inFolder(info, name);
      await make(path);
      await answerFilePicker(app, path);
      await tab.choose.click();
      await expect(problem).toContainText(words);
      await expect(tab.fact('SHA-256')).toContainText(good.sha256);
      await answerFilePicker(app, null);
      await tab.choose.click();
      await expect(problem).toBeHidden();
    });
  }

  await test.step('unreadable.lic', async () => {
    const { path } = await writeLicense(info, 'unreadable.lic');
    await chmod(path, 0);
    await answerFilePicker(app, path);
    await asNobody(app, async () => {
      await tab.choose.click();
      await expect(problem).toContainText('The file cannot be read');
    });
    await expect(tab.fact('SHA-256')).toContainText(good.sha256);
  });

  expect(writes(portal)).toEqual([]);
  await tab.send.click();
  await expect(tab.outcome).toContainText('License activated');
  expect(portal.state.license.currentFile).toBe(good.text);
});

test('a file that changes or vanishes after it was chosen is not sent', async ({
  gatehouse: { app, page },
  startPortal,
}, info) => {
  const portal = await startPortal();
  const tab = await openLicense(page, portal);
  const chosen = await writeLicense(info, 'chosen.lic');
  await answerFilePicker(app, chosen.path);
  await tab.choose.click();
  await expect(tab.fact('SHA-256')).toContainText(chosen.sha256);
  const problem = tab.file.getByRole('alert');

  const changed = await writeLicense(info, 'chosen.lic', 'lifetime');
  await tab.send.click();
  await expect(problem).toContainText(
    'The file has changed since you chose it Nothing was sent. Choose it again',
  );
  await expect(tab.fact('SHA-256')).toContainText(chosen.sha256);

  await rm(chosen.path);
  await tab.send.click();
  await expect(problem).toContainText('The file is no longer there');
  await expect(tab.fact('SHA-256')).toContainText(chosen.sha256);
  expect(writes(portal)).toEqual([]);

  await writeFile(changed.path, changed.text);
  await tab.choose.click();
  await expect(problem).toBeHidden();
  await expect(tab.fact('SHA-256')).toContainText(changed.sha256);
  await tab.send.click();
  await expect(tab.outcome).toContainText('License activated');
  expect(portal.state.license.currentFile).toBe(changed.text);
});

/** A file of two gigabytes that takes no room. */
async function sparse(path: string): Promise<void> {
  const file = await open(path, 'w');
  await file.truncate(2 * 1024 ** 3);
  await file.close();
}

/** Lets the app read as somebody for whom file modes count: for root they do not. */
async function asNobody(app: ElectronApplication, task: () => Promise<void>): Promise<void> {
  const become = (uid: number) => app.evaluate((_electron, id) => process.seteuid?.(id), uid);
  if (process.getuid?.() !== 0) return task();
  await become(65_534);
  try {
    await task();
  } finally {
    await become(0);
  }
}
