/** Pages that stay in memory: far more than are seen at once, far less than a long list. */
const mostKept = 8;

/** A part of a long list, as main tells it. */
export interface RowsPage<Row> {
  readonly rows: readonly Row[];
  /** How many rows the whole list has. */
  readonly total: number;
}

/** How a long list is read. */
export interface Paging<Row> {
  /** Rows that are asked for at once; the most that main gives. */
  readonly pageSize: number;
  readonly keyOf: (row: Row) => string;
}

type Pages<Row> = ReadonlyMap<number, readonly Row[]>;

/** The parts of a long list that are known now. */
export interface KnownRows<Row> {
  readonly total: number;
  readonly pages: Pages<Row>;
  /** As long as the whole list, with holes where nothing is known. */
  readonly rows: readonly (Row | undefined)[];
}

export const noRows: KnownRows<never> = { total: 0, pages: new Map(), rows: [] };

/** The numbers of the pages in which these rows lie. */
export function pagesOf(first: number, last: number, pageSize: number): readonly number[] {
  const from = Math.floor(first / pageSize);
  const to = Math.floor(last / pageSize);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** The first of the wanted pages that is not known. */
export function missingPage(
  known: KnownRows<unknown>,
  wanted: readonly number[],
  pageSize: number,
): number | undefined {
  return wanted.find((page) => page * pageSize < known.total && !known.pages.has(page));
}

/**
 * Takes a page in. What was known before and contradicts it is out of date: a list of another
 * length, or a row that has moved from one page to another. So no row ever stands there twice.
 */
export function withPage<Row>(
  known: KnownRows<Row>,
  page: number,
  answer: RowsPage<Row>,
  { pageSize, keyOf }: Paging<Row>,
): KnownRows<Row> {
  const keys = new Set(answer.rows.map(keyOf));
  const fits = (rows: readonly Row[]): boolean => !rows.some((row) => keys.has(keyOf(row)));
  const others =
    known.total === answer.total
      ? [...known.pages].filter(([number, rows]) => number !== page && fits(rows))
      : [];
  const nearest = others
    .sort(([one], [other]) => Math.abs(one - page) - Math.abs(other - page))
    .slice(0, mostKept - 1);
  return listed(answer.total, new Map([...nearest, [page, answer.rows]]), pageSize);
}

/** Forgets all pages but these, so that they are read again when they come into view. */
export function withOnly<Row>(
  known: KnownRows<Row>,
  kept: readonly number[],
  pageSize: number,
): KnownRows<Row> {
  const pages = [...known.pages].filter(([page]) => kept.includes(page));
  return listed(known.total, new Map(pages), pageSize);
}

function listed<Row>(total: number, pages: Pages<Row>, pageSize: number): KnownRows<Row> {
  const rows = new Array<Row | undefined>(total);
  for (const [page, own] of pages) {
    own.forEach((row, index) => {
      const place = page * pageSize + index;
      if (place < total) rows[place] = row;
    });
  }
  return { total, pages, rows };
}
