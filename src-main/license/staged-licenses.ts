import * as v from 'valibot';
import type { AppError } from '../contract/app-error';
import type { StagedLicense } from '../contract/license';
import type { Result } from '../contract/result';
import type { Database } from '../store/database';
import { importLegacyFile } from '../store/legacy-file';
import { createStagedTable } from '../store/staged-table';

const stagedLicense: v.GenericSchema<unknown, StagedLicense> = v.object({
  fileName: v.string(),
  sha256: v.string(),
  customerId: v.string(),
  endDate: v.nullable(v.string()),
  stagedAt: v.string(),
});

/** Content of the file of earlier versions: by portal id. */
const stagedByPortal = v.record(v.string(), stagedLicense);

/**
 * The license files that were put onto portals and not activated yet. The portals themselves do
 * not tell. When the disk refuses, what changed is known until Gatehouse quits.
 */
export interface StagedLicenses {
  get(portalId: string): StagedLicense | null;
  remember(portalId: string, staged: StagedLicense): Promise<void>;
  forget(portalId: string): Promise<void>;
  /** What was wrong with what is kept at start. */
  readonly problem: AppError<'store'> | null;
}

export interface StagedLicensesOptions {
  /** Holds the portals already: what was staged on any other is of no use. */
  readonly database: Database;
  /** Full path of `staged-licenses.json`, where earlier versions kept them. */
  readonly legacyFile: string;
  /** False: the database is in memory, so the earlier file is read but stays. */
  readonly keeps: boolean;
  /** Hears why the disk refused. */
  readonly notSaved: (error: AppError<'store'>) => void;
}

/** Reads the staged licenses and takes over those of an earlier version. */
export async function openStagedLicenses(options: StagedLicensesOptions): Promise<StagedLicenses> {
  const { database, legacyFile, keeps, notSaved } = options;
  const table = createStagedTable(database);
  const imported = await importLegacyFile({
    path: legacyFile,
    schema: stagedByPortal,
    empty: {},
    remove: keeps,
    take: (content) =>
      table.addMissing(Object.entries(content).map(([portalId, body]) => ({ portalId, body }))),
  });
  const rows = await table.all();
  const known = new Map<string, StagedLicense>();
  for (const { portalId, body } of rows.ok ? rows.value : []) {
    const staged = v.safeParse(stagedLicense, body);
    // One that makes no sense is as good as none: the license page reads the portal itself.
    if (staged.success) known.set(portalId, staged.output);
  }

  const told = (written: Result<void, 'store'>): void => {
    if (!written.ok) notSaved(written.error);
  };
  return {
    problem: imported ?? (rows.ok ? null : rows.error),
    get: (portalId) => known.get(portalId) ?? null,
    async remember(portalId, staged) {
      known.set(portalId, staged);
      told(await table.put({ portalId, body: staged }));
    },
    async forget(portalId) {
      if (known.delete(portalId)) told(await table.remove(portalId));
    },
  };
}
