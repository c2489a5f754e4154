import type { Handlers } from '../contract';
import { appError } from '../contract/app-error';
import { reviewStates, type ChangeCounts } from '../contract/changes';
import { fail, ok, type Result } from '../contract/result';
import type { Book } from './book';
import type { Change } from './change';
import type { Decisions } from './decisions';
import { exportChanges, type SaveFile } from './export';
import type { Ledger } from './ledger';
import { isMoving, type ChangeEvent } from './machine';
import type { Runner } from './runner';
import type { Surroundings } from './actions';
import { shownDetail, shownRow, type Context } from './view';

export interface CallsOptions {
  readonly ledger: Ledger;
  readonly book: Book;
  readonly runner: Runner;
  readonly decisions: Decisions;
  readonly surroundings: (change: Change) => Surroundings;
  readonly hasPortal: (portalId: string) => boolean;
  /** Records the change that takes another one back. */
  readonly takeBack: (
    change: Change,
  ) => Promise<Result<{ readonly changeId: string }, 'change' | 'store'>>;
  readonly saveFile: SaveFile;
  readonly now: () => Date;
}

/** The calls of the Changes page. */
export function createCalls(options: CallsOptions): Handlers<'changes'> {
  const { ledger, book, runner, decisions, surroundings, hasPortal, now } = options;
  const { decide } = decisions;

  const isSecret = (change: Change, field: string): boolean =>
    ledger.operationOf(change)?.secretFields.includes(field) ?? true;

  const contextOf = (change: Change): Context => ({
    ...surroundings(change),
    trouble: isMoving(change) ? runner.trouble(change.portalId) : null,
    isSecret: (field) => isSecret(change, field),
  });

  const counts = (): ChangeCounts => {
    const open = ledger.open();
    const review = open.filter(({ state }) => reviewStates.some((one) => one === state));
    return {
      open: open.length,
      review: review.length,
      byPortal: countsByPortal(open),
      reviewByPortal: countsByPortal(review),
      paused: ledger.allPaused(),
    };
  };

  return {
    counts: () => ok(counts()),

    async list({ filter, offset, limit }) {
      const page = await book.page(filter, { offset }, limit);
      if (!page.ok) return page;
      const total = await book.count(filter);
      if (!total.ok) return total;
      const rows = page.value.map(({ change }) => {
        const present = ledger.get(change.id) ?? change;
        return shownRow(present, contextOf(present));
      });
      return ok({ rows, total: total.value });
    },

    async detail({ changeId }) {
      const change = await decisions.find(changeId);
      if (!change.ok) return change;
      const steps = await book.steps([changeId]);
      if (!steps.ok) return steps;
      const told = steps.value.get(changeId) ?? [];
      return ok(shownDetail(change.value, told, contextOf(change.value)));
    },

    retry: ({ changeId }) => decide(changeId, 'retry', { kind: 'retried' }),
    discard: ({ changeId }) => decide(changeId, 'discard', byPerson),
    sendNow: ({ changeId }) => decide(changeId, 'sendNow', { kind: 'confirmed' }),
    resolve: ({ changeId, mine }) => decide(changeId, 'resolve', { kind: 'resolved', mine }),

    async undo({ changeId }) {
      const change = await decisions.find(changeId);
      if (!change.ok) return change;
      // Of what has not left, nothing is to be taken back on the portal.
      if (['queued', 'paused', 'held'].includes(change.value.state)) {
        const discarded = await decide(changeId, 'discard', byPerson);
        return discarded.ok ? ok({ changeId }) : discarded;
      }
      const done = await decisions.findFor(changeId, 'undo');
      return done.ok ? options.takeBack(done.value) : done;
    },

    async pausePortal({ portalId }) {
      if (!hasPortal(portalId)) return fail(appError('saved.unknownPortal'));
      return ledger.pause(portalId, null);
    },

    async resumePortal({ portalId }) {
      if (!hasPortal(portalId)) return fail(appError('saved.unknownPortal'));
      const resumed = await ledger.unpause(portalId);
      if (resumed.ok) runner.kick(portalId, { urged: true });
      return resumed;
    },

    exportTo: ({ format, filter }) => {
      const day = now().toISOString().slice(0, 10);
      return exportChanges(format, filter, day, options.saveFile, { book, isSecret });
    },
  };
}

const byPerson: ChangeEvent = { kind: 'discarded', reason: 'person' };

function countsByPortal(changes: readonly Change[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { portalId } of changes) counts[portalId] = (counts[portalId] ?? 0) + 1;
  return counts;
}
