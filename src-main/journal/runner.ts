import type PQueue from 'p-queue';
import type { AppError } from '../contract/app-error';
import { reviewStates } from '../contract/changes';
import type { Change } from './change';
import { remedyFor } from './failure';
import type { Ledger } from './ledger';
import { isMoving, isUnderWay, type ChangeEvent } from './machine';
import type { Halt, TakeStep } from './steps';

/** How the changes that had waited for a portal stand after it could be reached again. */
export interface Settled {
  readonly done: number;
  readonly review: number;
  readonly waiting: number;
}

/** Carries changes out: of one portal one after the other, of several portals side by side. */
export interface Runner {
  /** Goes on with a portal, unless it is left in peace; what a person wants is tried at once. */
  kick(portalId: string, how?: { readonly urged: boolean }): void;
  /** A change that nothing could be found out about is looked at again. */
  wake(change: Change): void;
  /** Forgets the appointments of a portal; resolves when all that can move has moved. */
  resume(portalId: string): Promise<Settled>;
  /** Ends the waiting of whatever is under way for a change. */
  abort(changeId: string): void;
  /** Lets something happen to a change that is on its way, should it come back from there. */
  afterwards(changeId: string, event: ChangeEvent): void;
  /** Why a portal's changes are not carried out although they could be. */
  trouble(portalId: string): AppError<'store'> | null;
  /** Begins nothing any more, and gives what is under way a moment to end. */
  close(): Promise<void>;
}

export interface RunnerOptions {
  readonly ledger: Ledger;
  readonly take: TakeStep;
  /** Limits how many portals are worked on at the same time. */
  readonly slots: Pick<PQueue, 'add'>;
  /** Such a portal is not tried before `resume`, unless a person says so. */
  readonly isOffline: (portalId: string) => boolean;
  readonly now: () => Date;
  readonly random: () => number;
  readonly setTimer: (milliseconds: number, run: () => void) => () => void;
  /** Every change that moves on is told there; the answer stops listening. */
  readonly listen: (hear: (change: Change) => void) => () => void;
  readonly isClosed: () => boolean;
  readonly report: (line: string, cause?: unknown) => void;
}

/** What is known of a portal's queue besides its changes. */
interface Lane {
  working: Promise<void> | null;
  /** A person waits for it, or it is known to be back. */
  urged: boolean;
  /** Milliseconds since 1970. */
  restUntil: number;
  /** Ids of changes that wait for a person or a new occasion. */
  readonly stuck: Set<string>;
  step: { readonly changeId: string; readonly control: AbortController } | null;
  trouble: AppError<'store'> | null;
  troubles: number;
  stopTimer: () => void;
}

