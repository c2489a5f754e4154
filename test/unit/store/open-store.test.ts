import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src-main/store/database';
import { openEngine } from '../../../src-main/store/engine';
import { setStoreAside, storeName } from '../../../src-main/store/store-files';
import { codeOf, valueOf } from '../answers';
import { damage, savePortal, storeRig } from './store-rig';
import { buildThreadScript, type ThreadScript } from './thread-script';

let script: ThreadScript;
beforeAll(async () => {
  script = await buildThreadScript();
});
afterAll(() => script.remove());

/** A rig with a store that holds portals. */
async function withPortals(...ids: string[]) {
  const rig = await storeRig(script.path);
  await rig.run(async (database) => {
    for (const id of ids) await savePortal(database, id);
  });
  const key = rig.keys.key ?? '';
  const name = storeName(key);
  return { ...rig, key, name, path: join(rig.folder, name) };
}

describe('the store at the first start', () => {
  it('is made, encrypted with a new key of 32 random bytes in the keychain', async () => {
    const { run, keys, folder } = await storeRig(script.path);
    await run((database) => savePortal(database, 'one', { name: 'canary' }));
    expect(keys.key).toMatch(/^[0-9a-f]{64}$/);
    const name = storeName(keys.key ?? '');
    expect(name).toMatch(/^store-[0-9a-f]{8}\.db$/);
    expect(await readdir(folder)).toEqual([name]);
    expect((await readFile(join(folder, name))).includes('canary')).toBe(false);
  });

  it('makes another key each time', async () => {
    const rigs = [await withPortals(), await withPortals()];
    expect(new Set(rigs.map(({ key }) => key)).size).toBe(2);
  });

  it('does not come to be when the keychain does not take the key', async () => {
    const { outcome, keys, folder } = await storeRig(script.path);
    keys.behaviour = 'refuses';
    expect(await outcome()).toMatchObject({ state: 'closed', error: { code: 'keychain.locked' } });
    expect(await readdir(folder)).toEqual([]);
  });

  it('is made at the next start when the app ended before the file was there', async () => {
    const { outcome, keys, folder } = await storeRig(script.path);
    keys.key = 'c3'.repeat(32);
    const bench = join(folder, `${storeName(keys.key)}.bench`);
    await mkdir(bench);
    await writeFile(join(bench, 'new.db'), 'half a store');
    expect(await outcome()).toMatchObject({ state: 'open', mode: 'encrypted', problem: null });
    expect(await readdir(folder)).toEqual([storeName(keys.key)]);
  });
});

