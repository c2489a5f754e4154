import { fieldsIn, type BatchOutcome, type BatchRow } from '../contract/policies';
import type { SharingField, SharingSettings } from '../contract/sharing';
import type { Change } from '../journal/change';
import { settingsIn } from '../sharing/sharing-intent';
import type { BatchPart } from './batches';
import { settingsOf } from './drift';

/** What a part of a batch came to, besides what the part itself says. */
export interface Surroundings {
  /**
   * The change that tells of the part now: its own, or a later one of the same portal that carries
   * it on. `null`: none was recorded.
   */
  readonly change: Change | null;
  /** The batch was stopped. */
  readonly stopped: boolean;
  /** Since when the portal cannot be reached; `null`: it can, as far as is known. */
  readonly offlineSince: string | null;
  /** Its own change can be taken back. */
  readonly canUndo: boolean;
}

/** Where a part of a batch stands. Pure: nothing is remembered but the journal and the part. */
export function rowOf(part: BatchPart, around: Surroundings): BatchRow {
  const { portalId, portalName, changeId, plan } = part;
  const { change, offlineSince } = around;
  const moves = plan?.moves ?? [];
  const told = { portalId, portalName, moves, ...noFacts };
  if (part.skipped !== null) return { ...told, outcome: 'skipped', skipped: part.skipped };
  if (change === null) {
    return { ...told, outcome: around.stopped ? 'notStarted' : 'notRecorded' };
  }
  const isOwn = change.id === changeId;
  const wanted = settingsOf(moves, 'to');
  const { result, error } = change;
  const reason = result?.kind === 'discarded' ? result.reason : null;
  // It was to undo a change that had not left yet: that one is gone, and nothing is left to do.
  if (isOwn && reason === 'setBack') {
    return { ...told, outcome: 'skipped', skipped: 'follows', changeId: change.id };
  }
  const kept = change.state === 'done' ? otherwise(wanted, settingsIn(change.after ?? {})) : [];
  const outcome = isOwn ? outcomeOf(change, kept, around) : outcomeOfLater(change, wanted, kept);
  return {
    ...told,
    outcome,
    changeId: change.id,
    kept: outcome === 'keptOtherwise' ? kept : [],
    error: outcome === 'replaced' ? null : error,
    offlineSince: outcome === 'waiting' ? offlineSince : null,
    nextAttemptAt: outcome === 'waiting' ? change.nextAttemptAt : null,
    reason: outcome === 'discarded' ? reason : null,
    canUndo: isOwn && around.canUndo,
  };
}

const noFacts: Omit<BatchRow, 'portalId' | 'portalName' | 'outcome' | 'moves'> = {
  changeId: null,
  kept: [],
  error: null,
  offlineSince: null,
  nextAttemptAt: null,
  skipped: null,
  reason: null,
  canUndo: false,
};

/** The switches that stand otherwise than wanted. */
const otherwise = (wanted: SharingSettings, present: SharingSettings): readonly SharingField[] =>
  fieldsIn(wanted).filter((field) => present[field] !== wanted[field]);

function outcomeOf(
  { state, result }: Change,
  kept: readonly SharingField[],
  { stopped }: Surroundings,
): BatchOutcome {
  switch (state) {
    case 'done':
      return kept.length > 0 ? 'keptOtherwise' : 'done';
    case 'queued':
      return 'waiting';
    case 'checking':
    case 'sending':
    case 'verifying':
      return 'underWay';
    case 'discarded': {
      const wasStopped = stopped && result?.kind === 'discarded' && result.reason === 'cancelled';
      return wasStopped ? 'stopped' : 'discarded';
    }
    case 'superseded':
      return 'replaced';
    default:
      return state;
  }
}

/** As long as a later change wants the same, what becomes of it becomes of the part. */
function outcomeOfLater(
  change: Change,
  wanted: SharingSettings,
  kept: readonly SharingField[],
): BatchOutcome {
  if (change.state === 'done') return kept.length > 0 ? 'replaced' : 'done';
  const later = settingsIn(change.desired);
  const isCarriedOn = fieldsIn(wanted).every(
    (field) => later[field] === undefined || later[field] === wanted[field],
  );
  const isOver = change.state === 'discarded' || change.state === 'superseded';
  if (!isCarriedOn || isOver) return 'replaced';
  return outcomeOf(change, [], { change, stopped: false, offlineSince: null, canUndo: false });
}
