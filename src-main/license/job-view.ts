import { appError, type AppError } from '../contract/app-error';
import type {
  LicenseAction,
  LicenseJob,
  LicenseOutcome,
  LicenseStep,
  LicenseStepName,
} from '../contract/license';
import type { Change } from '../journal/change';
import { stateIn, wishOf, type LicenseWish } from './license-fields';
import { mayHaveActivated, progressOf, type LicenseProgress } from './license-progress';
import { differs, hasOtherTerms } from './license-reading';

/** What is known of a license change beyond the journal. */
export interface JobNews {
  /** Bytes, while it uploads. */
  readonly upload: { readonly sent: number; readonly total: number } | null;
  /** Names of other saved portals of the same installation that were read again. */
  readonly alsoOn: readonly string[];
}

/** The steps of each action, in order. */
const stepsOf: Readonly<Record<LicenseAction, readonly LicenseStepName[]>> = {
  uploadAndActivate: ['upload', 'activate', 'verify'],
  upload: ['upload'],
  activate: ['activate', 'verify'],
  refreshState: ['activate', 'verify'],
};

type Seen = Pick<LicenseJob, 'steps' | 'outcome'> &
  Partial<Pick<LicenseJob, 'canCancel' | 'before' | 'after'>>;

/**
 * A license change as a person follows it, step by step; `null` when there is nothing to follow:
 * nothing of it was ever sent, or it was put away.
 */
export function jobOf(change: Change, news: JobNews): LicenseJob | null {
  const wish = wishOf(change.desired);
  const seen = wish && see({ change, wish, progress: progressOf(change), news });
  if (!wish || !seen) return null;
  const { action, file } = wish;
  const before = stateIn(change.before);
  return {
    id: change.id,
    action,
    fileName: file?.fileName ?? null,
    startedAt: change.createdAt,
    state: change.state,
    canCancel: false,
    alsoOn: news.alsoOn,
    after: null,
    ...seen,
    // An upload leaves the license as it is: there is nothing to compare.
    before: action === 'upload' ? null : (seen.before ?? before),
  };
}

interface Known {
  readonly change: Change;
  readonly wish: LicenseWish;
  readonly progress: LicenseProgress | null;
  readonly news: JobNews;
}

function see(known: Known): Seen | null {
  const { change, progress, news } = known;
  const steps = stepsSoFar(known);
  switch (change.state) {
    case 'queued':
      return { steps, outcome: null, canCancel: true };
    case 'checking':
      return { steps: at(steps, running), outcome: null, canCancel: true };
    case 'sending': {
      const counts = news.upload ?? {};
      return {
        steps: at(steps, running, counts),
        outcome: null,
        canCancel: progress === null || progress.activation === null,
      };
    }
    case 'verifying':
      return seeVerifying(known, steps);
    case 'unknown':
      return seeUnknown(known, steps);
    case 'done':
      return seeDone(known, steps);
    case 'held':
      return seeHeld(known, steps);
    case 'failed':
      return ended(steps, 'failed', change.error);
    case 'paused':
      return change.error === null
        ? { steps, outcome: 'paused' }
        : ended(steps, 'paused', change.error);
    case 'conflict':
      return seeConflict(known, steps);
    case 'discarded':
      return seeDiscarded(known, steps);
    case 'superseded':
      return null;
  }
}

/** What is surely done, from the record alone. */
function stepsSoFar({ wish, progress }: Known): LicenseStep[] {
  return stepsOf[wish.action].map((name) => {
    const upload = name === 'upload' ? progress?.upload : null;
    if (upload?.state === 'done') {
      const { size, said } = upload;
      return { name, state: 'done', sent: size, total: size, ...words(said) };
    }
    const isDone = name === 'activate' && progress?.activation?.state === 'done';
    const said = name === 'activate' ? progress?.activation?.said : null;
    return { name, state: isDone ? 'done' : 'waiting', ...words(said ?? null) };
  });
}

function seeVerifying({ change, wish }: Known, steps: LicenseStep[]): Seen {
  if (change.error === null) return { steps: at(steps, running), outcome: null };
  // The portal said itself that it took the file; its license does not tell of one that waits.
  return wish.action === 'upload'
    ? { steps, outcome: 'staged' }
    : ended(steps, 'unknown', change.error);
}

