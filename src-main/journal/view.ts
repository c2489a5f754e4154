import type { AppError } from '../contract/app-error';
import type { ChangeDetail, ChangedField, ChangeRow, ChangeStep } from '../contract/changes';
import { actionsOf, undoStateOf, type Surroundings } from './actions';
import type { Change } from './change';
import { conflicting } from './fields';

/** What is known of a change besides its entry. */
export interface Context extends Surroundings {
  /** Why it is not carried out although it could be. */
  readonly trouble: AppError | null;
  /** Whether the value of a field is kept to ourselves. */
  readonly isSecret: (field: string) => boolean;
}

/** A change as the list shows it. */
export function shownRow(change: Change, context: Context): ChangeRow {
  return {
    id: change.id,
    portalId: change.portalId,
    portalName: change.portalName,
    operation: change.operation,
    target: change.target,
    account: change.account,
    state: change.state,
    createdAt: change.createdAt,
    endedAt: change.endedAt,
    attempts: change.attempts,
    nextAttemptAt: change.nextAttemptAt,
    error: change.error ?? context.trouble,
    result: change.result,
    undoOf: change.undoOf,
    undo: undoStateOf(change, context),
    actions: actionsOf(change, context),
  };
}

/** A change with its fields and everything that became of it. */
export function shownDetail(
  change: Change,
  steps: readonly ChangeStep[],
  context: Context,
): ChangeDetail {
  return { ...shownRow(change, context), fields: changedFields(change, context), steps };
}

function changedFields(change: Change, { isSecret }: Context): readonly ChangedField[] {
  const { base, desired, before, after, result, state } = change;
  const portal = after ?? before ?? {};
  const conflicts = state === 'conflict' && before !== null ? conflicting(change, before) : [];
  const kept = result?.kind === 'proved' ? result.kept : [];
  return Object.keys(desired).map((field) => {
    const secret = isSecret(field);
    return {
      field,
      secret,
      base: secret ? null : (base[field] ?? null),
      desired: secret ? null : (desired[field] ?? null),
      portal: secret ? null : (portal[field] ?? null),
      conflicting: conflicts.includes(field),
      keptOtherwise: kept.includes(field),
    };
  });
}
