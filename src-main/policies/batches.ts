import * as v from 'valibot';
import { appError, type AppError } from '../contract/app-error';
import {
  batchTitle,
  skipReasons,
  type BatchTitle,
  type PolicyFields,
  type SkipReason,
} from '../contract/policies';
import { fail, ok, type Result } from '../contract/result';
import { sharingSettings } from '../contract/sharing';
import type { Journal } from '../journal/service';
import { sharingIntent } from '../sharing/sharing-intent';
import type { BatchTable, StoredBatch, StoredPart } from '../store/batch-table';
import { planSchema, type How, type Plan, type Planned } from './plan';

/** What was asked of many portals at once. */
export interface Batch {
  readonly id: string;
  readonly title: BatchTitle;
  readonly fields: PolicyFields;
  readonly createdAt: string;
  readonly undoOf: string | null;
  readonly stoppedAt: string | null;
}

/** The part of a batch that concerns one portal. */
export interface BatchPart {
  readonly n: number;
  readonly portalId: string;
  readonly portalName: string;
  readonly changeId: string;
  /** `null`: another version of Gatehouse made it. */
  readonly plan: Plan | null;
  readonly skipped: SkipReason | null;
}

export interface NewBatch {
  readonly title: BatchTitle;
  readonly fields: PolicyFields;
  readonly undoOf: string | null;
  readonly portals: readonly {
    readonly portalId: string;
    readonly portalName: string;
    readonly planned: Planned;
  }[];
}

/**
 * Batches of changes. What a batch asks for is on disk, with the ids of its changes, before the
 * first of them is recorded: after a crash at any point, the rest is recorded, and nothing twice.
 */
export interface Batches {
  /** Keeps a batch and begins to record it; answers with its id. */
  add(batch: NewBatch): Promise<Result<string, 'store'>>;
  /** Errors: `policy.unknownBatch`. */
  find(
    batchId: string,
  ): Promise<
    Result<{ readonly batch: Batch; readonly parts: readonly BatchPart[] }, 'policy' | 'store'>
  >;
  /**
   * Records no more of a batch and withdraws what has not left; resolves when that is done. What
   * is on its way, or waits for a person, is left alone.
   */
  stop(batchId: string): Promise<Result<void, 'store'>>;
  /** Records what is missing, unless that is being done. */
  goOn(batchId: string): void;
  /** Why the rest of a batch is not being recorded. */
  problem(batchId: string): AppError<'store'> | null;
  /** Ends what earlier runs of the app had begun to stop; before anything is sent. */
  settle(): Promise<void>;
  /** Goes on with what earlier runs of the app left unrecorded. */
  start(): void;
  /** Records nothing more; resolves when nothing is under way. */
  close(): Promise<void>;
}

export interface BatchesOptions {
  readonly table: BatchTable;
  readonly journal: Pick<Journal, 'record' | 'takeBack' | 'withdraw' | 'byIds'>;
  /** Hears the id of every batch that moved on. */
  readonly changed: (batchId: string) => void;
  readonly now: () => Date;
  readonly uuid: () => string;
  readonly report: (line: string, cause?: unknown) => void;
}

/** Plans that are understood in one go. */
const partsAtOnce = 100;
/** Plans that are remembered. */
const mostPlans = 5_000;

/** Nothing of a change in these states has left. */
const notLeft: readonly string[] = ['queued', 'paused', 'held', 'checking'];

