import * as v from 'valibot';
import { appError, errorCodes, type AppError } from '../contract/app-error';
import { changeStates, type ChangeTarget, type DiscardReason } from '../contract/changes';
import { entryRef } from '../contract/entries';
import type { Json } from '../contract/json';
import { changeColumns, type ChangeColumn, type StoredChange } from '../store/change-table';
import type { SqlRow } from '../store/database';
import { numberOf, textOf } from '../store/row';
import type { Change, Fields } from './change';

/** What JSON text holds is JSON. */
const anyJson = v.custom<Json>((value) => value !== undefined);

/** A text column that holds JSON of some shape. */
const inJson = <T>(schema: v.GenericSchema<unknown, T>) =>
  v.pipe(v.string(), v.parseJson(), schema);

/** One of a closed list of names, of which the compiler sees to it that none is missing. */
const nameOf = <Name extends string>(names: Readonly<Record<Name, true>>) =>
  v.custom<Name>((value) => typeof value === 'string' && Object.hasOwn(names, value));

const fields: v.GenericSchema<unknown, Fields> = v.record(v.string(), anyJson);

const error: v.GenericSchema<unknown, AppError> = v.pipe(
  v.object({
    code: v.picklist(errorCodes),
    params: v.record(v.string(), v.union([v.string(), v.number()])),
    detail: v.optional(v.string()),
  }),
  v.transform(({ code, params, detail }) => appError(code, { params, detail })),
);

const target: v.GenericSchema<unknown, ChangeTarget> = v.variant('kind', [
  v.object({
    kind: v.picklist(['externalSharing', 'license']),
    title: v.nullable(v.string()),
  }),
  v.object({
    kind: v.literal('link'),
    title: v.nullable(v.string()),
    linkId: v.string(),
    entry: entryRef,
    entryTitle: v.string(),
  }),
]);

const result = v.variant('kind', [
  v.object({ kind: v.literal('proved'), sent: v.boolean(), kept: v.array(v.string()) }),
  v.object({
    kind: v.literal('discarded'),
    reason: nameOf<DiscardReason>({
      person: true,
      setBack: true,
      keptTheirs: true,
      portalRemoved: true,
      cancelled: true,
      unproved: true,
    }),
  }),
  v.object({ kind: v.literal('superseded'), by: v.string() }),
]);

const undo = v.variant('can', [
  v.object({
    can: v.literal(true),
    operation: v.string(),
    version: v.number(),
    base: fields,
    desired: fields,
    about: v.optional(v.object({ target, objectKey: v.string(), idempotencyKey: v.string() })),
    loses: v.optional(v.literal('address')),
  }),
  v.object({ can: v.literal(false), reason: v.picklist(['noWayBack', 'nothingChanged']) }),
]);

const row = v.object({
  id: v.string(),
  portal_id: v.string(),
  portal_name: v.string(),
  account: v.nullable(v.string()),
  operation: v.string(),
  version: v.number(),
  target: inJson(target),
  object_key: v.string(),
  base: inJson(fields),
  desired: inJson(fields),
  idempotency_key: v.string(),
  created_at: v.string(),
  position: v.number(),
  state: v.picklist(changeStates),
  attempts: v.number(),
  next_attempt_at: v.nullable(v.string()),
  error: v.nullable(inJson(error)),
  before: v.nullable(inJson(fields)),
  after: v.nullable(inJson(fields)),
  progress: v.nullable(inJson(anyJson)),
  result: v.nullable(inJson(result)),
  undo: v.nullable(inJson(undo)),
  undo_of: v.nullable(v.string()),
  undone_by: v.nullable(v.string()),
  ended_at: v.nullable(v.string()),
});

/** A change as it was read from the store. */
export interface LoadedChange {
  readonly change: Change;
  /** False: another version recorded it, and this one can tell no more of it than it stands for. */
  readonly readable: boolean;
}

