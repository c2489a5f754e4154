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
  `CREATE TABLE docs_users (
    server_id TEXT NOT NULL REFERENCES docs_servers (id) ON DELETE CASCADE,
    reading TEXT NOT NULL,
    kind TEXT NOT NULL,
    folded TEXT NOT NULL,
    user_id TEXT NOT NULL,
    expires TEXT,
    anonymous INTEGER
  ) STRICT`,
  `CREATE INDEX docs_users_by_name
    ON docs_users (server_id, reading, kind, folded, user_id, expires, anonymous)`,
  `CREATE INDEX docs_users_by_expiry
    ON docs_users (server_id, reading, kind, expires, folded, user_id, anonymous)`,
];
