import type {
  LicenseAction,
  LicenseJob,
  LicenseState,
  LicenseStep,
  LicenseStepName,
} from '../../../src-main/contract/license';
import { m } from '$words';
import { sayError } from '../../i18n/error-words';
import { formatBytes, formatDateTime, formatUtcDay } from '../../i18n/format';
import { sayEdition } from '../../i18n/portal-words';
import type { Step } from '../../ui/StepList.svelte';
import { sayStanding } from './license-words';

/** How a job ended, in words. */
export interface SaidOutcome {
  readonly tone: 'info' | 'ok' | 'warn' | 'danger';
  readonly title: string;
  readonly text: string;
}

/** What is done, and with which file. */
export function sayAction({ action, fileName }: Pick<LicenseJob, 'action' | 'fileName'>): string {
  const file = fileName ?? m.license_file_unnamed();
  switch (action) {
    case 'uploadAndActivate':
      return m.license_job_uploadAndActivate({ file });
    case 'upload':
      return m.license_job_upload({ file });
    case 'activate':
      return m.license_job_activate({ file });
    case 'refreshState':
      return m.license_job_refreshState();
  }
}

/** The steps of a job as the kit's list shows them. */
export function stepsOf(job: LicenseJob): readonly Step[] {
  return job.steps.map((step) => ({
    id: step.name,
    label: labelOf(job, step),
    state: step.state,
    progress: step.sent !== undefined && step.total ? step.sent / step.total : undefined,
    message: messageOf(step),
  }));
}

function labelOf({ action }: LicenseJob, { name }: LicenseStep): string {
  switch (name) {
    case 'upload':
      return m.license_step_upload();
    case 'activate':
      return action === 'refreshState' ? m.license_step_refresh() : m.license_step_activate();
    case 'verify':
      return m.license_step_verify();
  }
}

function messageOf({ name, state, sent, total, error }: LicenseStep): string | undefined {
  if (error) return sayError(error).title;
  if (name === 'activate' && state === 'running') return m.license_activate_patience();
  if (total === undefined) return undefined;
  if (state === 'done') return m.license_sent_bytes({ total: formatBytes(total) });
  return m.license_sending_bytes({ sent: formatBytes(sent ?? 0), total: formatBytes(total) });
}

/** What came back at a step, and whether these are the portal's own words. */
export interface HeardWords {
  readonly text: string;
  readonly fromPortal: boolean;
}

export function wordsAt(job: LicenseJob, stepId: string): HeardWords | null {
  const step = job.steps.find(({ name }) => name === stepId);
  if (step?.portalSaid) return { text: step.portalSaid, fromPortal: true };
  if (!step?.error?.detail) return null;
  const { code, detail } = step.error;
  // An answer that never came was not worded by the portal.
  const answered = code !== 'license.outcomeUnknown' && !code.startsWith('net.');
  return { text: detail, fromPortal: answered };
}

/** How the job ended; `null` while it runs. */
export function sayOutcome(job: LicenseJob): SaidOutcome | null {
  switch (job.outcome) {
    case null:
      return null;
    case 'activated':
      return job.action === 'refreshState'
        ? said('ok', m.license_outcome_refreshed(), m.license_outcome_refreshed_text())
        : said('ok', m.license_outcome_activated(), m.license_outcome_activated_text());
    case 'other':
      return said('warn', m.license_outcome_other(), m.license_outcome_other_text());
    case 'unchanged':
      return job.action === 'refreshState'
        ? said('info', m.license_outcome_refreshed_same(), m.license_outcome_refreshed_same_text())
        : said('warn', m.license_outcome_unchanged(), m.license_outcome_unchanged_text());
    case 'staged':
      return said('info', m.license_outcome_staged(), m.license_outcome_staged_text());
    case 'failed':
      return sayFailure(job);
    case 'cancelled':
      return said('info', m.license_outcome_cancelled(), m.license_outcome_cancelled_text());
    case 'unknown':
      return sayUnknown(job);
    case 'conflict':
      return said(
        'warn',
        m.license_outcome_conflict(),
        job.after === null
          ? m.license_outcome_conflict_text()
          : m.license_outcome_conflict_lost_text(),
      );
    case 'paused':
      return said('warn', m.license_outcome_paused(), sayPaused(job));
  }
}

