import { join } from 'node:path';
import { appError, type AppError } from '../contract/app-error';
import { fail, type Result } from '../contract/result';
import type { Database } from './database';
import { isKey, newKey } from './database-key';
import { findStores, placesOf, storeName } from './store-files';
import { openWhole, type OpenedStore, type OpenWholeOptions } from './open-whole';
import { startDatabaseThread, threadDatabase, type DatabaseThread } from './thread-database';

/** Where the key of the database rests. */
export interface DatabaseKeys {
  find(): Promise<
    | { readonly state: 'found'; readonly key: string; readonly lasting: boolean }
    /** `lasting`: whether a key that is kept now will be there at the next start. */
    | { readonly state: 'absent'; readonly lasting: boolean }
    | { readonly state: 'closed'; readonly error: AppError<'keychain'> }
  >;
  /** Keeps a new key and reads it back. */
  keep(key: string): Promise<Result<{ readonly lasting: boolean }, 'keychain'>>;
}

export type StoreOpening =
  | {
      readonly state: 'open';
      readonly database: Database;
      /** In memory: nothing will be there at the next start. */
      readonly mode: 'encrypted' | 'memory';
      readonly problem: AppError<'store' | 'keychain'> | null;
    }
  | { readonly state: 'closed'; readonly error: AppError<'store' | 'keychain'> };

export interface OpenStoreOptions {
  /** Folder of the app's own files; must exist. */
  readonly folder: string;
  readonly keys: DatabaseKeys;
  /** Full path of the built `database-thread`. */
  readonly script: string;
  /** Hears of faults in our own code and of what could not be tidied up; never gets the key. */
  readonly report: (line: string, cause?: unknown) => void;
}

/**
 * Opens the encrypted store with the key from the keychain, or makes both. Without a keychain it is
 * in memory. A damaged file is set aside and what can still be read of it taken over; a store whose
 * key is gone, of a newer version, or that cannot be written stays closed and untouched.
 */
export async function openStore(options: OpenStoreOptions): Promise<StoreOpening> {
  const threads = supplyThreads(options);
  const opening = await findAndOpen(options, threads.next);
  await threads.end();
  return opening;
}

/** Gives threads; the first one starts at once, beside the question for the key. */
function supplyThreads({ script, report }: OpenStoreOptions) {
  const start = (): DatabaseThread => startDatabaseThread({ script, file: 'store', report });
  let spare: DatabaseThread | null = start();
  return {
    next(): DatabaseThread {
      const thread = spare ?? start();
      spare = null;
      return thread;
    },
    /** Ends the one that nobody needed. */
    end: () => spare?.end(),
  };
}

async function findAndOpen(
  options: OpenStoreOptions,
  nextThread: () => DatabaseThread,
): Promise<StoreOpening> {
  const { folder, keys } = options;
  const [found, stores] = await Promise.all([keys.find(), findStores(folder)]);
  if (found.state === 'closed') return closed(found.error);
  if (!stores.ok) return closed(stores.error);
  if (!found.lasting) return inMemory(nextThread, stores.value);
  const open = async (key: string): Promise<StoreOpening> =>
    opened(await encrypted({ ...options, nextThread, key, stores: stores.value }));
  if (found.state === 'found')
    return isKey(found.key) ? open(found.key) : closed(appError('keychain.unreadable'));
  if (stores.value.length > 0) return closed(keyLost(stores.value));

  const key = newKey();
  const kept = await keys.keep(key);
  if (!kept.ok) return closed(kept.error);
  return kept.value.lasting ? open(key) : inMemory(nextThread, []);
}

interface EncryptedOptions extends Omit<OpenWholeOptions, 'places'> {
  readonly folder: string;
  /** Names of all stores in the folder. */
  readonly stores: readonly string[];
}

/** Opens the store of a key; where there is no store at all, a new one. */
async function encrypted(options: EncryptedOptions): Promise<Result<OpenedStore, 'store'>> {
  const { folder, key, stores } = options;
  const name = storeName(key);
  // The store of another key: a new one would only hide it.
  if (stores.length > 0 && !stores.includes(name)) return fail(keyLost(stores));
  return openWhole({ ...options, places: placesOf(join(folder, name)) });
}

async function inMemory(
  nextThread: () => DatabaseThread,
  stores: readonly string[],
): Promise<StoreOpening> {
  const thread = nextThread();
  const ready = await thread.ask({ kind: 'open', path: ':memory:', key: null, examine: false });
  if (!ready.ok) {
    await thread.end();
    return closed(ready.error);
  }
  const problem = stores.length > 0 ? keyLost(stores) : null;
  return { state: 'open', mode: 'memory', database: threadDatabase(thread), problem };
}

function opened(store: Result<OpenedStore, 'store'>): StoreOpening {
  return store.ok ? { state: 'open', mode: 'encrypted', ...store.value } : closed(store.error);
}

const closed = (error: AppError<'store' | 'keychain'>): StoreOpening => ({
  state: 'closed',
  error,
});

const keyLost = (stores: readonly string[]): AppError<'store'> =>
  appError('store.keyLost', { params: { file: stores.join(', ') } });
