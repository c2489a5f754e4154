import { createHash, randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type {
  LicenseAction,
  LicenseJob,
  LicenseStepName,
  StagedLicense,
} from '../../../src-main/contract/license';
import { ok, type Result } from '../../../src-main/contract/result';
import type { DocSpace } from '../../../src-main/docspace/session';
import type { Change } from '../../../src-main/journal/change';
import { registered } from '../../../src-main/journal/registered';
import { openJournal } from '../../../src-main/journal/service';
import type { ChosenFile } from '../../../src-main/license/chosen-files';
import { jobOf, type JobNews } from '../../../src-main/license/job-view';
import {
  licenseObject,
  licenseOperation,
  seenFields,
  wishFields,
  type WishedFile,
} from '../../../src-main/license/license-fields';
import { readLicense } from '../../../src-main/license/license-file';
import { licenseReading, readLicenseState } from '../../../src-main/license/license-reading';
import { createLicenseOperation } from '../../../src-main/license/operation';
import {
  sampleLicense,
  type PracticeKeyName,
  type PracticePortal,
  type PracticePortalOptions,
} from '../../../src-main/practice-portal';
import type { Database } from '../../../src-main/store/database';
import { createReadings } from '../../../src-main/sync/readings';
import { sessionFor } from '../docspace/portal-server';
import { codeOf, valueOf } from '../portals/desk';
import { openPortal, today } from '../practice-portal/portal';
import { memoryDatabase } from '../store/memory-database';

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

const wished = (text?: string): WishedFile => {
  const { fileName, sha256, customerId, endDate } = stagedFile(text);
  return { fileName, sha256, customerId, dueDate: endDate };
};

/** What a person asks for. */
export interface Order {
  readonly action: LicenseAction;
  readonly file: WishedFile | null;
  readonly bytes?: Buffer;
}

const sending =
  (action: LicenseAction) =>
  (text?: string): Order => ({ action, file: wished(text), bytes: chosenFile(text).bytes });
export const order = {
  uploadAndActivate: sending('uploadAndActivate'),
  upload: sending('upload'),
  activate: (text?: string): Order => ({ action: 'activate', file: wished(text) }),
  refreshState: (file: 'staged' | null = null): Order => ({
    action: 'refreshState',
    file: file && wished(),
  }),
};

/** What is left of a rig whose app was killed. */
interface Remains {
  readonly portal: PracticePortal;
  readonly database: Database;
  readonly portalId: string;
  readonly staged: StagedLicense | null;
}

export interface RigOptions extends PracticePortalOptions {
  readonly keyName?: PracticeKeyName;
  /** Longest wait for an answer, in milliseconds. */
  readonly patience?: number;
  /** Goes on with the same portal and what was recorded, as after a restart of the app. */
  readonly after?: Remains;
  /** There is no way to the portal. */
  readonly session?: Result<DocSpace>;
}

/** The license operation in the real journal, and a practice portal over HTTP; no clock waits. */
export async function openRig(options: RigOptions = {}) {
  const { keyName = 'main', patience, after, session: given, ...portalOptions } = options;
  const portal: PracticePortal = after?.portal ?? (await openPortal(portalOptions));
  const database: Database = after?.database ?? (await memoryDatabase());
  const portalId = after?.portalId ?? randomUUID();
  const session = await sessionFor(portal.address, {
    key: () => portal.keys[keyName],
    ...(patience ? { timeouts: { headers: patience } } : {}),
  });
  const sessionNow = (): Promise<Result<DocSpace>> => Promise.resolve(given ?? ok(session));
  const bugs: unknown[] = [];
  const readings = createReadings({
    kind: 'license',
    schema: licenseReading,
    async read(open, asked) {
      const read = await readLicenseState(open, asked);
      await rig.afterRead();
      return read;
    },
    sessionFor: sessionNow,
    snapshots: { get: async () => ok(null), put: async () => ok() },
    now: () => today,
    changed: () => undefined,
    heard: () => undefined,
    report: (line, cause) => bugs.push(cause ?? line),
  });
  const operation = createLicenseOperation({
    readings,
    staged: {
      async remember(_portalId, staged) {
        rig.staged = staged;
        await rig.onStaged();
      },
      async forget() {
        rig.staged = null;
      },
    },
    now: () => today,
    async wait(milliseconds) {
      rig.pauses.push(milliseconds);
      await rig.onWait(rig.pauses.length);
    },
  });
  const journal = valueOf(
    await openJournal({
      database,
      operations: [registered(operation)],
      sessionFor: sessionNow,
      portal: () => ({ name: 'Docs', account: null }),
      isOffline: () => false,
      heard: () => undefined,
      publish: () => undefined,
      saveFile: () => Promise.reject(new Error('nothing is exported')),
      now: () => today,
      random: () => 0.5,
      uuid: randomUUID,
      // What is appointed for later is asked for by hand.
      setTimer: () => () => undefined,
      atOnce: 4,
      report: (line, cause) => bugs.push(cause ?? line),
    }),
  );
  const listeners = new Set<(change: Change) => void>();
  let news: JobNews = { upload: null, alsoOn: [] };

  const rig = {
    portal,
    database,
    portalId,
    journal,
    session,
    /** Set by a test in which the app is killed. */
    killed: false,
    /** What the portal showed when the person last looked, in the words of the journal. */
    base: {},
    /** Every report so far. */
    reports: [] as LicenseJob[],
    pauses: [] as number[],
    staged: (after?.staged ?? null) as StagedLicense | null,
    /** Hooks of a test into the job's own calls. */
    onReport: (_job: LicenseJob): unknown => undefined,
    onWait: (_turn: number): unknown => undefined,
    onStaged: (): unknown => undefined,
    afterRead: (): unknown => undefined,

    /** The person looks at the license of the portal. */
    async look(): Promise<void> {
      rig.base = seenFields(valueOf(await readLicenseState(session)).state);
    },
    async record(what: Order, hold = false): Promise<string> {
      const { action, file, bytes } = what;
      const recorded = await journal.record({
        portalId,
        operation: licenseOperation,
        objectKey: licenseObject,
        target: { kind: 'license', title: file?.fileName ?? null },
        base: rig.base,
        desired: wishFields({ action, file }),
        hold,
        ...(bytes ? { attachment: bytes } : {}),
      });
      return valueOf(recorded).changeId;
    },
    /** Records a change and follows it to where nothing more happens by itself. */
    async run(what: Order): Promise<LicenseJob> {
      const id = await rig.record(what);
      return rig.rest(id);
    },
    /** The report as soon as the change comes to rest. */
    async rest(changeId: string): Promise<LicenseJob> {
      const change = await rig.until(changeId, isAtRest);
      return jobOf(change, news) ?? fail(`no report of a change that is ${change.state}`);
    },
    /** The change as soon as it fits. */
    until: (changeId: string, fits: (change: Change) => boolean) =>
      new Promise<Change>((resolve, reject) => {
        const look = (change: Change): void => {
          if (change.id !== changeId || !fits(change)) return;
          listeners.delete(look);
          resolve(change);
        };
        listeners.add(look);
        journal.byId(changeId).then((found) => look(valueOf(found)), reject);
      }),
    change: async (changeId: string): Promise<Change> => valueOf(await journal.byId(changeId)),
    /** Ends the portal, and resolves when no connection to it is left. */
    async down(): Promise<void> {
      await portal.stop();
      for (;;) {
        const read = await readLicenseState(session);
        if (codeOf(read) === 'net.refused') return;
      }
    },
  };

  const tell = (change: Change): void => {
    const job = jobOf(change, news);
    if (!job) return;
    rig.reports.push(job);
    rig.onReport(job);
  };
  journal.listen((change) => {
    tell(change);
    for (const hear of [...listeners]) hear(change);
  });
  journal.onNews((changeId, told) => {
    const { sent, total } = told as { sent: number; total: number };
    news = { ...news, upload: { sent, total } };
    const change = journal.open().find(({ id }) => id === changeId);
    if (change) tell(change);
  });
  journal.start();
  onTestFinished(async () => {
    if (!rig.killed) await journal.close();
    if (bugs.length > 0) throw new Error(`There were mistakes: ${bugs.join(', ')}`);
  });
  return rig;
}

/** Nothing happens to it before an appointed time, or before a person says something. */
export function isAtRest({ state, nextAttemptAt }: Change): boolean {
  if (state === 'unknown' || state === 'verifying') return nextAttemptAt !== null;
  return state !== 'queued' && state !== 'checking' && state !== 'sending';
}

function fail(why: string): never {
  throw new Error(why);
}

/** `upload done, activate failed license.notActivated, verify skipped`. */
export function told(job: LicenseJob): string {
  return job.steps
    .map(({ name, state, error }) => [name, state, ...(error ? [error.code] : [])].join(' '))
    .join(', ');
}

export const stepOf = (job: LicenseJob, name: LicenseStepName) =>
  job.steps.find((step) => step.name === name);
