import type { ChangeAction, UndoState } from '../contract/changes';
import type { Change } from './change';

/** What decides on what can be done about a change, besides the change itself. */
export interface Surroundings {
  /** This version of Gatehouse has an operation of its name and version. */
  readonly isUnderstood: boolean;
  /** Its portal is still saved. */
  readonly hasPortal: boolean;
}

/** Whether a change can be taken back by another one, and why not. */
export function undoStateOf(change: Change, { isUnderstood, hasPortal }: Surroundings): UndoState {
  if (change.state !== 'done') return { can: false, reason: 'notDone' };
  if (change.undoneBy !== null) return { can: false, reason: 'undone' };
  if (change.undo === null || !isUnderstood || !hasPortal) {
    return { can: false, reason: 'noWayBack' };
  }
  return change.undo.can
    ? { can: true, loses: change.undo.loses ?? null }
    : { can: false, reason: change.undo.reason };
}

/** What a person can do about a change in its present state. */
export function actionsOf(change: Change, surroundings: Surroundings): readonly ChangeAction[] {
  const { isUnderstood } = surroundings;
  switch (change.state) {
    case 'queued':
      return ['retry', 'discard'];
    case 'checking':
    case 'paused':
      return ['discard'];
    case 'held':
      return ['sendNow', 'discard'];
    case 'conflict':
      return ['resolve', 'retry', 'discard'];
    case 'failed':
      return isUnderstood ? ['retry', 'discard'] : ['discard'];
    case 'verifying':
    case 'unknown':
      return ['retry', 'discard'];
    case 'done':
      return undoStateOf(change, surroundings).can ? ['undo'] : [];
    // What is on its way cannot be called back, and what is over is over.
    case 'sending':
    case 'discarded':
    case 'superseded':
      return [];
  }
}
