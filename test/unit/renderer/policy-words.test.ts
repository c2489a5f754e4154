import { beforeEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '$words/runtime';
import { appError } from '../../../src-main/contract/app-error';
import {
  batchOutcomes,
  skipReasons,
  type BatchRow,
  type Drift,
  type PolicyPreview,
  type PreviewRow,
} from '../../../src-main/contract/policies';
import type { SharingSettings } from '../../../src-main/contract/sharing';
import {
  outcomeOrder,
  sayDetail,
  sayEffect,
  sayMoveCount,
  sayOutcome,
  throughOutcomes,
} from '../../../src-renderer/features/policies/policy-report-words';
import {
  countMoves,
  previewStateOf,
  sortPreview,
} from '../../../src-renderer/features/policies/preview-rows';
import {
  sayBatch,
  sayDrift,
  sayDriftDetail,
  sayPolicy,
} from '../../../src-renderer/i18n/policy-words';

const off = { field: 'externalShare', from: true, to: false } as const;
const social = { field: 'externalShareSocialMedia', from: false, to: true } as const;
const nothing: Drift = { state: 'follows', differs: [], forced: [], notSupported: [] };
const now = new Date('2026-03-10T10:00:00.000Z');

beforeEach(() => overwriteGetLocale(() => 'en'));

describe('how a portal stands to a policy', () => {
  it.each<[Partial<Drift>, string, string]>([
    [{}, 'Follows', ''],
    [
      { state: 'differs', differs: [off] },
      'Differs in External sharing',
      'External sharing: Allowed → Restricted',
    ],
    [
      {
        state: 'differs',
        differs: [off],
        forced: [social],
        notSupported: ['externalShareApplyToRooms'],
      },
      'Differs in 2 settings',
      'External sharing: Allowed → Restricted. Share to social media: Off → On: not possible while external sharing is restricted there. Its version does not have: Apply to rooms',
    ],
    [
      { state: 'notSupported', notSupported: ['externalShareApplyToRooms'] },
      'Not supported by its version',
      'Its version does not have: Apply to rooms',
    ],
    [
      { state: 'notKnown' },
      'Not known',
      'Its sharing settings were never read, or only before its last update',
    ],
  ])('%o', (drift, text, detail) => {
    expect(sayDrift({ ...nothing, ...drift }).text).toBe(text);
    expect(sayDriftDetail({ ...nothing, ...drift })).toBe(detail);
  });

  it('says what a policy sets, and what a batch was made from', () => {
    expect(sayPolicy({ blockExistingLinksOnRestrict: true, externalShare: false })).toEqual([
      'External sharing: Restricted',
      'Block existing links: On',
    ]);
    expect(sayBatch({ kind: 'policy', name: 'Strict' }, null)).toBe('Policy “Strict”');
    expect(sayBatch({ kind: 'portal', name: 'Rome' }, 'b')).toBe('Undo: As on Rome');
  });
});

/** A row of a preview; without settings, one of a portal of an older version. */
const previewRow = (
  portalId: string,
  drift: Partial<Drift>,
  settings: SharingSettings = {},
): PreviewRow => ({
  portalId,
  portalName: portalId,
  version: null,
  seen: { settings, pending: {}, asOf: null },
  drift: { ...nothing, ...drift },
  along: [],
});

describe('a preview', () => {
  const enforced = { blockExistingLinksOnRestrict: true };
  const preview: PolicyPreview = {
    title: { kind: 'fields', name: '' },
    fields: { externalShare: false },
    rows: [
      previewRow('follows', {}),
      previewRow('new', { state: 'differs', differs: [off] }, enforced),
      previewRow('unread', { state: 'notKnown' }),
      previewRow('forced', { state: 'differs', forced: [social] }),
      previewRow('old', { state: 'differs', differs: [off] }),
    ],
  };

  it('shows first what changes', () => {
    expect(sortPreview(preview).map(({ portalId }) => portalId)).toEqual([
      'new',
      'old',
      'forced',
      'unread',
      'follows',
    ]);
    expect(preview.rows.map(previewStateOf)).toEqual([
      'follows',
      'changes',
      'notKnown',
      'forced',
      'changes',
    ]);
  });

  it('counts what would be asked for, and says what follows from it', () => {
    const counts = countMoves(preview);
    expect(counts).toEqual([{ field: 'externalShare', to: false, portals: 2, storedOnly: 1 }]);
    expect(counts.map(sayMoveCount)).toEqual(['External sharing: Restricted on 2 portals']);
    expect(counts.flatMap(sayEffect)).toEqual([
      expect.stringMatching(/^New links are for DocSpace users only, where/),
      expect.stringMatching(/^1 portal is of a version that only stores it/),
    ]);
    expect(sayEffect({ field: 'externalShare', to: false, portals: 1, storedOnly: 1 })).toEqual([
      expect.stringMatching(/^1 portal is of a version that only stores it/),
    ]);
  });
});

const row: BatchRow = {
  portalId: 'p',
  portalName: 'Portal',
  outcome: 'done',
  moves: [off],
  changeId: 'c',
  kept: [],
  error: null,
  offlineSince: null,
  nextAttemptAt: null,
  skipped: null,
  reason: null,
  canUndo: false,
};

describe('a row of a report', () => {
  it.each(['en', 'de'] as const)('has words for every outcome and reason (%s)', (locale) => {
    overwriteGetLocale(() => locale);
    const said = batchOutcomes.map((outcome) => sayOutcome(outcome).text);
    expect(new Set(said).size).toBe(batchOutcomes.length);
    for (const outcome of batchOutcomes) {
      const skipped = outcome === 'skipped' ? 'follows' : null;
      expect(sayDetail({ ...row, outcome, skipped }, now).length, outcome).toBeGreaterThan(4);
    }
    for (const skipped of skipReasons) {
      const detail = sayDetail({ ...row, outcome: 'skipped', skipped }, now);
      expect(detail.length, skipped).toBeGreaterThan(4);
    }
  });

  it('has a place for every outcome, and knows which of them end', () => {
    expect([...outcomeOrder].sort()).toEqual([...batchOutcomes].sort());
    expect(throughOutcomes).not.toContain('waiting');
    expect(throughOutcomes).toContain('conflict');
  });

  it.each<[string, Partial<BatchRow>, string]>([
    ['what it set', {}, 'External sharing: Allowed → Restricted'],
    [
      'the portal’s own words',
      { outcome: 'failed', error: appError('portal.failed', { detail: 'No space left' }) },
      ': No space left',
    ],
    [
      'since when it cannot be reached',
      {
        outcome: 'waiting',
        offlineSince: '2026-03-10T09:00:00.000Z',
        error: appError('net.refused'),
      },
      'Offline for 1 hour; sent when the portal is back',
    ],
    [
      'when it is tried again',
      {
        outcome: 'waiting',
        error: appError('portal.rateLimited', { params: { seconds: 300 } }),
        nextAttemptAt: '2026-03-10T10:05:00.000Z',
      },
      'Tries again in 5 minutes',
    ],
    ['nothing of an appointment that is past', { outcome: 'waiting' }, 'Sent in its turn'],
    [
      'what the portal kept',
      { outcome: 'keptOtherwise', kept: ['externalShare'] },
      'The portal holds it otherwise: External sharing',
    ],
    [
      'what it would need',
      { outcome: 'skipped', skipped: 'needsSharing', moves: [social] },
      'Share to social media: Off → On: not possible while external sharing is restricted there',
    ],
  ])('tells %s', (_, more, words) => {
    expect(sayDetail({ ...row, ...more }, now)).toContain(words);
  });
});
