import type { Result } from '../contract/result';
import type { Change, Fields } from './change';
import { differing, judgeFields } from './fields';
import type { Operation, ReadOrder, SendOrder, SendOutcome, Verdict } from './operation';

/** What the portal held when it was read, and the way to send on top of exactly that. */
export interface Look {
  readonly fields: Fields;
  send(order: Omit<SendOrder<unknown>, 'body'>): Promise<SendOutcome>;
}

/** An operation as the journal knows it, whatever it reads and sends. */
export interface RegisteredOperation {
  readonly name: string;
  readonly version: number;
  readonly needsConfirmation: boolean;
  readonly replaces: boolean;
  readonly secretFields: readonly string[];
  accepts(change: Pick<Change, 'base' | 'desired'>): boolean;
  look(order: ReadOrder): Promise<Result<Look>>;
  judge(fields: Fields, change: Change, phase: 'check' | 'settle'): Verdict;
  /** Names of the fields that the portal kept otherwise. */
  kept(fields: Fields, change: Change): readonly string[];
  undo: Operation['undo'];
}

/** Gets an operation ready for the journal; what it reads goes nowhere but into its own `merge`. */
export function registered<Whole, Body>(operation: Operation<Whole, Body>): RegisteredOperation {
  return {
    name: operation.name,
    version: operation.version,
    needsConfirmation: operation.needsConfirmation ?? false,
    replaces: operation.replaces ?? false,
    secretFields: operation.secretFields ?? [],
    accepts: (change) => operation.accepts(change),
    async look(order) {
      const whole = await operation.read(order);
      if (!whole.ok) return whole;
      return {
        ok: true,
        value: {
          fields: operation.base(whole.value, order.change),
          send: (send) =>
            operation.send({ ...send, body: operation.merge(whole.value, send.change) }),
        },
      };
    },
    judge: (fields, change, phase) =>
      operation.judge?.(fields, change, phase) ?? judgeFields(fields, change),
    kept: (fields, change) =>
      operation.verify?.(fields, change) ?? differing(change.desired, fields),
    undo: (change) => operation.undo(change),
  };
}
