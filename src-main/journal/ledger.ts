import { appError, type AppError } from '../contract/app-error';
import type { PausedPortal } from '../contract/changes';
import { fail, ok, type Failed, type Result } from '../contract/result';
import type { Book, Entry, Transition } from './book';
import type { Change } from './change';
import type { ChangeEvent } from './machine';
import { createOpenChanges } from './open-changes';
import { createPlanner, type PlannerOptions, type RecordOrder } from './planner';
import type { RegisteredOperation } from './registered';

/** The open changes in memory, and the only one who writes to the book. */
export interface Ledger {
  /** A change that is not over. */
  get(changeId: string): Change | undefined;
  /** What is not over, in the order of its turn. */
  open(portalId?: string): readonly Change[];
  /** The newest of its kind that is open or has ended since the ledger was opened. */
  latest(portalId: string, operation: string): Change | null;
  paused(portalId: string): PausedPortal | null;
  allPaused(): readonly PausedPortal[];
  operationOf(change: Pick<Change, 'operation' | 'version'>): RegisteredOperation | null;
  /**
   * Something happened to a change: on disk when it resolves. `null`: it makes no sense in the
   * state that the change is in by now, and nothing was done.
   */
  happened(changeId: string, event: ChangeEvent): Promise<Result<Change | null, 'store'>>;
  /** The same to several changes. */
  happenedToAll(changeIds: readonly string[], event: ChangeEvent): Promise<Result<void, 'store'>>;
  /**
   * Records a change, and what it does to the open changes of the same object. Errors:
   * `change.nothing`; `change.notNow` when the one that it takes back cannot be by now.
   */
  record(order: RecordOrder): Promise<Result<Change, 'change' | 'store'>>;
  /** Makes a portal's changes wait, together with what happened to the one that met the reason. */
  pause(
    portalId: string,
    error: AppError | null,
    cause?: { readonly changeId: string; readonly event: ChangeEvent },
  ): Promise<Result<void, 'store'>>;
  unpause(portalId: string): Promise<Result<void, 'store'>>;
  /** The portal is gone: discards what is open of it and can still be called back. */
  removePortal(portalId: string): Promise<Result<void, 'store'>>;
  /** Takes what an earlier run left to where its last record proves it to be; once. */
  settle(): Promise<Result<void, 'store'>>;
  /** Takes nothing more; resolves when all that was taken is on disk. */
  close(): Promise<void>;
}

export interface LedgerOptions extends PlannerOptions {
  readonly book: Pick<Book, 'open' | 'write' | 'byId' | 'doneSince'>;
  /** Hears of every change that has moved on. */
  readonly moved: (change: Change) => void;
  /** Hears of every portal that was paused or resumed. */
  readonly turned: (portalId: string) => void;
}

/** Changes that are written in one transaction. */
const mostAtOnce = 500;

/** For so long after a page could tell, a person may still have the old state before them, in ms. */
const stillOnScreen = 5_000;

