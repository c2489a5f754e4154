import { appError } from '../contract/app-error';
import type { ChangeAction } from '../contract/changes';
import { fail, ok, type Result } from '../contract/result';
import { actionsOf, type Surroundings } from './actions';
import type { Book } from './book';
import type { Change } from './change';
import type { Ledger } from './ledger';
import type { ChangeEvent } from './machine';
import type { Runner } from './runner';

type Decided<T = void> = Promise<Result<T, 'change' | 'store'>>;

/**
 * What a person decides about single changes. Errors: `change.unknown`; `change.notNow` when the
 * change has moved on meanwhile.
 */
export interface Decisions {
  /** An open change as it is now, any other one as it is in the book. */
  find(changeId: string): Decided<Change>;
  /** The same of many changes; those that are not there are left out. */
  findAll(changeIds: readonly string[]): Promise<Result<ReadonlyMap<string, Change>, 'store'>>;
  /** The change, provided that a person may do this about it now. */
  findFor(changeId: string, action: ChangeAction): Decided<Change>;
  decide(changeId: string, action: ChangeAction, event: ChangeEvent): Decided;
  cancel(changeId: string): Decided;
  /** Ends a change of which nothing has left. */
  withdraw(changeId: string): Decided;
}

export interface DecisionsOptions {
  readonly ledger: Ledger;
  readonly book: Pick<Book, 'byId' | 'byIds'>;
  readonly runner: Runner;
  readonly surroundings: (change: Change) => Surroundings;
}

/** Makes what carries decisions into the ledger, and tells the runner. */
export function createDecisions(options: DecisionsOptions): Decisions {
  const { ledger, book, runner, surroundings } = options;

  const find: Decisions['find'] = async (changeId) => {
    const open = ledger.get(changeId);
    if (open) return ok(open);
    const kept = await book.byId(changeId);
    if (!kept.ok) return kept;
    return kept.value ? ok(kept.value) : fail(appError('change.unknown'));
  };

  const findFor: Decisions['findFor'] = async (changeId, action) => {
    const change = await find(changeId);
    if (!change.ok) return change;
    const may = actionsOf(change.value, surroundings(change.value)).includes(action);
    return may ? change : fail(appError('change.notNow'));
  };

  return {
    find,
    findFor,

    async findAll(changeIds) {
      const found = new Map(
        changeIds.flatMap((id) => {
          const open = ledger.get(id);
          return open ? [[id, open] as const] : [];
        }),
      );
      const kept = await book.byIds(changeIds.filter((id) => !found.has(id)));
      if (!kept.ok) return kept;
      for (const change of kept.value) found.set(change.id, change);
      return ok(found);
    },

    async decide(changeId, action, event) {
      const change = await findFor(changeId, action);
      if (!change.ok) return change;
      const decided = await ledger.happened(changeId, event);
      if (!decided.ok) return decided;
      if (decided.value === null) return fail(appError('change.notNow'));
      if (event.kind === 'discarded') runner.abort(changeId);
      runner.wake(change.value);
      runner.kick(change.value.portalId, { urged: true });
      return ok();
    },

    async withdraw(changeId) {
      const change = await findFor(changeId, 'discard');
      if (!change.ok) return change;
      const withdrawn = await ledger.happened(changeId, cancelled);
      if (!withdrawn.ok) return withdrawn;
      if (withdrawn.value === null) return fail(appError('change.notNow'));
      runner.abort(changeId);
      // What waited behind it; a portal that asked to be left in peace still is.
      runner.kick(change.value.portalId);
      return ok();
    },

    async cancel(changeId) {
      const change = await find(changeId);
      if (!change.ok) return change;
      if (!mayCancel.includes(change.value.state)) return fail(appError('change.notNow'));
      const done = await ledger.happened(changeId, cancelled);
      if (!done.ok) return done;
      if (done.value === null && ledger.get(changeId)?.state !== 'sending') {
        return fail(appError('change.notNow'));
      }
      // On its way it may still be stopped; if it has not arrived, it is not sent again.
      if (done.value === null) runner.afterwards(changeId, cancelled);
      runner.abort(changeId);
      return ok();
    },
  };
}

/** Of what has left, this is no end. */
const cancelled: ChangeEvent = { kind: 'discarded', reason: 'cancelled' };

const mayCancel: readonly Change['state'][] = ['queued', 'paused', 'held', 'checking', 'sending'];
