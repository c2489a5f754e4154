import { sampleIds, samplePassword } from '../../../src-main/practice-portal';
import { expect, test } from '../fixtures/app';
import { announceNetwork, startAwayPortal } from '../fixtures/away';
import { toldLink } from '../fixtures/told-links';
import { linkPassword, openSharing, sharingTab } from '../pages/sharing';

const { files, rooms, links } = sampleIds;
const document = `file/${files.document}`;
const room = `rooms/${rooms.custom}`;

test('a password set by share link is on the portal, and is right for visitors', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal();
  await openSharing(page, portal);
  const form = linkPassword(page);
  const before = await toldLink(portal, document, links.documentPrimary);
  expect(before.sharedTo).not.toHaveProperty('password');

  await form.link.fill(before.sharedTo.shareLink);
  await form.suggest.click();
  await expect(form.password).toHaveAttribute('type', 'text');
  const password = await form.password.inputValue();
  expect(password).toHaveLength(16);
  await form.set.click();
  await expect(form.fact('Leads to')).toHaveText('File · Annual report 2026.docx');
  await expect(form.fact('Link')).toHaveText(before.sharedTo.title);
  await expect(form.fact('Password now')).toHaveText('None');
  await form.confirm.click();
  await expect(form.proved).toBeVisible();

  const after = await toldLink(portal, document, links.documentPrimary);
  const sharedTo = { ...before.sharedTo, password };
  expect(after).toEqual({ ...before, sharedTo, sharedLink: sharedTo });

  await form.check.click();
  await expect(form.outcome).toContainText('The password is right');
  await expect(form.outcome).toContainText('File · Annual report 2026.docx');
  await expect(form.undo).toBeVisible();
});

test('a link without password says so, and undo leads back to it', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal();
  await openSharing(page, portal);
  const form = linkPassword(page);
  const before = await toldLink(portal, document, links.documentPrimary);
  await form.try(before.sharedTo.requestToken, 'anything');
  await expect(form.outcome).toContainText('This link has no password');

  await form.suggest.click();
  await form.set.click();
  await form.confirm.click();
  await expect(form.proved).toBeVisible();
  await form.undo.click();
  await expect(form.proved).toBeVisible();
  await expect(form.undo).toBeVisible();
  expect(await toldLink(portal, document, links.documentPrimary)).toEqual(before);
});

test('visitors are told apart: wrong, blocked, expired, DocSpace users only, unknown', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal();
  await openSharing(page, portal);
  const form = linkPassword(page);
  const keyOf = async (id: string): Promise<string> =>
    (await toldLink(portal, document, id)).sharedTo.requestToken;

  await form.try(await keyOf(links.documentExpired), 'x');
  await expect(form.outcome).toContainText('expired');
  await form.try(await keyOf(links.documentInternal), 'x');
  await expect(form.outcome).toContainText('signed in');
  await form.try('NoSuchKeyNoSuchKeyNoSuchKey', 'x');
  await expect(form.outcome).toContainText('does not');

  const locked = await keyOf(links.documentPassword);
  await form.try(locked, '');
  await expect(form.outcome).toContainText('password');
  await form.password.fill('wrong');
  for (let turn = 1; turn <= 5; turn += 1) {
    await form.check.click();
    await expect(form.outcome).toContainText('The password is wrong');
  }
  await form.password.fill(samplePassword);
  await expect(form.outcome).toBeHidden();
  await form.check.click();
  await expect(form.outcome).toContainText('minute');
});

test('what cannot be set is said before anything is asked of the portal', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal();
  await openSharing(page, portal);
  const form = linkPassword(page);
  await expect(form.rules).toHaveCount(2);
  await form.set.click();
  await expect(form.link).toHaveAccessibleDescription(/Paste a share link/);
  await form.link.fill('some words');
  await form.password.fill('short');
  await expect(form.rules.first()).toContainText('not kept');
  await form.set.click();
  await expect(form.password).toHaveAccessibleDescription(/would refuse it/);
  await form.password.fill('long enough');
  await expect(form.rules.first()).not.toContainText('not kept');
  await expect(form.rules.last()).toContainText('not kept');
  await form.password.fill('long-enough');
  await expect(form.rules).toContainText([/– kept/, /– kept/]);
  await form.set.click();
  await expect(form.outcome).toContainText('neither');
  expect(portal.requests.filter(({ path }) => path.includes('/share/'))).toEqual([]);
});

