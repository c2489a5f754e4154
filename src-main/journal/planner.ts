import type { PausedPortal } from '../contract/changes';
import { ok, type Result } from '../contract/result';
import type { Transition } from './book';
import type { Change, UndoPlan } from './change';
import { advance, isMoving, type ChangeEvent, type Rules } from './machine';
import { basedWithout, recordingOf } from './recording';
import type { RegisteredOperation } from './registered';

/** A change that is to be recorded. */
export interface RecordOrder {
  readonly fresh: Omit<Change, 'position' | 'state' | 'error'>;
  readonly operation: RegisteredOperation;
  /** It waits for a person's word from the beginning. */
  readonly hold: boolean;
  readonly attachment: Uint8Array | undefined;
  /** When what the person saw was read, as an ISO instant; `null`: just now. */
  readonly seenAt: string | null;
}

/** Says what is to be written when something happens; the machine with the rules of the day. */
export interface Planner {
  operationOf(change: Pick<Change, 'operation' | 'version'>): RegisteredOperation | null;
  /** `null`: the event makes no sense for this change. */
  transition(change: Change, event: ChangeEvent, pause: PausedPortal | null): Transition | null;
  /** What a transition means for later changes of the same object. */
  consequences(transition: Transition, open: readonly Change[]): readonly Transition[];
  /** What a new run of the app means for a change. */
  restart(change: Change, pause: PausedPortal | null): ChangeEvent;
  /**
   * The new change first. Errors: `change.nothing`.
   * @param open what is open of the portal, in the order of its turn.
   * @param done what was done to the object and the person may not have seen, in order.
   */
  record(
    order: RecordOrder,
    open: readonly Change[],
    done: readonly Change[],
    pause: PausedPortal | null,
  ): Result<readonly [Transition, ...Transition[]], 'change'>;
}

export interface PlannerOptions {
  readonly operations: readonly RegisteredOperation[];
  readonly now: () => Date;
  /** Hears of mistakes in the program. */
  readonly report: (line: string, cause: unknown) => void;
}

/** Makes the planner for the operations that this version of Gatehouse has. */
export function createPlanner({ operations, now, report }: PlannerOptions): Planner {
  const byName = new Map(operations.map((one) => [nameOf(one.name, one.version), one]));

  const operationOf: Planner['operationOf'] = ({ operation, version }) =>
    byName.get(nameOf(operation, version)) ?? null;

  const rulesOf = (change: Change): Rules => ({
    // What is not understood is not sent either.
    needsConfirmation: operationOf(change)?.needsConfirmation ?? true,
    at: now().toISOString(),
  });

  const understood = (change: Change): boolean => {
    try {
      return operationOf(change)?.accepts(change) ?? false;
    } catch (cause) {
      report(`Bug in ${change.operation}: accepts`, cause);
      return false;
    }
  };

  const undoOf = (change: Change): UndoPlan => {
    try {
      return operationOf(change)?.undo(change) ?? { can: false, reason: 'noWayBack' };
    } catch (cause) {
      report(`Bug in ${change.operation}: undo`, cause);
      return { can: false, reason: 'noWayBack' };
    }
  };

  return {
    operationOf,

    transition(from, event, pause) {
      const rules = rulesOf(from);
      const next = advance(from, event, rules);
      if (next === null) return null;
      if (next.state === 'done' && from.state !== 'done') {
        return { from, to: { ...next, undo: undoOf(next) } };
      }
      if (next.state !== 'queued' || pause === null) return { from, to: next };
      const waits = advance(next, { kind: 'paused', error: pause.error }, rules);
      return { from, to: waits ?? next };
    },

    consequences({ from, to }, open) {
      if (from === null || !cameToNothing(from, to) || operationOf(to)?.replaces !== false)
        return [];
      const later = open.filter(
        (one) => isSameObject(one, to) && one.position > to.position && one.id !== to.id,
      );
      return later.flatMap((one) => {
        const base = basedWithout(to, one);
        const next = base && advance(one, { kind: 'rebased', base }, rulesOf(one));
        return next ? { from: one, to: next } : [];
      });
    },

    restart(change, pause) {
      if (!understood(change)) return { kind: 'notUnderstood' };
      // A pause that is not in the books is over.
      const lost = change.state === 'paused' && pause === null;
      return lost ? { kind: 'resumed' } : { kind: 'restarted' };
    },

    record({ fresh, operation, hold, attachment }, open, done, pause) {
      const others = [...done, ...open].filter((one) => isSameObject(one, fresh));
      const position = 1 + (open.at(-1)?.position ?? 0);
      const begins = hold ? 'held' : pause ? 'paused' : 'queued';
      const error = begins === 'paused' && pause ? pause.error : null;
      const change: Change = { ...fresh, position, state: begins, error };
      const rules = { ...rulesOf(change), replaces: operation.replaces };
      const recording = recordingOf(change, others, rules);
      if (!recording.ok) return recording;
      const { entry, superseded } = recording.value;
      return ok([
        { from: null, to: entry, attachment },
        ...superseded.map((to) => ({ from: others.find(({ id }) => id === to.id) ?? null, to })),
      ]);
    },
  };
}

const isSameObject = (one: Pick<Change, 'objectKey'>, other: Pick<Change, 'objectKey'>): boolean =>
  one.objectKey === other.objectKey;

/** A change that was to be carried out, and now waits for a person or is over without effect. */
function cameToNothing(from: Change, to: Change): boolean {
  if (!isMoving(from) && from.state !== 'paused') return false;
  const { state, result } = to;
  if (state === 'discarded') return result?.kind === 'discarded' && result.reason !== 'unproved';
  return state === 'failed' || state === 'conflict';
}

const nameOf = (operation: string, version: number): string => `${operation} ${version}`;
