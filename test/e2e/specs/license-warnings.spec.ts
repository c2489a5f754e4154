import { answerFilePicker, expect, test } from '../fixtures/app';
import { dayFromNow, writeLicense } from '../fixtures/license-files';
import { writes } from '../fixtures/portal-requests';
import { openLicense } from '../pages/license';

const present = `the license on the portal on ${dayFromNow(365)}.`;

const doubtful = [
  {
    name: 'expired.lic',
    kind: 'expired',
    options: {},
    warnings: [
      `Already expired This license ended on ${dayFromNow(-35)}.`,
      `Ends earlier than the present license The file ends on ${dayFromNow(-35)}, ${present}`,
    ],
  },
  {
    name: 'future.lic',
    kind: 'notYetValid',
    options: {},
    warnings: [`Starts in the future This license starts on ${dayFromNow(7)}.`],
  },
  {
    name: 'developer.lic',
    kind: 'standard',
    options: { developer: true },
    warnings: [
      'Wrong edition for this portal The file is for Developer, the portal is Enterprise.',
    ],
  },
  {
    name: 'shorter.lic',
    kind: 'standard',
    options: { endDays: 100 },
    warnings: [
      `Ends earlier than the present license The file ends on ${dayFromNow(100)}, ${present}`,
    ],
  },
  {
    name: 'customer.lic',
    kind: 'standard',
    options: { customerId: 'Somebody else' },
    warnings: [
      'Other customer ID The file is for Somebody else, the license on the portal for Practice Installation.',
    ],
  },
] as const;

test('what looks wrong about a file is said, and asked about once more before it is sent', async ({
  gatehouse: { app, page },
  startPortal,
}, info) => {
  const portal = await startPortal({ license: 'standard' });
  const tab = await openLicense(page, { ...portal, name: 'Docs' });
  await expect(tab.dueDate).toHaveText(dayFromNow(365));
  const said = tab.file.getByRole('note');
  const question = page.getByRole('alertdialog');

  for (const { name, kind, options, warnings } of doubtful) {
    await test.step(name, async () => {
      const license = await writeLicense(info, name, kind, options);
      await answerFilePicker(app, license.path);
      await tab.choose.click();
      await expect(tab.fact('SHA-256')).toContainText(license.sha256);
      await expect(said).toContainText([...warnings]);
      await expect(said).toHaveCount(warnings.length);
      await tab.send.click();
      await expect(question).toHaveAccessibleName(`Send ${name} to Docs?`);
      await expect(question.getByRole('note')).toContainText([...warnings]);
      await question.getByRole('button', { name: 'Cancel' }).click();
      await expect(question).toBeHidden();
    });
  }
  expect(writes(portal)).toEqual([]);

  await test.step('sent all the same', async () => {
    await tab.send.click();
    await question.getByRole('button', { name: 'Send anyway' }).click();
    await expect(tab.outcome).toContainText('License activated');
    await expect(tab.compared('Customer ID')).toHaveText([
      'Practice Installation',
      'changed Somebody else',
    ]);
  });
});

const refused = [
  {
    name: 'developer.lic',
    kind: 'standard',
    developer: true,
    upload: 'Upload Failed The portal refuses this license file The portal says: License Conflict.',
    activate: 'Activate Skipped',
    outcome: 'The file was not uploaded',
  },
  {
    name: 'future.lic',
    kind: 'notYetValid',
    developer: false,
    upload:
      'Upload Failed The portal refuses this license file The portal says: Specified argument was out',
    activate: 'Activate Skipped',
    outcome: 'The file was not uploaded',
  },
  {
    name: 'expired.lic',
    kind: 'expired',
    developer: false,
    upload:
      'The portal says: Uploaded successfully. Support and updates are not available for this license since',
    activate:
      'Activate Failed The portal did not activate the license The portal says: License key is not correct',
    outcome: 'The license was not activated',
  },
] as const;

test('what the portal refuses of it is told in the portal’s own words', async ({
  gatehouse: { app, page },
  startPortal,
}, info) => {
  const portal = await startPortal({ documentServer: { refusalMs: 0 } });
  const tab = await openLicense(page, portal);
  for (const { name, kind, developer, upload, activate, outcome } of refused) {
    await test.step(name, async () => {
      await answerFilePicker(app, (await writeLicense(info, name, kind, { developer })).path);
      await tab.choose.click();
      await expect(tab.steps).toHaveCount(0);
      await expect(tab.file).toContainText(name);
      await tab.send.click();
      await page.getByRole('button', { name: 'Send anyway' }).click();
      await expect(tab.outcome).toContainText(outcome);
      await expect(tab.steps).toContainText([upload, activate, 'Verify Skipped']);
      await expect(tab.dueDate).toHaveText(dayFromNow(12));
    });
  }
});
