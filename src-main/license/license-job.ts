import { appError, type AppError } from '../contract/app-error';
import type { LicenseJob, LicenseState, LicenseStepName, StagedLicense } from '../contract/license';
import type { Result } from '../contract/result';
import type { DocSpace } from '../docspace/session';
import type { ChosenFile } from './chosen-files';
import { newJob, trackJob, type JobProgress } from './job-progress';
import { activate, refresh, unknownAt, upload, type Activation } from './job-requests';
import { differs, hasOtherTerms, shows, type SentLicense } from './license-reading';

/** What a person asked for. */
export type JobOrder = { readonly id: string; readonly startedAt: string } & (
  | { readonly action: 'uploadAndActivate' | 'upload'; readonly file: ChosenFile }
  | { readonly action: 'activate'; readonly staged: StagedLicense }
  | { readonly action: 'refreshState'; readonly staged: StagedLicense | null }
);

/** What a job works with; everything outside of it comes through here. */
export interface JobTools {
  readonly session: () => Promise<Result<DocSpace>>;
  /** Reads the portal's license past its cache, changing nothing. */
  readonly readState: (session: DocSpace, signal?: AbortSignal) => Promise<Result<LicenseState>>;
  /** Cancels; without effect once the portal was asked to activate. */
  readonly signal: AbortSignal;
  readonly staged: {
    remember(staged: StagedLicense): Promise<void>;
    forget(): Promise<void>;
  };
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly changed: (job: LicenseJob) => void;
}

/**
 * Pauses before the looks at a portal whose answer was lost, in milliseconds. It may go on working
 * without us: it asks its editors' server up to four times in seven seconds.
 */
const readBackPauses = [0, 2_000, 8_000] as const;

/** The report of a job that has not begun. */
export function reportOf(order: JobOrder): LicenseJob {
  const { id, action, startedAt } = order;
  const file = 'file' in order ? order.file : order.staged;
  return newJob({ id, action, startedAt, fileName: file?.fileName ?? null });
}

/**
 * Brings a license file onto a portal, or does one part of that, and proves the result by reading
 * the portal again. Never throws for what the portal, the network or the person does.
 */
export async function runLicenseJob(order: JobOrder, tools: JobTools): Promise<LicenseJob> {
  const progress = trackJob(reportOf(order), tools.changed);
  const first: LicenseStepName = 'file' in order ? 'upload' : 'activate';
  progress.running(first, 'file' in order ? { sent: 0, total: order.file.bytes.length } : {});

  const session = await tools.session();
  if (!session.ok) return stop(progress, first, session.error);
  if (order.action === 'upload') {
    const uploaded = await uploadStep(session.value, order.file, progress, tools);
    return uploaded ?? progress.end('staged');
  }

  const before = await tools.readState(session.value, tools.signal);
  if (!before.ok) return stop(progress, first, before.error);
  progress.note({ before: before.value });
  if (order.action === 'uploadAndActivate') {
    const ended = await uploadStep(session.value, order.file, progress, tools);
    if (ended) return ended;
  }
  if (tools.signal.aborted) return stop(progress, 'activate', appError('net.cancelled'));
  return activateStep(order, session.value, before.value, progress, tools);
}

/** Ends a job before anything uncertain happened. */
function stop(progress: JobProgress, at: LicenseStepName, error: AppError): LicenseJob {
  progress.failed(at, error);
  return progress.end(error.code === 'net.cancelled' ? 'cancelled' : 'failed');
}

/** Uploads; the ended job when that was the end of it, else `null`. */
async function uploadStep(
  session: DocSpace,
  file: ChosenFile,
  progress: JobProgress,
  tools: JobTools,
): Promise<LicenseJob | null> {
  const { bytes, fileName, sha256, license } = file;
  const result = await upload(session, {
    content: bytes,
    fileName,
    onProgress: (sent) => progress.running('upload', { sent }),
    signal: tools.signal,
  });
  switch (result.kind) {
    case 'failed':
      return stop(progress, 'upload', result.error);
    case 'lost':
      // Whatever waited on the portal before may have been replaced by this file.
      await tools.staged.forget();
      progress.failed('upload', result.error);
      return progress.end(tools.signal.aborted ? 'cancelled' : 'unknown');
    case 'staged': {
      const { customerId, endDate } = license.content;
      const stagedAt = tools.now().toISOString();
      await tools.staged.remember({ fileName, sha256, customerId, endDate, stagedAt });
      progress.done('upload', result.said);
      return null;
    }
  }
}

async function activateStep(
  order: Exclude<JobOrder, { readonly action: 'upload' }>,
  session: DocSpace,
  before: LicenseState,
  progress: JobProgress,
  tools: JobTools,
): Promise<LicenseJob> {
  progress.running('activate');
  progress.note({ canCancel: false });
  const asked = order.action === 'refreshState' ? refresh(session) : activate(session);
  const answer: Activation = await asked;
  switch (answer.kind) {
    case 'accepted':
      await tools.staged.forget();
      progress.done('activate');
      return verifyStep(sentBy(order), session, before, progress, tools);
    case 'refused': {
      const error = appError('license.notActivated', { detail: answer.said });
      progress.failed('activate', error, answer.said);
      return progress.end('failed');
    }
    case 'failed':
      progress.failed('activate', answer.error);
      return progress.end('failed');
    case 'lost':
      return readBackStep(sentBy(order), answer.error, { session, before, progress, tools });
  }
}

/** What the portal should show after this order, `null` when that is not known. */
function sentBy(order: Exclude<JobOrder, { readonly action: 'upload' }>): SentLicense | null {
  return 'file' in order ? order.file.license.content : order.staged;
}

async function verifyStep(
  sent: SentLicense | null,
  session: DocSpace,
  before: LicenseState,
  progress: JobProgress,
  tools: JobTools,
): Promise<LicenseJob> {
  progress.running('verify');
  const after = await tools.readState(session);
  if (!after.ok) {
    progress.failed('verify', after.error);
    return progress.end('unknown');
  }
  progress.note({ after: after.value });
  progress.done('verify');
  // Where nothing was sent, the portal may have done no more than read its own file again.
  const isNew = sent === null ? hasOtherTerms : differs;
  return progress.end(isNew(before, after.value) ? 'activated' : 'unchanged');
}

/** The answer to Activate was lost: looks several times what became of it, and says what is true. */
async function readBackStep(
  sent: SentLicense | null,
  lost: AppError,
  { session, before, progress, tools }: ReadBack,
): Promise<LicenseJob> {
  progress.running('verify');
  let seen: LicenseState | null = null;
  let trouble: AppError = lost;
  for (const pause of readBackPauses) {
    await tools.wait(pause);
    const read = await tools.readState(session);
    if (!read.ok) {
      trouble = read.error;
      continue;
    }
    seen = read.value;
    if (differs(before, seen)) break;
  }

  if (seen === null) {
    progress.failed('activate', unknownAt('activate', lost));
    progress.failed('verify', trouble);
    return progress.end('unknown');
  }
  progress.note({ after: seen });
  progress.done('verify');
  if (!differs(before, seen)) {
    const error = sent ? appError('license.notActivated', { params: { cause: lost.code } }) : lost;
    progress.failed('activate', error);
    return progress.end('failed');
  }
  if (sent !== null && !shows(seen, sent)) {
    progress.failed('activate', unknownAt('activate', lost));
    return progress.end('unknown');
  }
  await tools.staged.forget();
  progress.done('activate');
  return progress.end('activated');
}

interface ReadBack {
  readonly session: DocSpace;
  readonly before: LicenseState;
  readonly progress: JobProgress;
  readonly tools: JobTools;
}
