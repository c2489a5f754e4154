import { constants, type Stats } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';
import { appError, type AppError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';

/**
 * Reads a whole small file that a person chose. Follows no link, opens no folder or device, waits
 * for nobody at the other end of a pipe, and never reads more than `maxBytes` even of a file that
 * grows meanwhile.
 * Errors: `file.notFound`, `file.isFolder`, `file.isLink`, `file.notRegular`, `file.unreadable`,
 * `file.empty`, `file.tooLarge` (params `size`, `limit` in bytes). Param of all: `fileName`.
 */
export async function readRegularFile(
  path: string,
  maxBytes: number,
): Promise<Result<Buffer, 'file'>> {
  const fileName = basename(path);
  if (!isAbsolute(path) || path.includes('\0')) {
    return fail(appError('file.notFound', { params: { fileName } }));
  }
  try {
    // Looked at before opening: opening a device can already do something.
    const refused = refusal(await lstat(path), maxBytes, fileName);
    return refused ? fail(refused) : await openAndRead(path, maxBytes, fileName);
  } catch (cause) {
    return fail(fileError(cause, fileName));
  }
}

/** Opens and reads without relying on an earlier look: the file may have been exchanged since. */
export async function openAndRead(
  path: string,
  maxBytes: number,
  fileName: string,
): Promise<Result<Buffer, 'file'>> {
  try {
    const handle = await open(path, openFlags);
    try {
      const refused = refusal(await handle.stat(), maxBytes, fileName);
      return refused ? fail(refused) : await readAtMost(handle, maxBytes, fileName);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    return fail(fileError(cause, fileName));
  }
}

/** The part of an open file that reading needs. */
export interface OpenFile {
  read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
}

/**
 * Reads from the start of an open file.
 * Errors: `file.empty`, `file.tooLarge` once more than `maxBytes` came, whatever its size said.
 */
export async function readAtMost(
  handle: OpenFile,
  maxBytes: number,
  fileName: string,
): Promise<Result<Buffer, 'file'>> {
  const buffer = Buffer.alloc(maxBytes + 1);
  let size = 0;
  while (size < buffer.length) {
    const { bytesRead } = await handle.read(buffer, size, buffer.length - size, size);
    if (bytesRead === 0) break;
    size += bytesRead;
  }
  const refused = sizeRefusal(size, maxBytes, fileName);
  return refused ? fail(refused) : ok(Buffer.from(buffer.subarray(0, size)));
}

/** Windows knows neither flag; there the look before opening must do. */
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

function refusal(stats: Stats, maxBytes: number, fileName: string): AppError<'file'> | null {
  const params = { fileName };
  if (stats.isSymbolicLink()) return appError('file.isLink', { params });
  if (stats.isDirectory()) return appError('file.isFolder', { params });
  if (!stats.isFile()) return appError('file.notRegular', { params });
  return sizeRefusal(stats.size, maxBytes, fileName);
}

function sizeRefusal(size: number, limit: number, fileName: string): AppError<'file'> | null {
  if (size === 0) return appError('file.empty', { params: { fileName } });
  return size > limit ? appError('file.tooLarge', { params: { fileName, size, limit } }) : null;
}

function fileError(cause: unknown, fileName: string): AppError<'file'> {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  const params = { fileName };
  switch (reason) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENAMETOOLONG':
      return appError('file.notFound', { params });
    case 'ELOOP':
    case 'EMLINK':
      return appError('file.isLink', { params });
    default:
      return appError('file.unreadable', { params: { ...params, reason } });
  }
}
