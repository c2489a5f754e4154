import { basename, join } from 'node:path';
import { appError, type AppError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import type { Database } from './database';
import {
  clearBench,
  copyStore,
  endDoubt,
  isThere,
  leaveDoubt,
  replaceDamaged,
  takeFromBench,
  type StorePlaces,
} from './store-files';
import { threadDatabase, type DatabaseThread } from './thread-database';

export interface OpenWholeOptions {
  readonly places: StorePlaces;
  readonly key: string;
  /** A thread that has nothing open yet. */
  readonly nextThread: () => DatabaseThread;
  readonly report: (line: string, cause?: unknown) => void;
}

export interface OpenedStore {
  readonly database: Database;
  /** The file was damaged; what could still be read of it is here. */
  readonly problem: AppError<'store'> | null;
}

/**
 * Opens a store, makes one where there is none, and replaces a damaged one. Files are moved only
 * while no thread has them open.
 */
export async function openWhole(options: OpenWholeOptions): Promise<Result<OpenedStore, 'store'>> {
  const begun = await finishReplacement(options);
  if (!begun.ok) return begun;
  const made = await makeIfMissing(options);
  if (!made.ok) return made;

  const first = await open(options);
  if (first.ok) return ok({ database: first.value, problem: begun.value });
  if (first.error.code !== 'store.damaged') return first;

  const replaced = await replace(options);
  if (!replaced.ok) return replaced;
  const second = await open(options);
  return second.ok ? ok({ database: second.value, problem: replaced.value }) : second;
}

/** A damaged store for which there is a new one already: the app ended while they were swapped. */
async function finishReplacement({
  places,
}: OpenWholeOptions): Promise<Result<AppError<'store'> | null, 'store'>> {
  const waits = await isThere(places.next);
  if (!waits.ok) return waits;
  if (!waits.value) return ok(null);
  const aside = await replaceDamaged(places);
  return aside.ok ? ok(wasDamaged(places, aside.value, 'part')) : aside;
}

async function makeIfMissing(options: OpenWholeOptions): Promise<Result<void, 'store'>> {
  const { places } = options;
  const there = await isThere(places.store);
  if (!there.ok) return there;
  if (there.value) return ok();
  const made = await makeOnBench(options, null);
  return made.ok ? takeFromBench(places, made.value.path, places.store) : made;
}

async function open({
  places,
  key,
  nextThread,
  report,
}: OpenWholeOptions): Promise<Result<Database, 'store'>> {
  const doubted = await isThere(places.doubt);
  if (!doubted.ok) return doubted;
  const thread = nextThread();
  const ready = await thread.ask({
    kind: 'open',
    path: places.store,
    key,
    examine: doubted.value,
  });
  if (!ready.ok) {
    await thread.end();
    return ready;
  }
  if (doubted.value) {
    const ended = await endDoubt(places);
    if (!ended.ok) report(`The store is whole, but stays in doubt: ${ended.error.code}`);
  }
  return ok(watched(threadDatabase(thread), places, report));
}

/** Takes over what can be read of a copy, and only then touches the damaged store: its name. */
async function replace(options: OpenWholeOptions): Promise<Result<AppError<'store'>, 'store'>> {
  const { places } = options;
  const made = await makeOnBench(options, places.store);
  if (!made.ok) return made;
  const ready = await takeFromBench(places, made.value.path, places.next);
  if (!ready.ok) return ready;
  const aside = await replaceDamaged(places);
  if (!aside.ok) return aside;
  return ok(wasDamaged(places, aside.value, made.value.salvaged > 0 ? 'part' : 'no'));
}

interface Made {
  readonly path: string;
  /** How many portals and changes were taken over. */
  readonly salvaged: number;
}

async function makeOnBench(
  { places, key, nextThread }: OpenWholeOptions,
  damaged: string | null,
): Promise<Result<Made, 'store'>> {
  const cleared = await clearBench(places);
  if (!cleared.ok) return cleared;
  const path = join(places.bench, 'new.db');
  const salvageFrom = damaged === null ? null : join(places.bench, 'damaged.db');
  if (damaged !== null && salvageFrom !== null) {
    const copied = await copyStore(damaged, salvageFrom);
    if (!copied.ok) return copied;
  }
  const thread = nextThread();
  const made = await thread.ask({ kind: 'make', path, key, salvageFrom });
  await thread.end();
  if (made.ok) return ok({ path, salvaged: made.value.counts[0] ?? 0 });
  // To a person it is the store that could not be made, wherever the work was done.
  return fail({ ...made.error, params: { ...made.error.params, file: basename(places.store) } });
}

/** A store that turns out damaged at work is examined at the next start. */
function watched(
  database: Database,
  places: StorePlaces,
  report: OpenWholeOptions['report'],
): Database {
  async function looked<T>(answer: Promise<Result<T, 'store'>>): Promise<Result<T, 'store'>> {
    const result = await answer;
    if (result.ok || result.error.code !== 'store.damaged') return result;
    report(`The store is damaged: ${result.error.detail ?? ''}`);
    const left = await leaveDoubt(places);
    if (!left.ok) report(`The damage could not be noted: ${left.error.code}`);
    return fail(result.error);
  }
  return {
    all: (sql, values) => looked(database.all(sql, values)),
    write: (statements) => looked(database.write(statements)),
    close: () => database.close(),
  };
}

const wasDamaged = (
  { store }: StorePlaces,
  aside: string,
  recovered: 'part' | 'no',
): AppError<'store'> =>
  appError('store.damaged', {
    params: { file: basename(store), aside: basename(aside), recovered },
  });
