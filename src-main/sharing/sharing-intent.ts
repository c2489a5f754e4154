import * as v from 'valibot';
import { sharingSettings, type SharingSettings } from '../contract/sharing';
import type { Fields } from '../journal/change';
import { pick } from '../journal/fields';
import type { Intent } from '../journal/service';
import { externalSharingKey } from './external-sharing-operation';

/** What a person wants of a portal's external sharing, and what that was decided on. */
export interface SharingWish {
  /** What the person saw on the portal of the switches in `desired`. */
  readonly base: SharingSettings;
  readonly desired: SharingSettings;
  /** What is known of the portal, what open changes will make of it, and when it was read. */
  readonly seen: {
    readonly settings: SharingSettings;
    readonly pending: SharingSettings;
    readonly asOf: string | null;
  };
}

/** The change that the journal is to record for a wish. */
export function sharingIntent(portalId: string, { base, desired, seen }: SharingWish): Intent {
  const condition = conditionOf(desired, seen);
  return {
    portalId,
    operation: externalSharingKey,
    target: { kind: 'externalSharing', title: null },
    objectKey: externalSharingKey,
    base: { ...pick(base, Object.keys(desired)), ...condition },
    desired: { ...desired, ...condition },
    seenAt: seen.asOf,
  };
}

/**
 * What must stay as it is for a change to make sense: without external sharing, a portal keeps
 * social media off and new links internal. Somebody who restricts it meanwhile makes a conflict.
 */
function conditionOf(
  { externalShare, externalShareSocialMedia, defaultShareLinkInternal }: SharingSettings,
  { settings, pending }: SharingWish['seen'],
): Fields {
  const needsSharing = externalShareSocialMedia === true || defaultShareLinkInternal === false;
  if (!needsSharing || externalShare !== undefined) return {};
  const isOn = settings.externalShare === true && pending.externalShare !== false;
  return isOn ? { externalShare: true } : {};
}

/**
 * Fields of changes as switches. Changes that another version of Gatehouse recorded may hold some
 * that this one cannot show.
 */
export function settingsIn(fields: Fields): SharingSettings {
  const found = v.safeParse(sharingSettings, fields);
  return found.success ? found.output : {};
}
