import type { Result } from '../contract/result';
import type { SqlRow, SqlValue, Statement } from './database';

/** What the database's thread can be told to do. One thread opens, or makes, one file. */
export type ThreadOrder =
  | {
      readonly kind: 'open';
      readonly path: string;
      readonly key: string | null;
      /** Look through the whole file first, because it was found damaged at work. */
      readonly examine: boolean;
    }
  /** Makes a new file with all tables, with what can still be read of another one. */
  | {
      readonly kind: 'make';
      readonly path: string;
      readonly key: string;
      readonly salvageFrom: string | null;
    }
  | { readonly kind: 'all'; readonly sql: string; readonly values: readonly SqlValue[] }
  | { readonly kind: 'write'; readonly statements: readonly Statement[] }
  /** Closes the file and ends the thread. */
  | { readonly kind: 'close' };

export interface ThreadRequest {
  readonly id: number;
  readonly order: ThreadOrder;
}

export interface ThreadAnswer {
  /** Of a query. */
  readonly rows: readonly SqlRow[];
  /** Rows that each statement changed; how many a new file was filled with. */
  readonly counts: readonly number[];
}

export interface ThreadReply {
  readonly id: number;
  readonly answer: Result<ThreadAnswer, 'store'>;
}
