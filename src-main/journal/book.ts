import type { ChangeFilter, ChangeStep, PausedPortal } from '../contract/changes';
import { changeStates } from '../contract/changes';
import { fail, ok, type Result } from '../contract/result';
import {
  createChangeTable,
  deleteAttachment,
  deletePause,
  insertAttachment,
  insertChange,
  insertPause,
  insertStep,
  openAtOnce,
  updateChange,
  type PageStart,
} from '../store/change-table';
import type { Database, SqlRow, Statement } from '../store/database';
import { numberOf, textOf } from '../store/row';
import type { Change } from './change';
import { changeOf, columnsThatDiffer, errorOf, rowOf, type LoadedChange } from './change-row';
import { isEnded } from './machine';

/** A change before and after something happened to it; `from: null`: it is new. */
export interface Transition {
  readonly from: Change | null;
  readonly to: Change;
  /** The bytes that a new change was recorded with. */
  readonly attachment?: Uint8Array | undefined;
}

/** What is written in one transaction. */
export interface Entry {
  readonly at: string;
  readonly transitions: readonly Transition[];
  /** Portals that are paused from now on, and portals that are not any more. */
  readonly paused?: readonly PausedPortal[];
  readonly resumed?: readonly string[];
}

/** A change with its place in the order of recording. */
export interface Listed {
  readonly seq: number;
  readonly change: Change;
}

/** Where the journal is kept. Nothing is ever taken out of it. */
export interface Book {
  /** What is not over, in the order of recording, and the portals that are paused. */
  open(): Promise<
    Result<
      { readonly changes: readonly LoadedChange[]; readonly paused: readonly PausedPortal[] },
      'store'
    >
  >;
  /** All of it or nothing; on disk when it resolves. */
  write(entry: Entry): Promise<Result<void, 'store'>>;
  /** Newest first. */
  page(
    filter: ChangeFilter,
    start: PageStart,
    limit: number,
  ): Promise<Result<readonly Listed[], 'store'>>;
  count(filter: ChangeFilter): Promise<Result<number, 'store'>>;
  /** What was done to an object at an instant or later, oldest first. */
  doneSince(
    portalId: string,
    objectKey: string,
    since: string,
  ): Promise<Result<readonly Change[], 'store'>>;
  /** `null`: there is no such change. */
  byId(changeId: string): Promise<Result<Change | null, 'store'>>;
  /** Those of them that are there, in no order. */
  byIds(changeIds: readonly string[]): Promise<Result<readonly Change[], 'store'>>;
  /** What became of some changes, by their ids; oldest first. */
  steps(
    changeIds: readonly string[],
  ): Promise<Result<ReadonlyMap<string, readonly ChangeStep[]>, 'store'>>;
  /** `null`: none was recorded, or the change is over. */
  attachment(changeId: string): Promise<Result<Uint8Array | null, 'store'>>;
}

/** The book in the encrypted database. */
export function createBook(database: Database): Book {
  const table = createChangeTable(database);

  const write = async (statements: readonly Statement[]): Promise<Result<void, 'store'>> => {
    const written = statements.length > 0 ? await database.write(statements) : ok();
    return written.ok ? ok() : fail(written.error);
  };

  return {
    async open() {
      const changes: LoadedChange[] = [];
      for (let seq = 0, isMore = true; isMore;) {
        const rows = await table.open(seq);
        if (!rows.ok) return rows;
        changes.push(...rows.value.map(changeOf));
        const last = rows.value.at(-1);
        isMore = last !== undefined && rows.value.length === openAtOnce;
        seq = last ? numberOf(last, 'seq') : seq;
      }
      const pauses = await table.pauses();
      if (!pauses.ok) return pauses;
      return ok({
        changes,
        paused: pauses.value.map((row) => ({
          portalId: textOf(row, 'portal_id'),
          since: textOf(row, 'since'),
          error: errorOf(row['error']),
        })),
      });
    },

    write: ({ at, transitions, paused = [], resumed = [] }) =>
      write([
        ...transitions.flatMap((transition) => statementsFor(transition, at)),
        ...resumed.map((portalId) => deletePause(portalId)),
        ...paused.map(({ portalId, since, error }) =>
          insertPause(portalId, since, error && JSON.stringify(error)),
        ),
      ]),

    async page(filter, start, limit) {
      const rows = await table.page(filter, start, limit);
      return rows.ok ? ok(rows.value.map(listed)) : rows;
    },

    count: (filter) => table.count(filter),

    async doneSince(portalId, objectKey, since) {
      const rows = await table.doneSince(portalId, objectKey, since);
      if (!rows.ok) return rows;
      const done = rows.value.map(changeOf).filter(({ readable }) => readable);
      return ok(done.map(({ change }) => change));
    },

    async byId(changeId) {
      const row = await table.byId(changeId);
      return row.ok ? ok(row.value && changeOf(row.value).change) : row;
    },

    async byIds(changeIds) {
      const found: Change[] = [];
      for (let from = 0; from < changeIds.length; from += openAtOnce) {
        const rows = await table.byIds(changeIds.slice(from, from + openAtOnce));
        if (!rows.ok) return rows;
        found.push(...rows.value.map((row) => changeOf(row).change));
      }
      return ok(found);
    },

    async steps(changeIds) {
      const rows = await table.steps(changeIds);
      if (!rows.ok) return rows;
      const byChange = new Map<string, ChangeStep[]>();
      for (const row of rows.value) {
        const id = textOf(row, 'change_id');
        byChange.set(id, [...(byChange.get(id) ?? []), stepOf(row)]);
      }
      return ok(byChange);
    },

    attachment: (changeId) => table.attachment(changeId),
  };
}

function statementsFor({ from, to, attachment }: Transition, at: string): readonly Statement[] {
  const statements: Statement[] = [];
  if (from === null) statements.push(...insertChange(rowOf(to), wordsOf(to)));
  else {
    const columns = columnsThatDiffer(from, to);
    if (Object.keys(columns).length > 0) statements.push(updateChange(to.id, columns));
  }
  // What an operation noted on its way is no step; neither is a change of the queue's timetable.
  if (from?.state !== to.state || from.error !== to.error) {
    const { state, error } = to;
    statements.push(insertStep(to.id, { at, state, error: error && JSON.stringify(error) }));
  }
  if (isEnded(to)) {
    if (from !== null) statements.push(deleteAttachment(to.id));
  } else if (attachment) statements.push(insertAttachment(to.id, attachment));
  return statements;
}

/** What a search looks in. */
const wordsOf = ({ portalName, target, account, operation }: Change): string =>
  [portalName, target.title, entryTitleOf(target), account, operation]
    .filter((one) => one !== null)
    .join('\n');

const entryTitleOf = (target: Change['target']): string | null =>
  target.kind === 'link' ? target.entryTitle : null;

const listed = (row: SqlRow): Listed => ({
  seq: numberOf(row, 'seq'),
  change: changeOf(row).change,
});

function stepOf(row: SqlRow): ChangeStep {
  const state = changeStates.find((one) => one === row['state']) ?? 'failed';
  return { at: textOf(row, 'at'), state, error: errorOf(row['error']) };
}
