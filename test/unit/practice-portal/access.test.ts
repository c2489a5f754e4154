import { describe, expect, it } from 'vitest';
import { ask, licenseForm, openPortal, success } from './portal';

const deadKey = `sk-${'0'.repeat(64)}`;

describe('credentials', () => {
  it.each([
    ['none', null],
    ['a key without Bearer', (key: string) => key],
    ['bearer in lower case', (key: string) => `bearer ${key}`],
    ['two spaces', (key: string) => `Bearer  ${key}`],
    ['Basic', (key: string) => `Basic ${key}`],
    ['an unknown key', () => `Bearer ${deadKey}`],
    ['something else as Bearer', () => 'Bearer token'],
  ])('%s get an empty 401', async (_, write) => {
    const portal = await openPortal();
    const headers: Record<string, string> = write ? { authorization: write(portal.key) } : {};
    const answer = await ask(portal, 'GET people/@self', { key: null, headers });
    expect([answer.status, answer.text]).toEqual([401, '']);
  });

  it.each(['disabled', 'expired'] as const)('a key that is %s gets an empty 401', async (name) => {
    const portal = await openPortal();
    const answer = await ask(portal, 'GET people/@self', { key: portal.keys[name] });
    expect([answer.status, answer.text]).toEqual([401, '']);
  });

  it.each([
    ['main', { isOwner: true, isAdmin: true }],
    ['admin', { isOwner: false, isAdmin: true }],
    ['roomAdmin', { isAdmin: false, isRoomAdmin: true }],
    ['user', { isAdmin: false, isCollaborator: true }],
    ['guest', { isAdmin: false, isVisitor: true }],
  ] as const)('the key %s acts as its person', async (name, flags) => {
    const portal = await openPortal();
    const { body } = await ask(portal, 'GET people/@self', { key: portal.keys[name] });
    expect(body).toMatchObject({ response: flags });
  });

  it('are told about themselves, masked', async () => {
    const portal = await openPortal();
    const { body, text } = await ask(portal, 'GET keys/@self', { key: portal.keys.linksOnly });
    const postfix = portal.keys.linksOnly.slice(-4);
    expect(body).toMatchObject({
      response: {
        key: `sk-***${postfix}`,
        keyPostfix: postfix,
        permissions: ['files:write', 'rooms:write', 'accounts.self:read'],
        isActive: true,
      },
    });
    expect(text).not.toContain(portal.keys.linksOnly);
  });

  it('see all keys as admin, else their own', async () => {
    const portal = await openPortal();
    const asUser = await ask(portal, 'GET keys', { key: portal.keys.user });
    expect(asUser.body).toHaveProperty('response.length', 1);
    const asAdmin = await ask(portal, 'GET keys', { key: portal.keys.admin });
    expect(asAdmin.body).toHaveProperty('response.length', 12);
  });

  it('do not exist before 3.1.0', async () => {
    const portal = await openPortal({ version: '3.0.4' });
    expect((await ask(portal, 'GET people/@self')).status).toBe(401);
    expect((await ask(portal, 'GET keys/@self')).status).toBe(404);
    expect((await ask(portal, 'GET authentication')).body).toMatchObject(success(false));
  });
});

describe('scopes', () => {
  it.each([
    ['readOnly', 'GET portal/tariff', 200],
    ['readOnly', 'GET settings/license/refresh', 200],
    ['readOnly', 'POST settings/license/accept', 403],
    ['linksOnly', 'GET files/settings', 200],
    ['linksOnly', 'GET people/@self', 200],
    ['linksOnly', 'GET portal/tariff', 403],
    ['linksOnly', 'GET settings/security/password', 200],
    ['selfOnly', 'GET people/@self', 200],
    ['selfOnly', 'GET keys/@self', 200],
    ['selfOnly', 'GET keys', 403],
    ['selfOnly', 'GET files/settings', 403],
    ['selfOnly', 'GET settings', 403],
    ['selfOnly', 'GET authentication', 403],
  ] as const)('%s: %s answers %i', async (name, route, status) => {
    const portal = await openPortal();
    expect((await ask(portal, route, { key: portal.keys[name] })).status).toBe(status);
  });

  it('are not looked at when a license is uploaded', async () => {
    const portal = await openPortal();
    const { status } = await ask(portal, 'POST settings/license', {
      key: portal.keys.selfOnly,
      body: licenseForm('no license'),
    });
    expect(status).toBe(500);
  });

  it('are refused with an empty 403 on ordinary routes', async () => {
    const portal = await openPortal();
    const { status, text } = await ask(portal, 'GET portal', { key: portal.keys.selfOnly });
    expect([status, text]).toEqual([403, '']);
  });
});

