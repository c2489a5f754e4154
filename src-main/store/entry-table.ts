import type { EntryRef } from '../contract/entries';
import { entryKinds } from '../contract/entries';
import { ok, type Result } from '../contract/result';
import type { Database, SqlRow, Statement } from './database';
import { jsonOf, numberOf, textOf } from './row';
import { run } from './run';

/** A file, folder or room as it is kept; what the bodies mean is the business of who keeps it. */
export interface StoredEntry {
  readonly ref: EntryRef;
  /** Any JSON; `undefined` when it cannot be read. */
  readonly body: unknown;
  /** Type of the room that it is, or lies in. */
  readonly roomType: string | null;
  /** The key's account made it; `null`: not known. */
  readonly own: boolean | null;
  /** The way to it, any JSON; `null`: not known. */
  readonly path: unknown;
  readonly asOf: string;
  /** When its links were read; `null`: never. */
  readonly linksAsOf: string | null;
  readonly linksHidden: number;
}

/** What was told of an entry. `null`: not told this time, what was known of it stays. */
export interface NewEntry extends Pick<StoredEntry, 'ref' | 'roomType' | 'own'> {
  readonly title: string;
  readonly body: unknown;
  readonly path: unknown;
}

export interface StoredLink {
  readonly id: string;
  readonly body: unknown;
}

export interface NewLink extends StoredLink {
  readonly shareKey: string | null;
  readonly url: string;
}

/** The entries of portals and their external links. They go with their portal. */
export interface EntryTable {
  get(portalId: string, ref: EntryRef): Promise<Result<StoredEntry | null, 'store'>>;
  /** In the portal's order. */
  links(portalId: string, ref: EntryRef): Promise<Result<readonly StoredLink[], 'store'>>;
  /** What was told of entries without their links. Fails for a portal that is not saved. */
  put(portalId: string, entries: readonly NewEntry[], asOf: string): Promise<Result<void, 'store'>>;
  /** An entry with all of its links that the portal shows; earlier ones are forgotten. */
  putLinks(
    portalId: string,
    entry: NewEntry,
    links: { readonly shown: readonly NewLink[]; readonly hidden: number },
    asOf: string,
  ): Promise<Result<void, 'store'>>;
  /** The link with this share key, or this address. */
  byKey(
    portalId: string,
    of: { readonly shareKey: string } | { readonly url: string },
  ): Promise<Result<{ readonly ref: EntryRef; readonly linkId: string } | null, 'store'>>;
  /** Entries whose title holds a text, at most `most`. */
  search(
    portalId: string,
    text: string,
    most: number,
  ): Promise<Result<readonly StoredEntry[], 'store'>>;
  /** All that was read of a portal's entries, links and places. */
  forget(portalId: string): Promise<Result<void, 'store'>>;
}

/** More links than a portal lets an entry have. */
const mostLinks = 500;

export const entryColumns = [
  'kind',
  'id',
  'body',
  'room_type',
  'own',
  'path',
  'as_of',
  'links_as_of',
  'links_hidden',
] as const;
const columns = entryColumns.join(', ');

