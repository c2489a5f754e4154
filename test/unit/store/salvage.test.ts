import { beforeEach, describe, expect, it } from 'vitest';
import { openEngine, type Engine } from '../../../src-main/store/engine';
import { migrate } from '../../../src-main/store/migrations';
import { salvage } from '../../../src-main/store/salvage';
import { valueOf } from '../answers';

async function empty(): Promise<Engine> {
  const engine = valueOf(await openEngine({ path: ':memory:', key: null }));
  valueOf(migrate(engine, 0));
  return engine;
}

let from: Engine;
let to: Engine;
beforeEach(async () => {
  from = await empty();
  to = await empty();
});

const write = (sql: string, ...values: (string | number | null)[]) =>
  valueOf(from.write([{ sql, values }]));
const rows = (sql: string) => valueOf(to.all(sql));

const portal = (id: string, body = '{}') =>
  write('INSERT INTO portals SELECT ?, count(*), ? FROM portals', id, body);
const entry = (id: string, title: string) =>
  write(
    `INSERT INTO entries (portal_id, kind, id, title, body, as_of)
      VALUES ('p1', 'file', ?, ?, '{}', '2026-03-01')`,
    id,
    title,
  );
function change(id: string, state: string, endedAt: string | null = null): void {
  write(
    `INSERT INTO changes (id, portal_id, portal_name, account, operation, version, target,
      object_key, base, desired, idempotency_key, created_at, position, state, attempts,
      next_attempt_at, ended_at)
      VALUES (?, 'p1', 'North', 'admin', 'settings', 1, '{"title":"Board"}', 'k', '{"a":1}',
        '{"a":2}', 'i', '2026-03-01', 1, ?, 3, '2026-03-02', ?)`,
    id,
    state,
    endedAt,
  );
  write(`INSERT INTO change_steps VALUES (?, 1, '2026-03-01', 'queued', NULL)`, id);
  write(`INSERT INTO change_attachments VALUES (?, x'00ff')`, id);
}

