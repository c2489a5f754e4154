import {
  type CreateOffer,
  type LinkAccess,
  type LinkField,
  type Offer,
  type OfferReason,
} from '../contract/links';
import type { ExternalLink } from '../docspace/portal-entry';
import { accessesOf, barrier, limitsOf, type Ground } from './ground';

export const can: Offer = { can: true };
export const cannot = (reason: OfferReason): Offer => ({ can: false, reason });

/** The links that an entry has, and will have. */
export interface Present {
  readonly links: readonly Pick<ExternalLink, 'primary' | 'canEdit'>[];
  /** New ones that are on their way. */
  readonly coming: number;
}

/** Whether a new link becomes the primary one. Rooms get theirs from the portal itself. */
export const becomesPrimary = (
  kind: Ground['entry']['ref']['kind'],
  links: readonly Pick<ExternalLink, 'primary'>[],
): boolean => kind !== 'room' && !links.some(({ primary }) => primary);

/** What can be asked of a new link. `null` for an entry that was never read. */
export function createOffer(ground: Ground | null, { links, coming }: Present): CreateOffer {
  if (ground === null) return unknownOffer;
  const primary = becomesPrimary(ground.entry.ref.kind, links) && coming === 0;
  const accesses = accessesOf(ground, primary);
  const { most, isFull } = countOf(ground, links, coming);
  const reason = whyNot(ground, accesses, isFull);
  return {
    offer: reason === null ? can : cannot(reason),
    accesses,
    fields: fieldOffers((field) => whyFixed(field, ground, links)),
    start: {
      title: '',
      access: accesses.includes('read') ? 'read' : (accesses.at(-1) ?? 'read'),
      expiresAt: null,
      internal: startsInternal(ground),
      denyDownload: false,
    },
    most,
    now: links.length + coming,
  };
}

/** An offer for each field: `null` is a yes. */
export function fieldOffers(
  why: (field: LinkField) => OfferReason | null,
): Readonly<Record<LinkField, Offer>> {
  const offer = (field: LinkField): Offer => {
    const reason = why(field);
    return reason === null ? can : cannot(reason);
  };
  return {
    title: offer('title'),
    access: offer('access'),
    expiresAt: offer('expiresAt'),
    password: offer('password'),
    internal: offer('internal'),
    denyDownload: offer('denyDownload'),
  };
}

/** What portals before 3.5 pass over in links of files. DocSpace server: FileLinkRequest. */
export const isPassedOver = (field: LinkField, { entry, old }: Ground): boolean =>
  old &&
  entry.ref.kind === 'file' &&
  (field === 'title' || field === 'password' || field === 'denyDownload');

const unknownOffer: CreateOffer = {
  offer: cannot('notKnown'),
  accesses: [],
  fields: fieldOffers(() => 'notKnown'),
  start: { title: '', access: 'read', expiresAt: null, internal: false, denyDownload: false },
  most: null,
  now: 0,
};

function whyNot(
  ground: Ground,
  accesses: readonly LinkAccess[],
  isFull: boolean,
): OfferReason | null {
  const barred = barrier(ground);
  if (barred) return barred;
  // There the portal refuses every new link that is for anyone, and has no other.
  if (ground.restricted && ground.roomType === 'public') return 'restricted';
  if (isFull) return 'limit';
  if (accesses.length > 0) return null;
  return ground.entry.ref.kind === 'file' ? 'fileType' : 'roomType';
}

/** The kinds are counted separately. DocSpace server: FileSharing. */
function countOf(
  ground: Ground,
  links: readonly Pick<ExternalLink, 'primary'>[],
  coming: number,
): { readonly most: number; readonly isFull: boolean } {
  const limits = limitsOf(ground);
  const primaries = links.filter(({ primary }) => primary).length;
  const takesPrimary = becomesPrimary(ground.entry.ref.kind, links) && limits.primary > 0;
  const most = limits.additional + Math.max(primaries, takesPrimary ? 1 : 0);
  return { most, isFull: links.length + coming >= most };
}

function whyFixed(
  field: LinkField,
  ground: Ground,
  links: readonly Pick<ExternalLink, 'canEdit'>[],
): OfferReason | null {
  const { roomType, restricted } = ground;
  if (isPassedOver(field, ground)) return 'version';
  switch (field) {
    case 'internal':
      if (roomType === 'public') return 'publicRoom';
      if (roomType === 'virtualData') return 'dataRoom';
      return restricted ? 'restricted' : null;
    case 'expiresAt':
      return roomType === 'fillingForms' ? 'formRoom' : null;
    case 'denyDownload': {
      // That a room forbids downloads is told with its links only.
      const denied = links.some(({ canEdit }) => !canEdit.denyDownload);
      return roomType === 'virtualData' && denied ? 'dataRoom' : null;
    }
    default:
      return null;
  }
}

/** Public rooms have links for anyone only, data rooms none. DocSpace server: FileStorageService. */
function startsInternal({ roomType, restricted, internalByDefault }: Ground): boolean {
  if (roomType === 'public') return false;
  return roomType === 'virtualData' || restricted || internalByDefault;
}
