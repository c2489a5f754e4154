import type { Result } from '../contract/result';

export type SqlValue = string | number | null | Uint8Array;

export interface Statement {
  readonly sql: string;
  readonly values?: readonly SqlValue[];
}

/** A row by column name. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** The open database. It works in a thread of its own: nothing here holds up the main loop. */
export interface Database {
  /** The rows of one query. */
  all(sql: string, values?: readonly SqlValue[]): Promise<Result<readonly SqlRow[], 'store'>>;
  /**
   * Runs statements in one transaction, on disk when it resolves; after a failure nothing of it
   * happened. Gives the number of rows that each one changed.
   */
  write(statements: readonly Statement[]): Promise<Result<readonly number[], 'store'>>;
  close(): Promise<void>;
}
