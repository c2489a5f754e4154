import { isOf } from '../tables/file-kinds';
import { shareAccess } from '../tables/share-access';
import type { Entry } from './entries';
import type { LinkKind } from './links';
import type { Place } from './rights';

const { none, read, review, comment, fillForms, editing, contentCreator } = shareAccess;

const usual = [editing, fillForms, review, comment, read, none];
const formsOnly = [fillForms, none];

/** What an external link on a room itself may give. The other rooms know only invitations. */
const onRooms: Readonly<Partial<Record<Place, readonly number[]>>> = {
  custom: usual,
  public: usual,
  fillingForms: [fillForms, read, none],
};

const onInvitations: Readonly<Record<Place, readonly number[]>> = {
  my: [],
  custom: [contentCreator, editing, review, comment, read, none],
  public: [contentCreator, read, none],
  fillingForms: [contentCreator, fillForms, none],
  editing: [contentCreator, editing, read, none],
  virtualData: [contentCreator, editing, read, fillForms, none],
  ai: [contentCreator, editing, read, none],
};

/**
 * The accesses that a link on an entry may give. DocSpace server: FileSecurity.GetAccesses.
 * `byCreator`: the caller made the entry; others cannot delete the links of a folder.
 */
export function legalAccesses(
  entry: Entry,
  place: Place,
  kind: LinkKind,
  byCreator: boolean,
): readonly number[] {
  if (entry.kind === 'folder' && entry.room !== null) {
    return (kind === 'invitation' ? onInvitations : onRooms)[place] ?? [];
  }
  if (kind === 'invitation') return [];
  const possible = place === 'fillingForms' ? formsOnly : usual;
  if (entry.kind === 'folder') {
    return possible.filter((access) => {
      if (access === none) return byCreator;
      return access !== fillForms || place === 'fillingForms';
    });
  }
  const { title, isForm } = entry;
  return possible.filter((access) => {
    if (access === none) return true;
    if (access === read) return !isForm;
    if (isOf('extsMustConvert', title)) return false;
    if (access === fillForms) return isForm && ['fillingForms', 'virtualData'].includes(place);
    if (access === editing) return isOf('extsWebEdited', title);
    return !isForm && isOf(access === comment ? 'extsWebCommented' : 'extsWebReviewed', title);
  });
}

/** Where a file cannot be shown, a link that would do more than read is passed over. */
export function isPassedOver(entry: Entry, access: number): boolean {
  const plain: readonly number[] = [read, shareAccess.readWrite, shareAccess.restrict, none];
  return entry.kind === 'file' && !plain.includes(access) && !isOf('extsWebPreviewed', entry.title);
}

/** How many links an entry takes. */
export interface LinkLimits {
  readonly primary: number;
  readonly additional: number;
  readonly invitation: number;
}

/** DocSpace server: FileSecurity.GetLinksSettings; before 3.5.0 it was the same everywhere. */
export function linkLimits(entry: Entry, place: Place, byPlace: boolean): LinkLimits {
  const isRoom = entry.kind === 'folder' && entry.room !== null;
  const invitation = isRoom ? 1 : 0;
  if (!byPlace) return { primary: 1, additional: 5, invitation };
  if (place === 'fillingForms') return { primary: 1, additional: 0, invitation };
  if (place === 'public' || (isRoom && place === 'custom')) {
    return { primary: 1, additional: 5, invitation };
  }
  return isRoom
    ? { primary: 0, additional: 0, invitation }
    : { primary: 0, additional: 6, invitation };
}

/** Where a link is public, or not, by the kind of the room, nobody can change it. */
export function canEditInternal(place: Place): boolean {
  return place !== 'public' && place !== 'virtualData';
}

export function canEditExpiration(entry: Entry, place: Place, kind: LinkKind): boolean {
  const isRoom = entry.kind === 'folder' && entry.room !== null;
  return place !== 'fillingForms' && !(isRoom && place === 'public' && kind === 'primary');
}

/** Whether deleting means that a new link takes the place of the old one. */
export function canRevoke(place: Place, kind: LinkKind): boolean {
  return kind === 'primary'
    ? place === 'fillingForms' || place === 'public'
    : kind === 'additional' && place === 'fillingForms';
}

/** The access of a primary link that the server makes by itself. */
export function defaultAccess(entry: Entry, place: Place): number {
  if (entry.kind === 'folder') return place === 'fillingForms' ? fillForms : read;
  if (!entry.isForm) return read;
  return place === 'fillingForms' || place === 'virtualData' ? fillForms : editing;
}
