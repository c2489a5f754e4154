import { expect, test } from '../fixtures/app';
import { fileSettings, openSharing } from '../pages/sharing';

test('3.7.2: restricting says what follows, and the portal has it', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal({ version: '3.7.2' });
  const tab = await openSharing(page, portal);
  await expect(tab.note('External sharing')).toContainText('Allowed: files');
  await expect(tab.switches).toHaveCount(6);

  await tab.toggle('External sharing').uncheck();
  await expect(tab.note('External sharing')).toContainText('Restricted: new links');
  await expect(tab.toggle('Share to social media')).toBeDisabled();
  await expect(tab.toggle('Default link: DocSpace users only')).toBeDisabled();
  await expect(tab.bar).toContainText(/External sharing:\s*Allowed.*Restricted/);
  await expect(tab.bar).toContainText('In public rooms, links can no longer be created or changed');
  await expect(tab.bar).toContainText('Existing links stop working');
  await tab.toggle('Block existing links').uncheck();
  await expect(tab.bar).toContainText('Existing links go on working');
  await tab.toggle('Apply to rooms').uncheck();
  await expect(tab.bar).toContainText('rooms can still be shared with anyone');
  await expect(tab.bar).not.toContainText('In public rooms');
  await tab.save.click();
  await expect(tab.proved).toBeVisible();
  expect(portal.state.sharing).toEqual({
    externalShare: false,
    externalShareSocialMedia: false,
    defaultShareLinkInternal: true,
    externalShareApplyToDocuments: true,
    externalShareApplyToRooms: false,
    blockExistingLinksOnRestrict: false,
  });
  // The list of all settings was read before: it must not go on telling what is no longer so.
  const all = fileSettings(page);
  await all.search.fill('blockExisting');
  await expect(all.row('blockExistingLinksOnRestrict')).toContainText('No');
});

test('3.6.1: two switches, and the note that the version only stores them', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal({ version: '3.6.1' });
  const tab = await openSharing(page, portal);
  await expect(tab.switches).toHaveCount(2);
  await expect(tab.storedOnly).toBeVisible();
  await expect(tab.note('External sharing')).toContainText('Links work the same either way');
  await tab.toggle('External sharing').uncheck();
  await expect(tab.bar).toContainText(/Allowed.*Restricted/);
  await expect(tab.bar).toContainText('This version only stores it');
  await expect(tab.bar).not.toContainText('stop working');
  await tab.save.click();
  await expect(tab.proved).toBeVisible();
  expect(portal.state.sharing).toMatchObject({
    externalShare: false,
    externalShareSocialMedia: false,
    blockExistingLinksOnRestrict: true,
  });
});
