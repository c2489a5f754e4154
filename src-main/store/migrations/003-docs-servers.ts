/** Docs servers, what was read of them, and the users that their licenses count. */
export const docsServerTables = [
  `CREATE TABLE docs_servers (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT`,
  `CREATE INDEX docs_servers_in_order ON docs_servers (position)`,

  `CREATE TABLE docs_snapshots (
    server_id TEXT NOT NULL REFERENCES docs_servers (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    as_of TEXT NOT NULL,
    PRIMARY KEY (server_id, kind)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX docs_snapshots_by_age ON docs_snapshots (as_of, server_id, kind)`,

  // A list is written beside the one that is shown; the snapshot names the one that counts.
  `CREATE TABLE docs_user_lists (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id TEXT NOT NULL REFERENCES docs_servers (id) ON DELETE CASCADE,
    reading TEXT NOT NULL,
    kind TEXT NOT NULL
  ) STRICT`,
  `CREATE UNIQUE INDEX docs_user_lists_of_server ON docs_user_lists (server_id, reading, kind)`,
  // Once in each order, so that any place of either is found at once and all writing is at the end.
  `CREATE TABLE docs_users (
    list_id INTEGER NOT NULL REFERENCES docs_user_lists (id) ON DELETE CASCADE,
    ordering TEXT NOT NULL,
    n INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    folded TEXT,
    expires TEXT,
    anonymous INTEGER,
    PRIMARY KEY (list_id, ordering, n)
  ) STRICT, WITHOUT ROWID`,
];