/** What a row of the table says. */
export function changeOf(stored: SqlRow): LoadedChange {
  const parsed = v.safeParse(row, stored);
  if (!parsed.success) return { change: standIn(stored), readable: false };
  const one = parsed.output;
  const change: Change = {
    id: one.id,
    portalId: one.portal_id,
    portalName: one.portal_name,
    account: one.account,
    operation: one.operation,
    version: one.version,
    target: one.target,
    objectKey: one.object_key,
    base: one.base,
    desired: one.desired,
    idempotencyKey: one.idempotency_key,
    createdAt: one.created_at,
    position: one.position,
    state: one.state,
    attempts: one.attempts,
    nextAttemptAt: one.next_attempt_at,
    error: one.error,
    before: one.before,
    after: one.after,
    progress: one.progress,
    result: one.result,
    undo: one.undo,
    undoOf: one.undo_of,
    undoneBy: one.undone_by,
    endedAt: one.ended_at,
  };
  return { change, readable: true };
}

/** All that can be told of a row whose content another version of Gatehouse has to explain. */
function standIn(stored: SqlRow): Change {
  const { account, state, ended_at: endedAt } = stored;
  const ended = typeof endedAt === 'string';
  return {
    id: textOf(stored, 'id'),
    portalId: textOf(stored, 'portal_id'),
    portalName: textOf(stored, 'portal_name'),
    account: typeof account === 'string' ? account : null,
    operation: textOf(stored, 'operation'),
    version: numberOf(stored, 'version'),
    target: partOf(stored, 'target', target) ?? { kind: 'externalSharing', title: null },
    objectKey: textOf(stored, 'object_key'),
    base: partOf(stored, 'base', fields) ?? {},
    desired: partOf(stored, 'desired', fields) ?? {},
    idempotencyKey: textOf(stored, 'idempotency_key'),
    createdAt: textOf(stored, 'created_at'),
    position: numberOf(stored, 'position'),
    state: changeStates.find((one) => one === state) ?? 'failed',
    attempts: numberOf(stored, 'attempts'),
    nextAttemptAt: null,
    error: ended || state === 'failed' ? appError('change.unknownOperation') : null,
    before: partOf(stored, 'before', fields),
    after: partOf(stored, 'after', fields),
    progress: null,
    result: partOf(stored, 'result', result),
    undo: null,
    undoOf: null,
    undoneBy: null,
    endedAt: ended ? endedAt : null,
  };
}

function partOf<T>(
  stored: SqlRow,
  column: ChangeColumn,
  schema: v.GenericSchema<unknown, T>,
): T | null {
  const part = v.safeParse(inJson(schema), stored[column]);
  return part.success ? part.output : null;
}

/** A change as the table takes it. */
export function rowOf(change: Change): StoredChange {
  return {
    id: change.id,
    portal_id: change.portalId,
    portal_name: change.portalName,
    account: change.account,
    operation: change.operation,
    version: change.version,
    target: JSON.stringify(change.target),
    object_key: change.objectKey,
    base: JSON.stringify(change.base),
    desired: JSON.stringify(change.desired),
    idempotency_key: change.idempotencyKey,
    created_at: change.createdAt,
    position: change.position,
    state: change.state,
    attempts: change.attempts,
    next_attempt_at: change.nextAttemptAt,
    error: orNull(change.error),
    before: orNull(change.before),
    after: orNull(change.after),
    progress: orNull(change.progress),
    result: orNull(change.result),
    undo: orNull(change.undo),
    undo_of: change.undoOf,
    undone_by: change.undoneBy,
    ended_at: change.endedAt,
  };
}

const orNull = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** The columns in which two states of a change differ; what is not touched is not written again. */
export function columnsThatDiffer(from: Change, to: Change): Partial<StoredChange> {
  const [before, after] = [rowOf(from), rowOf(to)];
  const differing = changeColumns.filter((column) => before[column] !== after[column]);
  return Object.fromEntries(differing.map((column) => [column, after[column]]));
}

/** The error of a step or pause; what another version wrote is told as an unknown one. */
export function errorOf(stored: unknown): AppError | null {
  if (stored === null) return null;
  const parsed = v.safeParse(inJson(error), stored);
  return parsed.success ? parsed.output : appError('change.unknownOperation');
}
