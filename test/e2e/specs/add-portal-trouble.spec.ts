import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from '../fixtures/app';
import { connectionTest } from '../pages/connection-test';
import { addPortalDialog, fillIn, portalLinks, portalPage } from '../pages/portals';

const unusedKey = `sk-${'0'.repeat(64)}`;

test('each address that leads nowhere has its own words, and nothing typed is lost', async ({
  gatehouse: { page },
}) => {
  const key = unusedKey;
  const { dialog, address, apiKey, testConnection, save } = await fillIn(page, {
    address: '',
    key,
    name: 'Mine',
  });
  for (const [typed, words] of [
    ['', 'Enter the address'],
    ['not a web address', 'This is not a web address'],
    ['https://', 'This is not a web address'],
    ['https://docs.example.com:99999', 'This is not a web address'],
    ['ftp://docs.example.com', '“ftp” addresses do not lead to a server'],
    ['https://me:secret@docs.example.com', 'Leave out user name and password'],
  ] as const) {
    await test.step(typed || 'nothing', async () => {
      for (const button of [testConnection, save]) {
        await address.fill(typed);
        await button.click();
        await expect(address).toHaveAccessibleDescription(new RegExp(words));
        await expect(address).toBeFocused();
        await address.fill(`${typed} `);
        await expect(address).not.toHaveAttribute('aria-invalid', 'true');
      }
    });
  }
  await expect(dialog).toBeVisible();
  await expect(apiKey).toHaveValue(key);
  await expect(addPortalDialog(page).name).toHaveValue('Mine');
  await expect(portalLinks(page)).toHaveCount(0);
});

test('each key that cannot be one has its own words', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal();
  const { apiKey, save } = await fillIn(page, portal);
  for (const [typed, words] of [
    ['', 'Enter the API key'],
    ['my password', 'This does not look like an API key'],
    ['sk-two words', 'This does not look like an API key'],
  ] as const) {
    await apiKey.fill(typed);
    await save.click();
    await expect(apiKey).toHaveAccessibleDescription(new RegExp(words));
    await expect(apiKey).toBeFocused();
  }
  expect(portal.requests).toEqual([]);
  await expect(portalLinks(page)).toHaveCount(0);
});

test('http to another computer only after a warning and a clear yes', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal();
  // Not a loopback address for the app, and yet it leads to this computer.
  const host = `0.0.0.0:${portal.port}`;
  const { dialog, address, testConnection, save } = await fillIn(page, {
    address: `http://${host}`,
    key: portal.key,
    name: 'Unencrypted',
  });
  const accept = dialog.getByRole('checkbox', {
    name: 'Send everything unencrypted, the API key included',
  });
  await expect(accept).toBeHidden();
  for (const button of [testConnection, save]) {
    await button.click();
    await expect(
      dialog.getByText(`The connection to ${host} would not be encrypted`),
    ).toBeVisible();
    await expect(dialog.getByText('This connection is not encrypted')).toBeVisible();
    await expect(accept).not.toBeChecked();
  }
  expect(portal.requests).toEqual([]);

  await accept.check();
  await address.fill(`http://${host}/`);
  await expect(accept).toBeHidden();
  await save.click();
  await expect(accept).not.toBeChecked();
  expect(portal.requests).toEqual([]);

  await accept.check();
  await testConnection.click();
  const { result, steps } = connectionTest(dialog);
  await expect(steps.nth(1)).toHaveText('Secure connection Done Not encrypted');
  await expect(result.getByText('Passed')).toBeVisible();
  await save.click();
  await expect(dialog).toBeHidden();
  await expect(portalPage(page).fact('Role')).toHaveText('Owner');
  await expect(page.getByText('None: the connection is not encrypted')).toBeVisible();
});