describe('the store at a later start', () => {
  it('holds all that was written', async () => {
    const { outcome } = await withPortals('one', 'two');
    expect(await outcome()).toEqual({
      state: 'open',
      mode: 'encrypted',
      problem: null,
      portals: ['one', 'two'],
    });
  });

  it('holds what was written before the app was killed', async () => {
    const { begin, path, folder, keys } = await withPortals('one');
    const opening = await begin();
    if (opening.state !== 'open') throw new Error('closed');
    await savePortal(opening.database, 'two');
    // As the disk is at this moment: a copy that nobody closes.
    const later = await storeRig(script.path);
    for (const suffix of ['', '-wal']) {
      await writeFile(
        join(later.folder, storeName(keys.key ?? '') + suffix),
        await readFile(path + suffix),
      );
    }
    await opening.database.close();
    later.keys.key = keys.key;
    expect(await later.outcome()).toMatchObject({ problem: null, portals: ['one', 'two'] });
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('stays closed while the keychain is locked, and untouched', async () => {
    const { outcome, keys, path } = await withPortals('one');
    const before = await readFile(path);
    keys.behaviour = 'locked';
    expect(await outcome()).toMatchObject({ state: 'closed', error: { code: 'keychain.locked' } });
    expect((await readFile(path)).equals(before)).toBe(true);
    keys.behaviour = 'works';
    expect(await outcome()).toMatchObject({ portals: ['one'] });
  });

  it('stays closed when its folder is gone', async () => {
    const { outcome, folder } = await withPortals('one');
    await rm(folder, { recursive: true });
    expect(await outcome()).toMatchObject({ state: 'closed', error: { code: 'store.failed' } });
  });
});

describe('without a keychain', () => {
  it('the store is in memory and leaves nothing', async () => {
    const { run, begin, outcome, keys, folder } = await storeRig(script.path);
    keys.behaviour = 'session';
    const opening = await begin();
    expect(opening).toMatchObject({ state: 'open', mode: 'memory', problem: null });
    if (opening.state === 'open') await opening.database.close();
    await run((database) => savePortal(database, 'one'));
    expect(await outcome()).toMatchObject({ portals: [] });
    expect(await readdir(folder)).toEqual([]);
  });

  it('a store from before lies there unread, which is told', async () => {
    const { outcome, keys, path, name } = await withPortals('one');
    const before = await readFile(path);
    keys.behaviour = 'session';
    expect(await outcome()).toMatchObject({
      mode: 'memory',
      problem: { code: 'store.keyLost', params: { file: name } },
      portals: [],
    });
    expect((await readFile(path)).equals(before)).toBe(true);
  });
});

describe('a store whose key is gone', () => {
  it.each([
    ['absent', null],
    ['another one', 'd4'.repeat(32)],
  ])(
    'stays closed and untouched while its key is %s, and opens with it again',
    async (_, other) => {
      const { outcome, keys, key, folder, path, name } = await withPortals('one');
      const before = await readFile(path);
      keys.key = other;
      expect(await outcome()).toMatchObject({
        state: 'closed',
        error: { code: 'store.keyLost', retry: 'never', params: { file: name } },
      });
      expect(keys.key).toBe(other);
      expect(await readdir(folder)).toEqual([name]);
      expect((await readFile(path)).equals(before)).toBe(true);
      keys.key = key;
      expect(await outcome()).toMatchObject({ portals: ['one'] });
    },
  );

  it('is set aside with its log when the person wants to begin anew', async () => {
    const { outcome, keys, folder, path, name } = await withPortals('one');
    const before = await readFile(path);
    await writeFile(`${path}-wal`, 'log');
    keys.key = null;
    valueOf(await setStoreAside(folder));
    const aside = (await readdir(folder)).sort();
    expect(aside).toHaveLength(2);
    expect(aside[0]).toMatch(
      new RegExp(`^${name}\\.set-aside-\\d{4}-\\d\\d-\\d\\dT[\\d-]+\\.\\d+Z$`),
    );
    expect(aside[1]).toBe(`${aside[0]}-wal`);
    expect((await readFile(join(folder, aside[0] ?? ''))).equals(before)).toBe(true);
    expect(await outcome()).toMatchObject({ state: 'open', problem: null, portals: [] });
    expect(await readdir(folder)).toHaveLength(3);
  });

  it('is not taken for damaged when the keychain holds something that is no key', async () => {
    const { outcome, keys, path } = await withPortals('one');
    const before = await readFile(path);
    keys.key = 'not a key';
    expect(await outcome()).toMatchObject({ error: { code: 'keychain.unreadable' } });
    expect((await readFile(path)).equals(before)).toBe(true);
  });
});

describe('a store of a newer version', () => {
  it('stays closed, and not a byte of it changes', async () => {
    const { outcome, run, path, folder } = await withPortals('one');
    await run(async (database) =>
      valueOf(await database.write([{ sql: 'PRAGMA user_version = 99' }])),
    );
    const before = await readFile(path);
    expect(await outcome()).toMatchObject({ state: 'closed', error: { code: 'store.newer' } });
    expect((await readFile(path)).equals(before)).toBe(true);
    expect(await readdir(folder)).toHaveLength(1);
  });
});

describe('a damaged store', () => {
  const asideIn = async (folder: string): Promise<string[]> =>
    (await readdir(folder)).filter((name) => name.includes('.damaged-')).sort();

  it.each([
    ['its first page', (path: string) => damage(path, 0, 4_096), 'no'],
    ['all of it', (path: string) => writeFile(path, randomBytes(5_000)), 'no'],
    ['its end', (path: string) => truncate(path, 5_000), 'no'],
    ['everything: it is empty', (path: string) => truncate(path, 0), 'no'],
  ])('that lost %s is set aside as it is, and told', async (_, spoil, recovered) => {
    const { outcome, folder, path, name } = await withPortals('one');
    await spoil(path);
    const spoiled = await readFile(path);
    const { state, problem } = await outcome();
    expect(state).toBe('open');
    const aside = await asideIn(folder);
    expect(aside).toEqual([expect.stringMatching(new RegExp(`^${name}\\.damaged-`))]);
    expect(problem).toMatchObject({
      code: 'store.damaged',
      params: { file: name, aside: aside[0], recovered },
    });
    expect((await readFile(join(folder, aside[0] ?? ''))).equals(spoiled)).toBe(true);
    expect((await readdir(folder)).sort()).toEqual([name, ...aside].sort());
    expect(await outcome()).toMatchObject({ state: 'open', problem: null });
  });

  /** Many pages of portals. */
  const many = Array.from({ length: 60 }, (_, index) => `portal-${index}`);
  const bulky = (database: Database): Promise<void[]> =>
    Promise.all(many.map((id) => savePortal(database, id, { name: 'n'.repeat(500) })));

  // The last pages hold the portals; each has room for a few.
  it.each([
    ['only some text is garbled', -8_192 - 1_000, 48],
    ['a whole page in its middle is gone', -4 * 4_096, 4_096],
  ])('gives back what can still be read of it when %s', async (_, place, bytes) => {
    const { outcome, run, folder, path } = await withPortals();
    await run(bulky);
    await damage(path, place, bytes);
    const { problem, portals } = await outcome();
    expect(problem).toMatchObject({ code: 'store.damaged', params: { recovered: 'part' } });
    expect(portals?.length).toBeGreaterThan(40);
    expect(portals?.length).toBeLessThan(many.length);
    expect([portals?.at(0), portals?.at(-1)]).toEqual([many.at(0), many.at(-1)]);
    expect(await asideIn(folder)).toHaveLength(1);
    expect(await outcome()).toMatchObject({ problem: null, portals });
  });

  it('takes its log along when it is set aside', async () => {
    const { begin, outcome, folder, path, name } = await withPortals('one');
    const opening = await begin();
    if (opening.state !== 'open') throw new Error('closed');
    await savePortal(opening.database, 'two');
    const log = await readFile(`${path}-wal`);
    await opening.database.close();
    await writeFile(`${path}-wal`, log);
    await truncate(path, 0);
    expect(await outcome()).toMatchObject({ problem: { code: 'store.damaged' } });
    const [aside, asideLog] = await asideIn(folder);
    expect(asideLog).toBe(`${aside}-wal`);
    expect((await readFile(join(folder, asideLog ?? ''))).equals(log)).toBe(true);
    expect((await readdir(folder)).filter((one) => !one.includes('.damaged-'))).toEqual([name]);
  });

  it('that shows its damage at work is put right at the next start', async () => {
    const { run, outcome, reports, folder, path } = await withPortals('one', 'two');
    await run(async (database) => {
      const spoil = `INSERT INTO snapshots VALUES ('one', 'facts', CAST(x'ff' AS TEXT), '2026')`;
      valueOf(await database.write([{ sql: spoil }]));
    });
    await run(async (database) => {
      expect(await database.all('SELECT body FROM snapshots')).toMatchObject({
        error: { code: 'store.damaged', params: { recovered: 'restart' } },
      });
    });
    expect(reports).toEqual([expect.stringContaining('SQLITE_CORRUPT_TEXT')]);
    expect(await outcome()).toMatchObject({
      problem: { code: 'store.damaged', params: { recovered: 'part' } },
      portals: ['one', 'two'],
    });
    expect(await asideIn(folder)).toHaveLength(1);
    expect(await readdir(folder)).not.toContain(`${path}.doubt`);
    expect(await outcome()).toMatchObject({ problem: null, portals: ['one', 'two'] });
  });

  it('that was in doubt without reason is used on', async () => {
    const { outcome, folder, path, name } = await withPortals('one');
    await writeFile(`${path}.doubt`, '');
    expect(await outcome()).toMatchObject({ problem: null, portals: ['one'] });
    expect(await readdir(folder)).toEqual([name]);
  });

  it.each([
    ['before it was set aside', true],
    ['after it was set aside', false],
  ])('is replaced in the end when the app ended %s', async (_, stillThere) => {
    const { outcome, folder, path } = await withPortals('one', 'two');
    await rename(path, `${path}.next`);
    if (stillThere) await writeFile(path, 'damaged');
    await mkdir(`${path}.bench`);
    expect(await outcome()).toMatchObject({
      problem: { code: 'store.damaged' },
      portals: ['one', 'two'],
    });
    expect(await asideIn(folder)).toHaveLength(stillThere ? 1 : 0);
    expect(await outcome()).toMatchObject({ problem: null, portals: ['one', 'two'] });
    expect((await readdir(folder)).some((one) => /\.(next|bench)$/.test(one))).toBe(false);
  });
});

describe('the key', () => {
  it('opens the file by itself', async () => {
    const { key, path } = await withPortals('one');
    const engine = valueOf(await openEngine({ path, key }));
    expect(valueOf(engine.all('SELECT id FROM portals'))).toEqual([{ id: 'one' }]);
    engine.close();
    expect(codeOf(await openEngine({ path, key: 'e5'.repeat(32) }))).toBe('store.damaged');
  });
});
