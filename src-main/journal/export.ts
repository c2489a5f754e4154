import type { AppError } from '../contract/app-error';
import type { ChangeFilter, ChangeStep, ChangeTarget, exportFormats } from '../contract/changes';
import { fail, ok, type Result } from '../contract/result';
import type { Book, Listed } from './book';
import type { Change, Fields } from './change';

type ExportFormat = (typeof exportFormats)[number];

export interface ExportOptions {
  readonly book: Pick<Book, 'page' | 'steps'>;
  /** Whether the value of a field of a change is kept to ourselves. */
  readonly isSecret: (change: Change, field: string) => boolean;
}

/** Asks for a place to save text under, and saves it; `null` when the person closed the question. */
export type SaveFile = (
  suggestedName: string,
  pieces: AsyncIterable<string>,
) => Promise<Result<{ readonly fileName: string } | null, 'file'>>;

/** The text of an export, and how it went once it was read to its end. */
export interface ExportText {
  readonly pieces: AsyncIterable<string>;
  /** How many changes are in it. */
  count(): number;
  /** Why the pieces broke off; `pieces` threw then. */
  failure(): AppError<'store'> | null;
}

/** Changes that are in memory at a time. */
const atOnce = 200;
/** In place of a secret value: that there was one is no secret. */
const mask = '***';

/** Names of the columns, the same in every language: an export is evidence, and read by programs. */
const columns = [
  'id',
  'createdAt',
  'endedAt',
  'portal',
  'portalId',
  'account',
  'operation',
  'version',
  'target',
  'title',
  'linkId',
  'entry',
  'entryId',
  'entryTitle',
  'state',
  'result',
  'reason',
  'attempts',
  'error',
  'detail',
  'base',
  'desired',
  'before',
  'after',
  'kept',
  'replacedBy',
  'undoOf',
  'undoneBy',
] as const;
type Evidence = Readonly<Record<(typeof columns)[number], unknown>>;

/** Everything that the filter lets through, newest first, a piece per page. */
export function exportText(
  format: ExportFormat,
  filter: ChangeFilter,
  { book, isSecret }: ExportOptions,
): ExportText {
  let count = 0;
  let failure: AppError<'store'> | null = null;

  /** What a person saves is whole, or it is not there. */
  const take = <T>(result: Result<T, 'store'>): T => {
    if (result.ok) return result.value;
    failure = result.error;
    throw new Error(result.error.code);
  };

  async function* pages(): AsyncGenerator<readonly Change[]> {
    let last: Listed | undefined;
    do {
      const start = last ? { below: last.seq } : { offset: 0 };
      const page = take(await book.page(filter, start, atOnce));
      count += page.length;
      yield page.map(({ change }) => change);
      last = page.length < atOnce ? undefined : page.at(-1);
    } while (last);
  }

  const masked = (change: Change, fields: Fields | null): Fields | null =>
    fields &&
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, isSecret(change, name) ? mask : value]),
    );

  const evidence = (change: Change): Evidence => {
    const { result, error } = change;
    return {
      id: change.id,
      createdAt: change.createdAt,
      endedAt: change.endedAt,
      portal: change.portalName,
      portalId: change.portalId,
      account: change.account,
      operation: change.operation,
      version: change.version,
      target: change.target.kind,
      title: change.target.title,
      ...aboutLink(change.target),
      state: change.state,
      result: result && (result.kind === 'proved' && !result.sent ? 'alreadyThere' : result.kind),
      reason: result?.kind === 'discarded' ? result.reason : null,
      attempts: change.attempts,
      error: error?.code ?? null,
      detail: error?.detail ?? null,
      base: masked(change, change.base),
      desired: masked(change, change.desired),
      before: masked(change, change.before),
      after: masked(change, change.after),
      kept: result?.kind === 'proved' ? result.kept : null,
      replacedBy: result?.kind === 'superseded' ? result.by : null,
      undoOf: change.undoOf,
      undoneBy: change.undoneBy,
    };
  };

  async function* csv(): AsyncGenerator<string> {
    const { stringify } = await import('csv-stringify/sync');
    let isFirst = true;
    for await (const page of pages()) {
      yield stringify(page.map(evidence), {
        columns: [...columns],
        header: isFirst,
        // Spreadsheets take a file without it for the system's own code page.
        bom: isFirst,
        record_delimiter: 'windows',
        // A portal's name must not run as a formula on an auditor's computer.
        escape_formulas: true,
        cast: { boolean: String, object: (value) => JSON.stringify(value) },
      });
      isFirst = false;
    }
  }

  async function* json(): AsyncGenerator<string> {
    let separator = '[\n';
    for await (const page of pages()) {
      if (page.length === 0) continue;
      const steps = take(await book.steps(page.map(({ id }) => id)));
      const objects = page.map((change) =>
        JSON.stringify({
          ...evidence(change),
          steps: (steps.get(change.id) ?? []).map(shownStep),
        }),
      );
      yield separator + objects.join(',\n');
      separator = ',\n';
    }
    yield separator === ',\n' ? '\n]\n' : '[]\n';
  }

  return {
    pieces: format === 'csv' ? csv() : json(),
    count: () => count,
    failure: () => failure,
  };
}

/** What a change of a link is about; its address and share key are nobody's business. */
function aboutLink(
  target: ChangeTarget,
): Pick<Evidence, 'linkId' | 'entry' | 'entryId' | 'entryTitle'> {
  if (target.kind !== 'link') return { linkId: null, entry: null, entryId: null, entryTitle: null };
  const { linkId, entry, entryTitle } = target;
  return { linkId, entry: entry.kind, entryId: entry.id, entryTitle };
}

const shownStep = ({ at, state, error }: ChangeStep) => ({ at, state, error: error?.code ?? null });

/**
 * Exports through a function that saves text under a name a person chooses; `null` when the person
 * closed the question. Errors: `file` from saving, `store` from reading.
 */
export async function exportChanges(
  format: ExportFormat,
  filter: ChangeFilter,
  day: string,
  saveFile: SaveFile,
  options: ExportOptions,
): Promise<Result<{ readonly fileName: string; readonly count: number } | null, 'file' | 'store'>> {
  const text = exportText(format, filter, options);
  try {
    const saved = await saveFile(`gatehouse-changes-${day}.${format}`, text.pieces);
    if (!saved.ok) return saved;
    return ok(saved.value && { ...saved.value, count: text.count() });
  } catch (cause) {
    const failure = text.failure();
    if (failure === null) throw cause;
    return fail(failure);
  }
}
