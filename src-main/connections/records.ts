import * as v from 'valibot';
import { appError, type AppError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import type { RecordTable } from '../store/record-table';

/** Saved records, in the person's order. Every change is on disk before it is answered. */
export interface Records<R> {
  all(): readonly R[];
  byId(id: string): Result<R, 'saved'>;
  /** Puts a record last. The same address may be saved several times. */
  add(record: R): Promise<Result<void, 'store'>>;
  /** Adds records last and changes others, all of it or nothing. */
  addAndUpdate(
    added: readonly R[],
    changes: ReadonlyMap<string, (present: R) => R>,
  ): Promise<Result<void, 'store' | 'saved'>>;
  /** Changes a record; nothing is written when `change` answers with what it was given. */
  update(id: string, change: (present: R) => R): Promise<Result<R, 'store' | 'saved'>>;
  remove(id: string): Promise<Result<void, 'store' | 'saved'>>;
  /** Puts a record before another one, or last. */
  move(id: string, before: string | null): Promise<Result<void, 'store' | 'saved'>>;
  /** Resolves when every change asked for so far is on disk or was refused. */
  settled(): Promise<void>;
  /** What was wrong with single saved records at start. */
  readonly problem: AppError<'store'> | null;
  /** Why nothing could be read; the list is empty then and takes no change. */
  readonly unreadable: AppError<'store'> | null;
}

export interface RecordsOptions<R> {
  readonly table: RecordTable;
  readonly schema: v.GenericSchema<unknown, R>;
  /** What is said of an id that is not saved. */
  readonly unknown: () => AppError<'saved'>;
  /** What a problem of the store is about, e.g. `portals`. */
  readonly file: string;
  /** Hears the id of each record that was added, changed, moved or removed. */
  readonly changed: (id: string) => void;
}

/** Reads the saved records. When they cannot be read, `unreadable` says why. */
export async function openRecords<R extends { readonly id: string }>(
  options: RecordsOptions<R>,
): Promise<Records<R>> {
  const { table, unknown, changed } = options;
  const read = await readRecords(options);
  let records = read.ok ? read.value.records : [];

  const find = (id: string): R | undefined => records.find((one) => one.id === id);

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
    next: () => readonly R[],
  ): Promise<Result<void, 'store'>> {
    const saved = read.ok ? await write() : read;
    if (!saved.ok) return saved;
    records = next();
    changed(id);
    return ok();
  }

  return {
    all: () => records,
    problem: read.ok ? read.value.problem : null,
    unreadable: read.ok ? null : read.error,

    async settled() {
      await queue;
    },

    byId(id) {
      const record = find(id);
      return record ? ok(record) : fail(unknown());
    },

    add: (record) =>
      inTurn(() =>
        save(
          record.id,
          () => table.add([{ id: record.id, body: record }]),
          () => [...records, record],
        ),
      ),

    addAndUpdate: (added, changes) =>
      inTurn(async () => {
        if ([...changes.keys()].some((id) => !find(id))) return fail(unknown());
        const next = records.map((one) => changes.get(one.id)?.(one) ?? one);
        const updated = next.filter((one, place) => one !== records[place]);
        const rowOf = (one: R) => ({ id: one.id, body: one });
        const saved = read.ok ? await table.put(added.map(rowOf), updated.map(rowOf)) : read;
        if (!saved.ok) return saved;
        records = [...next, ...added];
        for (const { id } of [...updated, ...added]) changed(id);
        return ok();
      }),

    update: (id, change) =>
      inTurn(async () => {
        const before = find(id);
        if (!before) return fail(unknown());
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
        if (!find(id)) return fail(unknown());
        return save(
          id,
          () => table.remove(id),
          () => records.filter((one) => one.id !== id),
        );
      }),

    move: (id, before) =>
      inTurn(async () => {
        const record = find(id);
        if (!record || (before !== null && !find(before))) return fail(unknown());
        if (id === before) return ok();
        const next = moved(records, record, before);
        return save(
          id,
          () => table.reorder(next.map((one) => one.id)),
          () => next,
        );
      }),
  };
}

function moved<R extends { readonly id: string }>(
  present: readonly R[],
  record: R,
  before: string | null,
): readonly R[] {
  const others = present.filter((one) => one !== record);
  const at = others.findIndex((one) => one.id === before);
  return others.toSpliced(at === -1 ? others.length : at, 0, record);
}

interface ReadRecords<R> {
  readonly records: readonly R[];
  readonly problem: AppError<'store'> | null;
}

/** A row that makes no sense is left out and stays in the table: a newer version may read it. */
async function readRecords<R extends { readonly id: string }>({
  table,
  schema,
  file,
}: RecordsOptions<R>): Promise<Result<ReadRecords<R>, 'store'>> {
  const rows = await table.all();
  if (!rows.ok) return rows;
  const records = rows.value.flatMap(({ id, body }) => {
    const record = v.safeParse(schema, body);
    return record.success && record.output.id === id ? [record.output] : [];
  });
  const leftOut = rows.value.length - records.length;
  const params = { file, aside: '', recovered: 'leftOut' };
  return ok({ records, problem: leftOut > 0 ? appError('store.damaged', { params }) : null });
}
