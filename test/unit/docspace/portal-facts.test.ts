import { describe, expect, it } from 'vitest';
import { getOwnKey, getSelf } from '../../../src-main/docspace/account';
import {
  getBuildVersions,
  getSettings,
  outOfService,
} from '../../../src-main/docspace/portal-settings';
import {
  getPaymentQuota,
  getPaymentSettings,
  getTariff,
  getTenantExtra,
} from '../../../src-main/docspace/tariff';
import { good, sessionFor, startPortal, testKey, thrown, type Reply } from './portal-server';

async function facing(reply: Reply) {
  const portal = await startPortal(() => reply);
  const session = await sessionFor(portal.baseUrl, { retry: { tries: 1 } });
  return { portal, session };
}

describe('getSettings', () => {
  const anonymous = {
    docSpace: true,
    greetingSettings: 'Example office',
    version: '3.7.2',
    standalone: true,
    tenantStatus: 0,
    tenantAlias: 'main',
    culture: 'de-DE',
    passwordHash: { size: 256, iterations: 100_000, salt: 'x' },
  };

  it('reads what everybody may see, and sends no key', async () => {
    const { portal, session } = await facing(good(anonymous));
    expect(await getSettings(session, { auth: 'none' })).toEqual({
      ok: true,
      value: {
        title: 'Example office',
        version: '3.7.2',
        standalone: true,
        tenantStatus: 'active',
        tenantAlias: 'main',
        culture: 'de-DE',
        signedIn: false,
        timeZone: null,
        ownerId: null,
        wizardOpen: false,
      },
    });
    expect(portal.seen[0]?.url).toBe('/api/2.0/settings');
    expect(portal.seen[0]?.headers.authorization).toBeUndefined();
  });

  it('reads what an account sees', async () => {
    const { portal, session } = await facing(
      good({ ...anonymous, timezone: 'Europe/Berlin', ownerId: 'id-1', wizardToken: 't' }),
    );
    expect(await getSettings(session, { auth: 'key' })).toMatchObject({
      value: { signedIn: true, timeZone: 'Europe/Berlin', ownerId: 'id-1', wizardOpen: true },
    });
    expect(portal.seen[0]?.headers.authorization).toBe(`Bearer ${testKey}`);
  });

  it.each([[{ other: true }], ['text'], [undefined]])(
    'knows that a service answering %j is no DocSpace',
    async (response) => {
      const { session } = await facing(good(response));
      expect(await getSettings(session, { auth: 'none' })).toMatchObject({
        error: { code: 'portal.notDocSpace' },
      });
    },
  );

  it.each([
    [0, 'active', undefined],
    [1, 'suspended', 'portal.suspended'],
    [2, 'removePending', 'portal.suspended'],
    [3, 'transferring', 'portal.busy'],
    [4, 'restoring', 'portal.busy'],
    [6, 'encrypting', 'portal.busy'],
    [42, 'unknown', undefined],
  ])('reads the status %i as %s', async (tenantStatus, name, code) => {
    const { session } = await facing(good({ ...anonymous, tenantStatus }));
    const result = await getSettings(session, { auth: 'none' });
    if (!result.ok) throw new Error(result.error.code);
    expect(result.value.tenantStatus).toBe(name);
    expect(outOfService(result.value.tenantStatus)?.code).toBe(code);
  });
});

describe('getBuildVersions', () => {
  it('reads both versions without the key', async () => {
    const { portal, session } = await facing(good({ docSpace: '3.7.2', documentServer: '9.1.0' }));
    expect(await getBuildVersions(session)).toEqual({
      ok: true,
      value: { docSpace: '3.7.2', documentServer: '9.1.0' },
    });
    expect(portal.seen[0]).toMatchObject({ url: '/api/2.0/settings/version/build' });
    expect(portal.seen[0]?.headers.authorization).toBeUndefined();
  });
});

