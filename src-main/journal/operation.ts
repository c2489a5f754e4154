import type { AppError } from '../contract/app-error';
import type { Json } from '../contract/json';
import type { Result } from '../contract/result';
import type { DocSpace } from '../docspace/session';
import type { Reached } from '../docspace/transport';
import type { Change, Fields, UndoPlan } from './change';

/** Why the portal is read: before sending, to settle an unknown outcome, or to prove a change. */
export type ReadPhase = 'check' | 'settle' | 'verify';

export interface ReadOrder {
  readonly session: DocSpace;
  readonly change: Change;
  readonly phase: ReadPhase;
  readonly signal: AbortSignal;
}

/**
 * What the portal's state means for a change.
 * - `desired`: it is as the person wants it. - `base`: it is as the person saw it.
 * - `other`: somebody changed one of our fields meanwhile.
 */
export type Verdict = 'desired' | 'base' | 'other';

export interface SendOrder<Body> {
  readonly session: DocSpace;
  readonly change: Change;
  readonly body: Body;
  /** Records how far a change of several requests has come; on disk when it resolves. */
  readonly note: (progress: Json) => Promise<void>;
  /** Tells onlookers how far it has come; not recorded. */
  readonly tell: (news: Json) => void;
  /** The bytes recorded with the change. */
  readonly attachment: () => Promise<Result<Uint8Array, 'store'>>;
  /** Aborted when the person cancels; an operation past its point of no return ignores it. */
  readonly signal: AbortSignal;
}

export type SendOutcome =
  | { readonly sent: true }
  | { readonly sent: false; readonly error: AppError; readonly reached: Reached };

/**
 * One kind of change, under a name and version that stay the same for good: entries of older
 * versions of Gatehouse must be understood for as long as they are open.
 */
export interface Operation<Whole = unknown, Body = unknown> {
  readonly name: string;
  readonly version: number;
  /** Never sent without a person's word in this run of the app. */
  readonly needsConfirmation?: boolean;
  /** A newer change of the same object takes the place of an open one; by default they merge. */
  readonly replaces?: boolean;
  /** Fields whose values are never shown or exported. */
  readonly secretFields?: readonly string[];
  /** Whether recorded fields make sense to this version. */
  readonly accepts: (change: Pick<Change, 'base' | 'desired'>) => boolean;
  /** Reads the object as the portal holds it now. An object that is gone is an answer, no failure. */
  readonly read: (order: ReadOrder) => Promise<Result<Whole>>;
  /** The fields that changes of this kind are about. */
  readonly base: (whole: Whole, change: Change) => Fields;
  /** By default field by field: see `judgeFields`. */
  readonly judge?: (fields: Fields, change: Change, phase: 'check' | 'settle') => Verdict;
  /** What goes over the line: all other fields of the object stay as they are now. */
  readonly merge: (whole: Whole, change: Change) => Body;
  readonly send: (order: SendOrder<Body>) => Promise<SendOutcome>;
  /** Names of the fields that the portal kept otherwise; by default all that differ from desired. */
  readonly verify?: (fields: Fields, change: Change) => readonly string[];
  readonly undo: (change: Change) => UndoPlan;
}