/** How long quitting waits for a step that is under way, in milliseconds. */
const longestGoodbye = 2_000;
/** Longest time that a timer can be set for, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/** Makes the runner; it does nothing before it is kicked. */
export function createRunner(options: RunnerOptions): Runner {
  const { ledger, take, slots, isOffline, now, random, setTimer, isClosed, report } = options;
  const lanes = new Map<string, Lane>();
  const wishes = new Map<string, ChangeEvent>();

  return {
    kick,
    wake: ({ id, portalId }) => void laneOf(portalId).stuck.delete(id),
    resume,
    abort(changeId) {
      for (const { step } of lanes.values()) {
        if (step?.changeId === changeId) step.control.abort();
      }
    },
    afterwards: (changeId, event) => void wishes.set(changeId, event),
    trouble: (portalId) => lanes.get(portalId)?.trouble ?? null,
    close,
  };

  function kick(portalId: string, { urged } = { urged: false }): void {
    const lane = laneOf(portalId);
    if (urged) lane.urged = true;
    if (urged || lane.trouble) lane.restUntil = 0;
    if (lane.working || isClosed()) return;
    lane.working = work(portalId, lane).catch((cause: unknown) => {
      report(`Bug in the queue of portal ${portalId}`, cause);
      lane.restUntil = Infinity;
      lane.working = null;
    });
  }

  async function resume(portalId: string): Promise<Settled> {
    const lane = laneOf(portalId);
    // What is being tried now may still fail for the old reason.
    await idle(lane);
    const waited = new Map(
      ledger
        .open(portalId)
        .filter((one) => isMoving(one) || one.state === 'paused')
        .map((one) => [one.id, one]),
    );
    const stopListening = options.listen((change) => {
      if (waited.has(change.id)) waited.set(change.id, change);
    });
    const appointed = [...waited.values()].filter((one) => one.nextAttemptAt !== null);
    const freed = await ledger.happenedToAll(
      appointed.map(({ id }) => id),
      { kind: 'retried' },
    );
    if (!freed.ok) heed(portalId, lane, { kind: 'store', error: freed.error });
    lane.stuck.clear();
    kick(portalId, { urged: true });
    await idle(lane);
    stopListening();
    return countOf([...waited.values()]);
  }

  async function idle(lane: Lane): Promise<void> {
    while (lane.working) await lane.working;
  }

  async function work(portalId: string, lane: Lane): Promise<void> {
    lane.stopTimer();
    const settled = await ledger.settle();
    if (settled.ok) await workOff(portalId, lane);
    else heed(portalId, lane, { kind: 'store', error: settled.error });
    // In one go with the last look at the queue, so that no kick comes in between.
    lane.working = null;
    lane.urged = false;
    setAlarm(portalId, lane);
  }

  async function workOff(portalId: string, lane: Lane): Promise<void> {
    for (let next = nextOf(portalId, lane); next; next = nextOf(portalId, lane)) {
      const { id } = next;
      await slots.add(() => carry(portalId, lane, id));
    }
  }

  /** The first change whose turn it is. Later ones of an object wait for the earlier ones. */
  function nextOf(portalId: string, lane: Lane): Change | null {
    const time = now().getTime();
    if (isClosed() || ledger.paused(portalId) || lane.restUntil > time) return null;
    if (isOffline(portalId) && !lane.urged) return null;
    const taken = new Set<string>();
    for (const change of ledger.open(portalId).filter(isMoving)) {
      const isFree = !taken.has(change.objectKey) && !lane.stuck.has(change.id);
      if (isFree && isDue(change, time)) return change;
      taken.add(change.objectKey);
    }
    return null;
  }

  /** Takes a change as far as it goes now. */
  async function carry(portalId: string, lane: Lane, changeId: string): Promise<void> {
    for (;;) {
      const change = ledger.get(changeId);
      if (isClosed() || !change || !isMoving(change) || !isDue(change, now().getTime())) return;
      const control = new AbortController();
      lane.step = { changeId, control };
      const halt = (await take(change, control.signal)) ?? (await grant(changeId));
      lane.step = null;
      if (halt?.kind !== 'store') {
        lane.trouble = null;
        lane.troubles = 0;
      }
      if (halt) return heed(portalId, lane, halt, changeId);
      // A state that nothing comes of would else be looked at for ever.
      if (ledger.get(changeId) === change) return heed(portalId, lane, { kind: 'stuck' }, changeId);
    }
  }

  /** A wish comes true as soon as its change is back from where it could not be called back. */
  async function grant(changeId: string): Promise<Halt | null> {
    const wish = wishes.get(changeId);
    const change = ledger.get(changeId);
    if (!wish || (change && isUnderWay(change))) return null;
    wishes.delete(changeId);
    const granted = await ledger.happened(changeId, wish);
    return granted.ok ? null : { kind: 'store', error: granted.error };
  }

  function heed(portalId: string, lane: Lane, halt: Halt, changeId?: string): void {
    switch (halt.kind) {
      // The ledger knows.
      case 'paused':
        return;
      case 'rest':
        lane.restUntil = Date.parse(halt.until);
        return;
      case 'stuck':
        if (changeId !== undefined) lane.stuck.add(changeId);
        return;
      case 'store': {
        if (isClosed()) return;
        report(`The changes of portal ${portalId} wait for the store: ${halt.error.code}`);
        lane.trouble = halt.error;
        lane.troubles += 1;
        const circumstances = { attempts: lane.troubles, now: now().getTime(), random: random() };
        const remedy = remedyFor(halt.error, circumstances);
        lane.restUntil = remedy.do === 'wait' ? Date.parse(remedy.until) : Infinity;
      }
    }
  }

  /** Wakes the queue at the next appointment. A portal that is offline is woken from outside. */
  function setAlarm(portalId: string, lane: Lane): void {
    lane.stopTimer();
    lane.stopTimer = () => undefined;
    if (isClosed() || ledger.paused(portalId)) return;
    const time = now().getTime();
    const appointments = ledger
      .open(portalId)
      .filter((one) => isMoving(one) && !lane.stuck.has(one.id))
      .map(({ nextAttemptAt }) => Math.max(lane.restUntil, Date.parse(nextAttemptAt ?? '') || 0))
      .filter((instant) => instant > time);
    const next = Math.min(...appointments);
    if (!Number.isFinite(next)) return;
    lane.stopTimer = setTimer(Math.min(next - time, longestTimer), () => kick(portalId));
  }

  async function close(): Promise<void> {
    const working = [...lanes.values()].map((lane) => {
      lane.stopTimer();
      return lane.working;
    });
    let stopWaiting = (): void => undefined;
    const moment = new Promise<void>((resolve) => {
      stopWaiting = setTimer(longestGoodbye, resolve);
    });
    await Promise.race([Promise.all(working), moment]);
    stopWaiting();
    await ledger.close();
  }

  function laneOf(portalId: string): Lane {
    const lane = lanes.get(portalId) ?? newLane();
    lanes.set(portalId, lane);
    return lane;
  }
}

const newLane = (): Lane => ({
  working: null,
  urged: false,
  restUntil: 0,
  stuck: new Set(),
  step: null,
  trouble: null,
  troubles: 0,
  stopTimer: () => undefined,
});

const isDue = ({ nextAttemptAt }: Change, time: number): boolean =>
  nextAttemptAt === null || Date.parse(nextAttemptAt) <= time;

function countOf(changes: readonly Change[]): Settled {
  const states = changes.map(({ state }) => state);
  const done = states.filter((state) => state === 'done').length;
  const review = states.filter((state) => reviewStates.some((one) => one === state)).length;
  const over = states.filter((state) => state === 'discarded' || state === 'superseded').length;
  return { done, review, waiting: states.length - done - review - over };
}