describe('getSelf', () => {
  it.each([
    [{ isOwner: true, isAdmin: true }, 'owner'],
    [{ isAdmin: true }, 'admin'],
    [{ isRoomAdmin: true }, 'roomAdmin'],
    [{ isVisitor: true }, 'guest'],
    [{ isCollaborator: true }, 'user'],
    [{}, 'user'],
  ])('reads %j as %s', async (flags, role) => {
    const person = { id: 'id-1', displayName: 'Owner', email: 'owner@example.com', ...flags };
    const { session } = await facing(good(person));
    expect(await getSelf(session)).toEqual({
      ok: true,
      value: { id: 'id-1', displayName: 'Owner', email: 'owner@example.com', role },
    });
  });

  it('tells a refused key', async () => {
    const { session } = await facing({ status: 401 });
    expect(await getSelf(session)).toMatchObject({ error: { code: 'portal.keyRefused' } });
  });

  it('tells an answer that is no account', async () => {
    const { session } = await facing(good(undefined));
    expect(await getSelf(session)).toMatchObject({ error: { code: 'portal.brokenAnswer' } });
  });
});

describe('getOwnKey', () => {
  const record = { id: 'k', name: 'Admin tool', key: 'sk-***abcd', isActive: true };

  it('reads scopes and end', async () => {
    const { session } = await facing(
      good({
        ...record,
        permissions: ['files:write', 'accounts.self:read'],
        expiresAt: '2026-12-31T03:00:00.0000000+03:00',
      }),
    );
    expect(await getOwnKey(session)).toEqual({
      ok: true,
      value: {
        told: true,
        name: 'Admin tool',
        scopes: ['files:write', 'accounts.self:read'],
        expires: '2026-12-31T00:00:00.000Z',
        active: true,
      },
    });
  });

  it.each([[['*']], [[]], [null], [undefined]])(
    'reads the permissions %j as unrestricted',
    async (permissions) => {
      const { session } = await facing(good({ ...record, permissions }));
      expect(await getOwnKey(session)).toMatchObject({ value: { scopes: [], expires: null } });
    },
  );

  it.each([
    [thrown(402, 'Pay'), 'notPaid'],
    [{ status: 402 }, 'notPaid'],
    [thrown(400, 'No key'), 'notAnApiKey'],
    [thrown(500, 'Sequence contains no elements'), 'notAnApiKey'],
    [{ status: 404 }, 'notKnownHere'],
  ])('survives a portal that tells nothing (%#)', async (reply, reason) => {
    const { session } = await facing(reply);
    expect(await getOwnKey(session)).toEqual({ ok: true, value: { told: false, reason } });
  });

  it('does not take a refused key for one of which nothing is told', async () => {
    const { session } = await facing({ status: 401 });
    expect(await getOwnKey(session)).toMatchObject({ error: { code: 'portal.keyRefused' } });
  });
});

