import { randomUUID } from 'node:crypto';
import type { ConnectionReport } from '../contract/portals';

type Report = ConnectionReport<{ readonly step: string }>;

/** Connection tests of this run of the app. A report is kept until its test is stopped. */
export interface RunningTests<R extends Report> {
  /** Starts a test; it hears from the signal when nobody waits for it any more. */
  start(
    run: (signal: AbortSignal, progress: (report: Omit<R, 'testId'>) => void) => Promise<void>,
  ): string;
  report(testId: string): R | null;
  /** Ends a test that still runs and forgets its report. */
  stop(testId: string): void;
  close(): void;
}

export interface RunningTestsOptions {
  /** Hears the id of a test whose report changed. */
  readonly changed: (testId: string) => void;
  /** Hears of faults in the test's own code. */
  readonly report: (line: string, cause: unknown) => void;
}

/** A dialog has one test; more pile up only when something forgets to stop them. */
const mostTests = 5;

export function createRunningTests<F extends { readonly step: string }>(
  options: RunningTestsOptions,
): RunningTests<ConnectionReport<F>> {
  const tests = new Map<
    string,
    { readonly report: ConnectionReport<F>; readonly ending: AbortController }
  >();

  const stop = (testId: string): void => {
    tests.get(testId)?.ending.abort();
    tests.delete(testId);
  };

  return {
    start(run) {
      const testId = randomUUID();
      const ending = new AbortController();
      run(ending.signal, (report) => {
        if (ending.signal.aborted) return;
        tests.set(testId, { report: { testId, ...report }, ending });
        options.changed(testId);
      }).catch((cause: unknown) => options.report('A connection test broke', cause));
      const [oldest] = tests.keys();
      if (tests.size > mostTests && oldest !== undefined) stop(oldest);
      return testId;
    },
    report: (testId) => tests.get(testId)?.report ?? null,
    stop,
    close: () => [...tests.keys()].forEach(stop),
  };
}