/** Opens the ledger over a book. What is open stands as recorded until `settle`. */
export async function openLedger(options: LedgerOptions): Promise<Result<Ledger, 'store'>> {
  const { book, moved, turned } = options;
  const read = await book.open();
  if (!read.ok) return read;
  const planner = createPlanner(options);
  const changes = createOpenChanges(read.value.changes.map(({ change }) => change));
  const pauses = new Map(read.value.paused.map((pause) => [pause.portalId, pause]));
  let unsettled = read.value.changes;
  let tail: Promise<unknown> = Promise.resolve();
  let closed = false;

  const at = (): string => options.now().toISOString();
  const pauseOf = (portalId: string): PausedPortal | null => pauses.get(portalId) ?? null;

  return ok({
    get: (changeId) => changes.get(changeId),
    open: (portalId) => (portalId === undefined ? changes.all() : changes.of(portalId)),
    latest: (portalId, operation) => changes.latest(portalId, operation),
    paused: pauseOf,
    allPaused: () => [...pauses.values()],
    operationOf: (change) => planner.operationOf(change),

    happened: (changeId, event) =>
      inTurn(async () => {
        const transition = planned(changeId, event);
        if (transition === null) return ok(null);
        const freed = await freedBy(transition.to);
        if (!freed.ok) return freed;
        const later = planner.consequences(transition, changes.of(transition.to.portalId));
        const written = await write({ transitions: [transition, ...freed.value, ...later] });
        return written.ok ? ok(transition.to) : written;
      }),

    happenedToAll: (changeIds, event) =>
      inTurn(() => writeAll(changeIds, (changeId) => planned(changeId, event))),

    record: (order) => inTurn(() => record(order)),

    pause: (portalId, error, cause) =>
      inTurn(() => {
        const known = pauseOf(portalId);
        const pause = known ?? { portalId, since: at(), error };
        const paused: ChangeEvent = { kind: 'paused', error: pause.error };
        const transitions = changes
          .of(portalId)
          .flatMap(({ id }) => planned(id, id === cause?.changeId ? cause.event : paused) ?? []);
        return write({ transitions, paused: known ? [] : [pause] });
      }),

    unpause: (portalId) =>
      inTurn(() => {
        const transitions = changes
          .of(portalId)
          .flatMap((one) => planner.transition(one, { kind: 'resumed' }, null) ?? []);
        return write({ transitions, resumed: pauses.has(portalId) ? [portalId] : [] });
      }),

    removePortal: (portalId) =>
      inTurn(() => {
        const removed: ChangeEvent = { kind: 'discarded', reason: 'portalRemoved' };
        const transitions = changes.of(portalId).flatMap(({ id }) => planned(id, removed) ?? []);
        return write({ transitions, resumed: pauses.has(portalId) ? [portalId] : [] });
      }),

    settle: () =>
      inTurn(async () => {
        const readable = new Map(unsettled.map((one) => [one.change.id, one.readable]));
        const settled = await writeAll([...readable.keys()], (changeId) => {
          const change = changes.get(changeId);
          if (!change) return null;
          const pause = pauseOf(change.portalId);
          const event: ChangeEvent = readable.get(changeId)
            ? planner.restart(change, pause)
            : { kind: 'notUnderstood' };
          return planner.transition(change, event, pause);
        });
        if (settled.ok) unsettled = [];
        return settled;
      }),

    async close() {
      closed = true;
      await tail;
    },
  });

  /** One after the other, so that what is read in between stays true until it is written. */
  function inTurn<R>(task: () => Promise<R>): Promise<R | Failed<'store'>> {
    if (closed) {
      const params = { file: 'store' };
      return Promise.resolve(fail(appError('store.failed', { params, detail: 'closed' })));
    }
    const result = tail.then(task);
    tail = result.catch(() => undefined);
    return result;
  }

  function planned(changeId: string, event: ChangeEvent): Transition | null {
    const change = changes.get(changeId);
    return change ? planner.transition(change, event, pauseOf(change.portalId)) : null;
  }

  /** In several transactions: each one is true by itself. */
  async function writeAll(
    changeIds: readonly string[],
    plan: (changeId: string) => Transition | null,
  ): Promise<Result<void, 'store'>> {
    for (let from = 0; from < changeIds.length; from += mostAtOnce) {
      const some = changeIds.slice(from, from + mostAtOnce);
      const written = await write({ transitions: some.flatMap((id) => plan(id) ?? []) });
      if (!written.ok) return written;
    }
    return ok();
  }

  async function record(order: RecordOrder): Promise<Result<Change, 'change' | 'store'>> {
    const { portalId, undoOf } = order.fresh;
    const done = await book.doneSince(portalId, order.fresh.objectKey, unseenSince(order));
    if (!done.ok) return done;
    const plan = planner.record(order, changes.of(portalId), done.value, pauseOf(portalId));
    if (!plan.ok) return plan;
    const [entry] = plan.value;
    const undone = undoOf === null ? ok([]) : await takenBack(undoOf, entry.to);
    if (!undone.ok) return undone;
    const written = await write({ transitions: [...plan.value, ...undone.value] });
    return written.ok ? ok(entry.to) : written;
  }

  function unseenSince({ seenAt }: RecordOrder): string {
    const justNow = new Date(options.now().getTime() - stillOnScreen).toISOString();
    return seenAt !== null && seenAt < justNow ? seenAt : justNow;
  }

  /** The change that a new one takes back. */
  async function takenBack(
    changeId: string,
    by: Change,
  ): Promise<Result<readonly Transition[], 'change' | 'store'>> {
    const original = await book.byId(changeId);
    if (!original.ok) return original;
    if (original.value === null) return fail(appError('change.unknown'));
    if (original.value.undoneBy !== null) return fail(appError('change.notNow'));
    // One that came to nothing at once takes nothing back.
    if (by.state === 'discarded') return ok([]);
    const event: ChangeEvent = { kind: 'undone', by: by.id };
    const transition = planner.transition(original.value, event, null);
    return transition ? ok([transition]) : fail(appError('change.notNow'));
  }

  /** When a change that was to take back another one is discarded, that one can be again. */
  async function freedBy(change: Change): Promise<Result<readonly Transition[], 'store'>> {
    if (change.undoOf === null || change.state !== 'discarded') return ok([]);
    const original = await book.byId(change.undoOf);
    if (!original.ok) return original;
    if (original.value?.undoneBy !== change.id) return ok([]);
    const event: ChangeEvent = { kind: 'undone', by: null };
    return ok([planner.transition(original.value, event, null)].filter((one) => one !== null));
  }

  async function write(entry: Omit<Entry, 'at'>): Promise<Result<void, 'store'>> {
    const { transitions, paused = [], resumed = [] } = entry;
    if (transitions.length + paused.length + resumed.length === 0) return ok();
    const written = await book.write({ ...entry, at: at() });
    if (!written.ok) return written;
    for (const portalId of resumed) pauses.delete(portalId);
    for (const pause of paused) pauses.set(pause.portalId, pause);
    for (const { from, to } of transitions) changes.put(to, from === null);
    for (const { to } of transitions) moved(to);
    for (const portalId of [...resumed, ...paused.map((pause) => pause.portalId)]) {
      turned(portalId);
    }
    return ok();
  }
}
