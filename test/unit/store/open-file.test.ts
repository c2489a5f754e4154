import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEngine, type Engine } from '../../../src-main/store/engine';
import { makeFile } from '../../../src-main/store/make-file';
import { migrations, versionOf, type Migration } from '../../../src-main/store/migrations';
import { openFile } from '../../../src-main/store/open-file';
import { codeOf, valueOf } from '../answers';

const key = 'b2'.repeat(32);
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'open-file-'));
  path = join(folder, 'store.db');
  valueOf(await makeFile({ path, key, salvageFrom: null }));
  const engine = await open(migrations);
  valueOf(engine.write([{ sql: `INSERT INTO portals VALUES ('one', 0, '{}')` }]));
  engine.close();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const attempt = (steps: readonly Migration[]) => openFile({ path, key, examine: false, steps });
const open = async (steps: readonly Migration[]): Promise<Engine> => valueOf(await attempt(steps));

/** What later versions of the app might bring. */
const second: Migration = [
  'CREATE TABLE second (n INTEGER) STRICT',
  'INSERT INTO second VALUES (2)',
];
const third: Migration = [`UPDATE portals SET body = '{"third":true}'`];
const broken: Migration = [`UPDATE portals SET body = 'lost'`, 'INSERT INTO nowhere VALUES (1)'];

/** What a file of the store holds, read without the app. */
async function look(file: string, sql: string) {
  const engine = valueOf(await openEngine({ path: join(folder, file), key }));
  const found = { version: valueOf(versionOf(engine)), rows: valueOf(engine.all(sql)) };
  engine.close();
  return found;
}
/** Without what SQLite keeps beside a file that is still being let go of. */
const files = async (): Promise<string[]> =>
  (await readdir(folder)).filter((name) => !/-(wal|shm)$/.test(name)).sort();

describe('the migrations of the store', () => {
  it('bring a file up to date step by step, and keep a copy from before', async () => {
    const engine = await open([...migrations, second, third]);
    expect(valueOf(versionOf(engine))).toBe(migrations.length + 2);
    expect(valueOf(engine.all('SELECT n, body FROM second, portals'))).toEqual([
      { n: 2, body: '{"third":true}' },
    ]);
    engine.close();
    const backup = `store.db.v${migrations.length}.bak`;
    expect(await files()).toEqual(['store.db', backup]);
    expect(await look(backup, 'SELECT id, body FROM portals')).toEqual({
      version: migrations.length,
      rows: [{ id: 'one', body: '{}' }],
    });
  });

  it('leave a file that is up to date alone', async () => {
    (await open(migrations)).close();
    expect(await files()).toEqual(['store.db']);
  });

  it('keep the newest copy only', async () => {
    (await open([...migrations, second])).close();
    (await open([...migrations, second, third])).close();
    expect(await files()).toEqual(['store.db', `store.db.v${migrations.length + 1}.bak`]);
  });

  it('that fail leave what the step before it made, and are done at the next start', async () => {
    expect(codeOf(await attempt([...migrations, second, broken]))).toBe('store.failed');
    const sql = 'SELECT n, body FROM second, portals';
    expect(await look('store.db', sql)).toEqual({
      version: migrations.length + 1,
      rows: [{ n: 2, body: '{}' }],
    });
    const engine = await open([...migrations, second, third]);
    expect(valueOf(engine.all(sql))).toEqual([{ n: 2, body: '{"third":true}' }]);
    engine.close();
  });

  it('are refused for a file of a newer version, which stays as it is', async () => {
    (await open([...migrations, second])).close();
    const before = await readFile(path);
    expect(await attempt(migrations)).toMatchObject({
      error: { code: 'store.newer', params: { file: 'store.db' } },
    });
    expect((await readFile(path)).equals(before)).toBe(true);
  });
});
