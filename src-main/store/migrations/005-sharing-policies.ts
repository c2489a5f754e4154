/** Sharing policies, and what was asked of many portals at once. */
export const sharingPolicyTables = [
  // `folded` is the name as names are compared.
  `CREATE TABLE sharing_policies (
    id TEXT PRIMARY KEY,
    folded TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
  ) STRICT`,

  `CREATE TABLE change_batches (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    fields TEXT NOT NULL,
    created_at TEXT NOT NULL,
    undo_of TEXT,
    stopped_at TEXT,
    settled_at TEXT
  ) STRICT`,
  `CREATE INDEX change_batches_unsettled ON change_batches (seq) WHERE settled_at IS NULL`,

  // The id of the change stands here before the change is recorded, so that it is recorded once.
  `CREATE TABLE change_batch_portals (
    batch_id TEXT NOT NULL REFERENCES change_batches (id) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    portal_id TEXT NOT NULL,
    portal_name TEXT NOT NULL,
    change_id TEXT NOT NULL,
    plan TEXT NOT NULL,
    skipped TEXT,
    PRIMARY KEY (batch_id, n)
  ) STRICT, WITHOUT ROWID`,
];
