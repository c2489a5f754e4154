import type {
  ChangeDetail,
  ChangedField,
  ChangeRow,
  ChangeTarget,
  DiscardReason,
  UndoState,
} from '../../../src-main/contract/changes';
import type { Json, JsonObject } from '../../../src-main/contract/json';
import { linkFields } from '../../../src-main/contract/links';
import { sharingFields, type SharingField } from '../../../src-main/contract/sharing';
import { m } from '$words';
import { sayError } from '../../i18n/error-words';
import { formatCountdown, formatUtcDay } from '../../i18n/format';
import { sayLinkField, sayLinkValue } from '../../i18n/link-words';
import { saySharingField, saySwitch } from '../../i18n/sharing-words';

/** The words of one kind of change. `null`: this version has no words for it. */
interface OperationWords {
  readonly what: (target: ChangeTarget) => string;
  readonly field: (name: string) => string | null;
  readonly value: (name: string, value: Json) => string | null;
  /** Fields that say nothing that is not said already. */
  readonly untold?: readonly string[];
  /** The operation whose changes this one takes back; its own, unless told otherwise. */
  readonly undoes?: string;
}

const sharing: OperationWords = {
  what: () => m.changes_op_sharing(),
  field: (name) => {
    const field = sharingFieldOf(name);
    return field === null ? null : saySharingField(field);
  },
  value: (name, value) => {
    const field = sharingFieldOf(name);
    return field !== null && typeof value === 'boolean' ? saySwitch(field, value) : null;
  },
};

const sharingFieldOf = (name: string): SharingField | null =>
  sharingFields.find((one) => one === name) ?? null;

/** A license is brought as a whole: one field, whose value has these parts. */
const licenseParts: ReadonlyMap<string, () => string> = new Map([
  ['license', m.changes_op_license],
  ['action', m.changes_field_action],
  ['fileName', m.license_file],
  ['customerId', m.license_customer_id],
  ['dueDate', m.license_due_date],
  ['sha256', m.license_sha256],
]);

const licenseActionWords: ReadonlyMap<Json, () => string> = new Map([
  ['uploadAndActivate', m.license_upload_and_activate],
  ['upload', m.license_upload_only],
  ['activate', m.license_activate],
  ['refreshState', m.license_refresh_state],
]);

const license: OperationWords = {
  what: ({ title }) =>
    title === null ? m.changes_op_license() : m.changes_op_license_file({ title }),
  field: (name) => licenseParts.get(name)?.() ?? null,
  value: (name, value) => {
    if (name === 'action') return licenseActionWords.get(value)?.() ?? null;
    const isDay = name === 'dueDate' && typeof value === 'string' && !isNaN(Date.parse(value));
    return isDay ? formatUtcDay(value) : null;
  },
};

const link: Omit<OperationWords, 'what'> = {
  field: (name) => {
    if (name === 'exists') return m.changes_field_link();
    const field = linkFields.find((one) => one === name);
    return field === undefined ? null : sayLinkField(field);
  },
  value: (name, value) => {
    if (name === 'exists') return value === true ? m.changes_link_there() : m.changes_link_gone();
    const field = linkFields.find((one) => one === name);
    return field === undefined ? null : sayLinkValue(field, value);
  },
};

/** Words for a change of a link, which name it and what it leads to. */
function linkWhat(say: (names: { link: string; entry: string }) => string) {
  return (target: ChangeTarget): string => {
    const title = target.title ?? '';
    const entry = target.kind === 'link' ? target.entryTitle : '';
    return say({ link: title === '' ? m.changes_link() : m.changes_link_named({ title }), entry });
  };
}

/** By the stable name of the operation. Changes of other versions may have other ones. */
const operations: ReadonlyMap<string, OperationWords> = new Map([
  ['settings.externalSharing', sharing],
  ['license.apply', license],
  [
    'link.create',
    {
      ...link,
      what: linkWhat(m.changes_op_link_create),
      untold: ['exists'],
      undoes: 'link.delete',
    },
  ],
  ['link.update', { ...link, what: linkWhat(m.changes_op_link_update) }],
  ['link.setPasswordByKey', { ...link, what: linkWhat(m.changes_op_link_password) }],
  ['link.delete', { ...link, what: linkWhat(m.changes_op_link_delete), undoes: 'link.create' }],
  ['link.revoke', { ...link, what: linkWhat(m.changes_op_link_revoke) }],
]);

