import type { ChangePage, ChangeRow } from '../../../src-main/contract/changes';

/** Rows that are asked for at once; the most that main gives. */
export const pageSize = 200;

/** Pages that stay in memory: far more than are seen at once, far less than a long journal. */
const mostKept = 8;

type Pages = ReadonlyMap<number, readonly ChangeRow[]>;

/** The parts of a long list that are known now. */
export interface KnownRows {
  readonly total: number;
  readonly pages: Pages;
  /** As long as the whole list, with holes where nothing is known. */
  readonly rows: readonly (ChangeRow | undefined)[];
}

export const noRows: KnownRows = { total: 0, pages: new Map(), rows: [] };

/** The numbers of the pages in which these rows lie. */
export function pagesOf(first: number, last: number): readonly number[] {
  const from = Math.floor(first / pageSize);
  const to = Math.floor(last / pageSize);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** The first of the wanted pages that is not known. */
export function missingPage(known: KnownRows, wanted: readonly number[]): number | undefined {
  return wanted.find((page) => page * pageSize < known.total && !known.pages.has(page));
}

/**
 * Takes a page in. What was known before and contradicts it is out of date: a list of another
 * length, or a row that has moved from one page to another. So no row ever stands there twice.
 */
export function withPage(known: KnownRows, page: number, answer: ChangePage): KnownRows {
  const ids = new Set(answer.rows.map(({ id }) => id));
  const fits = (rows: readonly ChangeRow[]): boolean => !rows.some(({ id }) => ids.has(id));
  const others =
    known.total === answer.total
      ? [...known.pages].filter(([number, rows]) => number !== page && fits(rows))
      : [];
  const nearest = others
    .sort(([one], [other]) => Math.abs(one - page) - Math.abs(other - page))
    .slice(0, mostKept - 1);
  return listed(answer.total, new Map([...nearest, [page, answer.rows]]));
}

/** Forgets all pages but these, so that they are read again when they come into view. */
export function withOnly(known: KnownRows, kept: readonly number[]): KnownRows {
  const pages = [...known.pages].filter(([page]) => kept.includes(page));
  return listed(known.total, new Map(pages));
}

function listed(total: number, pages: Pages): KnownRows {
  const rows = new Array<ChangeRow | undefined>(total);
  for (const [page, own] of pages) {
    own.forEach((row, index) => {
      const place = page * pageSize + index;
      if (place < total) rows[place] = row;
    });
  }
  return { total, pages, rows };
}
