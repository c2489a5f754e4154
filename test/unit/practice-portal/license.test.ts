import { describe, expect, it } from 'vitest';
import { sampleLicense } from '../../../src-main/practice-portal';
import { ask, openPortal, success, today, upload } from './portal';

const standard = sampleLicense('standard', { now: today });

describe('upload', () => {
  it('stages the file and changes nothing else', async () => {
    const portal = await openPortal();
    const before = await ask(portal, 'GET portal/tariff?refresh=true');
    const { status, body } = await upload(portal, standard);
    expect(status).toBe(200);
    expect(body).toMatchObject(success('Uploaded successfully'));
    expect(portal.state.license.stagedFile).toBe(standard);
    expect((await ask(portal, 'GET portal/tariff?refresh=true')).body).toEqual(before.body);
  });

  it('overwrites what was staged before', async () => {
    const portal = await openPortal();
    await upload(portal, standard);
    const other = sampleLicense('trial', { now: today });
    await upload(portal, other);
    expect(portal.state.license.stagedFile).toBe(other);
  });

  it.each(['saas', 'community'] as const)('is not supported on %s', async (edition) => {
    const portal = await openPortal({ edition });
    const { status, body } = await upload(portal, standard);
    expect(status).toBe(415);
    expect(body).toEqual({
      error: {
        message: 'Your pricing plan does not support this option',
        type: null,
        stack: null,
        hresult: 0,
      },
      status: 1,
      statusCode: 415,
    });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'license'],
    ['a list', '[]'],
    ['no customer', '{"signature":"x"}'],
    ['no signature', '{"customer_id":"x"}'],
    ['an empty customer', '{"customer_id":"","signature":"x"}'],
    ['a wrong date', '{"customer_id":"x","signature":"x","end_date":"soon"}'],
  ])('refuses %s with 500', async (_, text) => {
    const portal = await openPortal();
    const { status, body } = await upload(portal, text);
    expect(status).toBe(500);
    expect(body).toMatchObject({
      error: {
        message: 'License is not correct',
        type: 'System.Exception',
        hresult: -2146233088,
      },
      status: 1,
      statusCode: 500,
    });
    expect(portal.state.license.stagedFile).toBeNull();
  });

  it.each([
    ['enterprise', true],
    ['developer', false],
  ] as const)('refuses a file for the other edition on %s', async (edition, developer) => {
    const portal = await openPortal({ edition });
    const { status, body } = await upload(
      portal,
      sampleLicense('standard', { now: today, developer }),
    );
    expect(status).toBe(500);
    expect(body).toHaveProperty('error.message', expect.stringMatching(/^License Conflict\. /));
  });

  it('takes an expired file, and says so', async () => {
    const portal = await openPortal();
    const expired = sampleLicense('expired', { now: today });
    const { status, body } = await upload(portal, expired);
    expect(status).toBe(200);
    expect(body).toMatchObject(
      success(
        'Uploaded successfully.  Support and updates are not available for this license since Tuesday, February 3, 2026.',
      ),
    );
    expect(portal.state.license.stagedFile).toBe(expired);
  });

  it('takes a file that ends today without a word', async () => {
    const portal = await openPortal();
    const { body } = await upload(portal, sampleLicense('standard', { now: today, endDays: 0 }));
    expect(body).toMatchObject(success('Uploaded successfully'));
  });

  it('refuses a file that begins later with 400', async () => {
    const portal = await openPortal();
    const { status, body } = await upload(portal, sampleLicense('notYetValid', { now: today }));
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { type: 'System.ArgumentOutOfRangeException' } });
    expect(body).toHaveProperty('error.message', expect.stringContaining('StartDate'));
  });

  it('refuses all but admins with an empty 403', async () => {
    const portal = await openPortal();
    for (const key of [portal.keys.roomAdmin, portal.keys.user, portal.keys.guest]) {
      const { status, text } = await upload(portal, standard, { key });
      expect([status, text]).toEqual([403, '']);
    }
    expect((await upload(portal, standard, { key: portal.keys.admin })).status).toBe(200);
  });

  it('reads a file the way .NET does', async () => {
    const portal = await openPortal();
    const text = `\uFEFF{"Customer_ID":"a,}","SIGNATURE":"s","END_DATE":"2027-01-01T00:00:00Z","timelimited":"True",}`;
    expect((await upload(portal, text)).status).toBe(200);
    await ask(portal, 'POST settings/license/accept');
    expect(portal.state.license.applied).toMatchObject({ customerId: 'a,}', lifetime: false });
  });
});

