import { copyFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { appError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import { openEngine, type Engine } from './engine';
import { examine, glance, storeDamaged } from './examine';
import { fileError } from './file-error';
import { migrate, migrations, versionOf, type Migration } from './migrations';

export interface OpenFileOptions {
  /** Full path, or `:memory:` for a new database in memory. */
  readonly path: string;
  readonly key: string | null;
  /** Look through the whole file first. */
  readonly examine: boolean;
  /** Only for tests: what brings a file up to date. */
  readonly steps?: readonly Migration[];
}

/**
 * Opens a store and brings it up to date; a copy from before is kept then. A damaged file answers
 * with `store.damaged`, one of a newer version with `store.newer`; both stay as they are.
 */
export async function openFile(options: OpenFileOptions): Promise<Result<Engine, 'store'>> {
  const { path, key, steps = migrations } = options;
  const inMemory = path === ':memory:';
  if (!inMemory) {
    const there = await isThere(path);
    if (!there.ok) return there;
  }
  const opened = await openEngine({ path, key });
  if (!opened.ok) return opened;
  const engine = opened.value;
  const ready = inMemory ? migrate(engine, 0, steps) : await bringUpToDate(engine, options, steps);
  if (ready.ok) return opened;
  engine.close();
  return ready;
}

/** SQLite would take a file that is empty or gone for a new one, and throw away its log. */
async function isThere(path: string): Promise<Result<void, 'store'>> {
  try {
    const { size } = await stat(path);
    return size > 0 ? ok() : fail(storeDamaged(path, 'empty'));
  } catch (cause) {
    return fail(fileError(cause, path));
  }
}

async function bringUpToDate(
  engine: Engine,
  { path, examine: thorough }: OpenFileOptions,
  steps: readonly Migration[],
): Promise<Result<void, 'store'>> {
  const version = versionOf(engine);
  if (!version.ok) return version;
  if (version.value > steps.length)
    return fail(appError('store.newer', { params: { file: basename(path) } }));
  // A store gets its name only when it is whole.
  if (version.value === 0) return fail(storeDamaged(path, 'no tables'));
  const sound = thorough ? examine(engine, path) : glance(engine);
  if (!sound.ok) return sound;
  if (version.value === steps.length) return ok();
  const kept = await keepBackup(engine, path, version.value);
  return kept.ok ? migrate(engine, version.value, steps) : kept;
}

/** Copies the file as it is before a migration; only the newest such copy stays. */
async function keepBackup(
  engine: Engine,
  path: string,
  version: number,
): Promise<Result<void, 'store'>> {
  const flushed = engine.all('PRAGMA wal_checkpoint(TRUNCATE)');
  if (!flushed.ok) return flushed;
  const folder = dirname(path);
  const isBackup = new RegExp(`^${basename(path)}\\.v\\d+\\.bak$`);
  const backup = `${path}.v${version}.bak`;
  try {
    // Beside first, so that a copy cut short never replaces a whole one.
    await copyFile(path, `${backup}.new`);
    await rename(`${backup}.new`, backup);
    const older = (await readdir(folder)).filter(
      (name) => isBackup.test(name) && name !== basename(backup),
    );
    for (const name of older) await rm(join(folder, name));
    return ok();
  } catch (cause) {
    return fail(fileError(cause, backup));
  }
}
