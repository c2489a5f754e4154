import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { appError, type AppError } from '../contract/app-error';
import { fail, type Result } from '../contract/result';
import type { DocSpace } from '../docspace/session';
import type { SnapshotKind, Snapshots } from '../store/snapshots';

/** What is known of one thing of a portal; the value stays after a read that failed. */
export interface Kept<T> {
  readonly value: T | null;
  /** When the value was read, ISO; `null` without a value. */
  readonly asOf: string | null;
  readonly reading: boolean;
  /** Why the last read failed. */
  readonly problem: AppError | null;
}

export interface ReadOptions {
  /** Passes the portal's own cache. */
  readonly refresh?: boolean;
  readonly signal?: AbortSignal;
}

/** One thing that is read of every portal: in memory, in the store, and asked for again. */
export interface Readings<T, S = DocSpace> {
  /** From the store at the first question, later from memory; never waits for the network. */
  of(portalId: string): Promise<Kept<T>>;
  /** As `of`; begins a reading as well when there was none in this run of the app. */
  look(portalId: string): Promise<Kept<T>>;
  /** What is in memory now, without asking the store. */
  peek(portalId: string): Kept<T>;
  /**
   * Reads again and keeps what was found. Who asks while a reading is under way waits for that
   * one, unless it is less fresh than asked for, or either can be cancelled.
   */
  refresh(portalId: string, options?: ReadOptions): Promise<Result<T>>;
  /** As `refresh`, over a session that is open already; never joins another reading. */
  readWith(portalId: string, session: S, options?: ReadOptions): Promise<Result<T>>;
  /** Reads again over a new way; a reading under way over the old one no longer counts. */
  restart(portalId: string): Promise<Result<T>>;
  /**
   * Drops memory and whatever is under way. What is in the store goes with `snapshots.forget`:
   * ask for that right after, before anybody can look again.
   */
  forget(portalId: string): void;
}

/** Where what was read is kept. */
export interface Keeping<T, K extends string> {
  get(portalId: string, kind: K): ReturnType<Snapshots['get']>;
  put(portalId: string, kind: K, value: T, asOf: string): ReturnType<Snapshots['put']>;
}

export interface ReadingsOptions<T, S = DocSpace, K extends string = SnapshotKind> {
  readonly kind: K;
  /** What a snapshot must look like to be believed. */
  readonly schema: v.GenericSchema<unknown, T>;
  readonly read: (session: S, options: ReadOptions) => Promise<Result<T>>;
  readonly sessionFor: (portalId: string) => Promise<Result<S>>;
  readonly snapshots: Keeping<NoInfer<T>, K>;
  readonly now: () => Date;
  /** Hears the id of a portal of which more, or something else, is known now. */
  readonly changed: (portalId: string) => void;
  /** Hears how every read that counts went, also one that got no session. */
  readonly heard: (portalId: string, outcome: Result<unknown>) => void;
  /** Carries on with what was found; `refresh` waits for it. */
  readonly found?: (portalId: string, value: T) => Promise<void>;
  /** Hears of a store that fails and of mistakes in the program. */
  readonly report: (line: string, cause?: unknown) => void;
}

interface Entry<T> {
  value: T | null;
  asOf: string | null;
  problem: AppError | null;
  /** The question to the store, once it was asked. */
  stored: Promise<void> | null;
  /** Whether a reading was ever begun. */
  begun: boolean;
  /** Numbers of the readings under way that still count. */
  readonly underWay: Set<number>;
  /** Number of the newest reading that has told something. */
  newest: number;
  /** The reading under way that others can wait for. */
  shared: { readonly fresh: boolean; readonly result: Promise<Result<T>> } | null;
}

const nothing = { value: null, asOf: null, reading: false, problem: null } as const;

