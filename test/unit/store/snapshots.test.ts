import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src-main/store/database';
import { createSnapshots, type Snapshots } from '../../../src-main/store/snapshots';
import { codeOf, valueOf } from '../answers';
import { memoryDatabase } from './memory-database';

const early = '2026-03-01T08:00:00.000Z';
const late = '2026-03-02T08:00:00.000Z';
let database: Database;
let snapshots: Snapshots;

beforeEach(async () => {
  database = await memoryDatabase();
  snapshots = createSnapshots(database);
  await database.write(
    ['p1', 'p2'].map((id, position) => ({
      sql: 'INSERT INTO portals (id, position, body) VALUES (?, ?, ?)',
      values: [id, position, '{}'],
    })),
  );
});

describe('snapshots', () => {
  it('keep the last answer per portal and kind', async () => {
    await snapshots.put('p1', 'facts', { version: '3.6', list: [1, null, 'é'] }, early);
    await snapshots.put('p1', 'license', null, early);
    await snapshots.put('p2', 'facts', 'other', early);
    await snapshots.put('p1', 'facts', { version: '3.7' }, late);
    expect(valueOf(await snapshots.get('p1', 'facts'))).toEqual({
      body: { version: '3.7' },
      asOf: late,
    });
    expect(valueOf(await snapshots.get('p1', 'license'))).toEqual({ body: null, asOf: early });
    expect(valueOf(await snapshots.get('p1', 'sharing'))).toBeNull();
  });

  it('are forgotten per portal, also with the portal itself', async () => {
    for (const id of ['p1', 'p2']) await snapshots.put(id, 'facts', {}, early);
    await snapshots.forget('p1');
    expect(valueOf(await snapshots.get('p1', 'facts'))).toBeNull();
    expect(valueOf(await snapshots.get('p2', 'facts'))).not.toBeNull();
    await database.write([{ sql: `DELETE FROM portals WHERE id = 'p2'` }]);
    expect(valueOf(await snapshots.get('p2', 'facts'))).toBeNull();
  });

  it('are not kept for a portal that is not saved', async () => {
    expect(codeOf(await snapshots.put('gone', 'facts', {}, early))).toBe('store.failed');
  });

  it('tell their ages, oldest first, without kinds that this version does not know', async () => {
    await snapshots.put('p1', 'facts', {}, late);
    await snapshots.put('p2', 'sharing', {}, early);
    await database.write([
      { sql: `INSERT INTO snapshots VALUES ('p2', 'weather', '{}', ?)`, values: [early] },
    ]);
    expect(valueOf(await snapshots.ages())).toEqual([
      { ownerId: 'p2', kind: 'sharing', asOf: early },
      { ownerId: 'p1', kind: 'facts', asOf: late },
    ]);
  });

  it('give a body that is no JSON as one that fits no schema', async () => {
    await database.write([
      { sql: `INSERT INTO snapshots VALUES ('p1', 'facts', '{', ?)`, values: [early] },
    ]);
    expect(valueOf(await snapshots.get('p1', 'facts'))).toEqual({ body: undefined, asOf: early });
  });
});
