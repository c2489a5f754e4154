import { ok, type Result } from '../contract/result';
import { openEngine, type Engine } from './engine';
import { migrate } from './migrations';
import { salvage } from './salvage';

export interface MakeFileOptions {
  /** Full path of a file that is not there yet. */
  readonly path: string;
  readonly key: string;
  /** A damaged database of the same key, of which is taken over what can still be read. */
  readonly salvageFrom: string | null;
}

/** Makes a new store with all its tables, whole on disk when it resolves. */
export async function makeFile(
  options: MakeFileOptions,
): Promise<Result<{ readonly salvaged: number }, 'store'>> {
  const opened = await openEngine(options);
  if (!opened.ok) return opened;
  const made = await fill(opened.value, options);
  opened.value.close();
  return made;
}

async function fill(
  engine: Engine,
  { key, salvageFrom }: MakeFileOptions,
): Promise<Result<{ readonly salvaged: number }, 'store'>> {
  const logged = engine.all('PRAGMA journal_mode = WAL');
  if (!logged.ok) return logged;
  const migrated = migrate(engine, 0);
  if (!migrated.ok) return migrated;
  const salvaged = salvageFrom === null ? 0 : await takeOver(engine, salvageFrom, key);
  const flushed = engine.all('PRAGMA wal_checkpoint(TRUNCATE)');
  return flushed.ok ? ok({ salvaged }) : flushed;
}

async function takeOver(engine: Engine, path: string, key: string): Promise<number> {
  const damaged = await openEngine({ path, key });
  if (!damaged.ok) return 0;
  const salvaged = salvage(damaged.value, engine);
  damaged.value.close();
  return salvaged;
}