test('a link of another portal leads there', async ({ gatehouse: { page }, startPortal }) => {
  const [alpha, beta] = [await startPortal(), await startPortal()];
  await openSharing(page, { address: beta.address, key: beta.key, name: 'Beta' });
  await openSharing(page, { address: alpha.address, key: alpha.key, name: 'Alpha' });
  const form = linkPassword(page);
  const { shareLink } = (await toldLink(beta, document, links.documentPassword)).sharedTo;
  await form.try('https://docs.example.com/s/abcdefghijklmno', samplePassword);
  await expect(form.outcome).toContainText('docs.example.com');
  await expect(form.openPortal).toBeHidden();
  await form.try(shareLink, samplePassword);
  await expect(form.outcome).toContainText(new URL(beta.address).host);
  await form.openPortal.click();
  await expect(page.getByRole('heading', { name: 'Beta', level: 1 })).toBeVisible();
  await expect(form.link).toHaveValue(shareLink);
  await expect(form.password).toHaveValue('');
});

test('a link that this key may not manage is told to be so', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal();
  const { shareLink } = await foreignLink();
  await openSharing(page, { address: portal.address, key: portal.keys.admin });
  const form = linkPassword(page);
  await form.try(shareLink, '');
  await expect(form.outcome).toContainText('This link has no password');
  await form.suggest.click();
  await form.set.click();
  await expect(form.outcome).toContainText('The password of this link cannot be set here');
  await expect(form.outcome).toContainText('may not manage links here');

  async function foreignLink() {
    const manager = { ...portal, key: portal.keys.roomAdmin };
    return (await toldLink(manager, `rooms/${rooms.foreign}`, links.foreignRoom)).sharedTo;
  }
});

test('while sharing is restricted, it is said before that the link becomes an inner one', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal();
  const tab = await openSharing(page, portal);
  await tab.set({ 'External sharing': false });
  await expect(tab.proved).toBeVisible();
  const form = linkPassword(page);
  const told = () => toldLink(portal, document, links.documentPassword);
  await form.link.fill((await told()).sharedTo.shareLink);
  await form.suggest.click();
  await form.set.click();
  await expect(form.question).toContainText('makes this link one for DocSpace users only');
  await form.confirm.click();
  await expect(form.saved).toContainText('The portal kept something differently');
  const { password, internal } = (await told()).sharedTo;
  expect([password, internal]).toEqual([await form.password.inputValue(), true]);
});

test('offline, a link that is known here gets its password later', async ({
  gatehouse: { page },
  startPortal,
}, info) => {
  const portal = await startAwayPortal(startPortal, info, 'Harbour');
  await openSharing(page, portal);
  const tab = sharingTab(page);
  const form = linkPassword(page);
  const { shareLink } = (await toldLink(portal.now, room, links.customRoom)).sharedTo;
  const { shareLink: other } = (await toldLink(portal.now, document, links.documentPassword))
    .sharedTo;
  await form.link.fill(shareLink);
  await form.suggest.click();
  const password = await form.password.inputValue();
  await form.set.click();
  await expect(form.fact('Password now')).toHaveText('Has one');
  await form.cancel.click();

  await portal.goAway();
  await tab.refresh.click();
  await expect(tab.offline.first()).toBeVisible();
  await expect(form.check).toBeDisabled();
  await expect(form.check).toHaveAccessibleDescription(/needs a connection/);
  await form.set.click();
  await expect(form.question).toContainText('cannot be reached now');
  await form.confirm.click();
  await expect(form.savedHere).toBeVisible();

  await form.link.fill(other);
  await form.set.click();
  await expect(form.outcome).toContainText('cannot be looked up without a connection');

  await portal.comeBack();
  await announceNetwork(page);
  await expect
    .poll(async () => (await toldLink(portal.now, room, links.customRoom)).sharedTo.password)
    .toBe(password);
});
