import * as v from 'valibot';
import type { AppError } from '../contract/app-error';
import type { StagedLicense } from '../contract/license';
import type { VersionedFile } from '../store/versioned-file';

const stagedLicense: v.GenericSchema<unknown, StagedLicense> = v.object({
  fileName: v.string(),
  sha256: v.string(),
  customerId: v.string(),
  endDate: v.nullable(v.string()),
  stagedAt: v.string(),
});

/** Content of `staged-licenses.json`, version 1: by portal id. */
export const stagedByPortal = v.record(v.string(), stagedLicense);
export type StagedByPortal = v.InferOutput<typeof stagedByPortal>;

/**
 * The license files that were put onto portals and not activated yet. The portals themselves do
 * not tell. When the disk refuses, what changed is known until Gatehouse quits.
 */
export interface StagedLicenses {
  get(portalId: string): StagedLicense | null;
  remember(portalId: string, staged: StagedLicense): Promise<void>;
  forget(portalId: string): Promise<void>;
}

export interface StagedLicensesOptions {
  readonly file: Pick<VersionedFile<StagedByPortal>, 'get' | 'update'>;
  /** Hears why the disk refused. */
  readonly notSaved: (error: AppError<'store'>) => void;
}

export function createStagedLicenses({ file, notSaved }: StagedLicensesOptions): StagedLicenses {
  const known = new Map(Object.entries(file.get()));

  const save = async (): Promise<void> => {
    const saved = await file.update(() => Object.fromEntries(known));
    if (!saved.ok) notSaved(saved.error);
  };

  return {
    get: (portalId) => known.get(portalId) ?? null,
    remember(portalId, staged) {
      known.set(portalId, staged);
      return save();
    },
    async forget(portalId) {
      if (known.delete(portalId)) await save();
    },
  };
}
