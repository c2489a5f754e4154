/** Rows that are asked for at once; the most that main gives. */
export const pageSize = 200;

/** Pages that stay in memory: far more than are seen at once, far less than a long list. */
const mostKept = 8;

/** A page as main answers with it. */
export interface RowPage<R> {
  readonly rows: readonly R[];
  /** Rows of the whole list. */
  readonly total: number;
}

type Pages<R> = ReadonlyMap<number, readonly R[]>;

/** The parts of a long list that are known now. */
export interface KnownRows<R> {
  readonly total: number;
  readonly pages: Pages<R>;
  /** As long as the whole list, with holes where nothing is known. */
  readonly rows: readonly (R | undefined)[];
}

export const noRows: KnownRows<never> = { total: 0, pages: new Map(), rows: [] };

/** The numbers of the pages in which these rows lie. */
export function pagesOf(first: number, last: number): readonly number[] {
  const from = Math.floor(first / pageSize);
  const to = Math.floor(last / pageSize);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** The first of the wanted pages that is not known. */
export function missingPage(
  known: KnownRows<unknown>,
  wanted: readonly number[],
): number | undefined {
  return wanted.find((page) => page * pageSize < known.total && !known.pages.has(page));
}

/**
 * Takes a page in. What was known before and contradicts it is out of date: a list of another
 * length, or a row that has moved from one page to another. So no row ever stands there twice.
 */
export function withPage<R>(
  known: KnownRows<R>,
  page: number,
  answer: RowPage<R>,
  keyOf: (row: R) => string,
): KnownRows<R> {
  const keys = new Set(answer.rows.map(keyOf));
  const fits = (rows: readonly R[]): boolean => !rows.some((row) => keys.has(keyOf(row)));
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
export function withOnly<R>(known: KnownRows<R>, kept: readonly number[]): KnownRows<R> {
  const pages = [...known.pages].filter(([page]) => kept.includes(page));
  return listed(known.total, new Map(pages));
}

function listed<R>(total: number, pages: Pages<R>): KnownRows<R> {
  const rows = new Array<R | undefined>(total);
  for (const [page, own] of pages) {
    own.forEach((row, index) => {
      const place = page * pageSize + index;
      if (place < total) rows[place] = row;
    });
  }
  return { total, pages, rows };
}