describe('getTariff', () => {
  const whole = {
    id: 0,
    state: 2,
    dueDate: '2026-06-30T03:00:00.0000000+03:00',
    delayDueDate: '2026-07-30T03:00:00.0000000+03:00',
    openSource: false,
    enterprise: true,
    developer: false,
    customerId: 'customer-1',
    licenseDate: '2025-06-30T00:00:00',
    quotas: [],
  };

  it('reads everything that an admin sees', async () => {
    const { portal, session } = await facing(good(whole));
    expect(await getTariff(session, { refresh: true })).toEqual({
      ok: true,
      value: {
        state: 'grace',
        dueDate: '2026-06-30T00:00:00.000Z',
        graceUntil: '2026-07-30T00:00:00.000Z',
        openSource: false,
        enterprise: true,
        developer: false,
        customerId: 'customer-1',
        licenseDate: '2025-06-30T00:00:00.000Z',
      },
    });
    expect(portal.seen[0]?.url).toBe('/api/2.0/portal/tariff?refresh=true');
  });

  it('does not ask for a new answer unless told to', async () => {
    const { portal, session } = await facing(good(whole));
    await getTariff(session, { refresh: false });
    expect(portal.seen[0]?.url).toBe('/api/2.0/portal/tariff');
  });

  it('reads the little that a user sees', async () => {
    const { session } = await facing(good({ state: 1 }));
    expect(await getTariff(session, { refresh: false })).toMatchObject({
      value: { state: 'paid', dueDate: null, enterprise: null, customerId: null },
    });
  });

  it('reads the year 1 as no due date', async () => {
    const { session } = await facing(good({ ...whole, dueDate: '0001-01-01T00:00:00.0000000Z' }));
    expect(await getTariff(session, { refresh: false })).toMatchObject({
      value: { dueDate: null },
    });
  });

  it.each([
    [0, 'trial'],
    [3, 'notPaid'],
    [9, 'unknown'],
    [undefined, 'unknown'],
  ])('reads the state %j as %s', async (state, name) => {
    const { session } = await facing(good({ ...whole, state }));
    expect(await getTariff(session, { refresh: false })).toMatchObject({ value: { state: name } });
  });

  it('does not read an unreadable due date as unlimited', async () => {
    const { session } = await facing(good({ ...whole, dueDate: 'soon' }));
    expect(await getTariff(session, { refresh: false })).toMatchObject({
      error: { code: 'portal.brokenAnswer', params: { field: 'dueDate' } },
    });
  });
});

describe('the other tariff routes', () => {
  it('read the payment settings', async () => {
    const { portal, session } = await facing(
      good({
        salesEmail: 'sales@example.com',
        buyUrl: 'https://example.com/buy',
        standalone: true,
        currentLicense: { trial: true, dueDate: '2026-06-30T00:00:00' },
        max: 99,
      }),
    );
    expect(await getPaymentSettings(session)).toEqual({
      ok: true,
      value: {
        salesEmail: 'sales@example.com',
        buyUrl: 'https://example.com/buy',
        standalone: true,
        currentLicense: { trial: true, dueDate: '2026-06-30T00:00:00.000Z' },
      },
    });
    expect(portal.seen[0]?.url).toBe('/api/2.0/settings/payment');
  });

  it('read the quota', async () => {
    const { portal, session } = await facing(
      good({
        id: -1000,
        title: 'Enterprise',
        trial: false,
        features: [{ id: 'branding', value: true, type: 'flag' }, { id: 'manager' }],
      }),
    );
    expect(await getPaymentQuota(session, { refresh: true })).toEqual({
      ok: true,
      value: {
        title: 'Enterprise',
        trial: false,
        dueDate: null,
        features: [
          { id: 'branding', value: true },
          { id: 'manager', value: null },
        ],
      },
    });
    expect(portal.seen[0]?.url).toBe('/api/2.0/portal/payment/quota?refresh=true');
  });

  it('read the tenant extra with its license', async () => {
    const { portal, session } = await facing(
      good({
        opensource: false,
        enterprise: true,
        developer: false,
        notPaid: false,
        docServerLicense: {
          customer_id: 'customer-1',
          start_date: '2025-01-01T00:00:00',
          end_date: '2026-01-01T00:00:00',
          users_count: 50,
        },
      }),
    );
    expect(await getTenantExtra(session, { refresh: true })).toEqual({
      ok: true,
      value: {
        openSource: false,
        enterprise: true,
        developer: false,
        notPaid: false,
        license: {
          customerId: 'customer-1',
          startDate: '2025-01-01T00:00:00.000Z',
          endDate: '2026-01-01T00:00:00.000Z',
          trial: false,
          usersLimit: 50,
          connectionsLimit: null,
        },
      },
    });
    expect(portal.seen[0]?.url).toBe('/api/2.0/portal/tenantextra?refresh=true');
  });

  it('read a tenant extra without a license', async () => {
    const { session } = await facing(good({ opensource: true }));
    expect(await getTenantExtra(session, { refresh: false })).toMatchObject({
      value: { openSource: true, license: null },
    });
  });
});
