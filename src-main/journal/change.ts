import type { AppError } from '../contract/app-error';
import type { ChangeResult, ChangeState, ChangeTarget, UndoLoss } from '../contract/changes';
import type { Json } from '../contract/json';

/** Named values of an object on a portal. A field that is not there is absent on the portal too. */
export type Fields = Readonly<Record<string, Json>>;

/** How a change that is done can be taken back. */
export type UndoPlan =
  | {
      readonly can: true;
      readonly operation: string;
      readonly version: number;
      readonly base: Fields;
      readonly desired: Fields;
      /** Where the way back is about an object of another name: one that is made anew. */
      readonly about?: Pick<Change, 'target' | 'objectKey' | 'idempotencyKey'> | undefined;
      /** What does not come back. */
      readonly loses?: UndoLoss | undefined;
    }
  | { readonly can: false; readonly reason: 'noWayBack' | 'nothingChanged' };

/** One entry of the journal: a change that a person asked for, and what became of it. */
export interface Change {
  readonly id: string;
  readonly portalId: string;
  readonly portalName: string;
  readonly account: string | null;
  readonly operation: string;
  readonly version: number;
  readonly target: ChangeTarget;
  /** Names the object on its portal; changes of the same object merge or follow each other. */
  readonly objectKey: string;
  /** What the person saw of the fields in `desired`. */
  readonly base: Fields;
  /** What the person wants these fields to be. */
  readonly desired: Fields;
  /** Made here once; what the change creates gets this as its id, so that it cannot come twice. */
  readonly idempotencyKey: string;
  readonly createdAt: string;
  /** Place in the portal's queue. */
  readonly position: number;
  readonly state: ChangeState;
  readonly attempts: number;
  /** Not before this instant; `null`: at the next occasion. */
  readonly nextAttemptAt: string | null;
  readonly error: AppError | null;
  /** What the portal held of the object's fields before it was sent, or when it was found in conflict. */
  readonly before: Fields | null;
  /** What the portal held when it was read back. */
  readonly after: Fields | null;
  /** What an operation with several requests recorded of them. */
  readonly progress: Json;
  readonly result: ChangeResult | null;
  readonly undo: UndoPlan | null;
  readonly undoOf: string | null;
  readonly undoneBy: string | null;
  readonly endedAt: string | null;
}
