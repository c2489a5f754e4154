import * as v from 'valibot';
import { contentStateSchema, freshContentState } from './content/content-state';
import { type License, readLicense } from './license/license-text';
import type { PortalSettings } from './options';
import { sampleLicense } from './sample-licenses';
import { editions } from './tables/editions';
import { sharingDefaults } from './tables/sharing';
import { addDays } from './dates';

const instant = v.pipe(v.string(), v.isoTimestamp());

const appliedLicense = v.object({
  customerId: v.string(),
  dueDate: v.nullable(instant),
  trial: v.boolean(),
  lifetime: v.boolean(),
  branding: v.boolean(),
  customization: v.boolean(),
  advancedApi: v.boolean(),
  appliedAt: instant,
});
/** What the license of the portal granted when it was activated. */
export type AppliedLicense = v.InferOutput<typeof appliedLicense>;

const sharing = v.object({
  externalShare: v.boolean(),
  /** Never on while `externalShare` is off. */
  externalShareSocialMedia: v.boolean(),
  defaultShareLinkInternal: v.boolean(),
  externalShareApplyToDocuments: v.boolean(),
  externalShareApplyToRooms: v.boolean(),
  blockExistingLinksOnRestrict: v.boolean(),
});
/** External sharing; portals before 3.7.1 neither show nor change but the first two. */
export type Sharing = v.InferOutput<typeof sharing>;

const auditRecord = v.object({ actionId: v.number(), userId: v.string(), at: instant });

/** Everything that a portal remembers, as it stands in the data file. Holds no key. */
export const portalStateSchema = v.object({
  schema: v.literal(1),
  installedAt: instant,
  license: v.object({
    /** Text of `license.lic`; `null`: no such file. */
    currentFile: v.nullable(v.string()),
    /** Text of `license.lic.tmp`: uploaded, not activated. */
    stagedFile: v.nullable(v.string()),
    applied: v.nullable(appliedLicense),
    /** Start of a trial asked for over the trial route. */
    trialSince: v.nullable(instant),
    acceptedAt: v.nullable(instant),
  }),
  /** Data files of earlier versions hold none. */
  sharing: v.optional(sharing, sharingDefaults.installed),
  content: v.optional(contentStateSchema, freshContentState),
  audit: v.array(auditRecord),
});
export type PortalState = v.InferOutput<typeof portalStateSchema>;

/** The state of a portal that was just installed. */
export function freshState(settings: PortalSettings): PortalState {
  const now = settings.clock();
  const { takesLicense, developer } = editions[settings.edition];
  const text =
    takesLicense && settings.license !== 'none'
      ? sampleLicense(settings.license, { now, developer })
      : null;
  const license = text === null ? null : readLicense(text);
  return {
    schema: 1,
    installedAt: addDays(now, -1).toISOString(),
    license: {
      currentFile: text,
      stagedFile: null,
      applied: license && toApplied(license, license.startDate ?? now),
      trialSince: null,
      acceptedAt: null,
    },
    sharing: sharingDefaults.installed,
    content: freshContentState(),
    audit: [],
  };
}

/** What the portal keeps of a license once it is active. */
export function toApplied(license: License, appliedAt: Date): AppliedLicense {
  return {
    customerId: license.customerId,
    dueDate: license.endDate?.toISOString() ?? null,
    trial: license.trial,
    lifetime: license.lifetime,
    branding: license.branding,
    customization: license.customization,
    advancedApi: license.advancedApi,
    appliedAt: appliedAt.toISOString(),
  };
}