describe('anonymous routes with a bad key', () => {
  const routes = [
    'GET settings',
    'GET settings/version/build',
    'GET capabilities',
    'GET authentication',
    'GET settings/license/required',
    'GET files/settings',
  ];

  it.each(routes)('3.7.1 refuses %s with problem+json', async (route) => {
    const portal = await openPortal({ version: '3.7.1' });
    const { status, headers, body } = await ask(portal, route, { key: deadKey });
    expect(status).toBe(403);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({ title: 'Forbidden', status: 403 });
  });

  it.each(routes)('3.6.1 answers %s as if nobody asked', async (route) => {
    const portal = await openPortal({ version: '3.6.1' });
    const asked = await ask(portal, route, { key: deadKey });
    const anonymous = await ask(portal, route, { key: null });
    expect(asked.status).toBe(200);
    expect(asked.body).toEqual(anonymous.body);
  });

  it('3.6.1 does not look at scopes there, either', async () => {
    const portal = await openPortal({ version: '3.6.1' });
    const { body } = await ask(portal, 'GET authentication', { key: portal.keys.selfOnly });
    expect(body).toMatchObject(success(true));
  });

  it('a session token that nobody knows is anonymous in every version', async () => {
    const portal = await openPortal();
    const { body } = await ask(portal, 'GET authentication', { key: 'token' });
    expect(body).toMatchObject(success(false));
  });

  it('gives strangers built-in defaults of the file settings', async () => {
    const portal = await openPortal();
    const stranger = await ask(portal, 'GET files/settings', { key: null });
    expect(stranger.body).toMatchObject({
      response: { externalShare: true, externalShareApplyToRooms: false },
    });
    const known = await ask(portal, 'GET files/settings');
    expect(known.body).toMatchObject({ response: { externalShareApplyToRooms: true } });
  });
});

describe('what is told to whom', () => {
  it('the owner is named only to people who are signed in', async () => {
    const portal = await openPortal();
    const stranger = await ask(portal, 'GET settings', { key: null });
    expect(stranger.body).not.toHaveProperty('response.ownerId');
    expect(stranger.body).toHaveProperty('response.passwordHash');
    const known = await ask(portal, 'GET settings');
    expect(known.body).toHaveProperty('response.ownerId');
    expect(known.body).not.toHaveProperty('response.passwordHash');
  });

  it.each([
    ['user', ['id', 'state']],
    ['roomAdmin', ['id', 'state', 'dueDate', 'delayDueDate']],
  ] as const)('the tariff as %s', async (name, fields) => {
    const portal = await openPortal();
    const { body } = await ask(portal, 'GET portal/tariff', { key: portal.keys[name] });
    expect(Object.keys((body as { response: object }).response)).toEqual(fields);
    expect(body).toHaveProperty('response.id', 0);
  });

  it.each([
    ['saas', { openSource: false, enterprise: false, developer: false }, false],
    ['community', { openSource: true, enterprise: false, developer: false }, true],
    ['enterprise', { openSource: false, enterprise: true, developer: false }, true],
    ['developer', { openSource: false, enterprise: true, developer: true }, true],
  ] as const)('the edition %s', async (edition, flags, standalone) => {
    const portal = await openPortal({ edition });
    expect((await ask(portal, 'GET portal/tariff')).body).toMatchObject({ response: flags });
    expect((await ask(portal, 'GET settings')).body).toMatchObject({ response: { standalone } });
  });

  it('a guest may not see the paid quota, a user may', async () => {
    const portal = await openPortal();
    const route = 'GET portal/payment/quota';
    expect((await ask(portal, route, { key: portal.keys.guest })).status).toBe(403);
    expect((await ask(portal, route, { key: portal.keys.user })).status).toBe(200);
  });

  it('the tenant is a mere number to anybody but admins', async () => {
    const portal = await openPortal();
    const { body } = await ask(portal, 'GET portal', { key: portal.keys.user });
    expect(body).toMatchObject(success({ tenantId: 1 }));
  });

  it.each([
    ['3.6.1', false],
    ['3.7.2', true],
  ])('%s has the sharing policy: %s', async (version, has) => {
    const portal = await openPortal({ version });
    const { body } = await ask(portal, 'GET files/settings');
    expect('blockExistingLinksOnRestrict' in (body as { response: object }).response).toBe(has);
  });
});
