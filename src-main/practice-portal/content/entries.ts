import type { PersonName } from '../tables/people';
import type { RoomKind, SectionName } from '../tables/places';

/** A number in the portal's own storage, a text in a connected one. */
export type EntryId = number | string;
export type EntryKind = 'file' | 'folder';

interface Row {
  readonly id: EntryId;
  readonly title: string;
  readonly createdBy: PersonName;
  /** Ms since 1970; also of the last change. */
  readonly createdAt: number;
}

export interface Room {
  readonly kind: RoomKind;
  /** Members other than the room's owner, with their access. */
  readonly members: Readonly<Partial<Record<PersonName, number>>>;
  /** The room forbids everybody but its managers to download. */
  readonly denyDownload: boolean;
}

export interface FolderRow extends Row {
  readonly kind: 'folder';
  /** `null` for a section. */
  readonly parentId: EntryId | null;
  readonly room: Room | null;
  readonly section: SectionName | null;
}

export interface FileRow extends Row {
  readonly kind: 'file';
  readonly parentId: EntryId;
  readonly size: number;
  /** A PDF that is a form. */
  readonly isForm: boolean;
}

export type Entry = FolderRow | FileRow;

/** Names an entry among all; files and folders may have the same id. */
export function keyOf(entry: Pick<Entry, 'kind' | 'id'>): string {
  return `${entry.kind}:${entry.id}`;
}

/** An id as it stands in an address: digits only are a number. */
export function readId(text: string): EntryId {
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
}
