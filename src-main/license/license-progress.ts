import * as v from 'valibot';
import { errorCodes } from '../contract/app-error';
import type { Json } from '../contract/json';
import type { Change } from '../journal/change';
import { licenseState } from './license-reading';

const upload = v.object({
  /** `sent`: it may have arrived. `lost`: all of it left, and no answer came. */
  state: v.picklist(['sent', 'lost', 'done']),
  /** Bytes. */
  size: v.number(),
  /** The portal's words. */
  said: v.nullable(v.string()),
});

const activation = v.object({
  /** `sent` and `lost`: the portal may or may not have acted. `failed`: it surely was not asked. */
  state: v.picklist(['sent', 'lost', 'refused', 'failed', 'done']),
  said: v.nullable(v.string()),
  /** Why the answer was lost. */
  cause: v.nullable(v.picklist(errorCodes)),
});

const progress = v.object({
  /** What the portal showed right before. */
  seen: licenseState,
  upload: v.nullable(upload),
  activation: v.nullable(activation),
});

/** How far the sending of a license change has come, recorded before and after each request. */
export type LicenseProgress = Readonly<v.InferOutput<typeof progress>>;
export type ActivationProgress = NonNullable<LicenseProgress['activation']>;

/** `null`: nothing of it was ever sent. */
export function progressOf(change: Pick<Change, 'progress'>): LicenseProgress | null {
  const found = v.safeParse(progress, change.progress);
  return found.success ? found.output : null;
}

/** As the journal records it. */
export const progressJson = ({ seen, upload, activation }: LicenseProgress): Json => ({
  seen: { ...seen },
  upload,
  activation,
});

/** Whether the portal was asked to activate and may or may not have done so. */
export const mayHaveActivated = (progress: LicenseProgress | null): boolean =>
  progress?.activation?.state === 'sent' || progress?.activation?.state === 'lost';