function seeUnknown(known: Known, steps: LicenseStep[]): Seen {
  const { change, progress } = known;
  const { error } = change;
  // The error that began it stands until the portal could not be read either.
  const looks = error === null || error.code === 'license.outcomeUnknown';
  if (mayHaveActivated(progress)) {
    return looks
      ? { steps: set(set(steps, 'activate', running), 'verify', running), outcome: null }
      : {
          steps: failStep(failStep(steps, 'activate', lostAnswer(known)), 'verify', error),
          outcome: 'unknown',
        };
  }
  if (looks) return { steps: at(steps, running), outcome: null };
  const atUpload = nextStep(steps) === 'upload';
  return atUpload
    ? ended(steps, 'unknown', appError('license.outcomeUnknown', { params: { step: 'upload' } }))
    : ended(steps, progress?.activation?.state === 'done' ? 'unknown' : 'failed', error);
}

function seeDone({ change, wish }: Known, steps: LicenseStep[]): Seen {
  const done = steps.map((step) => ({ ...step, state: 'done' as const }));
  if (wish.action === 'upload') return { steps: done, outcome: 'staged' };
  const [before, after] = [stateIn(change.before), stateIn(change.after)];
  if (!before || !after) return { steps: done, outcome: 'unknown', after };
  // Where nothing was sent, the portal may have done no more than read its own file again.
  const isNew = (wish.file === null ? hasOtherTerms : differs)(before, after);
  const isOther = change.result?.kind === 'proved' && change.result.kept.length > 0;
  const activated = isOther ? 'other' : 'activated';
  return { steps: done, outcome: isNew ? activated : 'unchanged', after };
}

function seeHeld(known: Known, steps: LicenseStep[]): Seen | null {
  const { change, wish, progress } = known;
  if (mayHaveActivated(progress)) {
    // It was read back, and shows the license that it had before.
    const cause = progress?.activation?.cause ?? null;
    const error =
      wish.file === null && cause !== null
        ? appError(cause)
        : appError('license.notActivated', { params: cause === null ? {} : { cause } });
    return {
      steps: set(failStep(steps, 'activate', error), 'verify', { state: 'done' }),
      outcome: 'failed',
      after: stateIn(change.before),
    };
  }
  if (change.error === null) return null;
  return ended(steps, progress?.upload?.state === 'lost' ? 'unknown' : 'failed', change.error);
}

function seeConflict(known: Known, steps: LicenseStep[]): Seen {
  if (!mayHaveActivated(known.progress)) return { steps: skipRest(steps), outcome: 'conflict' };
  const failed = failStep(steps, 'activate', lostAnswer(known));
  return {
    steps: set(failed, 'verify', { state: 'done' }),
    outcome: 'conflict',
    before: known.progress?.seen ?? null,
    after: stateIn(known.change.before),
  };
}

function seeDiscarded({ change, progress }: Known, steps: LicenseStep[]): Seen | null {
  const { result } = change;
  if (result?.kind !== 'discarded' || result.reason !== 'cancelled') return null;
  const error =
    progress?.upload?.state === 'lost'
      ? appError('license.outcomeUnknown', { params: { step: 'upload' } })
      : appError('net.cancelled');
  return ended(steps, 'cancelled', error);
}

/** The answer to Activate was lost. */
function lostAnswer({ change, progress }: Known): AppError {
  if (change.error?.code === 'license.outcomeUnknown') return change.error;
  const cause = progress?.activation?.cause ?? null;
  return appError('license.outcomeUnknown', {
    params: { step: 'activate', ...(cause === null ? {} : { cause }) },
  });
}

const running = { state: 'running' } as const;

/** It came no further than to its next step. */
function ended(steps: LicenseStep[], outcome: LicenseOutcome, error: AppError | null): Seen {
  return { steps: skipRest(failStep(steps, nextStep(steps), error)), outcome };
}

/** The first step that is not done. */
const nextStep = (steps: readonly LicenseStep[]): LicenseStepName | undefined =>
  steps.find(({ state }) => state !== 'done')?.name;

const at = (
  steps: LicenseStep[],
  facts: Partial<LicenseStep>,
  counts: Pick<LicenseStep, 'sent' | 'total'> = {},
): LicenseStep[] => {
  const name = nextStep(steps);
  return set(steps, name, name === 'upload' ? { ...facts, ...counts } : facts);
};

function set(
  steps: LicenseStep[],
  name: LicenseStepName | undefined,
  facts: Partial<LicenseStep>,
): LicenseStep[] {
  return steps.map((step) => (step.name === name ? { ...step, ...facts } : step));
}

const failStep = (
  steps: LicenseStep[],
  name: LicenseStepName | undefined,
  error: AppError | null,
): LicenseStep[] => set(steps, name, { state: 'failed', ...(error ? { error } : {}) });

const skipRest = (steps: LicenseStep[]): LicenseStep[] =>
  steps.map((step) => (step.state === 'waiting' ? { ...step, state: 'skipped' } : step));

const words = (said: string | null): Pick<LicenseStep, 'portalSaid'> =>
  said ? { portalSaid: said } : {};
