import { copyFile, mkdir, readFile, rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import * as v from 'valibot';
import { appError, type AppError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import { asideName } from './aside-name';
import { fileCode, fileError } from './file-error';

export interface VersionedFileOptions<T> {
  readonly path: string;
  /** Version that this app writes. A file with a higher one is refused, never touched. */
  readonly version: number;
  readonly schema: v.GenericSchema<unknown, T>;
  readonly empty: T;
  /** Turns the content of an older file into that of the next version; index 0 is for version 1. */
  readonly migrations?: readonly ((old: unknown) => unknown)[];
  /** Replaces a file in one step; by default temporary file, fsync, rename. */
  readonly replaceFile?: (path: string, text: string) => Promise<void>;
}

/** A small JSON file that is always whole: the content is replaced in one step, or not at all. */
export interface VersionedFile<T> {
  /** What is kept now. */
  get(): T;
  /** What went wrong when the file was read; the file is then set aside or left alone. */
  readonly problem: AppError<'store'> | null;
  /** Writes what `change` makes of the present value; after a failure the old value stays. */
  update(change: (present: T) => T): Promise<Result<T, 'store'>>;
  /** Resolves when every change asked for so far is on disk or was refused. */
  settled(): Promise<void>;
}

/**
 * Reads a versioned file. Of a damaged one a dated copy is kept, and the last good state takes its
 * place; a newer one stays as it is and nothing is written over it.
 */
export async function openVersionedFile<T>(
  options: VersionedFileOptions<T>,
): Promise<VersionedFile<T>> {
  const { path, version, replaceFile = replaceWhole } = options;
  const opened = await openContent(options, replaceFile);
  let value = opened.value;

  const write = async (change: (present: T) => T): Promise<Result<T, 'store'>> => {
    if (opened.locked) return fail(opened.locked);
    const next = change(value);
    try {
      await mkdir(dirname(path), { recursive: true });
      await keepBackup(path);
      await replaceFile(path, JSON.stringify({ version, content: next }));
    } catch (cause) {
      return fail(fileError(cause, path));
    }
    value = next;
    return ok(value);
  };

  let queue: Promise<unknown> = Promise.resolve();
  return {
    get: () => value,
    problem: opened.problem,
    update(change) {
      const done = queue.then(() => write(change));
      // A change that throws is its caller's bug and must not stop those after it.
      queue = done.catch(() => undefined);
      return done;
    },
    async settled() {
      await queue;
    },
  };
}

interface Opened<T> {
  readonly value: T;
  readonly problem: AppError<'store'> | null;
  /** Why nothing may be written. */
  readonly locked: AppError<'store'> | null;
}

async function openContent<T>(
  options: VersionedFileOptions<T>,
  replaceFile: (path: string, text: string) => Promise<void>,
): Promise<Opened<T>> {
  const { path, version, empty } = options;
  const first = await readFrom(path, options);
  if (first.kind === 'good') return { value: first.value, problem: null, locked: null };
  if (first.kind === 'none') return { value: empty, problem: null, locked: null };
  if (first.kind === 'newer') {
    const newer = appError('store.newer', { params: { file: basename(path) } });
    return { value: empty, problem: newer, locked: newer };
  }
  if (first.kind === 'failed') return { value: empty, problem: first.error, locked: first.error };

  const backup = await readFrom(`${path}.bak`, options);
  const value = backup.kind === 'good' ? backup.value : empty;
  try {
    const aside = await keepAside(path);
    // At once, not with the next change: until then the last good state stood in the copy only.
    await replaceFile(path, JSON.stringify({ version, content: value }));
    const recovered = backup.kind === 'good' ? 'yes' : 'no';
    const params = { file: basename(path), aside, recovered };
    return { value, problem: appError('store.damaged', { params }), locked: null };
  } catch (cause) {
    const error = fileError(cause, path);
    return { value, problem: error, locked: error };
  }
}

type Read<T> =
  | { readonly kind: 'good'; readonly value: T }
  | { readonly kind: 'none' | 'damaged' | 'newer' }
  | { readonly kind: 'failed'; readonly error: AppError<'store'> };

const envelope = v.object({
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  content: v.unknown(),
});

async function readFrom<T>(path: string, options: VersionedFileOptions<T>): Promise<Read<T>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (fileCode(cause) === 'ENOENT') return { kind: 'none' };
    return { kind: 'failed', error: fileError(cause, path) };
  }
  const outer = v.safeParse(v.pipe(v.string(), v.parseJson(), envelope), text);
  if (!outer.success) return { kind: 'damaged' };
  if (outer.output.version > options.version) return { kind: 'newer' };
  const content = v.safeParse(options.schema, upToDate(outer.output, options));
  return content.success ? { kind: 'good', value: content.output } : { kind: 'damaged' };
}

/** The content as of the present version; `undefined` when a migration cannot make sense of it. */
function upToDate<T>(
  kept: v.InferOutput<typeof envelope>,
  { migrations = [], version }: VersionedFileOptions<T>,
): unknown {
  try {
    return migrations
      .slice(kept.version - 1, version - 1)
      .reduce((old, migrate) => migrate(old), kept.content);
  } catch {
    return undefined;
  }
}

async function replaceWhole(path: string, text: string): Promise<void> {
  const { default: writeFileAtomic } = await import('write-file-atomic');
  await writeFileAtomic(path, text, { mode: 0o600 });
}

/** Copies a damaged file, so that nothing in it is lost; answers with the copy's name. */
async function keepAside(path: string): Promise<string> {
  const aside = asideName(path, 'damaged');
  await copyFile(path, aside);
  return basename(aside);
}

/** Copies beside first, so that a copy cut short never replaces a whole one. */
async function keepBackup(path: string): Promise<void> {
  try {
    await copyFile(path, `${path}.bak.new`);
    await rename(`${path}.bak.new`, `${path}.bak`);
  } catch (cause) {
    if (fileCode(cause) !== 'ENOENT') throw cause;
  }
}
