import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  missingPage,
  noRows,
  pagesOf,
  withOnly,
  withPage,
  type KnownRows,
  type RowsPage,
} from '../../../src-renderer/state/known-rows';

interface Row {
  readonly id: string;
}
const pageSize = 200;
const paging = { pageSize, keyOf: ({ id }: Row): string => id };

/** A page of a list whose rows are called by their place. */
const pageOf = (page: number, total: number, from = 0): RowsPage<Row> => ({
  total,
  rows: Array.from(
    { length: Math.max(0, Math.min(pageSize, total - page * pageSize)) },
    (_, n) => ({ id: `row-${from + page * pageSize + n}` }),
  ),
});

const idsOf = ({ rows }: KnownRows<Row>): string[] => rows.flatMap((row) => (row ? [row.id] : []));

describe('pages of a long list', () => {
  it('are those in which the rows in view lie', () => {
    expect(pagesOf(0, 40, pageSize)).toEqual([0]);
    expect(pagesOf(190, 230, pageSize)).toEqual([0, 1]);
    expect(pagesOf(99_990, 99_999, pageSize)).toEqual([499]);
  });

  it('are asked for once, and only where the list has rows', () => {
    const known = withPage(noRows, 0, pageOf(0, 250), paging);
    expect(missingPage(known, [0, 1], pageSize)).toBe(1);
    const both = withPage(known, 1, pageOf(1, 250), paging);
    expect(missingPage(both, [0, 1], pageSize)).toBeUndefined();
    expect(missingPage(known, [2], pageSize)).toBeUndefined();
  });

  it('stand at their place, with holes where nothing is known', () => {
    const known = withPage(noRows, 3, pageOf(3, 1_000), paging);
    expect(known.rows.length).toBe(1_000);
    expect(known.rows[599]).toBeUndefined();
    expect(known.rows[600]?.id).toBe('row-600');
    expect(known.rows[799]?.id).toBe('row-799');
    expect(known.rows[800]).toBeUndefined();
  });

  it('are forgotten when the list got longer, for all places have moved', () => {
    const known = withPage(withPage(noRows, 0, pageOf(0, 600), paging), 1, pageOf(1, 600), paging);
    const grown = withPage(known, 0, pageOf(0, 601, -1), paging);
    expect([...grown.pages.keys()]).toEqual([0]);
    expect(grown.rows.length).toBe(601);
  });

  it('are forgotten when a row has moved to another page', () => {
    const known = withPage(withPage(noRows, 0, pageOf(0, 600), paging), 1, pageOf(1, 600), paging);
    const moved = withPage(known, 0, pageOf(0, 600, 5), paging);
    expect([...moved.pages.keys()]).toEqual([0]);
  });

  it('far away make room for near ones', () => {
    let known: KnownRows<Row> = noRows;
    for (let page = 0; page < 100; page += 1)
      known = withPage(known, page, pageOf(page, 20_000), paging);
    expect(known.pages.size).toBeLessThan(10);
    expect(known.pages.has(99)).toBe(true);
    expect(known.pages.has(98)).toBe(true);
  });

  it('out of view are forgotten when something changed', () => {
    const known = withPage(withPage(noRows, 0, pageOf(0, 600), paging), 1, pageOf(1, 600), paging);
    const kept = withOnly(known, [1], pageSize);
    expect([...kept.pages.keys()]).toEqual([1]);
    expect(kept.rows.length).toBe(600);
    expect(kept.rows[0]).toBeUndefined();
  });

  it('never hold a row twice, whatever came in between', () => {
    const answer = fc.record({
      page: fc.integer({ min: 0, max: 6 }),
      total: fc.integer({ min: 0, max: 1_300 }),
      from: fc.integer({ min: -50, max: 50 }),
    });
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 12 }), (answers) => {
        let known: KnownRows<Row> = noRows;
        for (const { page, total, from } of answers) {
          known = withPage(known, page, pageOf(page, total, from), paging);
          const ids = idsOf(known);
          expect(new Set(ids).size).toBe(ids.length);
          expect(known.rows.length).toBe(known.total);
        }
      }),
    );
  });
});