describe('accept', () => {
  it('activates the staged file', async () => {
    const portal = await openPortal();
    await upload(portal, standard);
    const { body, status } = await ask(portal, 'POST settings/license/accept');
    expect(status).toBe(200);
    expect(body).toMatchObject(success(''));
    expect(portal.state.license).toMatchObject({ currentFile: standard, stagedFile: null });
    expect((await ask(portal, 'GET portal/tariff?refresh=true')).body).toMatchObject({
      response: { dueDate: '2027-03-10T00:00:00.0000000Z', customerId: 'Practice Installation' },
    });
  });

  it('may be asked by anybody who is signed in', async () => {
    const portal = await openPortal();
    await upload(portal, standard);
    const { body } = await ask(portal, 'POST settings/license/accept', { key: portal.keys.guest });
    expect(body).toMatchObject(success(''));
  });

  it('says 200 and why not when the Document Server knows another customer', async () => {
    const portal = await openPortal({ documentServer: { customerId: 'Somebody else' } });
    const before = structuredClone(portal.state.license);
    await upload(portal, standard);
    const { status, body } = await ask(portal, 'POST settings/license/accept');
    expect(status).toBe(200);
    expect(body).toMatchObject(success('License key is not correct'));
    expect(portal.state.license).toMatchObject({
      currentFile: before.currentFile,
      applied: before.applied,
      stagedFile: standard,
    });
  });

  it('refuses an expired file that the upload took', async () => {
    const portal = await openPortal({ license: 'none' });
    const expired = sampleLicense('expired', { now: today });
    await upload(portal, expired);
    const { body } = await ask(portal, 'POST settings/license/accept');
    expect(body).toMatchObject(success('License key is not correct'));
    expect(portal.state.license).toMatchObject({ currentFile: null, stagedFile: expired });
  });

  it('lets a refusal wait as long as the Document Server does', async () => {
    const portal = await openPortal({ documentServer: { customerId: 'other', refusalMs: 150 } });
    await upload(portal, standard);
    const start = performance.now();
    await ask(portal, 'POST settings/license/accept');
    expect(performance.now() - start).toBeGreaterThanOrEqual(140);
  });

  it('asks for a file when there is none', async () => {
    const portal = await openPortal({ license: 'none' });
    const { body } = await ask(portal, 'POST settings/license/accept');
    expect(body).toMatchObject(success('You must enter a license key'));
  });

  it('reads the present file again when nothing is staged', async () => {
    const portal = await openPortal();
    expect((await ask(portal, 'POST settings/license/accept')).body).toMatchObject(success(''));
  });

  it('passes on raw trouble, and keeps the new file without rolling back', async () => {
    const portal = await openPortal({ documentServer: { reachable: false } });
    await upload(portal, standard);
    const { status, body } = await ask(portal, 'POST settings/license/accept');
    expect(status).toBe(200);
    expect(body).toMatchObject(success('Connection refused (documentserver:80)'));
    expect(portal.state.license).toMatchObject({ currentFile: standard, stagedFile: standard });
  });

  it.each(['saas', 'community'] as const)('is not part of the plan on %s', async (edition) => {
    const portal = await openPortal({ edition });
    const { status, body } = await ask(portal, 'POST settings/license/accept');
    expect(status).toBe(200);
    expect(body).toMatchObject(success('Your pricing plan does not support this option'));
  });

  it('writes the audit record before it tries', async () => {
    const portal = await openPortal({ license: 'none' });
    await ask(portal, 'POST settings/license/accept');
    expect(portal.state.audit).toEqual([
      { actionId: 5042, userId: expect.any(String), at: today.toISOString() },
    ]);
  });
});

describe('refresh', () => {
  it('activates a staged file: it is no mere look', async () => {
    const portal = await openPortal();
    await upload(portal, standard);
    expect((await ask(portal, 'GET settings/license/refresh')).body).toMatchObject(success(true));
    expect(portal.state.license).toMatchObject({ currentFile: standard, stagedFile: null });
  });

  it.each(['saas', 'community'] as const)('is false on %s', async (edition) => {
    const portal = await openPortal({ edition });
    expect((await ask(portal, 'GET settings/license/refresh')).body).toMatchObject(success(false));
  });

  it.each([
    ['none', 'License not found', 'ASC.Core.Billing.BillingNotFoundException'],
    [
      'grace',
      'License validation failed: ResultType is Expired',
      'ASC.Core.Billing.BillingNotConfiguredException',
    ],
  ] as const)('throws 402 with the license %s', async (license, message, type) => {
    const portal = await openPortal({ license });
    const { status, body } = await ask(portal, 'GET settings/license/refresh');
    expect(status).toBe(402);
    expect(body).toMatchObject({ error: { message, type }, status: 1, statusCode: 402 });
  });

  it('throws 500 when the Document Server is away', async () => {
    const portal = await openPortal({ documentServer: { reachable: false } });
    expect((await ask(portal, 'GET settings/license/refresh')).status).toBe(500);
  });
});

describe('required', () => {
  it('stays true between upload and activation', async () => {
    const portal = await openPortal({ license: 'none' });
    const required = async () => (await ask(portal, 'GET settings/license/required')).body;
    expect(await required()).toMatchObject(success(true));
    await upload(portal, standard);
    expect(await required()).toMatchObject(success(true));
    await ask(portal, 'POST settings/license/accept');
    expect(await required()).toMatchObject(success(false));
  });

  it.each([
    ['an expired license', { license: 'expired' }],
    ['SaaS', { edition: 'saas' }],
    ['Community', { edition: 'community' }],
  ] as const)('is false with %s', async (_, options) => {
    const portal = await openPortal(options);
    const { body } = await ask(portal, 'GET settings/license/required', { key: null });
    expect(body).toMatchObject(success(false));
  });
});

describe('trial', () => {
  const route = 'POST settings/license/trial';

  it('is refused on SaaS, and to all but admins', async () => {
    const saas = await openPortal({ edition: 'saas' });
    expect((await ask(saas, route)).status).toBe(415);
    const own = await openPortal({ edition: 'community' });
    expect((await ask(own, route, { key: own.keys.user })).status).toBe(403);
  });

  it('starts once where nothing runs out yet', async () => {
    const portal = await openPortal({ edition: 'community' });
    expect((await ask(portal, route)).body).toMatchObject(success(true));
    expect((await ask(portal, 'GET portal/payment/quota?refresh=true')).body).toMatchObject({
      response: { trial: true },
    });
    expect((await ask(portal, route)).body).toMatchObject(success(false));
  });
});
