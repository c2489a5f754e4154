import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type {
  LicenseJob,
  LicenseStepName,
  StagedLicense,
} from '../../../src-main/contract/license';
import { ok } from '../../../src-main/contract/result';
import type { ChosenFile } from '../../../src-main/license/chosen-files';
import { readLicense } from '../../../src-main/license/license-file';
import { runLicenseJob, type JobOrder, type JobTools } from '../../../src-main/license/license-job';
import { readLicenseState } from '../../../src-main/license/license-reading';
import {
  sampleLicense,
  type PracticeKeyName,
  type PracticePortal,
  type PracticePortalOptions,
} from '../../../src-main/practice-portal';
import { sessionFor } from '../docspace/portal-server';
import { codeOf, valueOf } from '../portals/desk';
import { openPortal, today } from '../practice-portal/portal';

/** A chosen file with this text. */
export function chosenFile(text = sampleLicense('standard', { now: today })): ChosenFile {
  const bytes = Buffer.from(text);
  return {
    path: '/licenses/new.lic',
    fileName: 'new.lic',
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    chosenAt: today.toISOString(),
    license: valueOf(readLicense(bytes)),
  };
}

/** What a test says about the file that is staged. */
export function stagedFile(text?: string): StagedLicense {
  const { fileName, sha256, license } = chosenFile(text);
  const { customerId, endDate } = license.content;
  return { fileName, sha256, customerId, endDate, stagedAt: today.toISOString() };
}

const base = { id: 'job', startedAt: today.toISOString() };
export const order = {
  uploadAndActivate: (text?: string): JobOrder => ({
    ...base,
    action: 'uploadAndActivate',
    file: chosenFile(text),
  }),
  upload: (text?: string): JobOrder => ({ ...base, action: 'upload', file: chosenFile(text) }),
  activate: (text?: string): JobOrder => ({
    ...base,
    action: 'activate',
    staged: stagedFile(text),
  }),
  refreshState: (staged: StagedLicense | null = null): JobOrder => ({
    ...base,
    action: 'refreshState',
    staged,
  }),
};

export interface Rig {
  readonly portal: PracticePortal;
  /** Runs a job on the portal. */
  run(order: JobOrder): Promise<LicenseJob>;
  /** Ends the portal, and resolves when no connection to it is left. */
  down(): Promise<void>;
  /** Every report so far. */
  readonly reports: readonly LicenseJob[];
  readonly pauses: readonly number[];
  staged: StagedLicense | null;
  readonly control: AbortController;
  /** Hooks of a test into the job's own calls. */
  onReport: (job: LicenseJob) => void;
  onWait: (turn: number) => Promise<void> | void;
  onStaged: () => Promise<void> | void;
  afterRead: () => Promise<void> | void;
}

export interface RigOptions extends PracticePortalOptions {
  readonly keyName?: PracticeKeyName;
  /** Longest wait for an answer, in milliseconds. */
  readonly patience?: number;
}

/** A job's surroundings: a practice portal over HTTP and a clock that does not wait. */
export async function openRig({ keyName = 'main', patience, ...options }: RigOptions = {}) {
  const portal = await openPortal(options);
  const session = await sessionFor(portal.address, {
    key: () => portal.keys[keyName],
    ...(patience ? { timeouts: { headers: patience } } : {}),
  });
  const reports: LicenseJob[] = [];
  const pauses: number[] = [];
  const rig: Rig = {
    portal,
    reports,
    pauses,
    staged: null,
    control: new AbortController(),
    onReport: () => undefined,
    onWait: () => undefined,
    onStaged: () => undefined,
    afterRead: () => undefined,
    run: (what) => runLicenseJob(what, tools),
    async down() {
      await portal.stop();
      for (;;) {
        const read = await readLicenseState(session, { refresh: false });
        if (codeOf(read) === 'net.refused') return;
      }
    },
  };
  const tools: JobTools = {
    session: () => Promise.resolve(ok(session)),
    async readState(open, signal) {
      const read = await readLicenseState(open, { refresh: true, ...(signal ? { signal } : {}) });
      await rig.afterRead();
      return read.ok ? ok(read.value.state) : read;
    },
    signal: rig.control.signal,
    staged: {
      async remember(staged) {
        rig.staged = staged;
        await rig.onStaged();
      },
      async forget() {
        rig.staged = null;
      },
    },
    now: () => today,
    async wait(milliseconds) {
      pauses.push(milliseconds);
      await rig.onWait(pauses.length);
    },
    changed(job) {
      reports.push(job);
      rig.onReport(job);
    },
  };
  onTestFinished(() => rig.control.abort());
  return rig;
}

/** `upload done, activate failed license.notActivated, verify skipped`. */
export function told(job: LicenseJob): string {
  return job.steps
    .map(({ name, state, error }) => [name, state, ...(error ? [error.code] : [])].join(' '))
    .join(', ');
}

export const stepOf = (job: LicenseJob, name: LicenseStepName) =>
  job.steps.find((step) => step.name === name);
