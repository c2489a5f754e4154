import type { AppError, ErrorGroup } from '../../src-main/contract/app-error';
import type { Result } from '../../src-main/contract/result';
import type { Topic } from '../../src-main/contract/topics';
import { bridge } from './bridge';

/** An answer of main that is kept up to date. */
export interface Live<T, G extends ErrorGroup> {
  /** The last good answer; stays when a later reading fails. */
  readonly value: T | null;
  /** Why the last reading failed. */
  readonly error: AppError<G> | null;
  /** Nothing came back yet for this id. */
  readonly loading: boolean;
  /** Asks again now. */
  readonly reload: () => void;
}

interface Question<T, G extends ErrorGroup> {
  readonly topic: Exclude<Topic, 'menu'>;
  readonly ask: () => Promise<Result<T, G>>;
  /** Whether an event with these ids concerns this question. */
  readonly concerns: (ids: readonly string[]) => boolean;
}

/**
 * Asks once, and again whenever an event concerns the question. There is never more than one
 * reading under way: what happens meanwhile leads to one more after it.
 */
export class LiveAnswer<T, G extends ErrorGroup> implements Live<T, G> {
  value: T | null = $state.raw(null);
  error: AppError<G> | null = $state.raw(null);
  loading = $state(true);
  readonly #question: Question<T, G>;
  #reading = false;
  #readAgain = false;
  #stopped = true;

  constructor(question: Question<T, G>) {
    this.#question = question;
  }

  /** Starts listening and asks; the answer stops it. */
  start(): () => void {
    this.#stopped = false;
    const stops = [
      bridge.on(this.#question.topic, (ids) => {
        if (this.#question.concerns(ids)) this.reload();
      }),
      // What failed because the store was closed may be answered once it is open.
      bridge.on('store', () => {
        if (this.error) this.reload();
      }),
    ];
    this.reload();
    return () => {
      this.#stopped = true;
      stops.forEach((stop) => stop());
    };
  }

  readonly reload = (): void => {
    if (this.#reading) this.#readAgain = true;
    else if (!this.#stopped) void this.#read();
  };

  async #read(): Promise<void> {
    this.#reading = true;
    const answer = await this.#question.ask();
    this.#reading = false;
    if (this.#stopped) return;
    this.loading = false;
    this.error = answer.ok ? null : answer.error;
    if (answer.ok) this.value = answer.value;
    if (this.#readAgain) {
      this.#readAgain = false;
      this.reload();
    }
  }
}

/**
 * Follows one thing by its id for as long as the component lives. Call it while a component is
 * set up. An id of `null` asks nothing. `hears`: the id in the events about it, where that is
 * another one.
 */
export function liveQuery<T, G extends ErrorGroup>(options: {
  readonly topic: Exclude<Topic, 'menu'>;
  readonly id: () => string | null;
  readonly hears?: () => string;
  readonly ask: (id: string) => Promise<Result<T, G>>;
}): Live<T, G> {
  const answer = $derived.by(() => {
    const id = options.id();
    if (id === null) return null;
    const heard = options.hears?.() ?? id;
    return new LiveAnswer<T, G>({
      topic: options.topic,
      ask: () => options.ask(id),
      concerns: (ids) => ids.includes(heard),
    });
  });

  $effect(() => answer?.start());

  return {
    get value() {
      return answer?.value ?? null;
    },
    get error() {
      return answer?.error ?? null;
    },
    get loading() {
      return answer?.loading ?? false;
    },
    reload: () => answer?.reload(),
  };
}
