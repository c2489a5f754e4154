import type { SqlRow, SqlValue } from './database';
import type { Engine } from './engine';

/** What cannot be read again from the portals: a row, and the rows of other tables that hang on it. */
interface Treasure {
  readonly table: string;
  /** Which rows matter. */
  readonly where: string;
  readonly id: string;
  readonly parts: readonly { readonly table: string; readonly of: string }[];
}

const treasures: readonly Treasure[] = [
  {
    table: 'portals',
    where: 'TRUE',
    id: 'id',
    parts: [
      { table: 'staged_licenses', of: 'portal_id' },
      { table: 'pauses', of: 'portal_id' },
      { table: 'snapshots', of: 'portal_id' },
      { table: 'entries', of: 'portal_id' },
      { table: 'links', of: 'portal_id' },
      { table: 'listing_pages', of: 'portal_id' },
    ],
  },
  {
    table: 'docs_servers',
    where: 'TRUE',
    id: 'id',
    parts: [{ table: 'docs_snapshots', of: 'server_id' }],
  },
  { table: 'sharing_policies', where: 'TRUE', id: 'id', parts: [] },
  {
    table: 'changes',
    where: 'ended_at IS NULL',
    id: 'id',
    parts: [
      { table: 'change_attachments', of: 'change_id' },
      { table: 'change_steps', of: 'change_id' },
    ],
  },
];

const waiting = `state IN ('queued', 'checking', 'paused')`;

/**
 * A damaged page may have garbled what still reads well: a change of which nothing has left waits
 * for a person's word, whatever its state was. What may have left is settled by reading the portal.
 */
const holdWhatWaits = [
  `INSERT INTO change_steps (change_id, n, at, state)
    SELECT id, coalesce((SELECT max(n) FROM change_steps WHERE change_id = id), 0) + 1,
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'held'
    FROM changes WHERE ${waiting}`,
  `UPDATE changes SET state = 'held', next_attempt_at = NULL WHERE ${waiting}`,
];

/** What a search looks in: portal, target with its entry, account and operation. */
const indexWords = `INSERT INTO changes_text (rowid, words)
  SELECT seq, portal_name || char(10) || coalesce(account, '') || char(10) || operation || char(10)
    || CASE WHEN json_valid(target) THEN
      coalesce(target ->> 'title', '') || char(10) || coalesce(target ->> 'entryTitle', '')
    ELSE '' END
  FROM changes`;

/**
 * Copies the saved portals, Docs servers and policies and the open changes that a damaged database still gives into a new one;
 * answers with how many there were. What cannot be read is left out.
 */
export function salvage(from: Engine, to: Engine): number {
  const rescued = treasures.reduce((sum, treasure) => sum + salvageTable(from, to, treasure), 0);
  to.write([...holdWhatWaits, indexWords].map((sql) => ({ sql })));
  return rescued;
}

function salvageTable(from: Engine, to: Engine, treasure: Treasure): number {
  const { table, id, parts } = treasure;
  let rescued = 0;
  for (const rowid of readableIds(from, treasure)) {
    const rows = from.all(`SELECT * FROM ${table} WHERE rowid = ?`, [rowid]);
    const [row] = rows.ok ? rows.value : [];
    const owner = row?.[id];
    if (row === undefined || owner === undefined || !copy(to, table, [row])) continue;
    rescued += 1;
    for (const part of parts) salvagePart(from, to, part, owner);
  }
  return rescued;
}

/**
 * From the first row to the damage, and from the last row back to it. One at a time, past every
 * index: an index may be damaged while its table is not.
 */
function* readableIds(from: Engine, { table, where }: Treasure): Generator<number> {
  const next = (comparison: string, order: string, last: number): number | null => {
    const found = from.all(
      `SELECT rowid AS n FROM ${table} NOT INDEXED WHERE rowid ${comparison} ? AND ${where}
        ORDER BY rowid ${order} LIMIT 1`,
      [last],
    );
    const n = found.ok ? found.value[0]?.['n'] : null;
    return typeof n === 'number' ? n : null;
  };
  let low = 0;
  for (let n = next('>', 'ASC', low); n !== null && n > low; n = next('>', 'ASC', low)) {
    low = n;
    yield n;
  }
  let high = Number.MAX_SAFE_INTEGER;
  for (let n = next('<', 'DESC', high); n !== null && n < high; n = next('<', 'DESC', high)) {
    if (n <= low) return;
    high = n;
    yield n;
  }
}

/** Rows of one transaction: what was read of a large portal is many rows. */
const copiedAtOnce = 500;

/** What belongs to a row; where some of it breaks the rules of the new database, all else. */
function salvagePart(from: Engine, to: Engine, part: Treasure['parts'][number], owner: SqlValue) {
  const found = from.all(`SELECT * FROM ${part.table} WHERE ${part.of} = ?`, [owner]);
  const rows = found.ok ? found.value : [];
  for (let first = 0; first < rows.length; first += copiedAtOnce) {
    const some = rows.slice(first, first + copiedAtOnce);
    if (copy(to, part.table, some)) continue;
    for (const one of some) copy(to, part.table, [one]);
  }
}

/** Whether the new database took the rows, all or none; one that breaks its rules is no loss. */
function copy(to: Engine, table: string, rows: readonly SqlRow[]): boolean {
  const known = new Set(columnsOf(to, table));
  const written = to.write(
    rows.map((row) => {
      const cells = Object.entries(row).filter(([name]) => known.has(name));
      const names = cells.map(([name]) => name);
      const places = names.map(() => '?').join(', ');
      return {
        sql: `INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`,
        values: cells.map(([, value]) => value),
      };
    }),
  );
  return written.ok;
}

function columnsOf(engine: Engine, table: string): readonly SqlValue[] {
  const rows = engine.all('SELECT name FROM pragma_table_info(?)', [table]);
  return rows.ok ? rows.value.map((row) => row['name'] ?? null) : [];
}
