import { appError } from '../contract/app-error';
import type { Json } from '../contract/json';
import { fail, ok, type Result } from '../contract/result';
import type { Database } from '../store/database';
import type { Surroundings } from './actions';
import { createBook, type Book } from './book';
import { createCalls } from './calls';
import type { Change, Fields } from './change';
import { createDecisions } from './decisions';
import type { Intent, Journal, JournalOptions } from './journal';
import { openLedger } from './ledger';
import { isUnderWay } from './machine';
import type { RegisteredOperation } from './registered';
import { createRunner } from './runner';
import { createSteps } from './steps';

export type { Intent, Journal, JournalOptions } from './journal';

/** Reads what is open from the store. Nothing is sent before `start`. */
export function openJournal(
  options: JournalOptions & { readonly database: Database },
): Promise<Result<Journal, 'store'>> {
  return journalOver(createBook(options.database), options);
}

/** A journal that is kept in some book. */
export async function journalOver(
  book: Book,
  options: JournalOptions,
): Promise<Result<Journal, 'store'>> {
  const { operations, portal, publish, now, uuid, atOnce, report } = options;
  const listeners = new Set<(change: Change) => void>();
  const newsListeners = new Set<(changeId: string, news: Json) => void>();
  let closed = false;
  const isClosed = (): boolean => closed;
  const listen: Journal['listen'] = (hear) => {
    listeners.add(hear);
    return () => void listeners.delete(hear);
  };

  const opened = await openLedger({
    ...options,
    book,
    moved(change) {
      publish(change.id);
      for (const hear of listeners) hear(change);
    },
    turned: publish,
  });
  if (!opened.ok) return opened;
  const ledger = opened.value;
  const settled = await ledger.settle();
  // Nothing is sent before that: every queue tries it again first.
  if (!settled.ok) report(`The journal cannot be written: ${settled.error.code}`);

  const { default: PQueue } = await import('p-queue');
  const take = createSteps({
    ...options,
    ledger,
    isClosed,
    attachment: (changeId) => attachmentIn(book, changeId),
    tell(changeId, news) {
      for (const hear of newsListeners) hear(changeId, news);
    },
  });
  const slots = new PQueue({ concurrency: atOnce });
  const runner = createRunner({ ...options, ledger, take, slots, listen, isClosed });
  const hasPortal = (portalId: string): boolean => portal(portalId) !== null;
  const surroundings = (change: Change): Surroundings => ({
    isUnderstood: ledger.operationOf(change) !== null,
    hasPortal: hasPortal(change.portalId),
  });
  const decisions = createDecisions({ ledger, book, runner, surroundings });

  const newestOf = (name: string): RegisteredOperation | null =>
    operations
      .filter((one) => one.name === name)
      .reduce<RegisteredOperation | null>(
        (newest, one) => (newest && newest.version > one.version ? newest : one),
        null,
      );

  async function record(
    intent: Intent,
    operation: RegisteredOperation | null,
    undoOf: string | null,
  ): Promise<Result<{ readonly changeId: string }, 'change' | 'store'>> {
    const { portalId, target, objectKey, base, desired } = intent;
    const saved = portal(portalId);
    if (saved === null) return fail(appError('change.notNow'));
    if (!operation?.accepts(intent)) return fail(appError('change.unknownOperation'));
    const recorded = await ledger.record({
      operation,
      hold: intent.hold ?? false,
      attachment: intent.attachment,
      seenAt: intent.seenAt ?? null,
      fresh: {
        id: uuid(),
        portalId,
        portalName: saved.name,
        account: saved.account,
        operation: operation.name,
        version: operation.version,
        target,
        objectKey,
        base,
        desired,
        idempotencyKey: uuid(),
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
    if (!recorded.ok) return recorded;
    runner.kick(portalId);
    return ok({ changeId: recorded.value.id });
  }

  return ok({
    calls: createCalls({
      ledger,
      book,
      runner,
      decisions,
      surroundings,
      hasPortal,
      now,
      saveFile: options.saveFile,
      takeBack({ id, portalId, target, objectKey, undo }) {
        if (!undo?.can) return Promise.resolve(fail(appError('change.noWayBack')));
        const { operation, base, desired } = undo;
        const intent = { portalId, operation, target, objectKey, base, desired };
        return record(intent, ledger.operationOf(undo), id);
      },
    }),
    record: (intent) => record(intent, newestOf(intent.operation), null),

    pendingFields: (portalId, objectKey) =>
      ledger
        .open(portalId)
        .filter((one) => one.objectKey === objectKey && isComing(one))
        .reduce<Fields>((fields, { desired }) => ({ ...fields, ...desired }), {}),

    open: (portalId) => ledger.open(portalId),
    byId: (changeId) => decisions.find(changeId),
    latest: (portalId, operation) => ledger.latest(portalId, operation),
    listen,
    onNews(hear) {
      newsListeners.add(hear);
      return () => void newsListeners.delete(hear);
    },
    sendNow: (changeId) => decisions.decide(changeId, 'sendNow', { kind: 'confirmed' }),
    cancel: (changeId) => decisions.cancel(changeId),
    resume: (portalId) => runner.resume(portalId),

    async moved(portalId) {
      const ids = ledger.open(portalId).map(({ id }) => id);
      const held = await ledger.happenedToAll(ids, { kind: 'moved' });
      for (const { id } of ledger.open(portalId).filter(isUnderWay)) {
        runner.afterwards(id, { kind: 'moved' });
      }
      return held;
    },

    async portalRemoved(portalId) {
      const before = ledger.open(portalId);
      const removed = await ledger.removePortal(portalId);
      for (const { id } of before) if (!ledger.get(id)) runner.abort(id);
      return removed;
    },

    start() {
      for (const portalId of new Set(ledger.open().map((one) => one.portalId))) {
        runner.kick(portalId);
      }
    },

    async close() {
      closed = true;
      await runner.close();
    },
  });
}

/** Whether the portal will hold what a change wants, as far as can be said. */
const isComing = ({ state }: Change): boolean => state !== 'failed' && state !== 'conflict';

async function attachmentIn(book: Book, changeId: string): Promise<Result<Uint8Array, 'store'>> {
  const bytes = await book.attachment(changeId);
  if (!bytes.ok) return bytes;
  if (bytes.value) return ok(bytes.value);
  return fail(appError('store.failed', { params: { file: 'store' }, detail: 'no attachment' }));
}