const said = (tone: SaidOutcome['tone'], title: string, text: string): SaidOutcome => ({
  tone,
  title,
  text,
});

const hasFailed = ({ steps }: LicenseJob, name: LicenseStepName): boolean =>
  steps.some((step) => step.name === name && step.state === 'failed');

const whyFailed = ({ steps }: LicenseJob): string => {
  const error = steps.find(({ state }) => state === 'failed')?.error;
  return error ? sayError(error).next : '';
};

const sayPaused = (job: LicenseJob): string =>
  [whyFailed(job), m.license_outcome_paused_text()].join(' ').trim();

function sayFailure(job: LicenseJob): SaidOutcome {
  const text = whyFailed(job);
  if (hasFailed(job, 'upload')) return said('danger', m.license_outcome_failed_upload(), text);
  return job.action === 'refreshState'
    ? said('danger', m.license_outcome_failed_refresh(), text)
    : said('danger', m.license_outcome_failed(), text);
}

/** Says what is known all the same, and what to do. */
function sayUnknown(job: LicenseJob): SaidOutcome {
  if (hasFailed(job, 'upload')) {
    const text = m.license_outcome_unknown_upload_text();
    return said('warn', m.license_outcome_unknown_upload(), text);
  }
  const title = m.license_outcome_unknown();
  return hasFailed(job, 'activate')
    ? said('warn', title, m.license_outcome_unknown_text())
    : said('warn', title, m.license_outcome_unknown_verify_text());
}

/** What "Try again" does: the person's word for the change as it is, or a new one. */
export type Retry =
  { readonly how: 'sendNow' | 'retry' } | { readonly how: 'start'; readonly action: LicenseAction };

/**
 * What "Try again" does after this job; `null` where there is nothing to try again. A file that
 * has reached the portal is not sent a second time.
 */
export function retryOf({ action, outcome, state, steps }: LicenseJob): Retry | null {
  if (outcome === null) return null;
  switch (state) {
    case 'held':
      return { how: 'sendNow' };
    case 'failed':
      return { how: 'retry' };
    case 'discarded': {
      const uploaded = steps.some((step) => step.name === 'upload' && step.state === 'done');
      return { how: 'start', action: uploaded ? 'activate' : action };
    }
    default:
      return null;
  }
}

/** It has left, and the portal tells sooner or later what became of it. */
export const isUnsettled = ({ outcome, state }: LicenseJob): boolean =>
  outcome !== null && (state === 'unknown' || state === 'verifying');

/** Only a person on the page with all changes can settle it. */
export const isForChanges = ({ state }: LicenseJob): boolean =>
  state === 'conflict' || state === 'paused';

/** One line of the comparison before and after a job. */
export interface ComparedFact {
  readonly label: string;
  readonly was: string | null;
  readonly is: string | null;
  readonly changed: boolean;
}

/** What the portal showed before and shows after; empty while one of both is not known. */
export function compare(before: LicenseState | null, after: LicenseState | null): ComparedFact[] {
  if (before === null || after === null) return [];
  const facts: readonly [label: string, fact: (state: LicenseState) => string | null][] = [
    [m.license_due_date(), ({ dueDate }) => dueDate && formatUtcDay(dueDate)],
    [m.license_standing(), ({ standing }) => sayStanding(standing).text],
    [m.license_customer_id(), ({ customerId }) => customerId],
    [m.license_edition(), ({ edition }) => sayEdition(edition)],
    // To the second: it tells apart two licenses of the same day.
    [m.license_license_date(), ({ licenseDate }) => licenseDate && formatDateTime(licenseDate)],
  ];
  return facts.map(([label, fact]) => {
    const [was, is] = [fact(before), fact(after)];
    return { label, was, is, changed: was !== is };
  });
}
