/** Which ends of licenses a person was told of. */
export const allPortalsTables = [
  // No reference to a portal: a subject can be a Docs server as well, and old rows go by their day.
  `CREATE TABLE license_notices (
    due_day INTEGER NOT NULL,
    subject TEXT NOT NULL,
    threshold INTEGER NOT NULL,
    told_at TEXT NOT NULL,
    PRIMARY KEY (due_day, subject, threshold)
  ) STRICT, WITHOUT ROWID`,
];
