import { access, copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, fail, type Result } from '../contract/result';
import { asideName } from './aside-name';
import { markOf } from './database-key';
import { fileCode, fileError } from './file-error';

/** What SQLite keeps beside a database; the log holds the newest changes. */
const companions = ['-wal', '-shm'] as const;

const isStore = (name: string): boolean => /^store-[0-9a-f]{8}\.db$/.test(name);

/**
 * The name of the store that belongs to a key. A file and a key that do not belong together are
 * never taken for a damaged file this way.
 */
export const storeName = (key: string): string => `store-${markOf(key)}.db`;

/** Names of all stores in the folder, whatever their keys. */
export async function findStores(folder: string): Promise<Result<readonly string[], 'store'>> {
  try {
    return ok((await readdir(folder)).filter(isStore).sort());
  } catch (cause) {
    return fail(fileError(cause, folder));
  }
}

/**
 * Sets all stores in the folder aside, with their date in their names, so that the person can begin
 * with an empty one. For stores whose key is gone and that nobody has open.
 */
export async function setStoreAside(folder: string): Promise<Result<void, 'store'>> {
  const stores = await findStores(folder);
  if (!stores.ok) return stores;
  for (const name of stores.value) {
    const moved = await attempt(join(folder, name), async (path) => {
      await move(path, join(folder, asideName(name, 'set-aside')));
    });
    if (!moved.ok) return moved;
  }
  return ok();
}

/** Places where a new store is made and an old one is put right; all beside the store itself. */
export interface StorePlaces {
  readonly store: string;
  /** A folder for files that are worked on; it holds nothing that is not elsewhere too. */
  readonly bench: string;
  /** A new store, whole, that is about to take the place of a damaged one. */
  readonly next: string;
  /** Lies there when the store was found damaged at work. */
  readonly doubt: string;
}

/** The places that belong to a store. */
export const placesOf = (store: string): StorePlaces => ({
  store,
  bench: `${store}.bench`,
  next: `${store}.next`,
  doubt: `${store}.doubt`,
});

/** Whether something is at a path. */
export const isThere = (path: string): Promise<Result<boolean, 'store'>> =>
  attempt(path, async () => {
    try {
      await access(path);
      return true;
    } catch (cause) {
      if (fileCode(cause) === 'ENOENT') return false;
      throw cause;
    }
  });

/** An empty bench; what an interrupted start left on it goes. */
export const clearBench = ({ bench, store }: StorePlaces): Promise<Result<void, 'store'>> =>
  attempt(store, async () => {
    await rm(bench, { recursive: true, force: true });
    await mkdir(bench);
  });

/** Copies a store with its log, so that whoever reads the copy changes nothing of the store. */
export const copyStore = (from: string, to: string): Promise<Result<void, 'store'>> =>
  attempt(from, async () => {
    await copyFile(from, to);
    await unlessGone(copyFile(`${from}-wal`, `${to}-wal`));
  });

/** Gives a store that was made on the bench its place. */
export const takeFromBench = (
  { bench, store }: StorePlaces,
  made: string,
  place: string,
): Promise<Result<void, 'store'>> =>
  attempt(store, async () => {
    await rename(made, place);
    await rm(bench, { recursive: true, force: true });
  });

/**
 * Sets the damaged store aside and puts the next one in its place; answers with the name of what
 * was set aside. Begun once, it is finished at the next start.
 */
export const replaceDamaged = ({
  store,
  next,
  bench,
  doubt,
}: StorePlaces): Promise<Result<string, 'store'>> =>
  attempt(store, async () => {
    const aside = asideName(store, 'damaged');
    await move(store, aside);
    await rename(next, store);
    await rm(bench, { recursive: true, force: true });
    await rm(doubt, { force: true });
    return aside;
  });

/** Leaves word for the next start that the store has to be examined. */
export const leaveDoubt = ({ doubt }: StorePlaces): Promise<Result<void, 'store'>> =>
  attempt(doubt, () => writeFile(doubt, ''));

/** The store was examined and is whole. */
export const endDoubt = ({ doubt }: StorePlaces): Promise<Result<void, 'store'>> =>
  attempt(doubt, () => rm(doubt, { force: true }));

/** The log first: without its database nobody would take it for another one's. */
async function move(from: string, to: string): Promise<void> {
  for (const suffix of companions) await unlessGone(rename(from + suffix, to + suffix));
  await unlessGone(rename(from, to));
}

async function unlessGone(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (cause) {
    if (fileCode(cause) !== 'ENOENT') throw cause;
  }
}

async function attempt<T>(
  path: string,
  work: (path: string) => Promise<T>,
): Promise<Result<T, 'store'>> {
  try {
    return ok(await work(path));
  } catch (cause) {
    return fail(fileError(cause, path));
  }
}
