import { describe, expect, it, onTestFinished } from 'vitest';
import { getOwnKey, getSelf } from '../../../src-main/docspace/account';
import { editionOf } from '../../../src-main/docspace/edition';
import {
  acceptLicense,
  isLicenseFileRequired,
  refreshLicense,
  uploadLicense,
} from '../../../src-main/docspace/license';
import { getBuildVersions, getSettings } from '../../../src-main/docspace/portal-settings';
import {
  getPaymentQuota,
  getPaymentSettings,
  getTariff,
  getTenantExtra,
} from '../../../src-main/docspace/tariff';
import {
  sampleLicense,
  startPracticePortal,
  type PracticePortalOptions,
} from '../../../src-main/practice-portal';
import { sessionFor } from './portal-server';

async function practise(options: PracticePortalOptions) {
  const portal = await startPracticePortal(options);
  onTestFinished(() => portal.stop());
  const session = await sessionFor(portal.address, { key: () => portal.key });
  return { portal, session };
}

function must<T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

describe('against the practice portal', () => {
  it.each(['enterprise', 'developer'] as const)('a license goes onto %s', async (edition) => {
    const { session } = await practise({ edition, utcOffsetMinutes: 180 });
    const settings = must(await getSettings(session, { auth: 'none' }));
    expect(must(await getSelf(session)).role).toBe('owner');
    expect(must(await getOwnKey(session))).toMatchObject({ told: true, scopes: [] });
    expect(must(await getBuildVersions(session)).docSpace).toBe('3.7.2');
    const before = must(await getTariff(session, { refresh: true }));
    expect(editionOf(settings.standalone, before)).toBe(edition);
    expect(must(await isLicenseFileRequired(session))).toBe(false);

    const content = Buffer.from(
      sampleLicense('standard', { now: new Date(), developer: edition === 'developer' }),
    );
    const upload = { content, fileName: 'new.lic', size: content.length };
    expect(must(await uploadLicense(session, upload)).said).not.toBe('');
    const staged = must(await getTariff(session, { refresh: true }));
    expect(staged.dueDate).toBe(before.dueDate);
    expect(must(await acceptLicense(session))).toEqual({ accepted: true });
    const after = must(await getTariff(session, { refresh: true }));
    expect(after.dueDate).not.toBe(before.dueDate);
    const payment = must(await getPaymentSettings(session));
    expect(payment.currentLicense?.dueDate?.slice(0, 10)).toBe(after.dueDate?.slice(0, 10));
    expect(must(await getTenantExtra(session, { refresh: true })).license).not.toBeNull();
    expect(must(await getPaymentQuota(session, { refresh: true })).title).not.toBe('');
    expect(must(await refreshLicense(session))).toBe(true);
  });

  it('a refusal comes in the portal’s own words', async () => {
    const { session } = await practise({ edition: 'saas', language: 'de' });
    const content = Buffer.from('{}');
    const result = await uploadLicense(session, { content, fileName: 'l.lic' });
    expect(result).toMatchObject({ error: { code: 'portal.notSupported' }, reached: 'answered' });
    expect(result.ok ? '' : result.error.detail).not.toBe('');
  });

  it('an answer lost after the portal acted is an unknown outcome', async () => {
    const { portal, session } = await practise({ edition: 'enterprise' });
    portal.switches.set({ kind: 'reset', when: 'after', path: 'license/accept' });
    expect(await acceptLicense(session)).toMatchObject({ reached: 'maybe' });
  });
});
