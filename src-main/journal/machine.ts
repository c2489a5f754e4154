import { appError, type AppError } from '../contract/app-error';
import {
  endedStates,
  type ChangeResult,
  type ChangeState,
  type DiscardReason,
} from '../contract/changes';
import type { Json } from '../contract/json';
import type { Change, Fields } from './change';
import type { Remedy } from './failure';
import { conflicting, pick } from './fields';
import type { Verdict } from './operation';

/** Something that happened to a change. `at` and every other time come from outside. */
export type ChangeEvent =
  /** Its turn has come. */
  | { readonly kind: 'begun' }
  /** The portal was read, before sending or to settle an unknown outcome. */
  | {
      readonly kind: 'found';
      readonly verdict: Verdict;
      readonly fields: Fields;
      /** When it is sent again if this proves that it has not arrived; `null`: at once. */
      readonly again: string | null;
      /** What the portal kept otherwise of what has arrived. */
      readonly kept?: readonly string[];
    }
  | { readonly kind: 'notRead'; readonly error: AppError; readonly remedy: Remedy }
  /** The portal took it. */
  | { readonly kind: 'sent' }
  /** It was refused, or it never left. */
  | { readonly kind: 'refused'; readonly error: AppError; readonly remedy: Remedy }
  /** It may have arrived; no answer tells. */
  | { readonly kind: 'lost'; readonly error: AppError }
  /** It was read back; `kept` names the fields that the portal kept otherwise. */
  | { readonly kind: 'proved'; readonly fields: Fields; readonly kept: readonly string[] }
  /** An operation of several requests has come further. */
  | { readonly kind: 'noted'; readonly progress: Json }
  /** The app was started again, or its portal stands somewhere else now. */
  | { readonly kind: 'restarted' }
  /** This version of Gatehouse cannot make sense of it. */
  | { readonly kind: 'notUnderstood' }
  | { readonly kind: 'moved' }
  /** The portal's changes are to wait, or may go on. */
  | { readonly kind: 'paused'; readonly error: AppError | null }
  | { readonly kind: 'resumed' }
  /** What a person decides. */
  | { readonly kind: 'retried' }
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'resolved'; readonly mine: readonly string[] }
  | { readonly kind: 'discarded'; readonly reason: DiscardReason }
  | { readonly kind: 'superseded'; readonly by: string }
  /** What the portal was expected to hold by then will not come. */
  | { readonly kind: 'rebased'; readonly base: Fields }
  /** A change that takes it back was recorded; `null`: that one came to nothing. */
  | { readonly kind: 'undone'; readonly by: string | null };

export interface Rules {
  /** It is never sent without a person's word in this run of the app. */
  readonly needsConfirmation: boolean;
  /** Now, as an ISO instant. */
  readonly at: string;
}

/**
 * What a change becomes by an event. Pure: no clock, no network, no database. The runner does what
 * the state says (`checking` and `unknown`: read the portal; `sending`: send; `verifying`: read
 * back) and reports what happened as the next event. `null`: the event makes no sense in this
 * state, and nothing happens.
 *
 * `sending` is recorded before the request leaves, so that a crash at any point leaves either a
 * change of which nothing has left, or one whose outcome is settled by reading the portal.
 */
export function advance(change: Change, event: ChangeEvent, rules: Rules): Change | null {
  switch (event.kind) {
    case 'begun':
      return change.state === 'queued'
        ? go(change, 'checking', { attempts: change.attempts + 1 })
        : null;
    case 'found':
      return found(change, event, rules);
    case 'notRead':
      return notRead(change, event.error, event.remedy, rules);
    case 'sent':
      return change.state === 'sending' ? go(change, 'verifying') : null;
    case 'refused':
      return change.state === 'sending' ? setBack(change, event.error, event.remedy, rules) : null;
    case 'lost':
      return change.state === 'sending' ? go(change, 'unknown', { error: event.error }) : null;
    case 'proved':
      return proved(change, event, rules);
    case 'noted':
      return change.state === 'sending' ? { ...change, progress: event.progress } : null;
    case 'restarted':
      return restarted(change, rules);
    case 'notUnderstood':
      return isEnded(change) || change.error?.code === 'change.unknownOperation'
        ? null
        : go(change, 'failed', { error: appError('change.unknownOperation') });
    case 'moved':
      return isIn(change, 'queued', 'paused') ? go(change, 'held') : null;
    case 'paused':
      return change.state === 'queued' ? go(change, 'paused', { error: event.error }) : null;
    case 'resumed':
      return change.state === 'paused' ? waiting(change, rules) : null;
    case 'retried':
      return retried(change);
    case 'confirmed':
      return change.state === 'held' ? go(change, 'queued') : null;
    case 'resolved':
      return resolved(change, event.mine, rules);
    case 'discarded':
      return discarded(change, event.reason, rules);
    case 'superseded':
      return isIn(change, 'queued', 'paused', 'held', 'failed', 'conflict')
        ? end(change, 'superseded', { kind: 'superseded', by: event.by }, rules)
        : null;
    case 'rebased':
      return isIn(change, 'queued', 'paused', 'held') ? { ...change, base: event.base } : null;
    case 'undone':
      return change.state === 'done' ? { ...change, undoneBy: event.by } : null;
  }
}

/** Whether nothing more happens to a change. */
export const isEnded = ({ state }: Pick<Change, 'state'>): boolean =>
  endedStates.some((one) => one === state);

/** Whether the runner has something to do for a change in this state. */
export const isMoving = ({ state }: Pick<Change, 'state'>): boolean =>
  state === 'queued' ||
  state === 'checking' ||
  state === 'sending' ||
  state === 'verifying' ||
  state === 'unknown';

