import {
  linkAccesses,
  type LinkAccess,
  type LinkField,
  type LinkRow,
  type OfferReason,
  type PendingLink,
} from '../contract/links';
import type { ExternalLink } from '../docspace/portal-entry';
import { can, cannot, fieldOffers, isPassedOver } from './create-offer';
import { accessesOf, barrier, type Ground } from './ground';

/** What decides on a link itself. */
export type Judged = Pick<
  ExternalLink,
  'access' | 'internal' | 'primary' | 'canEdit' | 'canRevoke'
>;

/** What can be done with a link. `ground: null`: its entry was never read. */
export function editOffer(
  ground: Ground | null,
  link: Judged,
  pending: PendingLink['kind'] | null,
): Pick<LinkRow, 'edit' | 'removal'> {
  const how = link.canRevoke ? 'revoke' : 'delete';
  const isGoing = pending === 'delete' || pending === 'revoke';
  const barred = isGoing ? 'pending' : ground === null ? 'notKnown' : barrier(ground);
  if (barred !== null || ground === null) {
    const reason = barred ?? 'notKnown';
    return { edit: fieldOffers(() => reason), removal: { how, offer: cannot(reason) } };
  }
  const stays = whyItStays(ground, link);
  return {
    edit: fieldOffers((field) => whyFixed(field, ground, link)),
    removal: { how, offer: stays === null ? can : cannot(stays) },
  };
}

/** The right of a link, if it is one that Gatehouse can send back as it is. */
export const knownAccess = ({ access }: Pick<ExternalLink, 'access'>): LinkAccess | null =>
  linkAccesses.find((one) => one === access) ?? null;

/** Why a field cannot be changed; a portal that passes over one field passes over them all. */
function whyFixed(field: LinkField, ground: Ground, link: Judged): OfferReason | null {
  const { roomType, restricted } = ground;
  // The portal refuses whatever leaves a link there alive.
  if (restricted && roomType === 'public') return 'restricted';
  // Of a right that we cannot name, every change would make another one.
  if (field !== 'access' && knownAccess(link) === null) return 'notKnown';
  if (isPassedOver(field, ground)) return 'version';
  switch (field) {
    case 'access': {
      if (!link.canEdit.access) return 'rights';
      const others = accessesOf(ground, link.primary).filter((one) => one !== link.access);
      return others.length > 0 ? null : 'fileType';
    }
    case 'internal':
      if (!link.canEdit.internal) return fixedBy(ground);
      return restricted && link.internal ? 'restricted' : null;
    case 'denyDownload':
      return link.canEdit.denyDownload ? null : fixedBy(ground);
    case 'expiresAt':
      return link.canEdit.expiresAt ? null : fixedBy(ground);
    default:
      return null;
  }
}

/** The type of room that fixes what cannot be edited. DocSpace server: FileSharing. */
function fixedBy({ roomType }: Ground): OfferReason {
  switch (roomType) {
    case 'public':
      return 'publicRoom';
    case 'virtualData':
      return 'dataRoom';
    case 'fillingForms':
      return 'formRoom';
    default:
      return 'rights';
  }
}

function whyItStays(
  { entry, roomType, own, restricted }: Ground,
  link: Judged,
): OfferReason | null {
  // To revoke is to make a new link, which the portal refuses then. DocSpace server: FileSharing.
  if (link.canRevoke && restricted) {
    if (roomType === 'public' || (roomType === 'fillingForms' && !link.internal)) {
      return 'restricted';
    }
  }
  return entry.ref.kind === 'folder' && own === false ? 'folderCreator' : null;
}