/** What a change is about, in a few words. */
export function sayWhat({
  operation,
  target,
  undoOf,
}: Pick<ChangeRow, 'operation' | 'target' | 'undoOf'>): string {
  const raw = [operation, target.title].filter((part) => part !== null).join(': ');
  const what = (name: string): string => operations.get(name)?.what(target) ?? raw;
  if (undoOf === null) return what(operation);
  return m.changes_op_undo({ what: what(operations.get(operation)?.undoes ?? operation) });
}

/** The name of a changed field; its raw name where this version has no word for it. */
export function sayField(operation: string, field: string): string {
  return operations.get(operation)?.field(field) ?? field;
}

/** The fields of a change that tell something besides {@link sayWhat}. */
export const toldFields = ({ operation, fields }: ChangeDetail): readonly ChangedField[] =>
  fields.filter(({ field }) => !operations.get(operation)?.untold?.includes(field));

/**
 * A value of a changed field; of one with several parts, a line for each. Of a secret one, only
 * that it is not shown.
 */
export function sayValue(
  operation: string,
  { field, secret }: Pick<ChangedField, 'field' | 'secret'>,
  value: Json,
): string {
  return secret ? m.changes_value_secret() : sayPart(operation, field, value);
}

function sayPart(operation: string, name: string, value: Json): string {
  const said = operations.get(operation)?.value(name, value);
  if (said) return said;
  if (value === null) return m.changes_value_none();
  if (typeof value === 'string') return value;
  if (!isObject(value)) return JSON.stringify(value);
  return Object.entries(value)
    .map(([part, own]) => `${sayField(operation, part)}: ${sayPart(operation, part, own)}`)
    .join('\n');
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What happened last to a change, or what came of it; `null`: nothing worth a word. */
export function sayNews(row: Pick<ChangeRow, 'state' | 'error' | 'result'>): string | null {
  const { state, error, result } = row;
  switch (result?.kind) {
    case 'proved':
      if (result.kept.length > 0) return m.changes_kept({ count: result.kept.length });
      return result.sent ? null : m.changes_had_already();
    case 'discarded':
      return sayDiscarded(result.reason);
    case 'superseded':
      return m.changes_superseded();
    default:
      if (error) return sayError(error).title;
      if (state === 'held') return m.changes_held_brief();
      return state === 'conflict' ? m.changes_conflict_brief() : null;
  }
}

/**
 * When it is tried again; `null`: nothing is appointed, or the time has come. `now` is in
 * milliseconds.
 */
export function sayNextTry(
  { nextAttemptAt }: Pick<ChangeRow, 'nextAttemptAt'>,
  now: number,
): string | null {
  if (nextAttemptAt === null || Date.parse(nextAttemptAt) <= now) return null;
  return m.changes_tries_again({ when: formatCountdown(nextAttemptAt, now) });
}

/** Why a change that is done cannot be taken back; `null`: it can, or it is too early to say. */
export function sayNoUndo(undo: UndoState): string | null {
  if (undo.can) return null;
  switch (undo.reason) {
    case 'notDone':
      return null;
    case 'noWayBack':
      return m.changes_undo_noWayBack();
    case 'undone':
      return m.changes_undo_undone();
    case 'nothingChanged':
      return m.changes_undo_nothingChanged();
  }
}

/** What taking a change back will not bring back, said before it is done; `null`: nothing. */
export function sayUndoLoss(undo: UndoState): string | null {
  return undo.can && undo.loses === 'address' ? m.changes_undo_loses_address() : null;
}

function sayDiscarded(reason: DiscardReason): string {
  return {
    person: m.changes_discarded_person,
    setBack: m.changes_discarded_setBack,
    keptTheirs: m.changes_discarded_keptTheirs,
    portalRemoved: m.changes_discarded_portalRemoved,
    cancelled: m.changes_discarded_cancelled,
    unproved: m.changes_discarded_unproved,
  }[reason]();
}
