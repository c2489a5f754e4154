import { type Person, nameOfPerson, people } from '../tables/people';
import type { RoomKind } from '../tables/places';
import { shareAccess } from '../tables/share-access';
import type { Content } from './content';
import { type Entry, type FolderRow, keyOf } from './entries';
import type { Link } from './links';

/** What somebody may do with an entry. */
export interface Rights {
  readonly read: boolean;
  /** EditAccess: may set links. */
  readonly manage: boolean;
  /** Is told how many links there are; softer than being shown them. */
  readonly countsLinks: boolean;
  /** Is shown the links. */
  readonly listsLinks: boolean;
  /** `FileShare` as it stands on the entry. */
  readonly access: number;
}

const nothing: Rights = {
  read: false,
  manage: false,
  countsLinks: false,
  listsLinks: false,
  access: shareAccess.none,
};
const reading: Rights = { ...nothing, read: true };
const everything: Rights = {
  read: true,
  manage: true,
  countsLinks: true,
  listsLinks: true,
  access: shareAccess.none,
};

/** Where an entry lies, as far as the rules for links differ. */
export type Place = RoomKind | 'my';

/** The place of an entry; `null`: it lies where there are no links. */
export function placeOf({ tree }: Content, entry: Entry): Place | null {
  const room = tree.roomOf(entry)?.room;
  if (room) return room.kind;
  const isSection = entry.kind === 'folder' && entry.section !== null;
  return !isSection && tree.sectionOf(entry)?.section === 'my' ? 'my' : null;
}

/**
 * The rights of a person (`null`: a stranger), with what a link that they came over adds.
 * DocSpace server: FileSecurity. Admins read every room, but manage only rooms that they own or
 * were made managers of; the documents of others they do not even see.
 */
export function rightsOf(
  content: Content,
  entry: Entry,
  person: Person | null,
  cameOver: Link | null = null,
): Rights {
  const own = person === null ? nothing : rightsAsPerson(content, entry, person);
  return own.read || cameOver === null || !reaches(content, cameOver, entry)
    ? own
    : { ...reading, access: cameOver.access };
}

function rightsAsPerson({ tree }: Content, entry: Entry, person: Person): Rights {
  const section = tree.sectionOf(entry);
  const room = tree.roomOf(entry);
  if (section?.section === 'my') return isBy(section, person) ? everything : nothing;
  if (room === null) return reading;
  const rights = rightsInRoom(room, person);
  // Nothing can be shared in the archive any more; the room itself still shows what it had.
  return section?.section === 'archive' ? { ...rights, manage: false, listsLinks: false } : rights;
}

function rightsInRoom(row: FolderRow, person: Person): Rights {
  const name = nameOfPerson(person);
  const member = name === null ? undefined : row.room?.members[name];
  if (isBy(row, person)) return everything;
  if (member === shareAccess.roomManager) return { ...everything, access: member };
  const isAdmin = person.role === 'owner' || person.role === 'admin';
  if (member === undefined && !isAdmin) return nothing;
  return { ...reading, countsLinks: isAdmin, access: member ?? shareAccess.none };
}

/** Whether a person made the entry; a room or section is owned by whoever made it. */
export function isBy(entry: Entry, person: Person): boolean {
  return people[entry.createdBy].id === person.id;
}

/** Whether a link opens an entry: it is set on it or on a folder that it lies in. */
export function reaches({ tree }: Content, link: Link, entry: Entry): boolean {
  return (
    link.kind !== 'invitation' &&
    (link.entry === keyOf(entry) || tree.chain(entry).some((one) => link.entry === keyOf(one)))
  );
}
