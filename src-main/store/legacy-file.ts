import { access, rm } from 'node:fs/promises';
import type { GenericSchema } from 'valibot';
import type { AppError } from '../contract/app-error';
import type { Result } from '../contract/result';
import { fileCode, fileError } from './file-error';
import { openVersionedFile } from './versioned-file';

export interface LegacyFileOptions<T> {
  readonly path: string;
  /** Of the file's version 1, the only one there ever was. */
  readonly schema: GenericSchema<unknown, T>;
  readonly empty: T;
  /** False leaves the file where it is, because the database will be gone when the app quits. */
  readonly remove: boolean;
  /** Brings the content into the database; good only when it was read back from there. */
  readonly take: (content: T) => Promise<Result<void, 'store'>>;
}

/**
 * Brings what earlier versions kept in a JSON file into the database. The file and its backup go
 * only after that; a newer or unreadable one is left alone. Answers with what was wrong, if
 * anything was.
 */
export async function importLegacyFile<T>(
  options: LegacyFileOptions<T>,
): Promise<AppError<'store'> | null> {
  const { path, schema, empty, remove, take } = options;
  try {
    await access(path);
  } catch (cause) {
    return fileCode(cause) === 'ENOENT' ? null : fileError(cause, path);
  }
  const file = await openVersionedFile({ path, version: 1, schema, empty });
  // A damaged one was set aside and its last good state is here.
  if (file.problem && file.problem.code !== 'store.damaged') return file.problem;
  const taken = await take(file.get());
  if (!taken.ok) return taken.error;
  if (!remove) return file.problem;
  try {
    await rm(path);
    await rm(`${path}.bak`, { force: true });
  } catch (cause) {
    return fileError(cause, path);
  }
  return file.problem;
}
