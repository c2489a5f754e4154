import { appError, type AppError } from '../contract/app-error';
import {
  acceptLicense,
  refreshLicense,
  uploadLicense,
  type LicenseUpload,
} from '../docspace/license';
import type { DocSpace } from '../docspace/session';
import type { WriteFailure } from '../docspace/transport';

/** What became of an upload. */
export type Upload =
  | { readonly kind: 'staged'; readonly said: string }
  /** The portal has not got the file, or did not keep it. */
  | { readonly kind: 'failed'; readonly error: AppError }
  /** All of the file left, and no answer tells whether the portal kept it. */
  | { readonly kind: 'lost'; readonly error: AppError };

/**
 * Puts a license file onto a portal, where it waits to be activated.
 * DocSpace server: LicenseController; refusals of the file come as 500 or 400 with a text.
 */
export async function upload(session: DocSpace, file: LicenseUpload): Promise<Upload> {
  const result = await uploadLicense(session, file);
  if (result.ok) return { kind: 'staged', said: result.value.said };
  const { error, reached } = result;
  return reached === 'maybe'
    ? { kind: 'lost', error: unknownAt('upload', error) }
    : { kind: 'failed', error: uploadRefusal(error, file.fileName) };
}

function uploadRefusal(error: AppError, fileName: string): AppError {
  const { detail } = error;
  switch (error.code) {
    case 'portal.failed':
    case 'portal.badRequest':
      return appError('license.refused', { params: error.params, detail });
    case 'portal.notSupported':
      return appError('license.notTaken', { params: error.params, detail });
    default:
      return { ...error, params: { fileName, ...error.params } };
  }
}

/** What became of asking a portal to activate. */
export type Activation =
  | { readonly kind: 'accepted' }
  /** The portal tried and refused, with its words. */
  | { readonly kind: 'refused'; readonly said: string }
  /** The portal was not asked, or would not listen. */
  | { readonly kind: 'failed'; readonly error: AppError }
  /** The portal may or may not have acted. */
  | { readonly kind: 'lost'; readonly error: AppError };

/** Activates the file that waits on a portal. */
export async function activate(session: DocSpace): Promise<Activation> {
  const result = await acceptLicense(session);
  if (!result.ok) return unanswered(result);
  return result.value.accepted
    ? { kind: 'accepted' }
    : { kind: 'refused', said: result.value.said };
}

/** Lets a portal read its license again, which activates a file that waits there. */
export async function refresh(session: DocSpace): Promise<Activation> {
  const result = await refreshLicense(session);
  if (result.ok) {
    return result.value
      ? { kind: 'accepted' }
      : { kind: 'failed', error: appError('license.notTaken') };
  }
  const { error, reached } = result;
  return reached === 'answered' && refusesLicense.has(error.code)
    ? { kind: 'refused', said: error.detail ?? '' }
    : unanswered(result);
}

/** Statuses by which the refresh route tells that the license itself is the trouble. */
const refusesLicense: ReadonlySet<string> = new Set([
  'portal.notPaid',
  'portal.badRequest',
  'portal.failed',
]);

function unanswered({ error, reached }: WriteFailure): Activation {
  return { kind: reached === 'maybe' ? 'lost' : 'failed', error };
}

/** An outcome that nobody knows, at a step of the job; `cause` is the code of what happened. */
export function unknownAt(step: 'upload' | 'activate', cause: AppError): AppError<'license'> {
  return appError('license.outcomeUnknown', {
    params: { step, cause: cause.code },
    detail: cause.detail,
  });
}
