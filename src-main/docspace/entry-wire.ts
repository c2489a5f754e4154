import * as v from 'valibot';
import type { RoomType, Section } from '../contract/entries';
import { linkAccesses, type LinkAccess } from '../contract/links';
import type { PortalEntry } from './portal-entry';
import { maybeFlag, maybeNumber, maybeText } from './shape';

/** A whole number in the portal's own storage, any text in connected ones; here both are text. */
export const wireId = v.pipe(v.union([v.number(), v.string()]), v.transform(String));
const maybeId = v.nullish(wireId, null);

const common = {
  id: v.union([v.number(), v.string()]),
  title: maybeText,
  rootFolderType: maybeNumber,
  providerItem: maybeFlag,
  shared: maybeFlag,
  sharedExternal: maybeFlag,
  canShare: maybeFlag,
  createdBy: v.nullish(v.object({ id: maybeText }), null),
  /** Keys are names of DocSpace server: SubjectType. */
  availableShareRights: v.nullish(v.record(v.string(), v.nullish(v.array(v.string()), null)), null),
  shareSettings: v.nullish(v.record(v.string(), maybeNumber), null),
};
const file = v.object({ ...common, folderId: maybeId, fileExst: maybeText });
const folder = v.object({ ...common, parentId: maybeId, roomType: maybeNumber });

/** DocSpace server: FileDto. */
export const wireFile = v.pipe(file, v.transform(fileEntry));
/** DocSpace server: FolderDto; a room is a folder with a type. */
export const wireFolder = v.pipe(folder, v.transform(folderEntry));

/** What to ask of each file and folder, as `fields` of a question name it. */
export const entryFields = {
  files: fieldsOf(file.entries),
  folders: fieldsOf(folder.entries),
} as const;

/** Numbers of DocSpace server: RoomType. */
const roomTypes = new Map<number, RoomType>([
  [1, 'fillingForms'],
  [2, 'editing'],
  [5, 'custom'],
  [6, 'public'],
  [8, 'virtualData'],
  [9, 'ai'],
]);

/** `null`: no room. */
export function roomTypeOf(number: number | null): RoomType | null {
  return number === null ? null : (roomTypes.get(number) ?? 'unknown');
}

/** Numbers of DocSpace server: FolderType, as far as they are sections. */
const sections = new Map<number, Section>([
  [3, 'trash'],
  [5, 'my'],
  [14, 'rooms'],
  [20, 'archive'],
  [34, 'agents'],
]);

/** The section that a folder type stands for; `null`: not told. */
export function sectionOf(folderType: number | null): Section | null {
  return folderType === null ? null : (sections.get(folderType) ?? 'other');
}

function fileEntry(told: v.InferOutput<typeof file>): PortalEntry {
  return {
    ...commonOf(told),
    ref: { kind: 'file', id: String(told.id) },
    roomType: null,
    parentId: inside(told.folderId),
    extension: told.fileExst?.toLowerCase() || null,
  };
}

function folderEntry(told: v.InferOutput<typeof folder>): PortalEntry {
  const roomType = roomTypeOf(told.roomType);
  return {
    ...commonOf(told),
    ref: { kind: roomType === null ? 'folder' : 'room', id: String(told.id) },
    roomType,
    // What is above a room is its section.
    parentId: roomType === null ? inside(told.parentId) : null,
    extension: null,
  };
}

function commonOf(told: Omit<v.InferOutput<typeof file>, 'folderId' | 'fileExst'>) {
  return {
    title: told.title ?? '',
    section: sectionOf(told.rootFolderType) ?? 'other',
    connected: told.providerItem ?? typeof told.id === 'string',
    shared: told.shared ?? false,
    sharedExternal: told.sharedExternal,
    canShare: told.canShare,
    rights: rightsOf(told.availableShareRights),
    limits: limitsOf(told.shareSettings),
    createdBy: told.createdBy?.id ?? null,
  };
}

/** Sections say that they lie in folder 0. */
function inside(parentId: string | null): string | null {
  return parentId === '0' ? null : parentId;
}

const [additional, primary] = ['ExternalLink', 'PrimaryExternalLink'] as const;

type Told = v.InferOutput<typeof file>;

function rightsOf(told: Told['availableShareRights']): PortalEntry['rights'] {
  return told && { additional: accessesIn(told[additional]), primary: accessesIn(told[primary]) };
}

/** The names that a link can carry, in our order: `FillForms` is our `fillForms`. */
function accessesIn(names: readonly string[] | null | undefined): readonly LinkAccess[] {
  const told = new Set(names?.map((name) => name.charAt(0).toLowerCase() + name.slice(1)));
  return linkAccesses.filter((access) => told.has(access));
}

/**
 * Told to those only who may manage the links. Where no number of primary links is told, that of
 * the additional ones counts for them, on its own. DocSpace server: FileSharing, FileEntryDto.
 */
function limitsOf(told: Told['shareSettings']): PortalEntry['limits'] {
  if (told === null) return null;
  const most = told[additional] ?? 0;
  return { additional: most, primary: told[primary] ?? most };
}

function fieldsOf(entries: object): readonly string[] {
  return Object.keys(entries).map((name) => (name === 'createdBy' ? 'createdBy.id' : name));
}
