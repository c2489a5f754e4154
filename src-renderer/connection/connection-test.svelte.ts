import type { AppError, ErrorGroup } from '../../src-main/contract/app-error';
import type { ConnectionReport, ConnectionStep } from '../../src-main/contract/portals';
import type { Result } from '../../src-main/contract/result';
import { liveQuery, type Live } from '../state/live-query.svelte';

type Finding = { readonly step: string };

/** How main is asked for the tests of one kind of server. */
export interface TestCalls<D, F extends Finding> {
  /** The steps in their order. */
  readonly names: readonly F['step'][];
  readonly start: (draft: D) => Promise<Result<{ readonly testId: string }>>;
  readonly report: (testId: string) => Promise<Result<ConnectionReport<F> | null>>;
  readonly stop: (testId: string) => Promise<unknown>;
}

/** The connection test of a dialog: one at a time, followed live. */
export class ConnectionTest<D, F extends Finding> {
  /** What was tested last. */
  tested: D | null = $state.raw(null);
  #testId: string | null = $state(null);
  #refused: AppError | null = $state.raw(null);
  readonly #live: Live<ConnectionReport<F> | null, ErrorGroup>;

  readonly #calls: TestCalls<D, F>;

  /** Call it while a component is set up. */
  constructor(calls: TestCalls<D, F>) {
    this.#calls = calls;
    this.#live = liveQuery({
      topic: 'tests',
      id: () => this.#testId,
      ask: calls.report,
    });
  }

  get report(): ConnectionReport<F> | null {
    return this.#live.value;
  }

  get steps(): readonly ConnectionStep<F>[] {
    return this.report?.steps ?? beforeTheFirstReport(this.#calls.names);
  }

  /** Why the test itself could not be run; what it found out is in its steps. */
  get error(): AppError | null {
    return this.#refused ?? this.#live.error;
  }

  get running(): boolean {
    return this.tested !== null && this.error === null && (this.report?.running ?? true);
  }

  get passed(): boolean {
    return this.report !== null && this.report.steps.every((step) => step.state === 'done');
  }

  /** The error of the step that ended the test. */
  get failure(): AppError | null {
    return this.report?.steps.find((step) => step.error)?.error ?? null;
  }

  /** Starts a test; the one before it ends. */
  async start(draft: D): Promise<void> {
    this.stop();
    this.tested = draft;
    const answer = await this.#calls.start(draft);
    const wanted = this.tested === draft;
    if (!answer.ok) {
      if (wanted) this.#refused = answer.error;
    } else if (wanted) {
      this.#testId = answer.value.testId;
    } else {
      void this.#calls.stop(answer.value.testId);
    }
  }

  /** Ends the test and forgets what it found, and with it the key it was made with. */
  stop(): void {
    if (this.#testId !== null) void this.#calls.stop(this.#testId);
    this.#testId = null;
    this.#refused = null;
    this.tested = null;
  }
}

const beforeTheFirstReport = <F extends Finding>(
  names: readonly F['step'][],
): readonly ConnectionStep<F>[] =>
  names.map((name, index) => ({ name, state: index === 0 ? 'running' : 'waiting' }));
