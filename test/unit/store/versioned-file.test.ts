import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  openVersionedFile,
  type VersionedFileOptions,
} from '../../../src-main/store/versioned-file';

interface Notes {
  readonly notes: readonly string[];
}

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'versioned-'));
  path = join(folder, 'deep', 'notes.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const options = (more: Partial<VersionedFileOptions<Notes>> = {}): VersionedFileOptions<Notes> => ({
  path,
  version: 2,
  schema: v.object({ notes: v.array(v.string()) }),
  empty: { notes: [] },
  ...more,
});
const open = (more: Partial<VersionedFileOptions<Notes>> = {}) => openVersionedFile(options(more));
const plus =
  (note: string) =>
  ({ notes }: Notes): Notes => ({ notes: [...notes, note] });
const failing = (code: string) => (): Promise<void> =>
  Promise.reject(Object.assign(new Error(code), { code }));

async function withContent(text: string): Promise<void> {
  const file = await open();
  await file.update(plus('good'));
  await file.update(plus('better'));
  await writeFile(path, text);
}

describe('a versioned file', () => {
  it('is empty at first and writes nothing by itself', async () => {
    const file = await open();
    expect(file.get()).toEqual({ notes: [] });
    expect(file.problem).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps what it was given over a restart, readable by its owner only', async () => {
    const file = await open();
    expect(await file.update(plus('one'))).toEqual({ ok: true, value: { notes: ['one'] } });
    expect((await open()).get()).toEqual({ notes: ['one'] });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ version: 2 });
  });

  it('applies changes made at the same time one after the other', async () => {
    const file = await open();
    const names = Array.from({ length: 40 }, (_, index) => `n${index}`);
    await Promise.all(names.map((name) => file.update(plus(name))));
    expect((await open()).get().notes).toEqual(names);
  });

  it('is settled when all that was asked for is on disk', async () => {
    const file = await open();
    for (const note of ['a', 'b', 'c']) void file.update(plus(note));
    await file.settled();
    expect((await open()).get()).toEqual({ notes: ['a', 'b', 'c'] });
  });

  it('goes on after a change that throws', async () => {
    const file = await open();
    const bug = file.update(() => {
      throw new Error('bug');
    });
    await expect(bug).rejects.toThrow('bug');
    expect(await file.update(plus('after'))).toMatchObject({ ok: true });
  });

  it('brings an older file up to date', async () => {
    await withContent(JSON.stringify({ version: 1, content: 'a,b' }));
    const file = await open({ migrations: [(old) => ({ notes: String(old).split(',') })] });
    expect(file.get()).toEqual({ notes: ['a', 'b'] });
    expect(file.problem).toBeNull();
  });
});

describe('a damaged versioned file', () => {
  it.each([
    ['cut short', '{"version":2,"content":{"no'],
    ['empty', ''],
    ['of another shape', '{"version":2,"content":{"notes":[1]}}'],
    ['without a version', '{"notes":[]}'],
    ['of a version that never was', '{"version":0,"content":{"notes":[]}}'],
  ])('that is %s is set aside, and the last good state comes back', async (_what, text) => {
    await withContent(text);
    const file = await open();
    expect(file.get()).toEqual({ notes: ['good'] });
    expect(file.problem).toMatchObject({
      code: 'store.damaged',
      params: { file: 'notes.json', recovered: 'yes' },
    });
    const aside = String(file.problem?.params['aside']);
    expect(await readFile(join(folder, 'deep', aside), 'utf8')).toBe(text);
  });

  it('is recovered for good, even when nothing is changed before the next start', async () => {
    await withContent('{');
    await open();
    const next = await open();
    expect(next.get()).toEqual({ notes: ['good'] });
    expect(next.problem).toBeNull();
  });

  it('counts as damaged when a migration cannot make sense of it', async () => {
    await withContent(JSON.stringify({ version: 1, content: null }));
    const file = await open({
      migrations: [
        () => {
          throw new TypeError('no notes');
        },
      ],
    });
    expect(file.problem).toMatchObject({ code: 'store.damaged' });
    expect(file.get()).toEqual({ notes: ['good'] });
  });

  it('starts empty without a good copy, and says so', async () => {
    await withContent('{');
    await writeFile(`${path}.bak`, '{');
    const file = await open();
    expect(file.get()).toEqual({ notes: [] });
    expect(file.problem).toMatchObject({ params: { recovered: 'no' } });
    expect(await file.update(plus('new'))).toMatchObject({ ok: true });
  });

  it('stays untouched when it cannot be replaced', async () => {
    await withContent('{');
    const file = await open({ replaceFile: failing('ENOSPC') });
    expect(file.get()).toEqual({ notes: ['good'] });
    expect(file.problem).toMatchObject({ code: 'store.diskFull' });
    expect(await file.update(plus('more'))).toMatchObject({ ok: false });
    expect(await readFile(path, 'utf8')).toBe('{');
  });
});

