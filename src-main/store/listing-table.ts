import { browsePage, type EntryRef } from '../contract/entries';
import { ok, type Result } from '../contract/result';
import type { Database } from './database';
import {
  entryColumns,
  storedEntry,
  upsertEntry,
  type NewEntry,
  type StoredEntry,
} from './entry-table';
import { jsonOf, numberOf, textOf } from './row';
import { run } from './run';

/** What a page of a place told of the place as a whole. */
export interface PlaceHead {
  readonly total: number;
  /** The way to the place, any JSON; `undefined` when it cannot be read. */
  readonly path: unknown;
  readonly asOf: string;
}

export interface StoredPage {
  /** From 0. */
  readonly page: number;
  readonly asOf: string;
  /** In the portal's order. */
  readonly entries: readonly StoredEntry[];
}

/** What lies in the places of portals, in pages of {@link browsePage}. It goes with its portal. */
export interface ListingTable {
  /** What the newest page told; `null`: none is kept. */
  head(portalId: string, place: string): Promise<Result<PlaceHead | null, 'store'>>;
  /** The pages from one to another that are kept, in their order. */
  pages(
    portalId: string,
    place: string,
    first: number,
    last: number,
  ): Promise<Result<readonly StoredPage[], 'store'>>;
  /** A page with its entries; pages behind the end of the place are forgotten. */
  put(
    portalId: string,
    place: string,
    page: Omit<PlaceHead, 'asOf'> & {
      readonly page: number;
      readonly entries: readonly NewEntry[];
    },
    asOf: string,
  ): Promise<Result<void, 'store'>>;
}

export function createListingTable(database: Database): ListingTable {
  const columns = entryColumns.map((name) => `e.${name} AS ${name}`).join(', ');

  return {
    async head(portalId, place) {
      const rows = await database.all(
        `SELECT total, path, as_of FROM listing_pages WHERE portal_id = ? AND place = ?
          ORDER BY as_of DESC LIMIT 1`,
        [portalId, place],
      );
      if (!rows.ok) return rows;
      const [row] = rows.value;
      if (!row) return ok(null);
      return ok({
        total: numberOf(row, 'total'),
        path: jsonOf(row, 'path'),
        asOf: textOf(row, 'as_of'),
      });
    },

    async pages(portalId, place, first, last) {
      const count = last - first + 1;
      const pages = await database.all(
        `SELECT page, as_of FROM listing_pages
          WHERE portal_id = ? AND place = ? AND page >= ? AND page <= ? ORDER BY page LIMIT ?`,
        [portalId, place, first, last, count],
      );
      if (!pages.ok) return pages;
      const rows = await database.all(
        `SELECT p.page AS page, r.key AS at, ${columns}
          FROM listing_pages p CROSS JOIN json_each(p.entries) r CROSS JOIN entries e
            ON e.portal_id = p.portal_id AND e.kind = json_extract(r.value, '$[0]')
              AND e.id = json_extract(r.value, '$[1]')
          WHERE p.portal_id = ? AND p.place = ? AND p.page >= ? AND p.page <= ? LIMIT ?`,
        [portalId, place, first, last, count * browsePage],
      );
      if (!rows.ok) return rows;
      return ok(
        pages.value.map((row) => {
          const page = numberOf(row, 'page');
          const entries = rows.value
            .filter((one) => numberOf(one, 'page') === page)
            .toSorted((a, b) => numberOf(a, 'at') - numberOf(b, 'at'));
          return { page, asOf: textOf(row, 'as_of'), entries: entries.map(storedEntry) };
        }),
      );
    },

    put: (portalId, place, { page, total, path, entries }, asOf) =>
      run(database, [
        ...entries.map((entry) => upsertEntry(portalId, entry, asOf)),
        {
          sql: `INSERT INTO listing_pages (portal_id, place, page, total, path, entries, as_of)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (portal_id, place, page) DO UPDATE SET total = excluded.total,
              path = excluded.path, entries = excluded.entries, as_of = excluded.as_of`,
          values: [
            portalId,
            place,
            page,
            total,
            JSON.stringify(path),
            JSON.stringify(entries.map(({ ref }) => nameOf(ref))),
            asOf,
          ],
        },
        {
          sql: `UPDATE listing_pages SET total = ?
            WHERE portal_id = ? AND place = ? AND total <> ?`,
          values: [total, portalId, place, total],
        },
        {
          sql: 'DELETE FROM listing_pages WHERE portal_id = ? AND place = ? AND page > ?',
          values: [portalId, place, Math.max(0, Math.ceil(total / browsePage) - 1)],
        },
      ]),
  };
}

const nameOf = ({ kind, id }: EntryRef): readonly [string, string] => [kind, id];
