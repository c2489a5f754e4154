import type { Handlers } from '../contract';
import { appError } from '../contract/app-error';
import type { ChosenLicense, LicenseAction, LicenseJob, LicenseState } from '../contract/license';
import { fail, ok, type Result } from '../contract/result';
import type { Change } from '../journal/change';
import type { Intent, Journal } from '../journal/service';
import type { Readings } from '../sync/readings';
import { createChosenFiles, type ChosenFile } from './chosen-files';
import { createJobBoard } from './job-board';
import {
  licenseObject,
  licenseOperation,
  seenFields,
  wishFields,
  wishOf,
  type WishedFile,
} from './license-fields';
import { warningsFor } from './license-file';
import { progressOf } from './license-progress';
import type { LicenseReading } from './license-reading';
import { readOthers } from './read-others';
import type { SavedPortal } from './same-installation';
import type { StagedLicenses } from './staged-licenses';

/** What main hands in. */
export interface LicenseServiceOptions {
  readonly journal: Pick<Journal, 'record' | 'latest' | 'cancel' | 'listen' | 'onNews'>;
  readonly readings: Readings<LicenseReading>;
  readonly staged: Pick<StagedLicenses, 'get' | 'forget'>;
  readonly listPortals: () => readonly SavedPortal[];
  /** Whether the last request to a portal found no way to it. */
  readonly isOffline: (portalId: string) => boolean;
  /** Opens the native picker for license files; its full path, `null` when it was closed. */
  readonly pickFile: () => Promise<string | null>;
  readonly now: () => Date;
  /** Hears the id of a portal whose license page changed. */
  readonly changed: (portalId: string) => void;
  readonly log: (line: string) => void;
  /** Hears of mistakes in the program. */
  readonly bug: (line: string, cause: unknown) => void;
}

/** The license page of every portal: the handlers of its area, and what else main needs. */
export interface LicenseService extends Handlers<'license'> {
  /**
   * The portal is gone or stands somewhere else now: nothing that was known of it holds. Its
   * changes are the journal's to end or to hold.
   */
  forgetPortal(portalId: string): Promise<void>;
}

/** What a license change says, and the bytes that go with it. */
type Order = Pick<Intent, 'base' | 'desired' | 'target' | 'attachment'>;

