import type { Handlers } from '../contract';
import { appError } from '../contract/app-error';
import type { ChosenLicense, LicenseAction, LicenseState } from '../contract/license';
import { fail, ok, type Result } from '../contract/result';
import type { DocSpace } from '../docspace/session';
import { createChosenFiles, type ChosenFile } from './chosen-files';
import { createJobs } from './jobs';
import { warningsFor } from './license-file';
import type { JobOrder } from './license-job';
import { createReadings } from './readings';
import type { SavedPortal } from './same-installation';
import type { StagedLicenses } from './staged-licenses';

/** What main hands in. */
export interface LicenseServiceOptions {
  readonly sessionFor: (portalId: string) => Promise<Result<DocSpace>>;
  readonly listPortals: () => readonly SavedPortal[];
  /** Opens the native picker for license files; its full path, `null` when it was closed. */
  readonly pickFile: () => Promise<string | null>;
  readonly staged: StagedLicenses;
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly uuid: () => string;
  /** Hears the id of a portal whose license page changed. */
  readonly changed: (portalId: string) => void;
  /** Hears how every read of a portal went. */
  readonly heard: (portalId: string, outcome: Result<unknown>) => void;
  readonly log: (line: string) => void;
  /** Hears of mistakes in the program. */
  readonly bug: (line: string, cause: unknown) => void;
}

/** The license page of every portal: the handlers of its area, and what else main needs. */
export interface LicenseService extends Handlers<'license'> {
  /** The portal is gone or stands somewhere else now: nothing that was known of it holds. */
  forgetPortal(portalId: string): Promise<void>;
}

export function createLicenseService(options: LicenseServiceOptions): LicenseService {
  const { sessionFor, listPortals, staged, now, wait, changed, heard, log, bug } = options;
  const files = createChosenFiles(now);
  const readings = createReadings({ sessionFor, now, changed, heard });
  const jobs = createJobs({
    sessionFor,
    listPortals,
    readings,
    staged,
    now,
    wait,
    changed,
    ended(portalId, { id, action, outcome }) {
      log(`License job ${id} (${action}) ended: ${outcome}`);
      if (outcome !== 'activated' && outcome !== 'staged') return;
      files.forget(portalId);
      changed(portalId);
    },
    bug,
  });
  /** Portals for which a start is being checked. */
  const starting = new Set<string>();

  const find = (portalId: string): Result<SavedPortal, 'saved'> => {
    const portal = listPortals().find(({ id }) => id === portalId);
    return portal ? ok(portal) : fail(appError('saved.unknownPortal'));
  };

  /** Does something about a saved portal that cannot fail in any other way. */
  const about = (portalId: string, act: () => void): Result<void, 'saved'> => {
    const portal = find(portalId);
    if (!portal.ok) return portal;
    act();
    return ok();
  };

  /** Reads without anybody waiting for it. */
  const readSoon = (portalId: string, refresh: boolean): void => {
    readings
      .read(portalId, { refresh })
      .catch((cause: unknown) => bug('Reading a license state', cause));
  };

  const take = async (
    portalId: string,
    path: string,
  ): Promise<Result<void, 'file' | 'license'>> => {
    const chosen = await files.choose(portalId, path);
    if (!chosen.ok) return chosen;
    changed(portalId);
    return ok();
  };

  const orderFor = async (
    portalId: string,
    action: LicenseAction,
  ): Promise<Result<JobOrder, 'file' | 'license'>> => {
    const edition = readings.of(portalId)?.reading?.state.edition;
    if (edition === 'saas' || edition === 'community') return fail(appError('license.notTaken'));
    const base = { id: options.uuid(), startedAt: now().toISOString() };
    const waiting = staged.get(portalId);
    switch (action) {
      case 'uploadAndActivate':
      case 'upload': {
        const file = await files.recheck(portalId);
        return file.ok ? ok({ ...base, action, file: file.value }) : file;
      }
      case 'activate':
        return waiting
          ? ok({ ...base, action, staged: waiting })
          : fail(appError('license.nothingStaged'));
      case 'refreshState':
        return ok({ ...base, action, staged: waiting });
    }
  };

  return {
    view({ portalId }) {
      const portal = find(portalId);
      if (!portal.ok) return portal;
      if (readings.of(portalId) === null) readSoon(portalId, false);
      const kept = readings.of(portalId);
      const chosen = files.get(portalId);
      const state = kept?.reading?.state ?? null;
      return ok({
        portalId,
        state,
        asOf: kept?.asOf ?? null,
        reading: kept?.inProgress ?? false,
        problem: kept?.problem ?? null,
        takesFiles: kept?.reading?.takesFiles ?? { yes: false, reason: 'notKnown' },
        chosen: chosen && describe(chosen, state, now()),
        staged: staged.get(portalId),
        job: jobs.of(portalId),
      });
    },

    reload: ({ portalId }) =>
      about(portalId, () => {
        if (readings.of(portalId)?.inProgress !== true) readSoon(portalId, true);
      }),

    async chooseFile({ portalId }) {
      const portal = find(portalId);
      if (!portal.ok) return portal;
      const path = await options.pickFile();
      if (path === null) return ok(false);
      const taken = await take(portalId, path);
      return taken.ok ? ok(true) : taken;
    },

    async takeDropped({ portalId, path }) {
      const portal = find(portalId);
      return portal.ok ? take(portalId, path) : portal;
    },

    forgetFile: ({ portalId }) =>
      about(portalId, () => {
        files.forget(portalId);
        changed(portalId);
      }),

    async start({ portalId, action }) {
      const portal = find(portalId);
      if (!portal.ok) return portal;
      // A second click may come while the file is still being checked for the first.
      if (starting.has(portalId) || jobs.of(portalId)?.outcome === null) {
        return fail(appError('license.jobRunning'));
      }
      starting.add(portalId);
      try {
        const order = await orderFor(portalId, action);
        if (!order.ok) return order;
        const { id } = order.value;
        log(`License job ${id} (${action}) on portal ${portalId} begins`);
        jobs.begin(portal.value, order.value);
        return ok({ jobId: id });
      } finally {
        starting.delete(portalId);
      }
    },

    cancel: ({ portalId }) => about(portalId, () => jobs.cancel(portalId)),

    dismissJob: ({ portalId }) => about(portalId, () => jobs.dismiss(portalId)),

    async forgetPortal(portalId) {
      jobs.forget(portalId);
      files.forget(portalId);
      readings.forget(portalId);
      await staged.forget(portalId);
    },
  };
}

function describe(file: ChosenFile, state: LicenseState | null, now: Date): ChosenLicense {
  const { fileName, bytes, sha256, chosenAt, license } = file;
  return {
    fileName,
    size: bytes.length,
    sha256,
    chosenAt,
    content: license.content,
    warnings: warningsFor(license, state, now),
  };
}
