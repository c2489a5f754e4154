import type { AppError, ErrorGroup } from '../../../src-main/contract/app-error';
import {
  testStepNames,
  type TestDraft,
  type TestReport,
  type TestStep,
} from '../../../src-main/contract/portals';
import { bridge } from '../../state/bridge';
import { liveQuery, type Live } from '../../state/live-query.svelte';

const beforeTheFirstReport: readonly TestStep[] = testStepNames.map((name, index) => ({
  name,
  state: index === 0 ? 'running' : 'waiting',
}));

/** The connection test of a dialog: one at a time, followed live. */
export class ConnectionTest {
  /** What was tested last. */
  tested: TestDraft | null = $state.raw(null);
  #testId: string | null = $state(null);
  #refused: AppError | null = $state.raw(null);
  readonly #live: Live<TestReport | null, ErrorGroup>;

  /** Call it while a component is set up. */
  constructor() {
    this.#live = liveQuery({
      topic: 'tests',
      id: () => this.#testId,
      ask: (testId) => bridge.portals.testReport({ testId }),
    });
  }

  get report(): TestReport | null {
    return this.#live.value;
  }

  get steps(): readonly TestStep[] {
    return this.report?.steps ?? beforeTheFirstReport;
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
  async start(draft: TestDraft): Promise<void> {
    this.stop();
    this.tested = draft;
    const answer = await bridge.portals.startTest(draft);
    const wanted = this.tested === draft;
    if (!answer.ok) {
      if (wanted) this.#refused = answer.error;
    } else if (wanted) {
      this.#testId = answer.value.testId;
    } else {
      void bridge.portals.stopTest(answer.value);
    }
  }

  /** Ends the test and forgets what it found, and with it the key it was made with. */
  stop(): void {
    if (this.#testId !== null) void bridge.portals.stopTest({ testId: this.#testId });
    this.#testId = null;
    this.#refused = null;
    this.tested = null;
  }
}
