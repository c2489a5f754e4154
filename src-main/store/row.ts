import type { SqlRow } from './database';

/** A text column of a row. Throws when it is none: our tables are strict, so the query is wrong. */
export function textOf(row: SqlRow, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`${column} is no text`);
  return value;
}

/** A number column of a row. Throws when it is none. */
export function numberOf(row: SqlRow, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new TypeError(`${column} is no number`);
  return value;
}

/** The JSON in a text column; `undefined`, which fits no schema, when it is damaged. */
export function jsonOf(row: SqlRow, column: string): unknown {
  try {
    return JSON.parse(textOf(row, column));
  } catch {
    return undefined;
  }
}
