import type { RoomType } from '../contract/entries';
import { linkAccesses, type LinkAccess, type OfferReason } from '../contract/links';
import type { SharingSettings } from '../contract/sharing';
import type { PortalEntry } from '../docspace/portal-entry';
import { compareVersions } from '../docspace/versions';
import type { KeptEntry } from './kept';

/** What decides on the links of an entry, besides the links themselves. */
export interface Ground {
  readonly entry: PortalEntry;
  /** Type of the room that it is, or lies in; `null`: in none, or not known. */
  readonly roomType: RoomType | null;
  /** The key's account made it; `null`: not known. */
  readonly own: boolean | null;
  /** External sharing is restricted where it lies. */
  readonly restricted: boolean;
  /** New links are for DocSpace users only unless somebody says otherwise. */
  readonly internalByDefault: boolean;
  /** The portal passes over title, password and download of links of files, and has none of folders. */
  readonly old: boolean;
}

/** @param version of the portal; `null`: not known, taken for a new one. */
export function groundOf(
  { entry, roomType, own }: KeptEntry,
  version: string | null,
  sharing: SharingSettings | null,
): Ground {
  return {
    entry,
    roomType,
    own,
    restricted: isRestricted(entry, sharing),
    internalByDefault: sharing?.defaultShareLinkInternal ?? false,
    old: version !== null && version !== '' && compareVersions(version, '3.5.0') < 0,
  };
}

/** Before 3.7.1, portals only keep the switch. DocSpace server: ExternalShare. */
function isRestricted({ section }: PortalEntry, sharing: SharingSettings | null): boolean {
  if (sharing?.externalShare !== false) return false;
  if (section === 'my') return sharing.externalShareApplyToDocuments === true;
  return section === 'rooms' && sharing.externalShareApplyToRooms === true;
}

/** Why no link of an entry can be made or changed, whatever the link; `null`: nothing speaks against it. */
export function barrier({ entry, roomType, old }: Ground): OfferReason | null {
  const { kind } = entry.ref;
  if (entry.section === 'archive') return 'archive';
  if (entry.section === 'trash' || entry.section === 'other') return 'section';
  if (
    kind === 'room' &&
    (roomType === 'editing' || roomType === 'virtualData' || roomType === 'ai')
  )
    return 'roomType';
  // After that: of what can have no links, the portal says the same.
  if (entry.canShare === false) return 'rights';
  if (kind === 'folder' && old) return 'version';
  // The link that a form shows there is its room's, and is changed with the room.
  if (kind === 'file' && roomType === 'fillingForms') return 'formRoom';
  return null;
}

/** Formats that editors open, by what links to them can allow besides reading. */
const editable: Readonly<Record<string, readonly LinkAccess[]>> = {
  '.docx': ['editing', 'review', 'comment'],
  '.xlsx': ['editing', 'comment'],
  '.pptx': ['editing', 'comment'],
};

/** Rights that a link of the entry can carry, the widest first. */
export function accessesOf({ entry, roomType }: Ground, primary: boolean): readonly LinkAccess[] {
  if (entry.rights) {
    const told = primary ? entry.rights.primary : entry.rights.additional;
    return linkAccesses.filter((access) => told.includes(access));
  }
  // Portals before 3.5 do not tell. DocSpace server: FileSecurity.
  if (entry.ref.kind === 'file') return [...(editable[entry.extension ?? ''] ?? []), 'read'];
  return roomType === 'fillingForms'
    ? ['fillForms', 'read']
    : ['editing', 'review', 'comment', 'read'];
}

/** All rights that any link of the entry can be given, the widest first. */
export function allAccesses(ground: Ground): readonly LinkAccess[] {
  const some = [...accessesOf(ground, true), ...accessesOf(ground, false)];
  return linkAccesses.filter((access) => some.includes(access));
}

/** The most links of each kind. Portals before 3.5 do not tell. DocSpace server: FileSecurity. */
export const limitsOf = ({
  entry,
}: Ground): { readonly additional: number; readonly primary: number } =>
  entry.limits ?? { additional: 5, primary: 1 };
