import { appError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import type { Change } from './change';
import type { Intent, JournalOptions } from './journal';
import type { Ledger } from './ledger';
import type { RegisteredOperation } from './registered';

type Recorded = Promise<Result<{ readonly changeId: string }, 'change' | 'store'>>;

/** Where wishes become changes. */
export interface Intake {
  /** Records what a person wants. */
  record(intent: Intent): Recorded;
  /** Records the way back from a change that is done. Errors also `change.noWayBack`. */
  takeBack(change: Change, as?: string): Recorded;
}

export interface IntakeOptions extends Pick<
  JournalOptions,
  'operations' | 'portal' | 'uuid' | 'now'
> {
  readonly ledger: Pick<Ledger, 'record' | 'operationOf'>;
  /** Hears the id of a portal that has a new change. */
  readonly recorded: (portalId: string) => void;
}

export function createIntake(options: IntakeOptions): Intake {
  const { ledger, operations, portal, uuid, now, recorded } = options;

  const newestOf = (name: string): RegisteredOperation | null =>
    operations
      .filter((one) => one.name === name)
      .toSorted((a, b) => a.version - b.version)
      .at(-1) ?? null;

  async function take(
    intent: Intent,
    operation: RegisteredOperation | null,
    undoOf: string | null,
  ): Recorded {
    const { portalId, target, objectKey, base, desired } = intent;
    const saved = portal(portalId);
    if (saved === null) return fail(appError('change.notNow'));
    if (Object.keys(desired).length === 0) return fail(appError('change.nothing'));
    if (!operation?.accepts(intent)) return fail(appError('change.unknownOperation'));
    const change = await ledger.record({
      operation,
      hold: intent.hold ?? false,
      attachment: intent.attachment,
      seenAt: intent.seenAt ?? null,
      fresh: {
        id: intent.changeId ?? uuid(),
        portalId,
        portalName: saved.name,
        account: saved.account,
        operation: operation.name,
        version: operation.version,
        target,
        objectKey,
        base,
        desired,
        idempotencyKey: intent.idempotencyKey ?? uuid(),
        createdAt: now().toISOString(),
        attempts: 0,
        nextAttemptAt: null,
        before: null,
        after: null,
        progress: null,
        result: null,
        undo: null,
        undoOf,
        undoneBy: null,
        endedAt: null,
      },
    });
    if (!change.ok) return change;
    recorded(portalId);
    return ok({ changeId: change.value.id });
  }

  return {
    record: (intent) => take(intent, newestOf(intent.operation), null),

    async takeBack({ id, portalId, target, objectKey, undo }, changeId) {
      if (!undo?.can) return fail(appError('change.noWayBack'));
      const { operation, base, desired, about } = undo;
      const as = changeId === undefined ? {} : { changeId };
      const intent = { portalId, operation, target, objectKey, base, desired, ...about, ...as };
      return take(intent, ledger.operationOf(undo), id);
    },
  };
}
