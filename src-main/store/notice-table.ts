import { ok, type Result } from '../contract/result';
import type { Database } from './database';
import { numberOf, textOf } from './row';
import { run } from './run';

/** That a person was told of the end of a license. Days count from 1970. */
export interface NoticeRow {
  /** Whose license it is. */
  readonly subject: string;
  readonly dueDay: number;
  /** Days before the end at which the notice was due. */
  readonly threshold: number;
}

/** What a person was told, so that it is told once, also over a restart. */
export interface NoticeTable {
  /** Notices of licenses that end on this day or later. */
  since(dueDay: number): Promise<Result<readonly NoticeRow[], 'store'>>;
  /** Notes what is told now, and drops the notices of licenses that ended before a day. */
  put(
    rows: readonly NoticeRow[],
    toldAt: string,
    dropBefore: number,
  ): Promise<Result<void, 'store'>>;
}

/** Two licenses of each of a thousand portals, at every threshold. */
const mostRows = 12_000;

export function createNoticeTable(database: Database): NoticeTable {
  return {
    async since(dueDay) {
      const rows = await database.all(
        `SELECT due_day, subject, threshold FROM license_notices WHERE due_day >= ?
          ORDER BY due_day, subject, threshold LIMIT ${mostRows}`,
        [dueDay],
      );
      if (!rows.ok) return rows;
      return ok(
        rows.value.map((row) => ({
          subject: textOf(row, 'subject'),
          dueDay: numberOf(row, 'due_day'),
          threshold: numberOf(row, 'threshold'),
        })),
      );
    },

    put: (rows, toldAt, dropBefore) =>
      run(database, [
        { sql: 'DELETE FROM license_notices WHERE due_day < ?', values: [dropBefore] },
        ...rows.map(({ dueDay, subject, threshold }) => ({
          sql: `INSERT INTO license_notices (due_day, subject, threshold, told_at)
            VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
          values: [dueDay, subject, threshold, toldAt],
        })),
      ]),
  };
}
