import * as v from 'valibot';
import type { AppError } from './app-error';
import { call, text, uuid } from './call';
import type { ChangeState } from './changes';
import type { Edition } from './portals';

/** The license as the portal tells it. Dates are ISO instants. */
export interface LicenseState {
  readonly edition: Edition;
  readonly standing: 'paid' | 'trial' | 'grace' | 'notPaid' | 'unknown';
  /** `null`: no due date (unlimited, or the key may not see it). */
  readonly dueDate: string | null;
  /** End of the grace period, where there is one. */
  readonly graceUntil: string | null;
  readonly customerId: string | null;
  /** When the present license was put onto the portal. */
  readonly licenseDate: string | null;
  /** The portal says that its license file is missing on disk. */
  readonly fileMissing: boolean;
  /** Title of the tariff, as the portal words it. */
  readonly tariff: string | null;
}

/** What a license file says, read on this computer. */
export interface LicenseContent {
  readonly customerId: string;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly trial: boolean;
  readonly lifetime: boolean;
  readonly edition: 'enterprise' | 'developer';
  readonly limits: {
    readonly users: number | null;
    readonly usersExpireDays: number | null;
    readonly connections: number | null;
  };
  readonly features: readonly ('branding' | 'customization' | 'advancedApi')[];
}

/** Why a person should look twice before sending this file to this portal. */
export type LicenseWarning =
  | { readonly kind: 'expired'; readonly endDate: string }
  | { readonly kind: 'notYetValid'; readonly startDate: string }
  | {
      readonly kind: 'otherEdition';
      readonly file: 'enterprise' | 'developer';
      readonly portal: Edition;
    }
  | { readonly kind: 'endsEarlier'; readonly file: string; readonly portal: string }
  | { readonly kind: 'otherCustomer'; readonly file: string; readonly portal: string }
  | {
      readonly kind: 'unreadDate';
      readonly field: 'start_date' | 'end_date';
      readonly text: string;
    };

/** A license file chosen by picker or drop. Its path stays in main. */
export interface ChosenLicense {
  readonly fileName: string;
  readonly size: number;
  /** Lower-case hex of the file's bytes. */
  readonly sha256: string;
  readonly chosenAt: string;
  readonly content: LicenseContent;
  readonly warnings: readonly LicenseWarning[];
}

/** A file that this app has put onto the portal but that the portal has not activated. */
export interface StagedLicense {
  readonly fileName: string;
  readonly sha256: string;
  readonly customerId: string;
  readonly endDate: string | null;
  readonly stagedAt: string;
}

export const licenseSteps = ['upload', 'activate', 'verify'] as const;
export type LicenseStepName = (typeof licenseSteps)[number];

export interface LicenseStep {
  readonly name: LicenseStepName;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'skipped';
  /** Bytes, while and after uploading. */
  readonly sent?: number;
  readonly total?: number;
  /** The portal's own words, plain text. */
  readonly portalSaid?: string;
  readonly error?: AppError;
}

export const licenseActions = ['uploadAndActivate', 'upload', 'activate', 'refreshState'] as const;
export type LicenseAction = (typeof licenseActions)[number];

/** What came of a job, proved by reading the portal again where it was asked to activate. */
export type LicenseOutcome =
  | 'activated'
  /** The portal took the file, but shows the same license as before. */
  | 'unchanged'
  /** The portal activated something, but shows a license that is not the one of the file. */
  | 'other'
  /** Uploaded, to be activated later. */
  | 'staged'
  | 'failed'
  | 'cancelled'
  /** The connection was lost at a point where the portal may or may not have acted, and reading back failed too. */
  | 'unknown'
  /** Somebody brought another license onto the portal meanwhile: a person decides which one counts. */
  | 'conflict'
  /** All changes of the portal wait until a person has set something right. */
  | 'paused';

/** The newest license change of a portal, as its steps show it. */
export interface LicenseJob {
  /** Of the change in the journal. */
  readonly id: string;
  readonly action: LicenseAction;
  readonly fileName: string | null;
  readonly startedAt: string;
  /** Where the change stands in the journal. */
  readonly state: ChangeState;
  readonly steps: readonly LicenseStep[];
  /** False once the portal was asked to activate: from there only the portal decides. */
  readonly canCancel: boolean;
  readonly before: LicenseState | null;
  readonly after: LicenseState | null;
  readonly outcome: LicenseOutcome | null;
  /** Names of other saved portals of the same installation that were read again. */
  readonly alsoOn: readonly string[];
}

/** Why a license change is held: nothing of it is sent before a person says so. */
export type HeldReason =
  /** It was made while the portal could not be reached. */
  | 'offline'
  /** Gatehouse was started again since, or the portal stands somewhere else now. */
  | 'restart'
  /** It was tried and did not get through. */
  | 'notSent';

/** A license change that waits for a person's word. */
export interface HeldLicense {
  readonly changeId: string;
  readonly action: LicenseAction;
  /** `null` when no file goes with it. */
  readonly fileName: string | null;
  readonly customerId: string | null;
  readonly endDate: string | null;
  readonly heldAt: string;
  readonly reason: HeldReason;
  /** Why it did not get through. */
  readonly error: AppError | null;
  /** The portal shows another license now than when the change was made. */
  readonly portalChanged: boolean;
}

/** Everything the License tab of one portal shows. */
export interface LicenseView {
  readonly portalId: string;
  readonly state: LicenseState | null;
  readonly asOf: string | null;
  readonly reading: boolean;
  readonly problem: AppError | null;
  /** Whether this portal takes license files with this key. */
  readonly takesFiles:
    { readonly yes: true } | { readonly yes: false; readonly reason: NoFilesReason };
  readonly chosen: ChosenLicense | null;
  readonly staged: StagedLicense | null;
  readonly job: LicenseJob | null;
  readonly held: HeldLicense | null;
}

export type NoFilesReason = 'saas' | 'community' | 'role' | 'notKnown';

const byPortal = v.object({ portalId: uuid });

/** The license job of one portal. */
export const licenseCalls = {
  view: call<LicenseView, 'saved'>()(byPortal),
  /** Reads the license state again without changing anything on the portal. */
  reload: call<void, 'saved'>()(byPortal),
  /** Opens the native picker. `false` when the person closed it. */
  chooseFile: call<boolean, 'saved' | 'file' | 'license'>()(byPortal),
  /** Takes a file dropped on the page; the preload turns the dropped file into its path. */
  takeDropped: call<void, 'saved' | 'file' | 'license'>()(
    v.object({ portalId: uuid, path: text(4096) }),
  ),
  forgetFile: call<void, 'saved'>()(byPortal),
  /**
   * Records the change in the journal, with the bytes of the file. It is sent at once, unless it
   * is to be held or the portal is known to be offline.
   */
  start: call<{ readonly jobId: string }, 'saved' | 'file' | 'license' | 'change'>()(
    v.object({ portalId: uuid, action: v.picklist(licenseActions), hold: v.boolean() }),
  ),
  /** Without effect once the portal was asked to activate. */
  cancel: call<void, 'saved' | 'change'>()(byPortal),
  /** Puts the report of a job away, until there is news of it. */
  dismissJob: call<void, 'saved'>()(byPortal),
};
