import { expect, test } from '../fixtures/app';
import { writes } from '../fixtures/portal-requests';
import { changesLink, changesPage, recoveryNews } from '../pages/changes';
import { makeConflict } from '../pages/conflict';
import { portalLinks } from '../pages/portals';

const putPolicy = 'PUT /api/2.0/files/settings/externalsharingsettings';

test('a conflict names both sides of each field; Keep mine brings ours and leaves the rest', async ({
  gatehouse: { page },
  startPortal,
}, info) => {
  const { portal, tab } = await makeConflict(page, startPortal, info);
  await expect(changesLink(page)).toHaveAccessibleName('Changes 1 open, 1 needs review');
  await expect(page.getByText('1 change of these settings waits for you')).toBeVisible();

  await recoveryNews(page).getByRole('button', { name: 'Show changes' }).click();
  const changes = changesPage(page);
  await changes.show('Needs review');
  await expect(changes.rows).toHaveCount(1);
  await expect(changes.rows).toContainText('Conflict');
  const details = await changes.open(changes.rows);
  await expect(details.conflict.getByRole('row')).toContainText([
    /Field.*When you changed it.*On the portal now.*Your change/,
    /Default link: DocSpace users only.*On.*On.*Off.*No conflict/,
    /External sharing.*Allowed.*Restricted.*Keep theirs.*Allowed.*Keep mine/,
  ]);
  await expect(details.settle).toBeDisabled();
  await details.choice('External sharing', 'Keep mine').check();
  await details.settle.click();
  await expect(details.steps.last()).toContainText('Done');
  await details.close();
  await expect(changes.table).toBeHidden();
  expect(writes(portal)).toEqual([putPolicy]);
  expect(portal.state.sharing).toMatchObject({
    externalShare: true,
    defaultShareLinkInternal: false,
    blockExistingLinksOnRestrict: false,
  });

  await portalLinks(page).click();
  await tab.open();
  await expect(tab.toggle('External sharing')).toBeChecked();
  await expect(tab.toggle('Default link: DocSpace users only')).not.toBeChecked();
  await expect(tab.toggle('Block existing links')).not.toBeChecked();
});

test('Keep theirs leaves the portal as the other one made it', async ({
  gatehouse: { page },
  startPortal,
}, info) => {
  const { portal } = await makeConflict(page, startPortal, info);
  const theirs = { ...portal.state.sharing };
  await changesLink(page).click();
  const changes = changesPage(page);
  const details = await changes.open(changes.rows);
  await details.keepAll('theirs').click();
  await expect(details.choice('External sharing', 'Keep theirs')).toBeChecked();
  await details.settle.click();
  await expect(details.steps.last()).toContainText('Done');
  await expect(details.dialog).toContainText('The portal kept 1 value differently');
  await details.close();
  await expect(changesLink(page)).toHaveAccessibleName('Changes');
  expect(portal.state.sharing).toEqual(theirs);
});
