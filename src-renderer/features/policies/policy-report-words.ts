import type {
  BatchOutcome,
  BatchRow,
  DriftState,
  SkipReason,
} from '../../../src-main/contract/policies';
import type { SharingField } from '../../../src-main/contract/sharing';
import { m } from '$words';
import { sayError } from '../../i18n/error-words';
import { formatCountdown, formatDuration } from '../../i18n/format';
import { sayDrift, sayFields, sayMoves, type Said } from '../../i18n/policy-words';
import { saySharingField, saySwitch } from '../../i18n/sharing-words';
import type { Tone } from '../../ui/tone';
import type { MoveCount, PreviewState } from './preview-rows';

/** What applying would come to for a portal, as a badge says it. */
export function sayPreviewState(state: PreviewState): Said {
  switch (state) {
    case 'changes':
      return { tone: 'info', text: m.policies_will_change() };
    case 'forced':
      return { tone: 'warn', text: m.policies_outcome_skipped() };
    case 'notKnown':
      return { tone: 'neutral', text: m.policies_drift_notKnown() };
    case 'notSupported':
      return { tone: 'off', text: m.policies_drift_notSupported() };
    case 'follows':
      return { tone: 'ok', text: m.policies_drift_follows() };
  }
}

/** How many portals stand how to a policy, for example "12 follow". */
export function sayDriftCount(state: DriftState, count: number): Said {
  const { tone } = sayDrift({ state, differs: [], forced: [] });
  const text = {
    follows: m.policies_count_follows,
    differs: m.policies_count_differs,
    notSupported: m.policies_count_notSupported,
    notKnown: m.policies_count_notKnown,
  }[state]({ count });
  return { tone, text };
}

/** For example "External sharing: Off on 12 portals". */
export const sayMoveCount = ({ field, to, portals }: MoveCount): string =>
  m.policies_on_portals({
    what: `${saySharingField(field)}: ${saySwitch(field, to)}`,
    count: portals,
  });

/** What follows from it, in plain words. */
export function sayEffect({ field, to, portals, storedOnly }: MoveCount): readonly string[] {
  const stored = storedOnly > 0 ? [m.policies_effect_stored({ count: storedOnly })] : [];
  return storedOnly === portals ? stored : [effects[field][to ? 'on' : 'off'](), ...stored];
}

const effects: Readonly<Record<SharingField, Readonly<Record<'on' | 'off', () => string>>>> = {
  externalShare: { on: m.sharing_effect_allowed, off: m.policies_effect_off },
  externalShareSocialMedia: { on: m.sharing_effect_social_on, off: m.sharing_effect_social_off },
  defaultShareLinkInternal: {
    on: m.sharing_effect_internal_on,
    off: m.sharing_effect_internal_off,
  },
  externalShareApplyToDocuments: {
    on: m.sharing_effect_documents_on,
    off: m.sharing_effect_documents_off,
  },
  externalShareApplyToRooms: { on: m.sharing_effect_rooms_on, off: m.sharing_effect_rooms_off },
  blockExistingLinksOnRestrict: {
    on: m.sharing_effect_block_on,
    off: m.sharing_effect_block_off,
  },
};

/** What a person has to look at comes first, what is through last. */
export const outcomeOrder: readonly BatchOutcome[] = [
  'conflict',
  'unknown',
  'failed',
  'held',
  'paused',
  'keptOtherwise',
  'underWay',
  'waiting',
  'notRecorded',
  'done',
  'stopped',
  'notStarted',
  'discarded',
  'replaced',
  'skipped',
];

/** Outcomes after which nothing more happens by itself. */
export const throughOutcomes: readonly BatchOutcome[] = outcomeOrder.filter(
  (outcome) => !['underWay', 'waiting', 'notRecorded', 'unknown'].includes(outcome),
);

const outcomes: Readonly<Record<BatchOutcome, readonly [Tone, () => string]>> = {
  done: ['ok', m.policies_outcome_done],
  keptOtherwise: ['warn', m.policies_outcome_keptOtherwise],
  conflict: ['warn', m.policies_outcome_conflict],
  unknown: ['warn', m.policies_outcome_unknown],
  failed: ['danger', m.policies_outcome_failed],
  held: ['warn', m.policies_outcome_held],
  paused: ['warn', m.policies_outcome_paused],
  waiting: ['neutral', m.policies_outcome_waiting],
  underWay: ['info', m.policies_outcome_underWay],
  notRecorded: ['neutral', m.policies_outcome_notRecorded],
  notStarted: ['off', m.policies_outcome_notStarted],
  stopped: ['off', m.policies_outcome_stopped],
  discarded: ['off', m.policies_outcome_discarded],
  replaced: ['off', m.policies_outcome_replaced],
  skipped: ['neutral', m.policies_outcome_skipped],
};

/** Where a portal of a batch stands, as a badge says it. */
export function sayOutcome(outcome: BatchOutcome): Said {
  const [tone, text] = outcomes[outcome];
  return { tone, text: text() };
}

/** What there is to say about a portal of a batch. */
export function sayDetail(row: BatchRow, now: Date): string {
  const moves = sayMoves(row.moves);
  switch (row.outcome) {
    case 'done':
    case 'underWay':
    case 'notRecorded':
      return moves;
    case 'keptOtherwise':
      return m.policies_detail_kept({ fields: sayFields(row.kept) });
    case 'conflict':
      return m.changes_conflict_brief();
    case 'unknown':
      return m.policies_detail_unknown();
    case 'held':
      return m.policies_detail_held();
    case 'failed':
    case 'paused':
      return sayReason(row) ?? m.policies_outcome_paused();
    case 'waiting':
      return sayWait(row, now);
    case 'notStarted':
      return m.policies_detail_notStarted();
    case 'stopped':
      return m.policies_detail_stopped();
    case 'discarded':
      return m.policies_detail_discarded();
    case 'replaced':
      return m.policies_detail_replaced();
    case 'skipped':
      return row.skipped === null ? '' : saySkipped(row.skipped, moves);
  }
}

function sayWait(row: BatchRow, now: Date): string {
  const { offlineSince, nextAttemptAt } = row;
  if (offlineSince !== null) {
    const seconds = (now.getTime() - Date.parse(offlineSince)) / 1_000;
    return seconds < 60
      ? m.policies_detail_offline_now()
      : m.policies_detail_offline({ time: formatDuration(seconds) });
  }
  const reason = sayReason(row);
  if (reason === null) return m.policies_detail_waiting();
  const isLater = nextAttemptAt !== null && Date.parse(nextAttemptAt) > now.getTime();
  const again = isLater
    ? m.changes_tries_again({ when: formatCountdown(nextAttemptAt, now.getTime()) })
    : '';
  return [reason, again].filter(Boolean).join('. ');
}

/** The reason in our words, and in the portal's own where it gave any. */
function sayReason({ error }: BatchRow): string | null {
  if (error === null) return null;
  const { title } = sayError(error);
  return error.detail ? m.policies_detail_error({ error: title, words: error.detail }) : title;
}

function saySkipped(reason: SkipReason, moves: string): string {
  switch (reason) {
    case 'follows':
      return m.policies_follows_already();
    case 'notSupported':
      return m.policies_drift_notSupported();
    case 'notKnown':
      return m.policies_not_read();
    case 'needsSharing':
      return m.policies_forced({ moves });
    case 'portalRemoved':
      return m.policies_skipped_removed();
    case 'undone':
      return m.policies_skipped_undone();
  }
}
