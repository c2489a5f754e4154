import * as v from 'valibot';
import type { AppError } from './app-error';
import { call, nothing, text, uuid } from './call';
import type { EntryRef } from './entries';
import type { Json } from './json';

/** Where a change stands; architecture of the journal in `journal/machine.ts`. */
export const changeStates = [
  'queued',
  'checking',
  'sending',
  'verifying',
  'done',
  'held',
  'conflict',
  'unknown',
  'failed',
  'paused',
  'discarded',
  'superseded',
] as const;
export type ChangeState = (typeof changeStates)[number];

/** The change is over, for good or ill; nothing more happens to it. */
export const endedStates = ['done', 'discarded', 'superseded'] as const satisfies ChangeState[];

/** States in which a change waits for a person. */
export const reviewStates = [
  'held',
  'conflict',
  'unknown',
  'failed',
] as const satisfies ChangeState[];

/** What a person can do about a change now. */
export const changeActions = ['retry', 'discard', 'sendNow', 'undo', 'resolve'] as const;
export type ChangeAction = (typeof changeActions)[number];

/** What is changed: a kind of object, and its name where it has one of its own. */
export type ChangeTarget =
  | { readonly kind: 'externalSharing' | 'license'; readonly title: string | null }
  | {
      readonly kind: 'link';
      /** Title of the link. */
      readonly title: string | null;
      readonly linkId: string;
      /** What the link leads to, and its name. */
      readonly entry: EntryRef;
      readonly entryTitle: string;
    };

/** Why a change was ended without proof that the portal has it. */
export type DiscardReason =
  | 'person'
  /** A later change of the same object set it back. */
  | 'setBack'
  /** In a conflict the person kept what the portal holds. */
  | 'keptTheirs'
  | 'portalRemoved'
  | 'cancelled'
  /** It had left, and following it was given up: nobody knows what became of it. */
  | 'unproved';

/** What came of a change that is over. */
export type ChangeResult =
  /** Proved by reading the portal. `sent: false`: the portal held it already. */
  | { readonly kind: 'proved'; readonly sent: boolean; readonly kept: readonly string[] }
  | { readonly kind: 'discarded'; readonly reason: DiscardReason }
  | { readonly kind: 'superseded'; readonly by: string };

export type UndoLoss = 'address';

/** Whether there is a way back, and why not. */
export type UndoState =
  | {
      readonly can: true;
      /** What does not come back: a link that is made anew has another address. */
      readonly loses: UndoLoss | null;
    }
  | { readonly can: false; readonly reason: 'notDone' | 'noWayBack' | 'undone' | 'nothingChanged' };

/** One row of the list of changes. Instants are ISO. */
export interface ChangeRow {
  readonly id: string;
  readonly portalId: string;
  /** As it was called when the change was made; the portal may be gone by now. */
  readonly portalName: string;
  readonly operation: string;
  readonly target: ChangeTarget;
  /** The account whose key was saved then, `null` when it was not known. */
  readonly account: string | null;
  readonly state: ChangeState;
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly attempts: number;
  /** When it is tried again; `null`: at the next occasion, or not at all. */
  readonly nextAttemptAt: string | null;
  readonly error: AppError | null;
  readonly result: ChangeResult | null;
  /** The change that this one takes back. */
  readonly undoOf: string | null;
  readonly undo: UndoState;
  readonly actions: readonly ChangeAction[];
}

/** One changed field. A value that was absent is `null` too. Secret values are never told. */
export interface ChangedField {
  readonly field: string;
  readonly secret: boolean;
  /** What the person saw when making the change. */
  readonly base: Json;
  readonly desired: Json;
  /** What the portal held when it was last looked at; `null` also before the first look. */
  readonly portal: Json;
  /** Somebody else changed it meanwhile, to something else than desired. */
  readonly conflicting: boolean;
  /** After the change, the portal held something else than asked for. */
  readonly keptOtherwise: boolean;
}

/** One line of what became of a change. */
export interface ChangeStep {
  readonly at: string;
  readonly state: ChangeState;
  readonly error: AppError | null;
}

export interface ChangeDetail extends ChangeRow {
  readonly fields: readonly ChangedField[];
  readonly steps: readonly ChangeStep[];
}

export const changeFilters = ['all', 'open', 'review', 'ended'] as const;

const filter = v.object({
  show: v.picklist(changeFilters),
  portalId: v.nullable(uuid),
  /** Found in portal name, target, account and operation. */
  search: text(200),
});
export type ChangeFilter = v.InferOutput<typeof filter>;

export interface ChangePage {
  readonly rows: readonly ChangeRow[];
  /** How many changes the filter lets through. */
  readonly total: number;
}

/** A portal whose changes wait because it was paused, by a person or by a refusal. */
export interface PausedPortal {
  readonly portalId: string;
  readonly since: string;
  /** The refusal that paused it; `null`: a person did. */
  readonly error: AppError | null;
}

export interface ChangeCounts {
  readonly open: number;
  readonly review: number;
  /** Open changes by portal id; portals without any are left out. */
  readonly byPortal: Readonly<Record<string, number>>;
  /** Those of them that wait for a person. */
  readonly reviewByPortal: Readonly<Record<string, number>>;
  readonly paused: readonly PausedPortal[];
}

export const exportFormats = ['csv', 'json'] as const;

const byId = v.object({ changeId: uuid });
const byPortal = v.object({ portalId: uuid });

/** The journal: every change that was ever asked for. */
export const changeCalls = {
  counts: call<ChangeCounts>()(nothing),
  /** Newest first. */
  list: call<ChangePage>()(
    v.object({
      filter,
      offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
    }),
  ),
  detail: call<ChangeDetail, 'change'>()(byId),
  retry: call<void, 'change'>()(byId),
  discard: call<void, 'change'>()(byId),
  /** The person's word for a change that is held. */
  sendNow: call<void, 'change'>()(byId),
  /** Records the way back as a change of its own; answers with its id. */
  undo: call<{ readonly changeId: string }, 'change'>()(byId),
  /** Settles a conflict: the fields named are sent again over what the portal holds now. */
  resolve: call<void, 'change'>()(v.object({ changeId: uuid, mine: v.array(text(100)) })),
  pausePortal: call<void, 'saved'>()(byPortal),
  resumePortal: call<void, 'saved'>()(byPortal),
  /** Asks for a place to save to; `null` when the person closed the question. */
  exportTo: call<{ readonly fileName: string; readonly count: number } | null, 'file'>()(
    v.object({ format: v.picklist(exportFormats), filter }),
  ),
};