/** Makes the keeper of one thing that is read of portals. */
export function createReadings<T, S = DocSpace, K extends string = SnapshotKind>(
  options: ReadingsOptions<T, S, K>,
): Readings<T, S> {
  const { kind, schema, sessionFor, snapshots, now, changed, heard, found, report } = options;
  const entries = new Map<string, Entry<T>>();
  let started = 0;

  return {
    of,
    peek,

    async look(portalId) {
      const entry = entryOf(portalId);
      await askStore(portalId, entry);
      if (!entry.begun && entries.get(portalId) === entry) void refresh(portalId, {});
      return peek(portalId);
    },

    refresh: (portalId, asked = {}) => refresh(portalId, asked),

    readWith: (portalId, session, asked = {}) =>
      track(portalId, () => options.read(session, asked)),

    restart(portalId) {
      const entry = entryOf(portalId);
      entry.underWay.clear();
      entry.shared = null;
      return refresh(portalId, {});
    },

    forget(portalId) {
      entries.get(portalId)?.underWay.clear();
      entries.delete(portalId);
    },
  };

  function peek(portalId: string): Kept<T> {
    const entry = entries.get(portalId);
    if (!entry) return nothing;
    const { value, asOf, problem, underWay } = entry;
    return { value, asOf, problem, reading: underWay.size > 0 };
  }

  async function of(portalId: string): Promise<Kept<T>> {
    await askStore(portalId, entryOf(portalId));
    return peek(portalId);
  }

  function refresh(portalId: string, asked: ReadOptions): Promise<Result<T>> {
    const fresh = asked.refresh === true;
    const { shared } = entryOf(portalId);
    if (shared && !asked.signal && (shared.fresh || !fresh)) return shared.result;
    const result = track(portalId, () => openAndRead(portalId, asked));
    if (!asked.signal) share(entryOf(portalId), { fresh, result });
    return result;
  }

  function share(entry: Entry<T>, shared: NonNullable<Entry<T>['shared']>): void {
    entry.shared = shared;
    void shared.result.finally(() => {
      if (entry.shared === shared) entry.shared = null;
    });
  }

  async function openAndRead(portalId: string, asked: ReadOptions): Promise<Result<T>> {
    const session = await sessionFor(portalId);
    return session.ok ? options.read(session.value, asked) : session;
  }

  async function track(portalId: string, task: () => Promise<Result<T>>): Promise<Result<T>> {
    const entry = entryOf(portalId);
    const turn = (started += 1);
    entry.begun = true;
    entry.underWay.add(turn);
    changed(portalId);
    const result = await attempt(task);
    // Forgotten or begun anew meanwhile: what was read is another portal's, or another account's.
    if (!entry.underWay.delete(turn)) return result;
    const at = now().toISOString();
    const counts = keep(entry, turn, result, at);
    if (counts) heard(portalId, result);
    changed(portalId);
    if (counts && result.ok) {
      await Promise.all([
        toStore(portalId, entry, result.value, at),
        found?.(portalId, result.value).catch(bug),
      ]);
    }
    return result;
  }

  async function attempt(task: () => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await task();
    } catch (cause) {
      return bug(cause);
    }
  }

  function bug(cause: unknown): Result<T> {
    const reference = randomUUID().slice(0, 8);
    report(`Bug ${reference} while reading (${kind})`, cause);
    return fail(appError('bridge.bug', { params: { reference } }));
  }

  /** Whether the result tells anything new. */
  function keep(entry: Entry<T>, turn: number, result: Result<T>, at: string): boolean {
    // A slow read that began earlier must not cover what a later one found.
    if (turn < entry.newest) return false;
    // That somebody gave up says nothing about the portal.
    if (!result.ok && result.error.code === 'net.cancelled') return false;
    entry.newest = turn;
    entry.problem = result.ok ? null : result.error;
    if (result.ok) {
      entry.value = result.value;
      entry.asOf = at;
    }
    return true;
  }

  async function toStore(portalId: string, entry: Entry<T>, value: T, at: string): Promise<void> {
    const put = await snapshots.put(portalId, kind, value, at);
    // A portal that was removed meanwhile has no place in the store any more.
    if (!put.ok && entries.get(portalId) === entry) {
      report(`What was read (${kind}) is not in the store: ${put.error.code}`);
    }
  }

  /** Looks into the store, once, unless something newer is in memory already. */
  async function askStore(portalId: string, entry: Entry<T>): Promise<void> {
    if (entry.asOf !== null) return;
    entry.stored ??= fromStore(portalId, entry);
    await entry.stored;
  }

  async function fromStore(portalId: string, entry: Entry<T>): Promise<void> {
    const stored = await snapshots.get(portalId, kind);
    if (!stored.ok) {
      // Not remembered: the store may answer the next time.
      entry.stored = null;
      report(`What was kept (${kind}) cannot be read from the store: ${stored.error.code}`);
      return;
    }
    if (!stored.value || entry.asOf !== null) return;
    const body = v.safeParse(schema, stored.value.body);
    // Written by another version of Gatehouse: as good as absent.
    if (!body.success) return;
    entry.value = body.output;
    entry.asOf = stored.value.asOf;
  }

  function entryOf(portalId: string): Entry<T> {
    const entry = entries.get(portalId) ?? emptyEntry<T>();
    entries.set(portalId, entry);
    return entry;
  }
}

const emptyEntry = <T>(): Entry<T> => ({
  value: null,
  asOf: null,
  problem: null,
  stored: null,
  begun: false,
  underWay: new Set(),
  newest: 0,
  shared: null,
});
