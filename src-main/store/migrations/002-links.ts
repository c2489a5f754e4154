/** Files, folders and rooms of portals, their external links, and what lies where. */
export const linkTables = [
  `CREATE TABLE entries (
    n INTEGER PRIMARY KEY,
    portal_id TEXT NOT NULL REFERENCES portals (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    room_type TEXT,
    own INTEGER,
    path TEXT,
    as_of TEXT NOT NULL,
    links_as_of TEXT,
    links_hidden INTEGER NOT NULL DEFAULT 0,
    UNIQUE (portal_id, kind, id)
  ) STRICT`,
  `CREATE INDEX entries_by_title ON entries (portal_id, title)`,

  `CREATE TABLE links (
    portal_id TEXT NOT NULL,
    entry_kind TEXT NOT NULL,
    entry_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    share_key TEXT,
    url TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (portal_id, entry_kind, entry_id, link_id),
    FOREIGN KEY (portal_id, entry_kind, entry_id) REFERENCES entries (portal_id, kind, id)
      ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX links_in_order ON links (portal_id, entry_kind, entry_id, position)`,
  `CREATE INDEX links_by_key ON links (portal_id, share_key)`,
  `CREATE INDEX links_by_url ON links (portal_id, url)`,

  // A page of what lies in a place holds only the names of its entries: each stands in one row.
  `CREATE TABLE listing_pages (
    portal_id TEXT NOT NULL REFERENCES portals (id) ON DELETE CASCADE,
    place TEXT NOT NULL,
    page INTEGER NOT NULL,
    total INTEGER NOT NULL,
    path TEXT NOT NULL,
    entries TEXT NOT NULL,
    as_of TEXT NOT NULL,
    PRIMARY KEY (portal_id, place, page)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX listing_pages_by_age ON listing_pages (portal_id, place, as_of)`,

  // What a search for titles looks in, by the entry's n. It holds no text itself.
  `CREATE VIRTUAL TABLE entries_text USING fts5 (
    title, tokenize = 'trigram', content = '', contentless_delete = 1
  )`,
  // As triggers, because entries also go along with their portal.
  `CREATE TRIGGER entries_added AFTER INSERT ON entries BEGIN
    INSERT INTO entries_text (rowid, title) VALUES (new.n, new.title);
  END`,
  `CREATE TRIGGER entries_renamed AFTER UPDATE OF title ON entries WHEN old.title <> new.title BEGIN
    UPDATE entries_text SET title = new.title WHERE rowid = new.n;
  END`,
  `CREATE TRIGGER entries_gone AFTER DELETE ON entries BEGIN
    DELETE FROM entries_text WHERE rowid = old.n;
  END`,
];
