import type { SharingField } from '../../src-main/contract/sharing';
import { m } from '$words';

/** The name of a switch of external sharing. */
export function saySharingField(field: SharingField): string {
  return {
    externalShare: m.sharing_externalShare,
    externalShareSocialMedia: m.sharing_externalShareSocialMedia,
    defaultShareLinkInternal: m.sharing_defaultShareLinkInternal,
    externalShareApplyToDocuments: m.sharing_externalShareApplyToDocuments,
    externalShareApplyToRooms: m.sharing_externalShareApplyToRooms,
    blockExistingLinksOnRestrict: m.sharing_blockExistingLinksOnRestrict,
  }[field]();
}

/** What a switch of external sharing is set to. */
export function saySwitch(field: SharingField, on: boolean): string {
  if (field === 'externalShare') return on ? m.sharing_allowed() : m.sharing_restricted();
  return on ? m.sharing_on() : m.sharing_off();
}
