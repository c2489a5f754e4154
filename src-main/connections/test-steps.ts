import type { AppError } from '../contract/app-error';
import type { ConnectionReport, ConnectionStep } from '../contract/portals';

/** What a step found, told apart by the step's name. */
interface Finding<Name extends string> {
  readonly step: Name;
}

/** The steps of a connection test while it runs. */
export interface Steps<F extends Finding<string>> {
  /** A step succeeded; the next one runs. A later finding for the same step replaces it. */
  found(finding: F): void;
  failAt(step: F['step'], error: AppError, more?: Pick<ConnectionStep<F>, 'certificate'>): void;
  know(facts: Partial<Pick<ConnectionReport<F>, 'address' | 'suggestedName'>>): void;
}

/** Keeps the report of a test; `progress` hears every change of it. */
export function createSteps<F extends Finding<string>>(
  names: readonly F['step'][],
  progress: (report: Omit<ConnectionReport<F>, 'testId'>) => void,
): Steps<F> {
  const findings = new Map<F['step'], F>();
  let facts: Pick<ConnectionReport<F>, 'address' | 'suggestedName'> = {
    address: null,
    suggestedName: null,
  };
  let failure: ConnectionStep<F> | null = null;

  const tell = (): void => {
    const current = failure?.name ?? names.find((name) => !findings.has(name)) ?? null;
    const steps = names.map((name): ConnectionStep<F> => {
      if (name === failure?.name) return failure;
      const finding = findings.get(name);
      if (finding) return { name, state: 'done', finding };
      if (failure) return { name, state: 'skipped' };
      return { name, state: name === current ? 'running' : 'waiting' };
    });
    progress({ running: !failure && current !== null, steps, ...facts });
  };
  tell();

  return {
    found(finding) {
      if (isSame(findings.get(finding.step), finding)) return;
      findings.set(finding.step, finding);
      tell();
    },
    failAt(name, error, more = {}) {
      findings.delete(name);
      failure = { name, state: 'failed', error, ...more };
      tell();
    },
    know(more) {
      facts = { ...facts, ...more };
      tell();
    },
  };
}

const isSame = (before: unknown, after: unknown): boolean =>
  JSON.stringify(before) === JSON.stringify(after);
