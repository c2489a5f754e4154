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
  isUnsettled,
  retryOf,
  sayOutcome,
  wordsAt,
} from '../../../src-renderer/features/license/job-words';
import { formatUtcDay } from '../../../src-renderer/i18n/format';
import { daysUntil } from '../../../src-renderer/i18n/days';
import {
  sayReasonAgainst,
  type SendFacts,
} from '../../../src-renderer/features/license/license-words';

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
  state: 'done',
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
    expect(formatUtcDay('2026-12-31T23:30:00.000Z')).toBe('December 31, 2026');
  });
});

describe('trying a job again', () => {
  it('is the person’s word for a change that did not get through', () => {
    expect(retryOf(job({ outcome: 'failed', state: 'held' }))).toEqual({ how: 'sendNow' });
    expect(retryOf(job({ outcome: 'unknown', state: 'held' }))).toEqual({ how: 'sendNow' });
    expect(retryOf(job({ outcome: 'failed', state: 'failed' }))).toEqual({ how: 'retry' });
  });

  it('begins anew what was cancelled, and does not send a file twice', () => {
    const cancelled = (...states: LicenseStep['state'][]) =>
      retryOf(job({ outcome: 'cancelled', state: 'discarded', steps: steps(...states) }));
    expect(cancelled('failed', 'skipped', 'skipped')).toEqual({
      how: 'start',
      action: 'uploadAndActivate',
    });
    expect(cancelled('done', 'failed', 'skipped')).toEqual({ how: 'start', action: 'activate' });
  });

  it('is not offered for what nobody knows of, what only a person settles, nor after a success', () => {
    const unknown = job({ outcome: 'unknown', state: 'unknown' });
    expect(retryOf(unknown)).toBeNull();
    expect(isUnsettled(unknown)).toBe(true);
    expect(retryOf(job({ outcome: 'conflict', state: 'conflict' }))).toBeNull();
    expect(retryOf(job({ outcome: 'paused', state: 'paused' }))).toBeNull();
    expect(retryOf(job({ outcome: 'activated' }))).toBeNull();
    expect(isUnsettled(job({ outcome: 'activated' }))).toBe(false);
    expect(isUnsettled(job({ outcome: null, state: 'unknown' }))).toBe(false);
  });
});

describe('why something cannot be sent', () => {
  const facts: SendFacts = {
    obstacle: null,
    offline: false,
    running: false,
    unsettled: false,
    hasChosen: true,
    hasStaged: true,
  };
  const actions = ['uploadAndActivate', 'upload', 'activate', 'refreshState'] as const;
  const against = (change: Partial<SendFacts>) =>
    actions.map((action) => sayReasonAgainst(action, { ...facts, ...change }));

  it('is nothing when all is well', () => {
    expect(against({})).toEqual([null, null, null, null]);
  });

  it('is no reason against holding a file while the portal is offline', () => {
    const offline = 'Offline: the portal cannot be reached.';
    for (const obstacle of [null, 'notKnown'] as const) {
      expect(against({ offline: true, obstacle })).toEqual([null, null, offline, offline]);
    }
  });

  it('stays what it is offline where the portal takes nothing at all', () => {
    const reason = 'This API key may not upload licenses.';
    expect(against({ offline: true, obstacle: 'role' })).toEqual(actions.map(() => reason));
  });

  it('is the change that runs, or that nobody knows the end of', () => {
    expect(new Set(against({ running: true }))).toEqual(
      new Set(['Something is being sent already.']),
    );
    expect(against({ unsettled: true })[2]).toMatch(/^First the portal is read/);
  });

  it('is what is missing', () => {
    expect(against({ hasChosen: false, hasStaged: false })).toEqual([
      'Choose a license file first.',
      'Choose a license file first.',
      'No uploaded file is waiting.',
      null,
    ]);
  });
});

describe('what is said about a job', () => {
  it('claims a success only for one that was proved', () => {
    const tones = (
      [
        'activated',
        'unchanged',
        'other',
        'staged',
        'failed',
        'cancelled',
        'unknown',
        'conflict',
        'paused',
      ] as const
    ).map((outcome) => sayOutcome(job({ outcome }))?.tone);
    expect(tones).toEqual(['ok', 'warn', 'warn', 'info', 'danger', 'info', 'warn', 'warn', 'warn']);
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
