import type { ChangeState } from '../../../src-main/contract/changes';
import type { SharingField } from '../../../src-main/contract/sharing';
import { m } from '$words';
import { needsReview, sayChangeState } from '../../i18n/change-states';
import type { SharingEffect, SharingPlan, SharingSwitch } from './sharing-plan';

/** What a switch is for, or what keeps it as it is. `enforced`: the portal acts on it. */
export function sayHint({ field, shown, forced }: SharingSwitch, enforced: boolean): string {
  if (forced) return sayForced(field);
  return {
    externalShare: !enforced
      ? m.sharing_hint_stored
      : shown
        ? m.sharing_hint_allowed
        : m.sharing_hint_restricted,
    externalShareSocialMedia: m.sharing_externalShareSocialMedia_hint,
    defaultShareLinkInternal: m.sharing_defaultShareLinkInternal_hint,
    externalShareApplyToDocuments: m.sharing_externalShareApplyToDocuments_hint,
    externalShareApplyToRooms: m.sharing_externalShareApplyToRooms_hint,
    blockExistingLinksOnRestrict: m.sharing_blockExistingLinksOnRestrict_hint,
  }[field]();
}

/** Why a switch cannot be set while external sharing is off. */
function sayForced(field: SharingField): string {
  return field === 'defaultShareLinkInternal'
    ? m.sharing_forced_internal()
    : m.sharing_forced_social();
}

/** What an open change will make of a switch, or, while it waits for a person, was to make of it. */
export function sayPending(field: SharingField, on: boolean, state: ChangeState): string {
  const { text } = sayChangeState(state);
  const access = field === 'externalShare';
  if (needsReview(state)) {
    if (access)
      return on ? m.sharing_wanted_allowed({ text }) : m.sharing_wanted_restricted({ text });
    return on ? m.sharing_wanted_on({ text }) : m.sharing_wanted_off({ text });
  }
  if (access)
    return on ? m.sharing_will_be_allowed({ text }) : m.sharing_will_be_restricted({ text });
  return on ? m.sharing_will_be_on({ text }) : m.sharing_will_be_off({ text });
}

/** What follows from a change, in plain words. */
export function sayConsequence({ field, to }: SharingEffect, plan: SharingPlan): string {
  if (!plan.enforced) return m.sharing_effect_stored();
  const shown = (wanted: SharingField): boolean =>
    plan.switches.find((one) => one.field === wanted)?.shown ?? false;
  switch (field) {
    case 'externalShare':
      return to ? sayAllowed(shown) : sayRestriction(shown);
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

function sayAllowed(shown: (field: SharingField) => boolean): string {
  const internal = shown('defaultShareLinkInternal');
  return [
    m.sharing_effect_allowed(),
    ...(internal ? [m.sharing_effect_allowed_internal()] : []),
  ].join(' ');
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
  return [where, ...(rooms ? [m.sharing_effect_public_rooms()] : []), existing].join(' ');
}
