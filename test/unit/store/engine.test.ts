import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEngine, type Engine } from '../../../src-main/store/engine';
import { codeOf, valueOf } from '../answers';

const key = 'a1'.repeat(32);
let folder: string;
let path: string;
let engines: Engine[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engine-'));
  path = join(folder, 'store.db');
  engines = [];
});
afterEach(async () => {
  for (const engine of engines) engine.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(to = path, withKey: string | null = key): Promise<Engine> {
  const engine = valueOf(await openEngine({ path: to, key: withKey }));
  engines.push(engine);
  return engine;
}

async function notes(): Promise<Engine> {
  const engine = await open();
  const table = 'CREATE TABLE notes (id INTEGER PRIMARY KEY, words TEXT UNIQUE, bytes BLOB) STRICT';
  valueOf(engine.all('PRAGMA journal_mode = WAL'));
  valueOf(engine.write([{ sql: table }]));
  return engine;
}
const add = (words: string | null, bytes: Uint8Array | null = null) => ({
  sql: 'INSERT INTO notes (words, bytes) VALUES (?, ?)',
  values: [words, bytes],
});
const wordsIn = (engine: Engine) =>
  valueOf(engine.all('SELECT words FROM notes ORDER BY id')).map((row) => row['words']);

describe('the database engine', () => {
  it('gives back every text and all bytes as they were', async () => {
    const engine = await notes();
    valueOf(engine.write([{ sql: 'CREATE INDEX by_words ON notes (words)' }]));
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 50 }),
        fc.uint8Array({ maxLength: 50 }),
        fc.maxSafeInteger(),
        (words, bytes, number) => {
          valueOf(engine.write([{ sql: 'DELETE FROM notes' }, add(`${words}\0end`, bytes)]));
          const rows = engine.all('SELECT words, bytes, ? AS n FROM notes WHERE words = ?', [
            number,
            `${words}\0end`,
          ]);
          expect(valueOf(rows)).toEqual([{ words: `${words}\0end`, bytes, n: number }]);
        },
      ),
    );
  });

  it('tells nothing, text and bytes apart in expressions', async () => {
    const engine = await notes();
    valueOf(engine.write([add('a', new Uint8Array([0xff])), add(null)]));
    const rows = valueOf(
      engine.all(
        `SELECT words || '!' AS more, bytes, count(*) OVER () AS n, coalesce(words, '-') AS "any ""one"
          FROM notes ORDER BY id DESC LIMIT 2`,
      ),
    );
    expect(rows).toEqual([
      { more: null, bytes: null, n: 2, 'any "one': '-' },
      { more: 'a!', bytes: new Uint8Array([0xff]), n: 2, 'any "one': 'a' },
    ]);
    expect(valueOf(engine.all('WITH few AS (SELECT 1 AS one) SELECT one FROM few'))).toEqual([
      { one: 1 },
    ]);
  });

  it('writes all or nothing, and says how many rows changed', async () => {
    const engine = await notes();
    expect(valueOf(engine.write([add('a'), add('b'), { sql: 'DELETE FROM notes' }]))).toEqual([
      1, 1, 2,
    ]);
    expect(codeOf(engine.write([add('c'), add('d'), add('c')]))).toBe('store.failed');
    expect(wordsIn(engine)).toEqual([]);
    expect(codeOf(engine.write([add('e')]))).toBe('ok');
  });

  it('says what is wrong with a statement', async () => {
    const engine = await notes();
    expect(engine.all('SELECT missing FROM notes')).toMatchObject({
      error: {
        code: 'store.failed',
        params: { file: 'store.db' },
        detail: 'SQLITE_ERROR: no such column: missing',
      },
    });
    expect(codeOf(engine.write([{ sql: 'INSERT INTO nowhere VALUES (1)' }]))).toBe('store.failed');
  });

  it('does more different queries than it keeps prepared', async () => {
    const engine = await notes();
    for (let n = 0; n < 500; n += 1) {
      expect(valueOf(engine.all(`SELECT ${n} AS n`))).toEqual([{ n }]);
    }
    expect(valueOf(engine.all('SELECT 0 AS n'))).toEqual([{ n: 0 }]);
  });

  it('answers that text is damaged when it is no text', async () => {
    const engine = await notes();
    valueOf(
      engine.write([
        { sql: `INSERT INTO notes (words) VALUES (CAST(x'61ff62' AS TEXT))` },
        add('good'),
      ]),
    );
    expect(engine.all('SELECT words FROM notes')).toMatchObject({
      error: { code: 'store.damaged', params: { file: 'store.db', recovered: 'restart' } },
    });
    expect(valueOf(engine.all('SELECT words FROM notes WHERE id = 2'))).toEqual([
      { words: 'good' },
    ]);
  });

  it('keeps the old content when the disk is full, and goes on when there is room', async () => {
    const engine = await notes();
    valueOf(engine.write([add('kept')]));
    const [pages] = valueOf(engine.all('PRAGMA page_count'));
    valueOf(engine.all(`PRAGMA max_page_count = ${String(pages?.['page_count'])}`));
    const much = add('much', randomBytes(50_000));
    expect(engine.write([add('lost'), much])).toMatchObject({
      error: { code: 'store.diskFull', params: { file: 'store.db' } },
    });
    expect(wordsIn(engine)).toEqual(['kept']);
    valueOf(engine.all('PRAGMA max_page_count = 1000'));
    expect(codeOf(engine.write([much]))).toBe('ok');
  });

  it('says when it may not write', async () => {
    const engine = await notes();
    valueOf(engine.all('PRAGMA query_only = ON'));
    expect(codeOf(engine.write([add('a')]))).toBe('store.readOnly');
    expect(codeOf(await openEngine({ path: join(folder, 'no', 'store.db'), key }))).toBe(
      'store.readOnly',
    );
  });

  it('holds what was written on disk, with its references', async () => {
    const engine = await notes();
    const one = (pragma: string) => valueOf(engine.all(`PRAGMA ${pragma}`))[0]?.[pragma];
    expect(one('journal_mode')).toBe('wal');
    expect(one('synchronous')).toBe(2);
    expect(one('foreign_keys')).toBe(1);
    expect(one('temp_store')).toBe(2);
  });
});

