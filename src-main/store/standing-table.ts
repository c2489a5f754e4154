import { ok, type Result } from '../contract/result';
import type { Database, SqlRow } from './database';
import { textOf } from './row';

/** What the store knows of a portal in short. Texts are as they were kept: unchecked. */
export interface StandingRow {
  readonly portalId: string;
  readonly standing: string | null;
  readonly dueDate: string | null;
  readonly graceUntil: string | null;
  readonly externalShare: boolean | null;
  /** The account of its key, as the portal told. */
  readonly account: string | null;
  /** When each thing was read; `null`: never. */
  readonly asOf: {
    readonly facts: string | null;
    readonly license: string | null;
    readonly sharing: string | null;
  };
}

/** How all portals stand, from what was read of them. */
export interface StandingTable {
  /** One row for each saved portal, in no order. */
  all(): Promise<Result<readonly StandingRow[], 'store'>>;
}

/** More portals than anybody has. */
const mostPortals = 2_000;

const field = (snapshot: string, path: string): string =>
  `CASE WHEN json_valid(${snapshot}.body) THEN ${snapshot}.body ->> '${path}' END`;

/** Here and not outside: the fields of a thousand snapshots are less than the snapshots. */
const query = `SELECT p.id AS id,
    ${field('l', '$.state.standing')} AS standing,
    ${field('l', '$.state.dueDate')} AS due_date,
    ${field('l', '$.state.graceUntil')} AS grace_until,
    ${field('s', '$.externalShare')} AS external_share,
    ${field('f', '$.facts.account.email')} AS account,
    f.as_of AS facts_as_of, l.as_of AS license_as_of, s.as_of AS sharing_as_of
  FROM portals AS p
    LEFT JOIN snapshots AS f ON f.portal_id = p.id AND f.kind = 'facts'
    LEFT JOIN snapshots AS l ON l.portal_id = p.id AND l.kind = 'license'
    LEFT JOIN snapshots AS s ON s.portal_id = p.id AND s.kind = 'sharing'
  LIMIT ${mostPortals}`;

export function createStandingTable(database: Pick<Database, 'all'>): StandingTable {
  return {
    async all() {
      const rows = await database.all(query);
      return rows.ok ? ok(rows.value.map(standing)) : rows;
    },
  };
}

function standing(row: SqlRow): StandingRow {
  const shared = row['external_share'];
  return {
    portalId: textOf(row, 'id'),
    standing: maybeText(row, 'standing'),
    dueDate: maybeText(row, 'due_date'),
    graceUntil: maybeText(row, 'grace_until'),
    externalShare: shared === 1 || shared === 0 ? shared === 1 : null,
    account: maybeText(row, 'account'),
    asOf: {
      facts: maybeText(row, 'facts_as_of'),
      license: maybeText(row, 'license_as_of'),
      sharing: maybeText(row, 'sharing_as_of'),
    },
  };
}

function maybeText(row: SqlRow, column: string): string | null {
  const value = row[column];
  return typeof value === 'string' ? value : null;
}