export function createEntryTable(database: Database): EntryTable {
  return {
    async get(portalId, { kind, id }) {
      const rows = await database.all(
        `SELECT ${columns} FROM entries WHERE portal_id = ? AND kind = ? AND id = ? LIMIT 1`,
        [portalId, kind, id],
      );
      return rows.ok ? ok(rows.value.map(storedEntry)[0] ?? null) : rows;
    },

    async links(portalId, { kind, id }) {
      const rows = await database.all(
        `SELECT link_id, body FROM links
          WHERE portal_id = ? AND entry_kind = ? AND entry_id = ? ORDER BY position LIMIT ?`,
        [portalId, kind, id, mostLinks],
      );
      if (!rows.ok) return rows;
      return ok(
        rows.value.map((row) => ({ id: textOf(row, 'link_id'), body: jsonOf(row, 'body') })),
      );
    },

    put: (portalId, entries, asOf) =>
      run(
        database,
        entries.map((entry) => upsertEntry(portalId, entry, asOf)),
      ),

    putLinks: (portalId, entry, { shown, hidden }, asOf) =>
      run(database, [
        upsertEntry(portalId, entry, asOf),
        {
          sql: `UPDATE entries SET links_as_of = ?, links_hidden = ?
            WHERE portal_id = ? AND kind = ? AND id = ?`,
          values: [asOf, hidden, portalId, entry.ref.kind, entry.ref.id],
        },
        {
          sql: 'DELETE FROM links WHERE portal_id = ? AND entry_kind = ? AND entry_id = ?',
          values: [portalId, entry.ref.kind, entry.ref.id],
        },
        ...shown.map((link, position) => insertLink(portalId, entry.ref, link, position)),
      ]),

    async byKey(portalId, of) {
      const [column, value] =
        'shareKey' in of ? (['share_key', of.shareKey] as const) : (['url', of.url] as const);
      const rows = await database.all(
        `SELECT entry_kind AS kind, entry_id AS id, link_id FROM links
          WHERE portal_id = ? AND ${column} = ? LIMIT 1`,
        [portalId, value],
      );
      if (!rows.ok) return rows;
      const [row] = rows.value;
      return ok(row ? { ref: refOf(row), linkId: textOf(row, 'link_id') } : null);
    },

    async search(portalId, text, most) {
      // The index holds pieces of three characters.
      const rows = await ([...text].length >= 3
        ? database.all(
            `SELECT ${columns} FROM entries_text CROSS JOIN entries ON n = entries_text.rowid
              WHERE entries_text MATCH ? AND portal_id = ? LIMIT ?`,
            [`"${text.replaceAll('"', '""')}"`, portalId, most],
          )
        : database.all(
            `SELECT ${columns} FROM entries WHERE portal_id = ? AND title LIKE ? ESCAPE '\\'
              ORDER BY title LIMIT ?`,
            [portalId, `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`, most],
          ));
      return rows.ok ? ok(rows.value.map(storedEntry)) : rows;
    },

    // In one go, so that nothing that is read anew meanwhile is lost.
    forget: (portalId) =>
      run(
        database,
        ['listing_pages', 'entries'].map((table) => ({
          sql: `DELETE FROM ${table} WHERE portal_id = ?`,
          values: [portalId],
        })),
      ),
  };
}

/** Puts an entry, or tells more of it; its links stay. */
export function upsertEntry(portalId: string, entry: NewEntry, asOf: string): Statement {
  const { ref, title, body, roomType, own, path } = entry;
  return {
    sql: `INSERT INTO entries (portal_id, kind, id, title, body, room_type, own, path, as_of)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (portal_id, kind, id) DO UPDATE SET title = excluded.title,
        body = excluded.body, room_type = coalesce(excluded.room_type, room_type),
        own = coalesce(excluded.own, own), path = coalesce(excluded.path, path),
        as_of = excluded.as_of`,
    values: [
      portalId,
      ref.kind,
      ref.id,
      title,
      JSON.stringify(body),
      roomType,
      own === null ? null : Number(own),
      path === null ? null : JSON.stringify(path),
      asOf,
    ],
  };
}

const insertLink = (
  portalId: string,
  { kind, id }: EntryRef,
  link: NewLink,
  position: number,
): Statement => ({
  sql: `INSERT OR REPLACE INTO links
    (portal_id, entry_kind, entry_id, link_id, position, share_key, url, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  values: [
    portalId,
    kind,
    id,
    link.id,
    position,
    link.shareKey,
    link.url,
    JSON.stringify(link.body),
  ],
});

/** An entry as a query with {@link entryColumns} gives it. */
export function storedEntry(row: SqlRow): StoredEntry {
  const [roomType, own, linksAsOf] = [row['room_type'], row['own'], row['links_as_of']];
  return {
    ref: refOf(row),
    body: jsonOf(row, 'body'),
    roomType: typeof roomType === 'string' ? roomType : null,
    own: typeof own === 'number' ? own === 1 : null,
    path: row['path'] === null ? null : jsonOf(row, 'path'),
    asOf: textOf(row, 'as_of'),
    linksAsOf: typeof linksAsOf === 'string' ? linksAsOf : null,
    linksHidden: numberOf(row, 'links_hidden'),
  };
}

function refOf(row: SqlRow): EntryRef {
  const kind = entryKinds.find((one) => one === row['kind']);
  if (!kind) throw new TypeError('An entry is a file, folder or room.');
  return { kind, id: textOf(row, 'id') };
}