test('each portal that answers wrongly has its own words', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const [portal, elsewhere] = await Promise.all([startPortal(), startPortal()]);
  // For the app another host, and yet it leads to this computer.
  const otherHost = `localhost:${elsewhere.port}`;
  const { dialog, testConnection } = await fillIn(page, portal);
  const { result, steps } = connectionTest(dialog);
  const notDocSpace = 'There is no DocSpace portal at this address';
  const unavailable = 'The portal is not available (HTTP 502)';
  for (const [effect, words] of [
    [{ kind: 'html', status: 200 }, notDocSpace],
    [{ kind: 'empty' }, notDocSpace],
    [{ kind: 'oversize' }, `The answer from 127.0.0.1:${portal.port} is too large`],
    [{ kind: 'halfJson' }, 'The portal’s answer cannot be read'],
    [{ kind: 'html', status: 502 }, unavailable],
    [{ kind: 'rateLimited', retryAfter: 30 }, 'The portal gets too many requests'],
    [{ kind: 'suspended' }, 'The portal is suspended'],
    [{ kind: 'restoring' }, 'The portal is under maintenance'],
    [{ kind: 'reset', when: 'before' }, `The connection to 127.0.0.1:${portal.port} was lost`],
    [
      { kind: 'redirect', location: `http://${otherHost}/api/2.0/settings` },
      `This address leads on to ${otherHost}`,
    ],
  ] as const) {
    await test.step(JSON.stringify(effect), async () => {
      portal.switches.clear();
      portal.switches.set(effect);
      await testConnection.click();
      await expect(steps.nth(2)).toContainText(`DocSpace answers Failed ${words}`);
      await expect(steps.nth(3)).toContainText('Key accepted Skipped');
      await expect(result.getByText('Failed', { exact: true }).first()).toBeVisible();
    });
  }
  expect(elsewhere.requests).toEqual([]);
  expect(portal.requests.filter(({ hadAuthorization }) => hadAuthorization)).toEqual([]);

  await test.step('a redirect only once the key is asked for', async () => {
    portal.switches.clear();
    portal.switches.set({
      kind: 'redirect',
      path: 'people/@self',
      location: `http://${otherHost}/api/2.0/people/@self`,
    });
    await testConnection.click();
    await expect(steps.nth(3)).toContainText(
      `Key accepted Failed This address leads on to ${otherHost}`,
    );
    expect(elsewhere.requests).toEqual([]);
  });

  await test.step('and all is well once the portal is', async () => {
    portal.switches.clear();
    await testConnection.click();
    await expect(result.getByText('Passed')).toBeVisible();
  });
});

test('a portal that cannot be reached: refused, unknown, silent', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const gone = await startPortal();
  await gone.stop();
  const { dialog, address, apiKey, testConnection, cancel } = await fillIn(page, gone);
  const { steps, result } = connectionTest(dialog);
  await testConnection.click();
  await expect(steps.first()).toContainText(
    `Address found Failed No connection to 127.0.0.1:${gone.port}`,
  );

  await address.fill('no-such-portal.invalid');
  await testConnection.click();
  await expect(steps.first()).toContainText(
    'Address found Failed There is no computer named “no-such-portal.invalid”',
  );

  const silent = await startSilent();
  await address.fill(silent.address);
  await testConnection.click();
  await expect(steps.nth(2)).toContainText('DocSpace answers Running');
  await expect.poll(silent.connections).toBe(1);
  await cancel.click();
  await expect(dialog).toBeHidden();
  await expect.poll(silent.connections).toBe(0);
  await silent.stop();

  await page.keyboard.press('Control+n');
  await expect(apiKey).toHaveValue('');
  await expect(result).toBeHidden();
});

test('each key says what it is good for, or why it is refused', async ({
  gatehouse: { page },
  startPortal,
}) => {
  const portal = await startPortal();
  const { keys } = portal;
  const { dialog, apiKey, testConnection } = await fillIn(page, portal);
  const { steps, works, result } = connectionTest(dialog);

  for (const [what, key] of [
    ['dead', unusedKey],
    ['disabled', keys.disabled],
    ['expired', keys.expired],
  ] as const) {
    await test.step(what, async () => {
      await apiKey.fill(key);
      await testConnection.click();
      await expect(steps.nth(3)).toContainText(
        'Key accepted Failed The portal does not accept this API key',
      );
      await expect(steps.nth(4)).toContainText('What the key may do Skipped');
    });
  }

  const restricted = 'No The key is restricted; use one without restrictions';
  const noAdmin = 'No Needs the key of an administrator';
  for (const [name, role, license, sharing, links] of [
    ['readOnly', 'Owner', restricted, restricted, restricted],
    ['linksOnly', 'Owner', restricted, 'Yes', 'Yes'],
    ['selfOnly', 'Owner', restricted, restricted, restricted],
    ['admin', 'Administrator', 'Yes', 'Yes', 'Yes'],
    ['roomAdmin', 'Room administrator', noAdmin, noAdmin, 'Yes'],
    ['user', 'User', noAdmin, noAdmin, 'Yes'],
    ['guest', 'Guest', noAdmin, noAdmin, 'No Guests cannot manage links'],
  ] as const) {
    await test.step(name, async () => {
      await apiKey.fill(keys[name]);
      await testConnection.click();
      await expect(steps.nth(3)).toContainText(` · ${role}`);
      await expect(works).toHaveText([
        `License ${license}`,
        `Sharing ${sharing}`,
        `File links ${links}`,
      ]);
      await expect(result.getByText('Passed')).toBeVisible();
    });
  }

  await test.step('on a portal that is not paid', async () => {
    portal.switches.set({ kind: 'notPaid' });
    await apiKey.fill(portal.key);
    await testConnection.click();
    await expect(works).toHaveText([
      'License Yes',
      'Sharing No The portal is not paid',
      'File links No The portal is not paid',
    ]);
  });
});

/** A server that takes connections and never says a word. */
async function startSilent() {
  const server = createServer();
  let open = 0;
  server.on('connection', (socket) => {
    open += 1;
    socket.on('error', () => undefined);
    socket.resume().on('close', () => (open -= 1));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    connections: () => open,
    stop: () => server[Symbol.asyncDispose](),
  };
}
