import { describe, expect, it } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import type { LicenseAction, LicenseState } from '../../../src-main/contract/license';
import type { Change } from '../../../src-main/journal/change';
import { jobOf } from '../../../src-main/license/job-view';
import { portalFields, seenFields, wishFields } from '../../../src-main/license/license-fields';
import { progressJson, type LicenseProgress } from '../../../src-main/license/license-progress';
import { change } from '../journal/changes';
import { stagedFile, told } from './job-rig';

const seen: LicenseState = {
  edition: 'enterprise',
  standing: 'paid',
  dueDate: '2026-03-22T00:00:00.000Z',
  graceUntil: null,
  customerId: 'Practice Installation',
  licenseDate: '2025-03-22T00:00:00.000Z',
  fileMissing: false,
  tariff: null,
};
const { fileName, sha256, customerId, endDate } = stagedFile();
const uploaded = { state: 'done', size: 2_000, said: 'Uploaded' } as const;

function licenseChange(
  facts: Partial<Change>,
  action: LicenseAction = 'uploadAndActivate',
): Change {
  return change({
    operation: 'license.apply',
    target: { kind: 'license', title: fileName },
    objectKey: 'license',
    base: seenFields(seen),
    desired: wishFields({ action, file: { fileName, sha256, customerId, dueDate: endDate } }),
    attempts: 1,
    before: portalFields(seen),
    ...facts,
  });
}

const progress = (facts: Partial<LicenseProgress>) =>
  progressJson({ seen, upload: null, activation: null, ...facts });
const sentTo = { state: 'sent', said: null, cause: null } as const;
const offline = appError('net.refused');

/** `outcome: steps`, or `null` where there is nothing to show. */
function shown(facts: Partial<Change>, action?: LicenseAction): string | null {
  const job = jobOf(licenseChange(facts, action), { upload: null, alsoOn: [] });
  return job && `${job.outcome}: ${told(job)}`;
}

describe('a license change as its steps show it', () => {
  it.each([
    ['is queued', { state: 'queued' }, 'null: upload waiting, activate waiting, verify waiting'],
    [
      'is queued again after it was uploaded',
      { state: 'queued', progress: progress({ upload: uploaded }) },
      'null: upload done, activate waiting, verify waiting',
    ],
    [
      'waits because a person paused the portal',
      { state: 'paused' },
      'paused: upload waiting, activate waiting, verify waiting',
    ],
    [
      'waits because the portal refused the key',
      { state: 'paused', error: appError('portal.keyRefused') },
      'paused: upload failed portal.keyRefused, activate skipped, verify skipped',
    ],
    [
      'was uploading when the app was killed, and is being looked for',
      {
        state: 'unknown',
        progress: progress({ upload: { state: 'sent', size: 2_000, said: null } }),
      },
      'null: upload running, activate waiting, verify waiting',
    ],
    [
      'was uploading when the app was killed, and cannot be looked for',
      {
        state: 'unknown',
        error: offline,
        progress: progress({ upload: { state: 'sent', size: 2_000, said: null } }),
      },
      'unknown: upload failed license.outcomeUnknown, activate skipped, verify skipped',
    ],
    [
      'was between two requests when the app was killed, and cannot be looked for',
      { state: 'unknown', error: offline, progress: progress({ upload: uploaded }) },
      'failed: upload done, activate failed net.refused, verify skipped',
    ],
    [
      'was activating when the app was killed, and is being looked for',
      { state: 'unknown', progress: progress({ upload: uploaded, activation: sentTo }) },
      'null: upload done, activate running, verify running',
    ],
    [
      'was activating when the app was killed, and cannot be looked for',
      {
        state: 'unknown',
        error: offline,
        progress: progress({ upload: uploaded, activation: sentTo }),
      },
      'unknown: upload done, activate failed license.outcomeUnknown, verify failed net.refused',
    ],
    [
      'was accepted, and the portal will not be read',
      {
        state: 'unknown',
        error: appError('portal.keyRefused'),
        progress: progress({ upload: uploaded, activation: { ...sentTo, state: 'done' } }),
      },
      'unknown: upload done, activate done, verify failed portal.keyRefused',
    ],
    [
      'was activating when the app was killed, and did nothing',
      { state: 'held', progress: progress({ upload: uploaded, activation: sentTo }) },
      'failed: upload done, activate failed license.notActivated, verify done',
    ],
    ['is held and was never tried', { state: 'held', attempts: 0, before: null }, null],
    ['has been replaced', { state: 'superseded' }, null],
    [
      'was given up',
      { state: 'discarded', result: { kind: 'discarded', reason: 'unproved' } },
      null,
    ],
    ['is of another version', { state: 'failed', desired: { file: 'new.lic' } }, null],
  ] satisfies [string, Partial<Change>, string | null][])('that %s', (_name, facts, expected) => {
    expect(shown(facts)).toBe(expected);
  });

  it('does not doubt an upload because the portal cannot be read after it', () => {
    const verifying = { state: 'verifying', progress: progress({ upload: uploaded }) } as const;
    expect(shown(verifying, 'upload')).toBe('null: upload done');
    expect(shown({ ...verifying, error: offline }, 'upload')).toBe('staged: upload done');
  });

  it('can be cancelled only until the portal was asked to activate', () => {
    const canCancel = (facts: Partial<LicenseProgress>): boolean | undefined =>
      jobOf(licenseChange({ state: 'sending', progress: progress(facts) }), {
        upload: null,
        alsoOn: [],
      })?.canCancel;
    expect(canCancel({})).toBe(true);
    expect(canCancel({ upload: uploaded })).toBe(true);
    expect(canCancel({ upload: uploaded, activation: sentTo })).toBe(false);
  });
});
