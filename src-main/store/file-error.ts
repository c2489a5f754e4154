import { basename } from 'node:path';
import { appError, type AppError } from '../contract/app-error';

/** What the file system said, in the app's own codes. */
export function fileError(cause: unknown, path: string): AppError<'store'> {
  const code = fileCode(cause);
  const params = { file: basename(path) };
  if (code === 'ENOSPC' || code === 'EDQUOT') return appError('store.diskFull', { params });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return appError('store.readOnly', { params });
  return appError('store.failed', { params, detail: code ?? 'unknown' });
}

/** The system's own name of a failure, e.g. `ENOENT`. */
export const fileCode = (cause: unknown): string | undefined =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : undefined;
