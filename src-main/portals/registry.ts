import * as v from 'valibot';
import { appError, type AppError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import type { Database } from '../store/database';
import { importLegacyFile } from '../store/legacy-file';
import { createPortalTable, type PortalTable } from '../store/portal-table';
import { portalRecord, portalRecords, type PortalRecord } from './record';

/** The saved portals, in the person's order. Every change is on disk before it is answered. */
export interface Registry {
  all(): readonly PortalRecord[];
  byId(id: string): Result<PortalRecord, 'saved'>;
  /** Puts a portal last. The same address may be saved several times. */
  add(record: PortalRecord): Promise<Result<void, 'store'>>;
  /** Changes a portal; nothing is written when `change` answers with what it was given. */
  update(
    id: string,
    change: (present: PortalRecord) => PortalRecord,
  ): Promise<Result<PortalRecord, 'store' | 'saved'>>;
  remove(id: string): Promise<Result<void, 'store' | 'saved'>>;
  /** Puts a portal before another one, or last. */
  move(id: string, before: string | null): Promise<Result<void, 'store' | 'saved'>>;
  /** Resolves when every change asked for so far is on disk or was refused. */
  settled(): Promise<void>;
  /** What was wrong with single saved portals, or with those of an earlier version, at start. */
  readonly problem: AppError<'store'> | null;
  /** Why nothing could be read; the list is empty then and takes no change. */
  readonly unreadable: AppError<'store'> | null;
}

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
  const { database, changed } = options;
  const table = createPortalTable(database);
  const imported = await takeOver(table, options);
  const read = await readRecords(table);
  let records = read.ok ? read.value.records : [];

  const find = (id: string): PortalRecord | undefined => records.find((one) => one.id === id);

  let queue: Promise<unknown> = Promise.resolve();
  /** Runs after every change before it, so that none undoes another one. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = queue.then(work);
    // A change that throws is its caller's bug and must not stop those after it.
    queue = done.catch(() => undefined);
    return done;
  }

  /** Writes, then shows what was written. */
  async function save(
    id: string,
    write: () => Promise<Result<void, 'store'>>,
    next: () => readonly PortalRecord[],
  ): Promise<Result<void, 'store'>> {
    const saved = read.ok ? await write() : read;
    if (!saved.ok) return saved;
    records = next();
    changed(id);
    return ok();
  }

  return {
    all: () => records,
    problem: imported ?? (read.ok ? read.value.problem : null),
    unreadable: read.ok ? null : read.error,

    async settled() {
      await queue;
    },

    byId(id) {
      const record = find(id);
      return record ? ok(record) : fail(unknownPortal());
    },

    add: (record) =>
      inTurn(() =>
        save(
          record.id,
          () => table.add([{ id: record.id, body: record }]),
          () => [...records, record],
        ),
      ),

    update: (id, change) =>
      inTurn(async () => {
        const before = find(id);
        if (!before) return fail(unknownPortal());
        const after = change(before);
        if (after === before) return ok(before);
        const saved = await save(
          id,
          () => table.update({ id, body: after }),
          () => records.map((one) => (one.id === id ? after : one)),
        );
        return saved.ok ? ok(after) : saved;
      }),

    remove: (id) =>
      inTurn(async () => {
        if (!find(id)) return fail(unknownPortal());
        return save(
          id,
          () => table.remove(id),
          () => records.filter((one) => one.id !== id),
        );
      }),

    move: (id, before) =>
      inTurn(async () => {
        const portal = find(id);
        if (!portal || (before !== null && !find(before))) return fail(unknownPortal());
        if (id === before) return ok();
        const next = moved(records, portal, before);
        return save(
          id,
          () => table.reorder(next.map((one) => one.id)),
          () => next,
        );
      }),
  };
}

const unknownPortal = (): AppError<'saved'> => appError('saved.unknownPortal');

function moved(
  present: readonly PortalRecord[],
  portal: PortalRecord,
  before: string | null,
): readonly PortalRecord[] {
  const others = present.filter((one) => one !== portal);
  const at = others.findIndex((one) => one.id === before);
  return others.toSpliced(at === -1 ? others.length : at, 0, portal);
}

/** Brings the portals of an earlier version's file into the table, behind those that are there. */
function takeOver(
  table: PortalTable,
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

interface ReadRecords {
  readonly records: readonly PortalRecord[];
  readonly problem: AppError<'store'> | null;
}

/** A row that makes no sense is left out and stays in the table: a newer version may read it. */
async function readRecords(table: PortalTable): Promise<Result<ReadRecords, 'store'>> {
  const rows = await table.all();
  if (!rows.ok) return rows;
  const records = rows.value.flatMap(({ id, body }) => {
    const record = v.safeParse(portalRecord, body);
    return record.success && record.output.id === id ? [record.output] : [];
  });
  const leftOut = rows.value.length - records.length;
  const params = { file: 'portals', aside: '', recovered: 'leftOut' };
  return ok({ records, problem: leftOut > 0 ? appError('store.damaged', { params }) : null });
}