describe('a versioned file that must not be written', () => {
  it('is left alone when a newer app wrote it', async () => {
    const newer = '{"version":3,"content":{"pages":7}}';
    await withContent(newer);
    const file = await open();
    expect(file.problem).toMatchObject({ code: 'store.newer' });
    expect(await file.update(plus('x'))).toMatchObject({
      ok: false,
      error: { code: 'store.newer' },
    });
    expect(await readFile(path, 'utf8')).toBe(newer);
  });

  it('is left alone when it cannot be read', async () => {
    const file = await openVersionedFile({ ...options(), path: folder });
    expect(file.problem).toMatchObject({ code: 'store.failed', detail: 'EISDIR' });
    expect(await file.update(plus('x'))).toMatchObject({ ok: false });
  });

  it.each([
    ['ENOSPC', 'store.diskFull'],
    ['EDQUOT', 'store.diskFull'],
    ['EROFS', 'store.readOnly'],
    ['EACCES', 'store.readOnly'],
    ['EIO', 'store.failed'],
  ])('keeps the old value after %s and says %s', async (code, expected) => {
    const file = await open();
    await file.update(plus('kept'));
    const full = await open({ replaceFile: failing(code) });
    expect(await full.update(plus('lost'))).toMatchObject({ ok: false, error: { code: expected } });
    expect(full.get()).toEqual({ notes: ['kept'] });
    expect((await open()).get()).toEqual({ notes: ['kept'] });
  });

  it('says that it cannot be written where its folder cannot be', async () => {
    await writeFile(join(folder, 'deep'), 'a file, not a folder');
    const file = await open();
    expect(await file.update(plus('x'))).toMatchObject({
      ok: false,
      error: { code: 'store.failed' },
    });
  });
});

describe('a versioned file whose app dies', () => {
  /** Where in its write an app may die. */
  const deaths = [
    'none',
    'before',
    'half a temporary file',
    'half the file itself',
    'after',
  ] as const;
  type Death = (typeof deaths)[number];

  /** Writes as far as it gets, then fails: what follows is the next start. */
  const dying = (death: Death) => async (to: string, text: string) => {
    const half = text.slice(0, text.length / 2);
    if (death === 'half a temporary file') await writeFile(`${to}.123`, half);
    if (death === 'half the file itself') await writeFile(to, half);
    if (death === 'after') await writeFile(to, text);
    throw new Error('died');
  };

  it('holds every answered change at the next start, and the unanswered one whole or not at all', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...deaths), { minLength: 1, maxLength: 12 }),
        async (lives) => {
          await rm(join(folder, 'deep'), { recursive: true, force: true });
          let possible: readonly (readonly string[])[] = [[]];
          for (const [life, death] of lives.entries()) {
            const { notes } = (await open()).get();
            expect(possible).toContainEqual(notes);
            const file = await open(death === 'none' ? {} : { replaceFile: dying(death) });
            const wrote = await file.update(plus(`note ${life}`));
            expect(wrote.ok).toBe(death === 'none');
            const next = [...notes, `note ${life}`];
            possible = death === 'none' ? [next] : death === 'after' ? [notes, next] : [notes];
          }
          expect(possible).toContainEqual((await open()).get().notes);
        },
      ),
      { numRuns: 60 },
    );
  });
});
