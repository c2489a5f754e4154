import type { AppError } from '../contract/app-error';
import type {
  LicenseAction,
  LicenseJob,
  LicenseOutcome,
  LicenseStep,
  LicenseStepName,
} from '../contract/license';

/** The steps of each action, in order. */
const stepsOf: Readonly<Record<LicenseAction, readonly LicenseStepName[]>> = {
  uploadAndActivate: ['upload', 'activate', 'verify'],
  upload: ['upload'],
  activate: ['activate', 'verify'],
  refreshState: ['activate', 'verify'],
};

/** The report of a job while it grows; `changed` hears of every change. */
export interface JobProgress {
  readonly job: LicenseJob;
  running(name: LicenseStepName, counts?: Pick<LicenseStep, 'sent' | 'total'>): void;
  done(name: LicenseStepName, portalSaid?: string): void;
  failed(name: LicenseStepName, error: AppError, portalSaid?: string): void;
  note(facts: Partial<Pick<LicenseJob, 'before' | 'after' | 'canCancel'>>): void;
  /** Ends the job; steps that it did not come to are skipped. */
  end(outcome: LicenseOutcome): LicenseJob;
}

/** The report of a job of which nothing has been done yet. */
export function newJob(
  start: Pick<LicenseJob, 'id' | 'action' | 'fileName' | 'startedAt'>,
): LicenseJob {
  return {
    ...start,
    steps: stepsOf[start.action].map((name) => ({ name, state: 'waiting' })),
    canCancel: true,
    before: null,
    after: null,
    outcome: null,
    alsoOn: [],
  };
}

export function trackJob(first: LicenseJob, changed: (job: LicenseJob) => void): JobProgress {
  let job = first;

  const become = (next: LicenseJob): LicenseJob => {
    job = next;
    changed(job);
    return job;
  };
  const step = (name: LicenseStepName, facts: Partial<LicenseStep>): void => {
    const steps = job.steps.map((one) => (one.name === name ? { ...one, ...facts } : one));
    become({ ...job, steps });
  };

  return {
    get job() {
      return job;
    },
    running: (name, counts = {}) => step(name, { state: 'running', ...counts }),
    done: (name, portalSaid) => step(name, { state: 'done', ...words(portalSaid) }),
    failed: (name, error, portalSaid) =>
      step(name, { state: 'failed', error, ...words(portalSaid) }),
    note: (facts) => void become({ ...job, ...facts }),
    end: (outcome) => become(ended(job, outcome)),
  };
}

function ended(job: LicenseJob, outcome: LicenseOutcome): LicenseJob {
  const steps = job.steps.map((one) =>
    one.state === 'waiting' ? { ...one, state: 'skipped' as const } : one,
  );
  return { ...job, steps, canCancel: false, outcome };
}

/** Ends a job that a mistake in the program broke off: nobody knows what became of it. */
export function brokenOff(job: LicenseJob, error: AppError): LicenseJob {
  const steps = job.steps.map((one) =>
    one.state === 'running' ? { ...one, state: 'failed' as const, error } : one,
  );
  return ended({ ...job, steps }, 'unknown');
}

const words = (said: string | undefined): Pick<LicenseStep, 'portalSaid'> =>
  said ? { portalSaid: said } : {};
