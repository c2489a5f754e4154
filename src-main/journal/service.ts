import { appError } from '../contract/app-error';
import type { Json } from '../contract/json';
import { fail, ok, type Result } from '../contract/result';
import type { Database } from '../store/database';
import { undoStateOf, type Surroundings } from './actions';
import { createBook, type Book } from './book';
import { createCalls } from './calls';
import type { Change, Fields } from './change';
import { createDecisions } from './decisions';
import { createIntake } from './intake';
import type { Journal, JournalOptions } from './journal';
import { openLedger } from './ledger';
import { createListeners } from './listeners';
import { isUnderWay } from './machine';
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
  const { portal, publish, now, report } = options;
  const changed = createListeners<[change: Change]>(report);
  const news = createListeners<[changeId: string, news: Json]>(report);
  let closed = false;
  const isClosed = (): boolean => closed;

  const opened = await openLedger({
    ...options,
    book,
    moved(change) {
      publish(change.id);
      changed.tell(change);
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
    tell: news.tell,
  });
  const slots = new PQueue({ concurrency: options.atOnce });
  const runner = createRunner({
    ...options,
    ledger,
    take,
    slots,
    listen: changed.listen,
    isClosed,
  });
  const hasPortal = (portalId: string): boolean => portal(portalId) !== null;
  const surroundings = (change: Change): Surroundings => ({
    isUnderstood: ledger.operationOf(change) !== null,
    hasPortal: hasPortal(change.portalId),
  });
  const decisions = createDecisions({ ledger, book, runner, surroundings });

  const intake = createIntake({
    ...options,
    ledger,
    recorded: (portalId) => runner.kick(portalId),
  });

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
      takeBack: intake.takeBack,
    }),
    record: intake.record,

    pendingFields: (portalId, objectKey) =>
      ledger
        .open(portalId)
        .filter((one) => one.objectKey === objectKey && isComing(one))
        .reduce<Fields>((fields, { desired }) => ({ ...fields, ...desired }), {}),

    open: (portalId) => ledger.open(portalId),
    byId: (changeId) => decisions.find(changeId),
    byIds: (changeIds) => decisions.findAll(changeIds),
    latest: (portalId, operation) => ledger.latest(portalId, operation),
    listen: changed.listen,
    onNews: news.listen,
    sendNow: (changeId) => decisions.decide(changeId, 'sendNow', { kind: 'confirmed' }),
    cancel: (changeId) => decisions.cancel(changeId),
    withdraw: (changeId) => decisions.withdraw(changeId),
    canTakeBack: (change) => undoStateOf(change, surroundings(change)).can,
    async takeBack(changeId, as) {
      const done = await decisions.findFor(changeId, 'undo');
      return done.ok ? intake.takeBack(done.value, as) : done;
    },
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