describe('what is taken over from a damaged store', () => {
  it('are the portals in their order with all that belongs to them', () => {
    for (const id of ['p1', 'p2']) portal(id);
    write('UPDATE portals SET position = 5 - position');
    write(`INSERT INTO snapshots VALUES ('p1', 'facts', '{}', '2026-03-01')`);
    write(`INSERT INTO staged_licenses VALUES ('p2', '{}')`);
    write(`INSERT INTO pauses VALUES ('p2', '2026-03-01', NULL)`);
    expect(salvage(from, to)).toBe(2);
    expect(rows('SELECT id FROM portals ORDER BY position')).toEqual([{ id: 'p2' }, { id: 'p1' }]);
    expect(rows('SELECT portal_id FROM snapshots')).toEqual([{ portal_id: 'p1' }]);
    expect(rows('SELECT portal_id FROM staged_licenses')).toEqual([{ portal_id: 'p2' }]);
    expect(rows('SELECT since FROM pauses')).toEqual([{ since: '2026-03-01' }]);
  });

  it('are the entries of its portals with their links, and what lies where', () => {
    portal('p1');
    entry('f1', 'Annual report');
    for (const id of ['a', 'b']) {
      write(
        `INSERT INTO links VALUES ('p1', 'file', 'f1', ?, 0, 'key', 'https://a.example/', '{}')`,
        id,
      );
    }
    write(`INSERT INTO listing_pages VALUES ('p1', 'rooms', 0, 1, '[]', '[]', '2026-03-01')`);
    expect(salvage(from, to)).toBe(1);
    expect(rows('SELECT id FROM entries')).toEqual([{ id: 'f1' }]);
    expect(rows('SELECT link_id FROM links')).toEqual([{ link_id: 'a' }, { link_id: 'b' }]);
    expect(rows('SELECT place FROM listing_pages')).toEqual([{ place: 'rooms' }]);
    expect(
      rows(`SELECT count(*) AS n FROM entries_text WHERE entries_text MATCH '"report"'`),
    ).toEqual([{ n: 1 }]);
  });

  it('are the rows of a part that keep the rules, whatever stands beside them', () => {
    portal('p1');
    for (let n = 1; n <= 600; n += 1) entry(`f${n}`, 'Title');
    // As a damaged page may leave it: a link of an entry that is not there.
    write('CREATE TABLE other AS SELECT * FROM links');
    write('DROP TABLE links');
    write('ALTER TABLE other RENAME TO links');
    write(
      `INSERT INTO links VALUES ('p1', 'file', 'gone', 'x', 0, NULL, 'https://a.example/', '{}')`,
    );
    write(
      `INSERT INTO links VALUES ('p1', 'file', 'f600', 'y', 0, NULL, 'https://a.example/', '{}')`,
    );
    salvage(from, to);
    expect(rows('SELECT count(*) AS n FROM entries')).toEqual([{ n: 600 }]);
    expect(rows('SELECT link_id FROM links')).toEqual([{ link_id: 'y' }]);
  });

  it('are the Docs servers with what was read of them', () => {
    write(`INSERT INTO docs_servers VALUES ('d1', 0, '{}')`);
    write(`INSERT INTO docs_snapshots VALUES ('d1', 'facts', '{}', '2026-03-01')`);
    expect(salvage(from, to)).toBe(1);
    expect(rows('SELECT id FROM docs_servers')).toEqual([{ id: 'd1' }]);
    expect(rows('SELECT kind FROM docs_snapshots')).toEqual([{ kind: 'facts' }]);
  });

  it('are the sharing policies; of batches nothing, so that nothing goes on by itself', () => {
    write(`INSERT INTO sharing_policies VALUES ('s1', 'strict', '{"name":"Strict"}')`);
    write(`INSERT INTO change_batches (id, title, fields, created_at)
      VALUES ('b1', '{}', '{}', '2026-03-01')`);
    expect(salvage(from, to)).toBe(1);
    expect(rows('SELECT id, folded FROM sharing_policies')).toEqual([
      { id: 's1', folded: 'strict' },
    ]);
    expect(rows('SELECT id FROM change_batches')).toEqual([]);
  });

  it('are the open changes; those of which nothing has left wait for a person', () => {
    const states = ['queued', 'checking', 'paused', 'sending', 'unknown', 'failed', 'conflict'];
    for (const state of states) change(state, state);
    change('over', 'done', '2026-03-03');
    expect(salvage(from, to)).toBe(states.length);
    expect(rows('SELECT id, state FROM changes ORDER BY seq')).toEqual(
      states.map((id) => ({
        id,
        state: ['queued', 'checking', 'paused'].includes(id) ? 'held' : id,
      })),
    );
    expect(rows(`SELECT next_attempt_at AS at FROM changes WHERE state = 'held'`)).toEqual(
      Array.from({ length: 3 }, () => ({ at: null })),
    );
    expect(rows(`SELECT n, state FROM change_steps WHERE change_id = 'queued'`)).toEqual([
      { n: 1, state: 'queued' },
      { n: 2, state: 'held' },
    ]);
    expect(rows(`SELECT n FROM change_steps WHERE change_id = 'sending'`)).toEqual([{ n: 1 }]);
    expect(rows(`SELECT bytes FROM change_attachments WHERE change_id = 'queued'`)).toEqual([
      { bytes: new Uint8Array([0, 255]) },
    ]);
  });

  it('is found by a search again', () => {
    change('c1', 'queued');
    write('UPDATE changes SET seq = 40');
    salvage(from, to);
    for (const word of ['North', 'admin', 'settings', 'Board']) {
      expect(
        rows(`SELECT rowid AS seq FROM changes_text WHERE changes_text MATCH '"${word}"'`),
      ).toEqual([{ seq: 40 }]);
    }
  });

  it('is all but what cannot be read', () => {
    for (const id of ['p1', 'p2', 'p3', 'p4']) portal(id);
    write(`UPDATE portals SET body = CAST(x'ff' AS TEXT) WHERE id = 'p2'`);
    write(`INSERT INTO snapshots VALUES ('p3', 'facts', CAST(x'ff' AS TEXT), '2026-03-01')`);
    change('garbled', 'queued');
    write(`UPDATE changes SET target = 'no json', account = CAST(x'ff' AS TEXT)`);
    change('good', 'queued');
    expect(salvage(from, to)).toBe(4);
    expect(rows('SELECT id FROM portals')).toEqual([{ id: 'p1' }, { id: 'p3' }, { id: 'p4' }]);
    expect(rows('SELECT * FROM snapshots')).toEqual([]);
    expect(rows('SELECT id FROM changes')).toEqual([{ id: 'good' }]);
  });

  it('is what an older version kept, as far as there is a place for it', () => {
    portal('p1');
    write('ALTER TABLE portals ADD COLUMN color TEXT');
    write('DROP TABLE changes');
    expect(salvage(from, to)).toBe(1);
    expect(rows('SELECT * FROM portals')).toEqual([{ id: 'p1', position: 0, body: '{}' }]);
  });

  it('is nothing where there is nothing', () => {
    expect(salvage(from, to)).toBe(0);
  });
});