export function createBatches(options: BatchesOptions): Batches {
  const { table, journal, changed, now, uuid, report } = options;
  /** What is being done about a batch now. */
  const atWork = new Map<string, Promise<void>>();
  const stopping = new Set<string>();
  const problems = new Map<string, AppError<'store'>>();
  /** What was understood of plans before, by the ids of their changes: they never change. */
  const plans = new Map<string, Plan | null>();
  let unsettled: readonly string[] = [];
  let closed = false;

  return {
    async add({ portals, ...asked }) {
      const id = uuid();
      const createdAt = now().toISOString();
      const batch = { ...asked, id, createdAt, stoppedAt: null, settledAt: null };
      const parts = portals.map(({ portalId, portalName, planned }, n) => ({
        n,
        portalId,
        portalName,
        changeId: uuid(),
        plan: { moves: planned.moves, how: planned.how },
        skipped: planned.skipped,
      }));
      const added = await table.add(batch, parts);
      if (!added.ok) return added;
      changed(id);
      goOn(id);
      return ok(id);
    },

    async find(batchId) {
      const batch = await table.byId(batchId);
      if (!batch.ok) return batch;
      if (batch.value === null) return fail(appError('policy.unknownBatch'));
      const parts = await table.parts(batchId);
      if (!parts.ok) return parts;
      return ok({ batch: batchOf(batch.value), parts: await understood(parts.value) });
    },

    async stop(batchId) {
      stopping.add(batchId);
      const stopped = await table.stopped(batchId, now().toISOString());
      if (stopped.ok) await atWork.get(batchId);
      const ended = stopped.ok ? await withdraw(batchId) : stopped;
      stopping.delete(batchId);
      changed(batchId);
      return ended;
    },

    goOn,
    problem: (batchId) => problems.get(batchId) ?? null,

    async settle() {
      const left = await table.unsettled();
      if (!left.ok) {
        report(`Batches could not be gone on with: ${left.error.code}`);
        return;
      }
      unsettled = left.value.filter(({ stoppedAt }) => stoppedAt === null).map(({ id }) => id);
      for (const { id, stoppedAt } of left.value) {
        if (stoppedAt === null) continue;
        const ended = await withdraw(id);
        if (!ended.ok) report(`Batch ${id} could not be stopped: ${ended.error.code}`);
      }
    },

    start() {
      for (const id of unsettled) goOn(id);
    },

    async close() {
      closed = true;
      await Promise.all(atWork.values());
    },
  };

  /** In pieces, so that the main loop does not stop; a report is read again and again. */
  async function understood(stored: readonly StoredPart[]): Promise<readonly BatchPart[]> {
    if (plans.size > mostPlans) plans.clear();
    const parts: BatchPart[] = [];
    for (const [n, part] of stored.entries()) {
      const isKnown = plans.has(part.changeId);
      if (!isKnown && n % partsAtOnce === partsAtOnce - 1) await new Promise(setImmediate);
      const known = isKnown ? (plans.get(part.changeId) ?? null) : planIn(part.plan);
      plans.set(part.changeId, known);
      parts.push(partOf(part, known));
    }
    return parts;
  }

  function goOn(batchId: string): void {
    if (atWork.has(batchId) || closed) return;
    problems.delete(batchId);
    const work = record(batchId)
      .then((recorded) => {
        if (recorded.ok) return;
        problems.set(batchId, recorded.error);
        report(`Batch ${batchId} could not be recorded: ${recorded.error.code}`);
      })
      .catch((cause: unknown) => report(`Bug while recording batch ${batchId}`, cause))
      .finally(() => {
        atWork.delete(batchId);
        changed(batchId);
      });
    atWork.set(batchId, work);
  }

  /** One change after the other: each is a turn of the store, and of the loop. */
  async function record(batchId: string): Promise<Result<void, 'store'>> {
    const parts = await table.parts(batchId);
    if (!parts.ok) return parts;
    const wanted = parts.value.filter(({ skipped }) => skipped === null);
    const known = await journal.byIds(wanted.map(({ changeId }) => changeId));
    if (!known.ok) return known;
    for (const stored of wanted) {
      if (known.value.has(stored.changeId)) continue;
      if (stopping.has(batchId) || closed) return ok();
      const recorded = await recordPart(batchId, partOf(stored, planIn(stored.plan)));
      if (!recorded.ok) return recorded;
    }
    return table.settled(batchId, now().toISOString());
  }

  async function recordPart(
    batchId: string,
    { n, portalId, changeId, plan }: BatchPart,
  ): Promise<Result<void, 'store'>> {
    const how = plan?.how ?? null;
    if (how === null) return ok();
    const recorded =
      how.kind === 'set'
        ? await journal.record({ ...sharingIntent(portalId, how.wish), changeId })
        : await journal.takeBack(how.changeId, changeId);
    changed(batchId);
    if (recorded.ok) return ok();
    const { error } = recorded;
    return isOfStore(error) ? fail(error) : table.skip(batchId, n, whySkipped(error, how));
  }

  /** The last first, as the first are the most likely to leave meanwhile. */
  async function withdraw(batchId: string): Promise<Result<void, 'store'>> {
    const parts = await table.parts(batchId);
    if (!parts.ok) return parts;
    const changes = await journal.byIds(parts.value.map(({ changeId }) => changeId));
    if (!changes.ok) return changes;
    for (const { changeId } of parts.value.toReversed()) {
      const change = changes.value.get(changeId);
      if (!change || !notLeft.includes(change.state)) continue;
      const withdrawn = await journal.withdraw(changeId);
      // It has moved on meanwhile: what has left comes to its end.
      if (!withdrawn.ok && isOfStore(withdrawn.error)) return fail(withdrawn.error);
    }
    return table.settled(batchId, now().toISOString());
  }
}

const isOfStore = (error: AppError): error is AppError<'store'> => error.code.startsWith('store.');

function whySkipped({ code }: AppError, how: How): SkipReason {
  if (code === 'change.nothing') return 'follows';
  return how.kind === 'set' ? 'portalRemoved' : 'undone';
}

const storedTitle: v.GenericSchema<unknown, BatchTitle> = v.fallback(batchTitle, {
  kind: 'fields',
  name: '',
});

export function batchOf(stored: StoredBatch): Batch {
  const { id, createdAt, undoOf, stoppedAt } = stored;
  const title = v.parse(storedTitle, stored.title);
  const fields = v.parse(v.fallback(sharingSettings, {}), stored.fields);
  return { id, title, fields, createdAt, undoOf, stoppedAt };
}

function planIn(stored: unknown): Plan | null {
  const plan = v.safeParse(planSchema, stored);
  return plan.success ? plan.output : null;
}

function partOf(stored: StoredPart, plan: Plan | null): BatchPart {
  const { n, portalId, portalName, changeId } = stored;
  const skipped = skipReasons.find((one) => one === stored.skipped) ?? null;
  return { n, portalId, portalName, changeId, plan, skipped };
}
