import { beforeEach, describe, expect, it } from 'vitest';
import { createBook, type Book } from '../../../src-main/journal/book';
import type { Change } from '../../../src-main/journal/change';
import type { Database } from '../../../src-main/store/database';
import { codeOf, valueOf } from '../answers';
import { memoryDatabase } from '../store/memory-database';
import { at, change } from './changes';

let database: Database;
let book: Book;

beforeEach(async () => {
  database = await memoryDatabase();
  book = createBook(database);
});

const add = async (...changes: readonly Change[]): Promise<void> => {
  const transitions = changes.map((to) => ({ from: null, to }));
  valueOf(await book.write({ at, transitions }));
};

describe('the book', () => {
  it('gives back a change as it was written', async () => {
    const whole = change({
      state: 'done',
      error: null,
      before: { a: 0, list: [1, { deep: null }] },
      after: { a: 1 },
      progress: ['step'],
      result: { kind: 'proved', sent: true, kept: ['b'] },
      undo: { can: true, operation: 'o', version: 2, base: { a: 1 }, desired: { a: 0 } },
      undoOf: 'c0',
      undoneBy: 'c9',
      endedAt: at,
    });
    await add(whole);
    expect(valueOf(await book.byId('c1'))).toEqual(whole);
    expect(valueOf(await book.byId('c2'))).toBeNull();
  });

  it('opens with all that is not over, however much it is, in the order of recording', async () => {
    const many = Array.from({ length: 450 }, (_, n) =>
      change({ id: `c${n}`, position: 1_000 - n }),
    );
    await add(...many, change({ id: 'over', state: 'discarded', endedAt: at }));
    const { changes } = valueOf(await book.open());
    expect(changes.map((one) => one.change.id)).toEqual(many.map(({ id }) => id));
  });

  it('writes everything of an entry, or nothing', async () => {
    const one = change();
    await add(one);
    const written = await book.write({
      at,
      transitions: [
        { from: one, to: { ...one, state: 'checking' } },
        { from: null, to: one },
      ],
    });
    expect(codeOf(written)).toBe('store.failed');
    expect(valueOf(await book.byId('c1'))).toEqual(one);
    expect(valueOf(await book.steps(['c1'])).get('c1')).toHaveLength(1);
  });

  it('adds a line for a new state or error, and none for progress', async () => {
    const one = change({ state: 'sending' });
    const noted = { ...one, progress: { step: 1 } };
    const lost = { ...noted, state: 'unknown' } as const;
    await add(one);
    valueOf(await book.write({ at: 'later', transitions: [{ from: one, to: noted }] }));
    valueOf(await book.write({ at: 'last', transitions: [{ from: noted, to: lost }] }));
    expect(valueOf(await book.steps(['c1', 'c2']))).toEqual(
      new Map([
        [
          'c1',
          [
            { at, state: 'sending', error: null },
            { at: 'last', state: 'unknown', error: null },
          ],
        ],
      ]),
    );
  });

  it('keeps bytes as long as a change is open', async () => {
    const [one, bytes] = [change(), new Uint8Array([1, 2, 3])];
    valueOf(await book.write({ at, transitions: [{ from: null, to: one, attachment: bytes }] }));
    expect(valueOf(await book.attachment('c1'))).toEqual(bytes);
    const over: Change = { ...one, state: 'discarded', endedAt: at };
    valueOf(await book.write({ at, transitions: [{ from: one, to: over }] }));
    expect(valueOf(await book.attachment('c1'))).toBeNull();
  });

  it('knows which portals are paused, and pauses none that is not saved', async () => {
    await database.write([
      { sql: `INSERT INTO portals (id, position, body) VALUES ('p1', 0, '{}')` },
    ]);
    const paused = ['p1', 'gone'].map((portalId) => ({ portalId, since: at, error: null }));
    valueOf(await book.write({ at, transitions: [], paused }));
    expect(valueOf(await book.open()).paused).toEqual([{ portalId: 'p1', since: at, error: null }]);
    valueOf(await book.write({ at, transitions: [], resumed: ['p1'] }));
    expect(valueOf(await book.open()).paused).toEqual([]);
  });

  it('finds every list by an index', async () => {
    const plans: string[] = [];
    const explained = createBook({
      ...database,
      async all(sql, values) {
        const plan = valueOf(await database.all(`EXPLAIN QUERY PLAN ${sql}`, values));
        plans.push(plan.map((step) => String(step['detail'])).join('; '));
        return database.all(sql, values);
      },
    });
    for (const show of ['open', 'review', 'ended'] as const) {
      for (const portalId of [null, 'p1']) {
        const filter = { show, portalId, search: '' };
        valueOf(await explained.page(filter, { offset: 0 }, 10));
        valueOf(await explained.count(filter));
      }
    }
    valueOf(await explained.byId('c1'));
    valueOf(await explained.steps(['c1']));
    valueOf(await explained.open());
    for (const plan of plans) expect(plan).not.toMatch(/SCAN (changes|change_steps)(;|$)/);
  });
});
