import type { AppError, ErrorGroup } from '../../src-main/contract/app-error';
import type { Result } from '../../src-main/contract/result';
import type { Topic } from '../../src-main/contract/topics';
import { bridge } from './bridge';
import {
  missingPage,
  noRows,
  pagesOf,
  withOnly,
  withPage,
  type KnownRows,
  type Paging,
  type RowsPage,
} from './known-rows';

/** Where the rows of a long list come from. */
export interface RowSource<Filter, Row, Page extends RowsPage<Row>> extends Paging<Row> {
  readonly topic: Exclude<Topic, 'menu'>;
  /** Whether an event with these ids may have changed the list. */
  readonly concerns: (ids: readonly string[]) => boolean;
  readonly ask: (
    filter: Filter,
    offset: number,
    limit: number,
  ) => Promise<Result<Page, ErrorGroup>>;
}

/**
 * The rows that a filter lets through, read page by page as they come into view, and again when
 * something happened to them. Never more than one page is being read. Filters are told apart by
 * identity.
 */
export class PagedList<Filter, Row, Page extends RowsPage<Row>> {
  error: AppError | null = $state.raw(null);
  /** The filter of the rows that are there now; `null` until the first are. */
  shown: Filter | null = $state.raw(null);
  /** The page that was read last of what is shown. */
  last: Page | null = $state.raw(null);
  #known: KnownRows<Row> = $state.raw(noRows);
  readonly #source: RowSource<Filter, Row, Page>;
  #filter: Filter;
  /** Pages in view. */
  #wanted: readonly number[] = [0];
  /** Pages in view that are known, but out of date. */
  #stale: readonly number[] = [];
  #reading = false;
  #stopped = true;

  constructor(source: RowSource<Filter, Row, Page>, filter: Filter) {
    this.#source = source;
    this.#filter = filter;
  }

  /** All rows of the list; holes where they are not read yet. */
  get rows(): readonly (Row | undefined)[] {
    return this.#known.rows;
  }

  get total(): number {
    return this.#known.total;
  }

  /** Reads the first page and listens; the answer stops it. */
  start(): () => void {
    this.#stopped = false;
    const stopListening = bridge.on(this.#source.topic, (ids) => {
      if (this.#source.concerns(ids)) this.reload();
    });
    this.reload();
    return () => {
      this.#stopped = true;
      stopListening();
    };
  }

  /** Asks for other rows. Those of the filter before stay until the first new ones are there. */
  filter(filter: Filter): void {
    if (filter === this.#filter) return;
    this.#filter = filter;
    this.#wanted = [0];
    this.reload();
  }

  /** Rows that are in view now. */
  readonly show = (first: number, last: number): void => {
    // What is in view of the filter before says nothing about the one to come.
    if (this.shown !== this.#filter) return;
    this.#wanted = pagesOf(first, last, this.#source.pageSize);
    this.#goOn();
  };

  /** Reads what is in view again; the rest, when it comes into view. */
  readonly reload = (): void => {
    this.#stale = this.#wanted;
    if (this.shown === this.#filter) {
      this.#known = withOnly(this.#known, this.#wanted, this.#source.pageSize);
    }
    this.#goOn();
  };

  #goOn(): void {
    if (this.#reading || this.#stopped) return;
    const stale = this.#wanted.find((page) => this.#stale.includes(page));
    const next = stale ?? missingPage(this.#known, this.#wanted, this.#source.pageSize);
    if (next !== undefined) void this.#read(next);
  }

  async #read(page: number): Promise<void> {
    const filter = this.#filter;
    const { pageSize, ask } = this.#source;
    this.#reading = true;
    this.#stale = this.#stale.filter((other) => other !== page);
    const answer = await ask(filter, page * pageSize, pageSize);
    this.#reading = false;
    if (this.#stopped) return;
    if (filter === this.#filter) {
      this.error = answer.ok ? null : answer.error;
      // After a failure, only the person or an event begins anew.
      if (!answer.ok) return;
      const before = this.shown === filter ? this.#known : noRows;
      this.#known = withPage(before, page, answer.value, this.#source);
      this.last = answer.value;
      this.shown = filter;
    }
    this.#goOn();
  }
}