/** Whether something is being done about a change, or was, and its end is not known. */
export const isUnderWay = (change: Pick<Change, 'state'>): boolean =>
  isMoving(change) && change.state !== 'queued';

function found(
  change: Change,
  { verdict, fields, again, kept = [] }: Extract<ChangeEvent, { kind: 'found' }>,
  rules: Rules,
): Change | null {
  if (!isIn(change, 'checking', 'unknown')) return null;
  const settles = change.state === 'unknown';
  switch (verdict) {
    case 'desired':
      return end(
        { ...change, before: settles ? change.before : fields, after: fields },
        'done',
        { kind: 'proved', sent: settles, kept: settles ? kept : [] },
        rules,
      );
    case 'base':
      // What was lost has not arrived: it is sent again, or a person is asked to say so again.
      return settles
        ? { ...waitingUntil(again, change, rules), before: fields }
        : go(change, 'sending', { before: fields });
    case 'other':
      return go(change, 'conflict', { before: fields });
  }
}

function notRead(change: Change, error: AppError, remedy: Remedy, rules: Rules): Change | null {
  if (change.state === 'checking') return setBack(change, error, remedy, rules);
  if (!hasLeft(change)) return null;
  const attempts = change.attempts + 1;
  switch (remedy.do) {
    case 'wait':
      return go(change, change.state, { error, attempts, nextAttemptAt: remedy.until });
    case 'pause':
      return go(change, change.state, { error, attempts });
    // The portal took it, or may have taken it, and will not tell: only a person can settle that.
    case 'fail':
      return go(change, 'unknown', { error, attempts, nextAttemptAt: null });
    case 'end':
      return endDiscarded({ ...change, error }, remedy.reason, rules);
  }
}

/** A change of which nothing has reached the portal, after a failure. */
function setBack(change: Change, error: AppError, remedy: Remedy, rules: Rules): Change {
  switch (remedy.do) {
    case 'wait':
      return waitingUntil(remedy.until, { ...change, error }, rules);
    case 'pause':
      return go(change, 'paused', { error });
    case 'fail':
      return go(change, 'failed', { error });
    case 'end':
      return endDiscarded({ ...change, error }, remedy.reason, rules);
  }
}

function proved(
  change: Change,
  { fields, kept }: Extract<ChangeEvent, { kind: 'proved' }>,
  rules: Rules,
): Change | null {
  if (change.state !== 'verifying') return null;
  return end({ ...change, after: fields }, 'done', { kind: 'proved', sent: true, kept }, rules);
}

/** In a new run of the app, a change stands where its last record proves it to be. */
function restarted(change: Change, rules: Rules): Change | null {
  switch (change.state) {
    case 'sending':
      return go(change, 'unknown');
    case 'checking':
      return waiting(change, rules);
    case 'queued':
    case 'paused':
      return rules.needsConfirmation ? go(change, 'held', { error: change.error }) : null;
    default:
      return null;
  }
}

function retried(change: Change): Change | null {
  if (isIn(change, 'failed', 'conflict')) return go(change, 'queued');
  // At once instead of at the appointed time; what is unknown is read, never sent.
  if (isIn(change, 'queued', 'verifying', 'unknown')) return { ...change, nextAttemptAt: null };
  return null;
}

/** Goes on with what the person keeps, on top of what the portal was found to hold. */
function resolved(change: Change, mine: readonly string[], rules: Rules): Change | null {
  if (change.state !== 'conflict' || change.before === null) return null;
  const present = change.before;
  const given = conflicting(change, present).filter((name) => !mine.includes(name));
  const names = Object.keys(change.desired).filter((name) => !given.includes(name));
  if (names.length === 0) return endDiscarded(change, 'keptTheirs', rules);
  // Some operations look at more of the object than they change.
  const watched = Object.keys(change.base).filter((name) => !(name in change.desired));
  const base = pick(present, [...names, ...watched]);
  return go({ ...change, desired: pick(change.desired, names), base }, 'queued');
}

function discarded(change: Change, reason: DiscardReason, rules: Rules): Change | null {
  // What is on its way cannot be called back.
  if (isEnded(change) || change.state === 'sending') return null;
  // Given up, perhaps; but not cancelled.
  if (hasLeft(change) && reason === 'cancelled') return null;
  return endDiscarded(change, reason, rules);
}

/** A change that has left and is not followed any further has not simply been discarded. */
function endDiscarded(change: Change, reason: DiscardReason, rules: Rules): Change {
  const result = { kind: 'discarded', reason: hasLeft(change) ? 'unproved' : reason } as const;
  return end(change, 'discarded', result, rules);
}

const hasLeft = (change: Change): boolean => isIn(change, 'verifying', 'unknown');

/** Back to where its turn is awaited, or a person's word. */
function waiting(change: Change, { needsConfirmation }: Rules): Change {
  return go(change, needsConfirmation ? 'held' : 'queued', { error: change.error });
}

/** As `waiting`; a change that waits for a person has no appointment. */
function waitingUntil(instant: string | null, change: Change, rules: Rules): Change {
  const next = waiting(change, rules);
  return next.state === 'queued' ? { ...next, nextAttemptAt: instant } : next;
}

type Facts = Partial<Pick<Change, 'attempts' | 'error' | 'nextAttemptAt' | 'before'>>;

/** Old errors and appointments end with the state they belonged to, unless they are given again. */
function go(change: Change, state: ChangeState, facts: Facts = {}): Change {
  return { ...change, error: null, nextAttemptAt: null, ...facts, state };
}

function end(change: Change, state: ChangeState, result: ChangeResult, { at }: Rules): Change {
  return { ...change, state, result, endedAt: at, nextAttemptAt: null };
}

const isIn = (change: Change, ...states: readonly ChangeState[]): boolean =>
  states.includes(change.state);
