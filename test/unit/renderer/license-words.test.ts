import { beforeEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '$words/runtime';
import { appError } from '../../../src-main/contract/app-error';
import type {
  LicenseJob,
  LicenseState,
  LicenseStep,
  LicenseStepName,
} from '../../../src-main/contract/license';
import {
  compare,
  retryOf,
  sayOutcome,
  wordsAt,
} from '../../../src-renderer/features/license/job-words';
import { daysUntil, formatDay } from '../../../src-renderer/features/license/license-day';

const state: LicenseState = {
  edition: 'enterprise',
  standing: 'paid',
  dueDate: '2026-12-03T00:00:00.000Z',
  graceUntil: null,
  customerId: 'Practice Installation',
  licenseDate: '2025-12-03T00:00:00.000Z',
  fileMissing: false,
  tariff: null,
};

const steps = (...states: LicenseStep['state'][]): LicenseStep[] =>
  (['upload', 'activate', 'verify'] as const satisfies LicenseStepName[]).map((name, index) => ({
    name,
    state: states[index] ?? 'waiting',
  }));

const job = (change: Partial<LicenseJob>): LicenseJob => ({
  id: 'job',
  action: 'uploadAndActivate',
  fileName: 'new.lic',
  startedAt: '2026-11-21T10:00:00.000Z',
  steps: steps('done', 'done', 'done'),
  canCancel: false,
  before: state,
  after: state,
  outcome: 'activated',
  alsoOn: [],
  ...change,
});

beforeEach(() => overwriteGetLocale(() => 'en'));

describe('days of a license', () => {
  it.each([
    ['2026-11-21T00:00:00.000Z', '2026-11-21T23:59:59.000Z', 0],
    ['2026-11-22T00:00:00.000Z', '2026-11-21T23:59:59.000Z', 1],
    ['2026-11-20T23:59:59.000Z', '2026-11-21T00:00:00.000Z', -1],
    ['2027-03-29T00:00:00.000Z', '2027-03-27T22:30:00.000Z', 2],
  ])('from %s seen at %s: %i', (due, now, days) => {
    expect(daysUntil(due, new Date(now))).toBe(days);
  });

  it('are the same day in every time zone', () => {
    expect(formatDay('2026-12-31T23:30:00.000Z')).toBe('December 31, 2026');
  });
});

describe('trying a job again', () => {
  it('does not send a file twice that has reached the portal', () => {
    expect(retryOf(job({ outcome: 'failed', steps: steps('done', 'failed', 'skipped') }))).toBe(
      'activate',
    );
  });

  it('begins anew when the file did not get through, also when nobody knows', () => {
    const uploadFailed = steps('failed', 'skipped', 'skipped');
    expect(retryOf(job({ outcome: 'failed', steps: uploadFailed }))).toBe('uploadAndActivate');
    expect(retryOf(job({ outcome: 'unknown', steps: uploadFailed }))).toBe('uploadAndActivate');
  });

  it('is not offered for an activation nobody knows of, nor after a success', () => {
    const lost = steps('done', 'failed', 'failed');
    expect(retryOf(job({ outcome: 'unknown', steps: lost }))).toBeNull();
    expect(retryOf(job({ outcome: 'activated' }))).toBeNull();
  });
});

describe('what is said about a job', () => {
  it('claims a success only for one that was proved', () => {
    const tones = (
      ['activated', 'unchanged', 'staged', 'failed', 'cancelled', 'unknown'] as const
    ).map((outcome) => sayOutcome(job({ outcome }))?.tone);
    expect(tones).toEqual(['ok', 'warn', 'info', 'danger', 'info', 'warn']);
    expect(sayOutcome(job({ outcome: null }))).toBeNull();
  });

  it('keeps apart what the portal said and what the connection did', () => {
    const heard = (step: Partial<LicenseStep>) =>
      wordsAt(job({ steps: [{ name: 'activate', state: 'failed', ...step }] }), 'activate');
    expect(heard({ portalSaid: 'License key is not correct' })?.fromPortal).toBe(true);
    const refused = appError('license.refused', { detail: 'License is not correct' });
    expect(heard({ error: refused })?.fromPortal).toBe(true);
    const lost = appError('net.connectionLost', { detail: 'ECONNRESET' });
    expect(heard({ error: lost })?.fromPortal).toBe(false);
    expect(heard({})).toBeNull();
  });

  it('compares before and after fact by fact', () => {
    const after = { ...state, dueDate: '2027-12-31T00:00:00.000Z' };
    const changed = compare(state, after).filter((fact) => fact.changed);
    expect(changed).toMatchObject([{ was: 'December 3, 2026', is: 'December 31, 2027' }]);
    expect(compare(state, null)).toEqual([]);
  });
});
