import type { Handlers } from '../contract';
import type { ChangeTarget } from '../contract/changes';
import type { Json } from '../contract/json';
import type { Result } from '../contract/result';
import type { DocSpace } from '../docspace/session';
import type { Change, Fields } from './change';
import type { SaveFile } from './export';
import type { RegisteredOperation } from './registered';
import type { Settled } from './runner';

/** A change that a person asks for. */
export interface Intent {
  readonly portalId: string;
  /** Name of an operation; its newest version is taken. */
  readonly operation: string;
  readonly target: ChangeTarget;
  readonly objectKey: string;
  /** What the person saw on the portal of the fields in `desired`; pending changes left aside. */
  readonly base: Fields;
  readonly desired: Fields;
  /**
   * When what the person saw was read from the portal, as an ISO instant: what changes have done
   * since then is no conflict. Without it, it was read just now.
   */
  readonly seenAt?: string | null;
  /** It is not to be sent before a person says so. */
  readonly hold?: boolean;
  readonly attachment?: Uint8Array;
  /** Made by who asks, where the id of what is created has to be known at once. */
  readonly idempotencyKey?: string;
  /** Made by who asks, where it must be known before the change is recorded. */
  readonly changeId?: string;
}

/** Every change that was ever asked for, and the only way to write to a portal. */
export interface Journal {
  readonly calls: Handlers<'changes'>;
  /**
   * Records a change; it is on disk when this answers, and sent as soon as it can be. Errors:
   * `change.nothing`, `change.unknownOperation`; `change.notNow` for a portal that is not saved.
   */
  record(intent: Intent): Promise<Result<{ readonly changeId: string }, 'change' | 'store'>>;
  /** What the changes that are still on their way will make of an object. */
  pendingFields(portalId: string, objectKey: string): Fields;
  /** Changes that are not over, in the order of their turn. */
  open(portalId?: string): readonly Change[];
  byId(changeId: string): Promise<Result<Change, 'change' | 'store'>>;
  /** Those of them that were recorded, by id. */
  byIds(changeIds: readonly string[]): Promise<Result<ReadonlyMap<string, Change>, 'store'>>;
  /** The newest change of its kind that is open or has ended in this run of the app. */
  latest(portalId: string, operation: string): Change | null;
  /** Hears of every change that moved on; the answer stops listening. */
  listen(hear: (change: Change) => void): () => void;
  /** Hears what operations tell while they send; the answer stops listening. */
  onNews(hear: (changeId: string, news: Json) => void): () => void;
  /** The person's word for a change that is held. */
  sendNow(changeId: string): Promise<Result<void, 'change' | 'store'>>;
  /**
   * Ends a change that has not left yet. One that is being sent is asked to stop, which it does
   * not past its point of no return. Errors: `change.notNow` when it is too late.
   */
  cancel(changeId: string): Promise<Result<void, 'change' | 'store'>>;
  /** As `cancel`, but one that is being sent is left alone. */
  withdraw(changeId: string): Promise<Result<void, 'change' | 'store'>>;
  /** Whether `takeBack` makes sense for a change as it is now. */
  canTakeBack(change: Change): boolean;
  /**
   * Records the way back from a change that is done, under the id `as` if it is given. Errors:
   * `change.notNow`, `change.noWayBack`.
   */
  takeBack(
    changeId: string,
    as?: string,
  ): Promise<Result<{ readonly changeId: string }, 'change' | 'store'>>;
  /** A portal can be reached again: whatever waits for it is tried now. */
  resume(portalId: string): Promise<Settled>;
  /** The portal stands somewhere else now: what has not left waits for a person's word. */
  moved(portalId: string): Promise<Result<void, 'store'>>;
  /** The portal is not saved any more: what is open of it is discarded. */
  portalRemoved(portalId: string): Promise<Result<void, 'store'>>;
  /** Goes on with what earlier runs of the app left open. */
  start(): void;
  /** Begins nothing any more and gives what is under way a moment to end. */
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly operations: readonly RegisteredOperation[];
  readonly sessionFor: (portalId: string) => Promise<Result<DocSpace>>;
  /** How a saved portal is called, and whose key is saved; `null`: it is not saved. */
  readonly portal: (
    portalId: string,
  ) => { readonly name: string; readonly account: string | null } | null;
  /** Such a portal is not tried again before `resume`, unless a person says so. */
  readonly isOffline: (portalId: string) => boolean;
  /** Hears what became of every request. */
  readonly heard: (portalId: string, outcome: Result<unknown>) => void;
  /** Hears the id of every change that moved on, and of every portal that was paused or resumed. */
  readonly publish: (id: string) => void;
  readonly saveFile: SaveFile;
  readonly now: () => Date;
  /** 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  readonly uuid: () => string;
  /** Runs something later; the answer calls it off. */
  readonly setTimer: (milliseconds: number, run: () => void) => () => void;
  /** Portals whose changes are carried out at the same time. */
  readonly atOnce: number;
  /** Hears of a store that fails and of mistakes in the program. */
  readonly report: (line: string, cause?: unknown) => void;
}
