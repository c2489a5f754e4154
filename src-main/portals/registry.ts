import { appError, type AppError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import { openVersionedFile } from '../store/versioned-file';
import { portalRecords, type PortalRecord } from './record';

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
  /** What was wrong with the file at start. */
  readonly problem: AppError<'store'> | null;
}

export interface RegistryOptions {
  /** Full path of `portals.json`. */
  readonly path: string;
  /** Hears the id of each portal that was added, changed, moved or removed. */
  readonly changed: (id: string) => void;
}

export async function openRegistry({ path, changed }: RegistryOptions): Promise<Registry> {
  const file = await openVersionedFile<readonly PortalRecord[]>({
    path,
    version: 1,
    schema: portalRecords,
    empty: [],
  });

  const find = (id: string): PortalRecord | undefined => file.get().find((one) => one.id === id);

  const save = async (
    id: string,
    change: (present: readonly PortalRecord[]) => readonly PortalRecord[],
  ): Promise<Result<void, 'store'>> => {
    const saved = await file.update(change);
    if (!saved.ok) return saved;
    changed(id);
    return ok();
  };

  return {
    all: () => file.get(),
    problem: file.problem,
    settled: () => file.settled(),

    byId(id) {
      const record = find(id);
      return record ? ok(record) : fail(unknownPortal());
    },

    add: (record) => save(record.id, (present) => [...present, record]),

    async update(id, change) {
      const before = find(id);
      if (!before) return fail(unknownPortal());
      if (change(before) === before) return ok(before);
      // Applied to what is saved when its turn comes, so that no change undoes another one.
      const saved = await save(id, (present) =>
        present.map((one) => (one.id === id ? change(one) : one)),
      );
      if (!saved.ok) return saved;
      const after = find(id);
      return after ? ok(after) : fail(unknownPortal());
    },

    async remove(id) {
      if (!find(id)) return fail(unknownPortal());
      return save(id, (present) => present.filter((one) => one.id !== id));
    },

    async move(id, before) {
      if (!find(id) || (before !== null && !find(before))) return fail(unknownPortal());
      if (id === before) return ok();
      return save(id, (present) => moved(present, id, before));
    },
  };
}

const unknownPortal = (): AppError<'saved'> => appError('saved.unknownPortal');

function moved(
  present: readonly PortalRecord[],
  id: string,
  before: string | null,
): readonly PortalRecord[] {
  const portal = present.find((one) => one.id === id);
  if (!portal) return present;
  const others = present.filter((one) => one.id !== id);
  const at = others.findIndex((one) => one.id === before);
  return others.toSpliced(at === -1 ? others.length : at, 0, portal);
}