export function createLicenseService(options: LicenseServiceOptions): LicenseService {
  const { journal, readings, staged, listPortals, now, changed, log, bug } = options;
  const files = createChosenFiles(now);
  const board = createJobBoard({
    journal,
    changed,
    moved(change, job) {
      follow(change, job).catch((cause: unknown) => bug(`License change ${change.id}`, cause));
    },
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

  /** Does what follows when a license change has come to another state. */
  const follow = async (change: Change, job: LicenseJob | null): Promise<void> => {
    const { portalId } = change;
    const portal = find(portalId);
    if (!portal.ok || !job || job.outcome === null) return;
    log(`License change ${change.id} (${job.action}): ${job.outcome}`);
    const { outcome } = job;
    if (outcome === 'activated' || outcome === 'staged') forgetSent(change);
    if (change.state === 'done' && job.action !== 'upload') await staged.forget(portalId);
    if (outcome === 'activated' || outcome === 'other') {
      await readOthers(portal.value, listPortals(), job, readings, (names) =>
        board.foundOthers(portalId, change.id, names),
      );
    }
    // A refused activation may have changed the portal's license file all the same.
    if (wasRefused(change)) await readings.refresh(portalId, { refresh: true });
  };

  /** The chosen file is done with, if it is the one that the change brought. */
  const forgetSent = ({ portalId, desired }: Pick<Change, 'portalId' | 'desired'>): void => {
    const sent = wishOf(desired)?.file?.sha256;
    if (sent === undefined || files.get(portalId)?.sha256 !== sent) return;
    files.forget(portalId);
    changed(portalId);
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
  ): Promise<Result<Order, 'file' | 'license'>> => {
    const { value } = await readings.of(portalId);
    const state = value?.state ?? null;
    if (state?.edition === 'saas' || state?.edition === 'community') {
      return fail(appError('license.notTaken'));
    }
    if (action === 'uploadAndActivate' || action === 'upload') {
      const file = await files.recheck(portalId);
      if (!file.ok) return file;
      const { fileName, sha256, license, bytes } = file.value;
      const { customerId, endDate: dueDate } = license.content;
      const wished = { fileName, sha256, customerId, dueDate };
      return ok({ ...orderOf(action, wished, state), attachment: bytes });
    }
    const waiting = staged.get(portalId);
    if (waiting) {
      const { fileName, sha256, customerId, endDate: dueDate } = waiting;
      return ok(orderOf(action, { fileName, sha256, customerId, dueDate }, state));
    }
    return action === 'activate'
      ? fail(appError('license.nothingStaged'))
      : ok(orderOf(action, null, state));
  };

  return {
    async view({ portalId }) {
      const portal = find(portalId);
      if (!portal.ok) return portal;
      const { value, asOf, reading, problem } = await readings.look(portalId);
      const chosen = files.get(portalId);
      const state = value?.state ?? null;
      const { job, held } = board.of(portalId, state);
      return ok({
        portalId,
        state,
        asOf,
        reading,
        problem,
        takesFiles: value?.takesFiles ?? { yes: false, reason: 'notKnown' },
        chosen: chosen && describe(chosen, state, now()),
        staged: staged.get(portalId),
        job,
        held,
      });
    },

    reload: ({ portalId }) =>
      about(portalId, () => {
        if (!readings.peek(portalId).reading) void readings.refresh(portalId, { refresh: true });
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

    async start({ portalId, action, hold }) {
      const portal = find(portalId);
      if (!portal.ok) return portal;
      // A second click may come while the file is still being checked for the first.
      if (starting.has(portalId) || board.of(portalId, null).busy) {
        return fail(appError('license.jobRunning'));
      }
      starting.add(portalId);
      try {
        const order = await orderFor(portalId, action);
        if (!order.ok) return order;
        const held = hold || options.isOffline(portalId);
        const intent = {
          portalId,
          operation: licenseOperation,
          objectKey: licenseObject,
          hold: held,
          ...order.value,
        };
        const recorded = await journal.record(intent);
        if (!recorded.ok) return recorded;
        const { changeId } = recorded.value;
        log(`License change ${changeId} (${action}) of portal ${portalId}: recorded`);
        board.recorded(portalId, changeId, held);
        // The journal has the file now.
        if (held) forgetSent({ portalId, desired: order.value.desired });
        changed(portalId);
        return ok({ jobId: changeId });
      } finally {
        starting.delete(portalId);
      }
    },

    async cancel({ portalId }) {
      const portal = find(portalId);
      if (!portal.ok) return portal;
      const { job } = board.of(portalId, null);
      if (!job?.canCancel) return ok();
      const cancelled = await journal.cancel(job.id);
      // That it went on meanwhile is no failure: what became of it is told anyway.
      return cancelled.ok || cancelled.error.code === 'change.notNow' ? ok() : cancelled;
    },

    dismissJob: ({ portalId }) => about(portalId, () => board.dismiss(portalId)),

    async forgetPortal(portalId) {
      board.forget(portalId);
      files.forget(portalId);
      readings.forget(portalId);
      await staged.forget(portalId);
    },
  };
}

function orderOf(
  action: LicenseAction,
  file: WishedFile | null,
  seen: LicenseState | null,
): Pick<Intent, 'base' | 'desired' | 'target'> {
  return {
    base: seen ? seenFields(seen) : {},
    desired: wishFields({ action, file }),
    target: { kind: 'license', title: file?.fileName ?? null },
  };
}

/** Whether the portal was asked to activate, and did not. */
function wasRefused(change: Change): boolean {
  const activation = progressOf(change)?.activation?.state;
  return activation === 'refused' || activation === 'failed';
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
