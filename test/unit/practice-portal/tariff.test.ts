import { describe, expect, it } from 'vitest';
import { sampleLicense } from '../../../src-main/practice-portal';
import { ask, openPortal, today, upload } from './portal';

const day = 86_400_000;

/** A clock that a test can move. */
function movableClock() {
  let now = today.getTime();
  return {
    clock: () => new Date(now),
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('standing', () => {
  it.each([
    ['standard', 1],
    ['dueSoon', 1],
    ['grace', 2],
    ['expired', 3],
    ['lifetime', 1],
    ['trial', 1],
    ['none', 1],
  ] as const)('with the license %s is %i', async (license, state) => {
    const portal = await openPortal({ license });
    const { body } = await ask(portal, 'GET portal/tariff');
    expect(body).toMatchObject({ response: { state } });
  });

  it('moves from paid over 30 days of grace to not paid', async () => {
    const { clock, pass } = movableClock();
    const portal = await openPortal({ clock, license: 'dueSoon' });
    const state = async () => (await ask(portal, 'GET portal/tariff?refresh=true')).body;
    pass(13 * day);
    expect(await state()).toMatchObject({
      response: { state: 2, delayDueDate: '2026-04-21T00:00:00.0000000Z' },
    });
    pass(30 * day);
    expect(await state()).toMatchObject({ response: { state: 3 } });
  });

  it.each([
    ['a trial license', 'trial'],
    ['the start trial', 'none'],
  ] as const)('knows no grace after %s', async (_, license) => {
    const { clock, pass } = movableClock();
    const portal = await openPortal({ clock, license });
    const quota = await ask(portal, 'GET portal/payment/quota');
    expect(quota.body).toMatchObject({ response: { trial: true } });
    pass(31 * day);
    const { body } = await ask(portal, 'GET portal/tariff?refresh=true');
    expect(body).toMatchObject({ response: { state: 3 } });
  });

  it('stays paid for good with a lifetime license', async () => {
    const { clock, pass } = movableClock();
    const portal = await openPortal({ clock, license: 'lifetime' });
    pass(2000 * day);
    const { body } = await ask(portal, 'GET portal/tariff?refresh=true');
    expect(body).toMatchObject({ response: { state: 1 } });
  });

  it('shows the license in tenantextra', async () => {
    const portal = await openPortal({ license: 'standard' });
    expect((await ask(portal, 'GET portal/tenantextra')).body).toMatchObject({
      response: {
        enterprise: true,
        opensource: false,
        notPaid: false,
        tariff: { dueDate: '2027-03-10T00:00:00' },
        docServerLicense: { customer_id: 'Practice Installation', timeLimited: true },
      },
    });
  });
});

describe('the cache of the tariff', () => {
  it('hides an activation until it is asked past, or 15 minutes go by', async () => {
    const { clock, pass } = movableClock();
    const portal = await openPortal({ clock, license: 'dueSoon' });
    const due = async (query: string) => (await ask(portal, `GET portal/tariff${query}`)).body;
    const before = { response: { dueDate: '2026-03-22T00:00:00.0000000Z' } };
    const after = { response: { dueDate: '2027-03-10T00:00:00.0000000Z' } };
    expect(await due('')).toMatchObject(before);
    await upload(portal, sampleLicense('standard', { now: today }));
    await ask(portal, 'POST settings/license/accept');
    pass(14 * 60_000);
    expect(await due('')).toMatchObject(before);
    pass(2 * 60_000);
    expect(await due('')).toMatchObject(after);
  });

  it('is filled anew by refresh=true, for all routes that read it', async () => {
    const portal = await openPortal({ license: 'dueSoon' });
    await ask(portal, 'GET portal/tariff');
    await upload(portal, sampleLicense('standard', { now: today }));
    await ask(portal, 'POST settings/license/accept');
    const payment = async () => (await ask(portal, 'GET settings/payment')).body;
    expect(await payment()).toHaveProperty(
      'response.currentLicense.dueDate',
      '2026-03-22T00:00:00',
    );
    await ask(portal, 'GET portal/tariff?refresh=true');
    expect(await payment()).toHaveProperty(
      'response.currentLicense.dueDate',
      '2027-03-10T00:00:00',
    );
  });
});

describe('a portal that is not paid', () => {
  it.each([
    'GET files/settings',
    'GET portal/usedspace',
    'GET portal/userscount',
    'GET keys',
    'GET keys/@self',
    'GET keys/permissions',
    'POST settings/license/trial',
  ])('answers %s with 402', async (route) => {
    const portal = await openPortal({ license: 'expired' });
    const { status, body } = await ask(portal, route);
    expect(status).toBe(402);
    expect(body).toMatchObject({ title: 'Payment Required', status: 402 });
  });

  it.each([
    'GET settings',
    'GET settings/version/build',
    'GET settings/payment',
    'GET settings/security/password',
    'GET settings/license/required',
    'POST settings/license/accept',
    'GET capabilities',
    'GET authentication',
    'GET people/@self',
    'GET portal',
    'GET portal/tariff',
    'GET portal/quota',
    'GET portal/payment/quota',
    'GET portal/tenantextra',
  ])('still answers %s', async (route) => {
    const portal = await openPortal({ license: 'expired' });
    expect((await ask(portal, route)).status).toBe(200);
  });

  it('can be brought back with a license', async () => {
    const portal = await openPortal({ license: 'expired' });
    await upload(portal, sampleLicense('standard', { now: today }));
    await ask(portal, 'POST settings/license/accept');
    await ask(portal, 'GET portal/tariff?refresh=true');
    expect((await ask(portal, 'GET keys/@self')).status).toBe(200);
  });
});
