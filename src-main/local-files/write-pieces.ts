import { open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { appError, type AppError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';

/**
 * Writes text piece by piece into a file that a person named, in one step: a file of that name is
 * replaced only by a whole one. What `pieces` throws is thrown on, and nothing is left behind.
 * Errors: `file.notWritten` with the system's code.
 */
export async function writePieces(
  path: string,
  pieces: AsyncIterable<string>,
): Promise<Result<void, 'file'>> {
  const part = `${path}.part`;
  try {
    const file = await open(part, 'w', 0o600);
    try {
      for await (const piece of pieces) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
    return ok();
  } catch (cause) {
    await rm(part, { force: true });
    const error = systemError(cause, path);
    if (error === null) throw cause;
    return fail(error);
  }
}

/** `null`: not a failure of the file system. */
function systemError(cause: unknown, path: string): AppError<'file'> | null {
  if (!(cause instanceof Error) || !('code' in cause) || !('syscall' in cause)) return null;
  const detail = String(cause.code);
  return appError('file.notWritten', { params: { fileName: basename(path) }, detail });
}
