import type { AppError } from '../../../src-main/contract/app-error';
import type { ChangeFilter, ChangeRow } from '../../../src-main/contract/changes';
import { bridge } from '../../state/bridge';
import {
  missingPage,
  noRows,
  pageSize,
  pagesOf,
  withOnly,
  withPage,
  type KnownRows,
} from './change-pages';

/**
 * The changes that a filter lets through, read page by page as they come into view, and again
 * when one of them moves on. Never more than one page is being read.
 */
export class ChangeList {
  error: AppError | null = $state.raw(null);
  /** The filter of the rows that are there now; `null` until the first are. */
  shown: ChangeFilter | null = $state.raw(null);
  #known: KnownRows = $state.raw(noRows);
  #filter: ChangeFilter;
  /** Pages in view. */
  #wanted: readonly number[] = [0];
  /** Pages in view that are known, but out of date. */
  #stale: readonly number[] = [];
  #reading = false;
  #stopped = true;

  constructor(filter: ChangeFilter) {
    this.#filter = filter;
  }

  /** All rows of the list; holes where they are not read yet. */
  get rows(): readonly (ChangeRow | undefined)[] {
    return this.#known.rows;
  }

  get total(): number {
    return this.#known.total;
  }

  /** Reads the first page and listens; the answer stops it. */
  start(): () => void {
    this.#stopped = false;
    const stopListening = bridge.on('changes', this.reload);
    this.reload();
    return () => {
      this.#stopped = true;
      stopListening();
    };
  }

  /** Asks for other changes. Those of the filter before stay until the first new ones are there. */
  filter(filter: ChangeFilter): void {
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
    const answer = await bridge.changes.list({ filter, offset: page * pageSize, limit: pageSize });
    this.#reading = false;
    if (this.#stopped) return;
    if (filter === this.#filter) {
      this.error = answer.ok ? null : answer.error;
      // After a failure, only the person or an event begins anew.
      if (!answer.ok) return;
      this.#known = withPage(this.shown === filter ? this.#known : noRows, page, answer.value);
      this.shown = filter;
    }
    this.#goOn();
  }
}