describe('the encrypted file', () => {
  const canary = 'a very secret canary';

  it('holds no word of its content, nor does its log', async () => {
    const engine = await notes();
    valueOf(engine.write([add(canary)]));
    const log = await readFile(`${path}-wal`);
    expect(log.length).toBeGreaterThan(4_096);
    expect(log.includes(canary)).toBe(false);
    valueOf(engine.all('PRAGMA wal_checkpoint(TRUNCATE)'));
    const file = await readFile(path);
    expect(file.length).toBeGreaterThan(4_096);
    for (const word of [canary, 'CREATE TABLE', 'SQLite format']) {
      expect(file.includes(word)).toBe(false);
    }
  });

  it('opens with its key only, every bit of which counts', async () => {
    valueOf((await notes()).write([add(canary)]));
    expect(wordsIn(await open())).toEqual([canary]);
    const others = ['a0', ...Array.from({ length: 31 }, () => 'a1')];
    for (const wrong of [others.join(''), others.reverse().join(''), null]) {
      expect(await openEngine({ path, key: wrong })).toMatchObject({
        error: { code: 'store.damaged', detail: 'SQLITE_NOTADB' },
      });
    }
    expect(wordsIn(await open())).toEqual([canary]);
  });

  it('is taken for damaged when it is something else', async () => {
    await writeFile(path, 'x'.repeat(10_000));
    expect(codeOf(await openEngine({ path, key }))).toBe('store.damaged');
    expect(await readFile(path, 'utf8')).toBe('x'.repeat(10_000));
  });
});
