import type { AppError } from '../../src-main/contract/app-error';
import type { Result } from '../../src-main/contract/result';
import type { Topic } from '../../src-main/contract/topics';
import { bridge } from './bridge';
import {
  missingPage,
  noRows,
  pageSize,
  pagesOf,
  withOnly,
  withPage,
  type KnownRows,
  type RowPage,
} from './row-pages';

/** How a long list is read. */
export interface PagedQuestion<R, F> {
  readonly topic: Exclude<Topic, 'menu'>;
  /** Whether an event with these ids concerns the list. */
  readonly concerns: (ids: readonly string[]) => boolean;
  readonly keyOf: (row: R) => string;
  readonly ask: (filter: F, offset: number, limit: number) => Promise<Result<RowPage<R>>>;
}

/**
 * The rows that a filter lets through, read page by page as they come into view, and again when one
 * of them moves on. Never more than one page is being read.
 */
export class PagedList<R, F extends object> {
  error: AppError | null = $state.raw(null);
  /** The filter of the rows that are there now; `null` until the first are. */
  shown: F | null = $state.raw(null);
  #known: KnownRows<R> = $state.raw(noRows);
  #filter: F;
  readonly #question: PagedQuestion<R, F>;
  /** Pages in view. */
  #wanted: readonly number[] = [0];
  /** Pages in view that are known, but out of date. */
  #stale: readonly number[] = [];
  #reading = false;
  #stopped = true;

  constructor(filter: F, question: PagedQuestion<R, F>) {
    this.#filter = filter;
    this.#question = question;
  }

  /** All rows of the list; holes where they are not read yet. */
  get rows(): readonly (R | undefined)[] {
    return this.#known.rows;
  }

  get total(): number {
    return this.#known.total;
  }

  /** Reads the first page and listens; the answer stops it. */
  start(): () => void {
    this.#stopped = false;
    const stopListening = bridge.on(this.#question.topic, (ids) => {
      if (this.#question.concerns(ids)) this.reload();
    });
    this.reload();
    return () => {
      this.#stopped = true;
      stopListening();
    };
  }

  /** Asks for other rows. Those of the filter before stay until the first new ones are there. */
  filter(filter: F): void {
    if (filter === this.#filter) return;
    this.#filter = filter;
    this.#wanted = [0];
    this.reload();
  }

  /** Rows that are in view now. */
  readonly show = (first: number, last: number): void => {
    // What is in view of the filter before says nothing about the one to come.
    if (this.shown !== this.#filter) return;
    this.#wanted = pagesOf(first, last);
    this.#goOn();
  };

  /** Reads what is in view again; the rest, when it comes into view. */
  readonly reload = (): void => {
    this.#stale = this.#wanted;
    if (this.shown === this.#filter) this.#known = withOnly(this.#known, this.#wanted);
    this.#goOn();
  };

  #goOn(): void {
    if (this.#reading || this.#stopped) return;
    const stale = this.#wanted.find((page) => this.#stale.includes(page));
    const next = stale ?? missingPage(this.#known, this.#wanted);
    if (next !== undefined) void this.#read(next);
  }

  async #read(page: number): Promise<void> {
    const filter = this.#filter;
    this.#reading = true;
    this.#stale = this.#stale.filter((other) => other !== page);
    const answer = await this.#question.ask(filter, page * pageSize, pageSize);
    this.#reading = false;
    if (this.#stopped) return;
    if (filter === this.#filter) {
      this.error = answer.ok ? null : answer.error;
      // After a failure, only the person or an event begins anew.
      if (!answer.ok) return;
      this.#known = withPage(
        this.shown === filter ? this.#known : noRows,
        page,
        answer.value,
        this.#question.keyOf,
      );
      this.shown = filter;
    }
    this.#goOn();
  }
}
