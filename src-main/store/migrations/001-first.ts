/** Portals, what was read of them, and the journal of changes. */
export const firstTables = [
  `CREATE TABLE portals (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT`,
  `CREATE INDEX portals_in_order ON portals (position)`,

  `CREATE TABLE snapshots (
    portal_id TEXT NOT NULL REFERENCES portals (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    as_of TEXT NOT NULL,
    PRIMARY KEY (portal_id, kind)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX snapshots_by_age ON snapshots (as_of, portal_id, kind)`,

  `CREATE TABLE staged_licenses (
    portal_id TEXT PRIMARY KEY REFERENCES portals (id) ON DELETE CASCADE,
    body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,

  `CREATE TABLE pauses (
    portal_id TEXT PRIMARY KEY REFERENCES portals (id) ON DELETE CASCADE,
    since TEXT NOT NULL,
    error TEXT
  ) STRICT, WITHOUT ROWID`,

  // No reference to the portal: what was done to it stays told after it was removed.
  `CREATE TABLE changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    portal_id TEXT NOT NULL,
    portal_name TEXT NOT NULL,
    account TEXT,
    operation TEXT NOT NULL,
    version INTEGER NOT NULL,
    target TEXT NOT NULL,
    object_key TEXT NOT NULL,
    base TEXT NOT NULL,
    desired TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    created_at TEXT NOT NULL,
    position INTEGER NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at TEXT,
    error TEXT,
    before TEXT,
    after TEXT,
    progress TEXT,
    result TEXT,
    undo TEXT,
    undo_of TEXT,
    undone_by TEXT,
    ended_at TEXT
  ) STRICT`,
  // The queue of a portal.
  `CREATE INDEX changes_open ON changes (portal_id, position) WHERE ended_at IS NULL`,
  // The lists, newest first: open, ended, those that wait for a person, and all of a portal.
  `CREATE INDEX changes_open_by_seq ON changes (seq) WHERE ended_at IS NULL`,
  `CREATE INDEX changes_ended_by_seq ON changes (seq) WHERE ended_at IS NOT NULL`,
  `CREATE INDEX changes_by_state ON changes (state, seq) WHERE ended_at IS NULL`,
  `CREATE INDEX changes_by_portal ON changes (portal_id, seq)`,

  `CREATE TABLE change_steps (
    change_id TEXT NOT NULL REFERENCES changes (id) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    at TEXT NOT NULL,
    state TEXT NOT NULL,
    error TEXT,
    PRIMARY KEY (change_id, n)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE change_attachments (
    change_id TEXT PRIMARY KEY REFERENCES changes (id) ON DELETE CASCADE,
    bytes BLOB NOT NULL
  ) STRICT`,

  // What a search looks in, by the change's seq. It holds no text itself, only where it occurs.
  `CREATE VIRTUAL TABLE changes_text USING fts5 (
    words, tokenize = 'trigram', content = '', contentless_delete = 1
  )`,
];
