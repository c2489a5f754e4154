import type { SharingField } from '../../../src-main/contract/sharing';
import { m } from '$words';
import type { SharingEffect, SharingPlan } from './sharing-plan';

/** What a switch is for, in a sentence. */
export function sayHint(field: SharingField): string {
  return {
    externalShare: m.sharing_externalShare_hint,
    externalShareSocialMedia: m.sharing_externalShareSocialMedia_hint,
    defaultShareLinkInternal: m.sharing_defaultShareLinkInternal_hint,
    externalShareApplyToDocuments: m.sharing_externalShareApplyToDocuments_hint,
    externalShareApplyToRooms: m.sharing_externalShareApplyToRooms_hint,
    blockExistingLinksOnRestrict: m.sharing_blockExistingLinksOnRestrict_hint,
  }[field]();
}

/** Why a switch cannot be set while external sharing is off. */
export function sayForced(field: SharingField): string {
  return field === 'defaultShareLinkInternal'
    ? m.sharing_forced_internal()
    : m.sharing_forced_social();
}

/** What follows from a change, in plain words. */
export function sayConsequence({ field, to }: SharingEffect, plan: SharingPlan): string {
  if (!plan.enforced) return m.sharing_effect_stored();
  const shown = (wanted: SharingField): boolean =>
    plan.switches.find((one) => one.field === wanted)?.shown ?? false;
  switch (field) {
    case 'externalShare':
      return to ? m.sharing_effect_allowed() : sayRestriction(shown);
    case 'externalShareSocialMedia':
      return to ? m.sharing_effect_social_on() : m.sharing_effect_social_off();
    case 'defaultShareLinkInternal':
      return to ? m.sharing_effect_internal_on() : m.sharing_effect_internal_off();
    case 'externalShareApplyToDocuments':
      return to ? m.sharing_effect_documents_on() : m.sharing_effect_documents_off();
    case 'externalShareApplyToRooms':
      return to ? m.sharing_effect_rooms_on() : m.sharing_effect_rooms_off();
    case 'blockExistingLinksOnRestrict':
      return to ? m.sharing_effect_block_on() : m.sharing_effect_block_off();
  }
}

function sayRestriction(shown: (field: SharingField) => boolean): string {
  const documents = shown('externalShareApplyToDocuments');
  const rooms = shown('externalShareApplyToRooms');
  if (!documents && !rooms) return m.sharing_effect_restricted_nothing();
  const where =
    documents && rooms
      ? m.sharing_effect_restricted_both()
      : documents
        ? m.sharing_effect_restricted_documents()
        : m.sharing_effect_restricted_rooms();
  const existing = shown('blockExistingLinksOnRestrict')
    ? m.sharing_effect_existing_blocked()
    : m.sharing_effect_existing_stay();
  return `${where} ${existing}`;
}
