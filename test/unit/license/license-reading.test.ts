import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { LicenseState } from '../../../src-main/contract/license';
import {
  differs,
  hasOtherTerms,
  licenseReading,
  otherwise,
  readLicenseState,
} from '../../../src-main/license/license-reading';
import type { PracticeKeyName, PracticePortalOptions } from '../../../src-main/practice-portal';
import { sessionFor } from '../docspace/portal-server';
import { codeOf, valueOf } from '../portals/desk';
import { ask, openPortal, today } from '../practice-portal/portal';

const reading = async (options: PracticePortalOptions, keyName: PracticeKeyName = 'main') => {
  const portal = await openPortal(options);
  const session = await sessionFor(portal.address, { key: () => portal.keys[keyName] });
  const read = (refresh = false) => readLicenseState(session, { refresh });
  return { portal, read };
};

describe('reading the license of a portal', () => {
  it('tells an admin everything', async () => {
    const { read } = await reading({ utcOffsetMinutes: 180 });
    expect(valueOf(await read())).toEqual({
      state: {
        edition: 'enterprise',
        standing: 'paid',
        dueDate: '2026-03-22T00:00:00.000Z',
        graceUntil: '2026-04-21T00:00:00.000Z',
        customerId: 'Practice Installation',
        licenseDate: '2025-03-22T00:00:00.000Z',
        fileMissing: false,
        tariff: 'Practice tariff',
      },
      takesFiles: { yes: true },
    });
  });

  it.each([
    ['standard', 'paid'],
    ['grace', 'grace'],
    ['expired', 'notPaid'],
    ['lifetime', 'paid'],
  ] as const)('calls a portal with a license of kind %s %s', async (license, standing) => {
    const { read } = await reading({ license });
    expect(valueOf(await read()).state.standing).toBe(standing);
  });

  it('sees a trial that the portal calls paid, which has no grace period', async () => {
    const { portal, read } = await reading({ license: 'trial' });
    const wire = await ask(portal, 'GET portal/tariff');
    expect(wire.body).toMatchObject({ response: { state: 1 } });
    expect(valueOf(await read()).state).toMatchObject({ standing: 'trial', graceUntil: null });
  });

  it('tells of a missing license file', async () => {
    const { read } = await reading({ license: 'none' });
    expect(valueOf(await read()).state).toMatchObject({
      fileMissing: true,
      customerId: null,
      standing: 'trial',
    });
  });

  it.each([
    ['saas', { yes: false, reason: 'saas' }],
    ['community', { yes: false, reason: 'community' }],
    ['developer', { yes: true }],
  ] as const)('knows whether a portal of edition %s takes files', async (edition, takesFiles) => {
    const { read } = await reading({ edition });
    expect(valueOf(await read())).toMatchObject({ state: { edition }, takesFiles });
  });

  it.each([
    ['roomAdmin', '2026-03-22T00:00:00.000Z'],
    ['user', null],
    ['guest', null],
  ] as const)('shows a %s only what the portal shows', async (keyName, dueDate) => {
    const { read } = await reading({}, keyName);
    expect(valueOf(await read())).toMatchObject({
      state: { edition: 'unknown', standing: 'paid', dueDate, customerId: null, licenseDate: null },
      takesFiles: { yes: false, reason: 'role' },
    });
  });

  it('reads past the cache of the portal on demand', async () => {
    let now = today;
    const { read } = await reading({ clock: () => now });
    expect(valueOf(await read()).state.standing).toBe('paid');
    const cacheMinutes = 15;
    now = new Date(Date.parse('2026-03-22T00:00:00.000Z') + cacheMinutes);
    expect(valueOf(await read(true)).state.standing).toBe('grace');
  });

  it('changes nothing: only passive GETs, with a file staged and without', async () => {
    const { portal, read } = await reading({});
    const before = structuredClone(portal.state);
    valueOf(await read(true));
    expect(portal.state).toEqual(before);
    const asked = portal.requests.map(({ method, path }) => `${method} ${path}`).sort();
    expect(asked).toEqual([
      'GET /api/2.0/portal/payment/quota?refresh=true',
      'GET /api/2.0/portal/tariff?refresh=true',
      'GET /api/2.0/settings',
      'GET /api/2.0/settings/license/required',
      'GET /api/2.0/settings/payment',
    ]);
  });

  it.each(['disabled', 'expired'] as const)(
    'does not believe a key that is %s',
    async (keyName) => {
      for (const version of ['3.6.1', '3.7.2']) {
        const { read } = await reading({ version }, keyName);
        expect(codeOf(await read())).toMatch(/^portal\.key/);
      }
    },
  );

  it.each([
    [{ kind: 'suspended' }, 'portal.suspended'],
    [{ kind: 'restoring' }, 'portal.busy'],
    [{ kind: 'html', status: 502 }, 'portal.unavailable'],
    [{ kind: 'html', status: 200 }, 'portal.notDocSpace'],
    [{ kind: 'reset', when: 'before' }, 'net.connectionLost'],
    [{ kind: 'reset', when: 'before', path: 'payment/quota' }, 'net.connectionLost'],
    [{ kind: 'halfJson', path: 'settings/payment' }, 'portal.brokenAnswer'],
  ] as const)('fails as a whole when the portal does %j', async (broken, code) => {
    const { portal, read } = await reading({});
    portal.switches.set(broken);
    expect(codeOf(await read())).toBe(code);
  });
});

it('fits what the store keeps of it', async () => {
  for (const edition of ['enterprise', 'saas', 'community'] as const) {
    const { read } = await reading({ edition });
    const value = valueOf(await read());
    expect(v.parse(licenseReading, JSON.parse(JSON.stringify(value)))).toEqual(value);
  }
});

describe('comparing', () => {
  const state: LicenseState = {
    edition: 'enterprise',
    standing: 'paid',
    dueDate: '2026-03-22T00:00:00.000Z',
    graceUntil: null,
    customerId: 'A',
    licenseDate: null,
    fileMissing: false,
    tariff: null,
  };

  it('finds another due date, customer or license date, and nothing else', () => {
    expect(differs(state, { ...state, tariff: 'New', standing: 'grace' })).toBe(false);
    expect(differs(state, { ...state, dueDate: null })).toBe(true);
    expect(differs(state, { ...state, customerId: 'B' })).toBe(true);
    expect(differs(state, { ...state, licenseDate: '2026-03-10T00:00:00.000Z' })).toBe(true);
  });

  it('does not take the date of its arrival for another license', () => {
    const dated: LicenseState = { ...state, licenseDate: '2026-03-10T00:00:00.000Z' };
    expect(hasOtherTerms(state, dated)).toBe(false);
    expect(hasOtherTerms(state, { ...state, dueDate: null })).toBe(true);
    expect(hasOtherTerms(state, { ...state, customerId: 'B' })).toBe(true);
  });

  it('recognises the license of a file', () => {
    const { dueDate } = state;
    const hours = (text: string) => otherwise(state, { customerId: 'A', dueDate: text });
    expect(hours('2026-03-22T21:00:00.000Z')).toBe(false);
    expect(hours('2026-03-24T00:00:00.000Z')).toBe(true);
    expect(otherwise(state, { customerId: 'B', dueDate })).toBe(true);
    expect(otherwise({ ...state, dueDate: null }, { customerId: 'A', dueDate })).toBe(false);
    expect(otherwise(state, { customerId: 'A', dueDate: null })).toBe(false);
  });
});
