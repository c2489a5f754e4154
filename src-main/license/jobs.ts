import { appError } from '../contract/app-error';
import type { LicenseJob } from '../contract/license';
import { fail, ok, type Result } from '../contract/result';
import type { DocSpace } from '../docspace/session';
import { brokenOff } from './job-progress';
import { reportOf, runLicenseJob, type JobOrder } from './license-job';
import type { Readings } from './readings';
import { mayShareLicense, sameAddress, type SavedPortal } from './same-installation';
import type { StagedLicenses } from './staged-licenses';

/** The license jobs: one for each portal, running or to be looked at. */
export interface Jobs {
  of(portalId: string): LicenseJob | null;
  /** Carries a job out in the background, in place of the one that ended before. */
  begin(portal: SavedPortal, order: JobOrder): void;
  /** Without effect once the portal was asked to activate. */
  cancel(portalId: string): void;
  /** Puts the report of an ended job away. */
  dismiss(portalId: string): void;
  /** Cancels and drops the job of a portal. */
  forget(portalId: string): void;
}

export interface JobsOptions {
  readonly sessionFor: (portalId: string) => Promise<Result<DocSpace>>;
  readonly listPortals: () => readonly SavedPortal[];
  readonly readings: Readings;
  readonly staged: StagedLicenses;
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Hears the id of a portal whose job moved on. */
  readonly changed: (portalId: string) => void;
  /** Hears of a job whose outcome is known. */
  readonly ended: (portalId: string, job: LicenseJob) => void;
  /** Hears of mistakes in the program. */
  readonly bug: (line: string, cause: unknown) => void;
}

interface Run {
  job: LicenseJob;
  readonly control: AbortController;
}

export function createJobs(options: JobsOptions): Jobs {
  const { sessionFor, listPortals, readings, staged, changed, bug } = options;
  const runs = new Map<string, Run>();

  const carryOut = (portal: SavedPortal, order: JobOrder, run: Run): Promise<LicenseJob> => {
    const { id } = portal;
    const wanted = (): boolean => runs.get(id) === run;
    return runLicenseJob(order, {
      session: () => sessionFor(id),
      readState: async (session, signal) => {
        if (!wanted()) return fail(appError('net.cancelled'));
        const fresh = { refresh: true, ...(signal ? { signal } : {}) };
        const read = await readings.readWith(id, session, fresh);
        return read.ok ? ok(read.value.state) : read;
      },
      signal: run.control.signal,
      staged: {
        remember: async (one) => (wanted() ? staged.remember(id, one) : undefined),
        forget: () => staged.forget(id),
      },
      now: options.now,
      wait: options.wait,
      changed(job) {
        run.job = job;
        changed(id);
      },
    });
  };

  /** Reads again what a job may have changed. */
  const lookAround = async (portal: SavedPortal, run: Run): Promise<void> => {
    const { job } = run;
    if (runs.get(portal.id) !== run) return;
    if (job.outcome === 'activated') await readOthers(portal, run);
    // A refused activation may have changed the portal's license file all the same.
    else if (job.after === null && askedToActivate(job)) {
      await readings.read(portal.id, { refresh: true });
    }
  };

  /** Reads the other portals of the installation, and names those that share the license. */
  const readOthers = async (portal: SavedPortal, run: Run): Promise<void> => {
    const portals = listPortals().map((one) => ({
      ...one,
      customerId: readings.of(one.id)?.reading?.state.customerId ?? one.customerId,
    }));
    const candidates = mayShareLicense(portal, portals, run.job);
    const sharing = new Set<SavedPortal>();
    await Promise.all(
      candidates.map(async (other) => {
        const read = await readings.read(other.id, { refresh: true });
        if (!read.ok) return;
        const { customerId } = read.value.state;
        const same = customerId !== null && customerId === run.job.after?.customerId;
        if (!same && !sameAddress(portal, other)) return;
        sharing.add(other);
        const alsoOn = candidates.filter((one) => sharing.has(one)).map(({ name }) => name);
        run.job = { ...run.job, alsoOn };
        changed(portal.id);
      }),
    );
  };

  return {
    of: (portalId) => runs.get(portalId)?.job ?? null,

    begin(portal, order) {
      const run: Run = { job: reportOf(order), control: new AbortController() };
      runs.set(portal.id, run);
      carryOut(portal, order, run)
        .then((job) => {
          options.ended(portal.id, job);
          return lookAround(portal, run);
        })
        .catch((cause: unknown) => {
          bug(`License job ${order.id}`, cause);
          if (run.job.outcome !== null) return;
          const error = appError('bridge.bug', { params: { reference: order.id } });
          run.job = brokenOff(run.job, error);
          changed(portal.id);
        });
    },

    cancel(portalId) {
      const run = runs.get(portalId);
      if (run?.job.canCancel) run.control.abort();
    },

    dismiss(portalId) {
      if (runs.get(portalId)?.job.outcome === null) return;
      runs.delete(portalId);
      changed(portalId);
    },

    forget(portalId) {
      runs.get(portalId)?.control.abort();
      runs.delete(portalId);
    },
  };
}

/** Whether the portal was asked to activate and did not prove to have done so. */
function askedToActivate({ before, outcome, steps }: LicenseJob): boolean {
  const activation = steps.find(({ name }) => name === 'activate');
  return before !== null && outcome !== 'cancelled' && activation?.state === 'failed';
}
