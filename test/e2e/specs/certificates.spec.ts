import { writeFile } from 'node:fs/promises';
import type { PracticePortal } from '../../../src-main/practice-portal';
import { answerFilePicker, expect, inFolder, test } from '../fixtures/app';
import { makeCertificate, sha256Of } from '../../certificates';
import { connectionTest } from '../pages/connection-test';
import { fillIn, portalDialog, portalPage } from '../pages/portals';

test('an unknown certificate: exactly this one is trusted, and another one in its place is not', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const [first, second] = await Promise.all([makeCertificate('first'), makeCertificate('second')]);
  const portal = await startPortal({ tls: first, title: 'Behind TLS' });
  const host = `127.0.0.1:${portal.port}`;
  const { dialog, testConnection, save } = await fillIn(page, { ...portal, name: 'Behind TLS' });
  const { result, steps, trust } = connectionTest(dialog);

  await test.step('not trusted: nothing is sent', async () => {
    await testConnection.click();
    await expect(steps.nth(1)).toContainText(
      `Secure connection Failed The certificate of ${host} is signed by nobody but itself`,
    );
    await expect(steps.nth(2)).toContainText('DocSpace answers Skipped');
    await expect(steps.nth(1)).toContainText('Issued to first');
    await expect(steps.nth(1)).toContainText(sha256Of(first));
    await expect(trust).not.toBeChecked();
    expect(portal.requests).toEqual([]);
  });

  await test.step('trusted: it works', async () => {
    await trust.check();
    await expect(result.getByText('Now test again.')).toBeVisible();
    await testConnection.click();
    await expect(steps.nth(1)).toContainText(
      'Secure connection Done Exactly this certificate is trusted for this portal',
    );
    await expect(result.getByText('Passed')).toBeVisible();
    await save.click();
    await expect(dialog).toBeHidden();
    await expect(portalPage(page).fact('Role')).toHaveText('Owner');
    await expect(page.getByText('Trusted for this portal only')).toBeVisible();
  });

  await portal.stop();
  const other = await startPortal({ tls: second, key: portal.key, port: portal.port });
  const changed = `The certificate of ${host} has changed`;
  const warning = page.getByRole('alert').filter({ hasText: changed });

  await test.step('another certificate: said in strong words, and nothing is sent', async () => {
    await portalPage(page).refresh.click();
    await expect(warning).toContainText('Nothing was sent. It may have been renewed, or someone');
    await expect(portalPage(page).fact('Role')).toHaveText('Owner');
    expect(other.requests).toEqual([]);
  });

  await test.step('the new one can be compared with the old one, and be trusted', async () => {
    await warning.getByRole('button', { name: 'Edit…' }).click();
    const edit = portalDialog(page, 'Edit portal');
    const again = connectionTest(edit.dialog);
    await edit.testConnection.click();
    await expect(again.steps.nth(1)).toContainText(`Secure connection Failed ${changed}`);
    await expect(again.result.getByText('This is not the certificate you trusted')).toBeVisible();
    await expect(again.steps.nth(1)).toContainText(`Trusted so far (SHA-256) ${sha256Of(first)}`);
    await expect(again.steps.nth(1)).toContainText(`Shown now (SHA-256) ${sha256Of(second)}`);
    await expect(again.trust).not.toBeChecked();
    expect(other.requests).toEqual([]);

    await again.trust.check();
    await edit.save.click();
    await expect(edit.dialog).toBeHidden();
    await expect(warning).toBeHidden();
    await expect.poll(() => answered(other)).toContain('/api/2.0/people/@self');
  });
});

test('an issuer of one’s own is added with its certificate authority file', async ({
  gatehouse: { app, page },
  startPortal,
}, info) => {
  const issuer = await makeCertificate('House authority', { authority: true });
  const tls = await makeCertificate('docs', { issuer });
  const portal = await startPortal({ tls });
  const { dialog, connection, testConnection } = await fillIn(page, portal);
  const { result, steps, trust } = connectionTest(dialog);
  await testConnection.click();
  await expect(steps.nth(1)).toContainText(
    `The certificate of 127.0.0.1:${portal.port} comes from an unknown issuer`,
  );
  await expect(steps.nth(1)).toContainText('Issued by House authority');
  await expect(trust).toBeVisible();
  expect(portal.requests).toEqual([]);

  await connection.click();
  const choose = dialog.getByRole('button', { name: 'Certificate authority file…' });
  await test.step('a file that is none', async () => {
    const wrong = inFolder(info, 'wrong.pem');
    await writeFile(wrong, 'no certificate');
    await answerFilePicker(app, wrong);
    await choose.click();
    await expect(dialog.getByText('This is not a usable certificate file')).toBeVisible();
  });

  const file = inFolder(info, 'authority.pem');
  await writeFile(file, issuer.cert);
  await answerFilePicker(app, file);
  await choose.click();
  await expect(dialog.getByText('authority.pem', { exact: true })).toBeVisible();
  await testConnection.click();
  await expect(steps.nth(1)).toContainText(
    'Secure connection Done A known authority vouches for the certificate',
  );
  await expect(result.getByText('Passed')).toBeVisible();
});

const answered = ({ requests }: PracticePortal): readonly string[] =>
  requests.filter(({ status }) => status === 200).map(({ path }) => path);
