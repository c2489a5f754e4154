import { appError, type AppError } from '../contract/app-error';

/** Detail of errors that mean: the file holds what SQLite cannot make sense of. */
const damagedCodes = ['SQLITE_NOTADB', 'SQLITE_CORRUPT'] as const;

/**
 * What the database said, in the app's own codes. A damaged file found in the middle of work is
 * `store.damaged` with `recovered: 'restart'`: it is put right at the next start.
 */
export function sqliteError(cause: unknown, file: string): AppError<'store'> {
  const code = codeOf(cause);
  const params = { file };
  if (damagedCodes.some((one) => code.startsWith(one)))
    return appError('store.damaged', {
      params: { ...params, aside: '', recovered: 'restart' },
      detail: code,
    });
  // On a full disk the shared memory of the write-ahead log is what cannot grow first.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE')
    return appError('store.diskFull', { params });
  if (/^SQLITE_(READONLY|CANTOPEN|PERM)/.test(code)) return appError('store.readOnly', { params });
  const words = cause instanceof Error ? cause.message : '';
  return appError('store.failed', { params, detail: words ? `${code}: ${words}` : code });
}

/** SQLite's name of what went wrong. */
function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown';
  if ('code' in cause && typeof cause.code === 'string' && cause.code) return cause.code;
  // A file that cannot be opened is told by its bare number.
  return /: 14"\)$/.test(cause.message) ? 'SQLITE_CANTOPEN' : cause.name;
}
