import { openRecords, type Records } from '../connections/records';
import { appError, type AppError } from '../contract/app-error';
import { fail, ok } from '../contract/result';
import type { Database } from '../store/database';
import { importLegacyFile } from '../store/legacy-file';
import { createRecordTable, type RecordTable } from '../store/record-table';
import { portalRecord, portalRecords, type PortalRecord } from './record';

/** The saved portals, in the person's order. */
export type Registry = Records<PortalRecord>;

export interface RegistryOptions {
  readonly database: Database;
  /** Full path of `portals.json`, where earlier versions kept the portals. */
  readonly legacyFile: string;
  /** False: the database is in memory, so the earlier file is read but stays. */
  readonly keeps: boolean;
  /** Hears the id of each portal that was added, changed, moved or removed. */
  readonly changed: (id: string) => void;
}

/**
 * Reads the saved portals and takes over those of an earlier version. When they cannot be read,
 * `unreadable` says why.
 */
export async function openRegistry(options: RegistryOptions): Promise<Registry> {
  const table = createRecordTable(options.database, 'portals');
  const imported = await takeOver(table, options);
  const records = await openRecords({
    table,
    schema: portalRecord,
    unknown: () => appError('saved.unknownPortal'),
    file: 'portals',
    changed: options.changed,
  });
  return { ...records, problem: imported ?? records.problem };
}

/** Brings the portals of an earlier version's file into the table, behind those that are there. */
function takeOver(
  table: RecordTable,
  { legacyFile, keeps }: RegistryOptions,
): Promise<AppError<'store'> | null> {
  return importLegacyFile({
    path: legacyFile,
    schema: portalRecords,
    empty: [],
    remove: keeps,
    async take(portals) {
      const added = await table.add(portals.map((one) => ({ id: one.id, body: one })));
      if (!added.ok) return added;
      const kept = await table.all();
      if (!kept.ok) return kept;
      const ids = new Set(kept.value.map(({ id }) => id));
      return portals.every(({ id }) => ids.has(id))
        ? ok()
        : fail(appError('store.failed', { params: { file: 'portals' }, detail: 'read back' }));
    },
  });
}
