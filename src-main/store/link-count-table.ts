import type { LinkCounts } from '../contract/overview';
import { ok, type Result } from '../contract/result';
import type { Database, SqlRow } from './database';
import { numberOf, textOf } from './row';

/** How many of the external links that were seen so far are of which kind. */
export interface LinkCountTable {
  /** By portal; portals none of whose links were ever looked at are left out. */
  all(now: Date): Promise<Result<ReadonlyMap<string, LinkCounts>, 'store'>>;
}

/** More portals than anybody has. */
const mostPortals = 2_000;

/**
 * A link is open while it has not ended and is for anyone who has it. What a restricted portal
 * does not block stays open there too: by section, as its sharing policy says.
 */
const query = `WITH seen AS (
    SELECT l.portal_id AS portal_id,
      l.body ->> '$.expiresAt' IS NOT NULL AND l.body ->> '$.expiresAt' <= ? AS expired,
      l.body ->> '$.internal' = 0 AS anyone,
      l.body ->> '$.password' IS NULL AS bare,
      l.body ->> '$.expiresAt' IS NULL AS endless,
      l.body ->> '$.access' = 'editing' AS editing,
      coalesce(s.body ->> '$.externalShare' = 0
        AND s.body ->> '$.blockExistingLinksOnRestrict' = 0
        AND CASE e.body ->> '$.section'
          WHEN 'my' THEN s.body ->> '$.externalShareApplyToDocuments'
          WHEN 'rooms' THEN s.body ->> '$.externalShareApplyToRooms'
        END, 0) AS restricted
    FROM links AS l
      JOIN entries AS e
        ON e.portal_id = l.portal_id AND e.kind = l.entry_kind AND e.id = l.entry_id
      LEFT JOIN snapshots AS s
        ON s.portal_id = l.portal_id AND s.kind = 'sharing' AND json_valid(s.body)
    WHERE json_valid(l.body) AND json_valid(e.body)
  ), judged AS (SELECT *, anyone AND NOT expired AS open FROM seen)
  SELECT portal_id, count(*) AS total, sum(open AND (bare OR endless OR editing)) AS risky,
    sum(open AND bare) AS no_password, sum(open AND endless) AS no_expiry, sum(expired) AS expired,
    sum(open AND editing) AS editing, sum(open) AS anyone, sum(open AND restricted) AS restricted
  FROM judged GROUP BY portal_id LIMIT ${mostPortals}`;

export function createLinkCountTable(database: Pick<Database, 'all'>): LinkCountTable {
  return {
    async all(now) {
      const rows = await database.all(query, [now.toISOString()]);
      if (!rows.ok) return rows;
      return ok(new Map(rows.value.map((row) => [textOf(row, 'portal_id'), countsOf(row)])));
    },
  };
}

function countsOf(row: SqlRow): LinkCounts {
  return {
    total: numberOf(row, 'total'),
    risky: numberOf(row, 'risky'),
    byRisk: {
      noPassword: numberOf(row, 'no_password'),
      noExpiry: numberOf(row, 'no_expiry'),
      expired: numberOf(row, 'expired'),
      editing: numberOf(row, 'editing'),
      anyone: numberOf(row, 'anyone'),
      restricted: numberOf(row, 'restricted'),
    },
  };
}
