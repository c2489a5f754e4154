import type { Core } from './core';
import { type Entry, type FileRow, type FolderRow, keyOf } from './content/entries';
import { legalAccesses, linkLimits } from './content/link-rules';
import type { LinkKind } from './content/links';
import { type Place, type Rights, placeOf } from './content/rights';
import { apiDateTime } from './dates';
import { shortPerson } from './routes/people';
import { extensionOf, isOf, kindOf } from './tables/file-kinds';
import { people } from './tables/people';
import { plainFolderType, roomKinds, sections } from './tables/places';
import { accessName, shareAccess } from './tables/share-access';

/** `FileEntryType` on the wire. */
export const entryType = { folder: 1, file: 2 } as const;

/** Who an entry is described for. */
export interface Viewer {
  readonly core: Core;
  readonly rights: Rights;
  /** Id of the person; `null`: a stranger. */
  readonly personId: string | null;
  readonly origin: string;
}

/** DocSpace server: FileDto, FolderDto. What is costly is only made when it is read. */
export function entryDto(entry: Entry, viewer: Viewer) {
  const { core, rights } = viewer;
  const content = core.content();
  const section = content.tree.sectionOf(entry);
  const room = content.tree.roomOf(entry);
  const place = placeOf(content, entry);
  const date = apiDateTime(new Date(entry.createdAt), core.settings.utcOffsetMinutes);
  return {
    id: entry.id,
    title: entry.title,
    access: rights.access,
    ...sharedFlags(entry, core),
    shortWebUrl: '',
    created: date,
    updated: date,
    rootFolderType: section?.section ? sections[section.section].folderType : 0,
    rootFolderId: section?.id ?? 0,
    ...(room === null || !room.room || room.id === entry.id
      ? {}
      : { parentRoomType: roomKinds[room.room.kind].folderType }),
    ...(typeof entry.id === 'string'
      ? { providerItem: true, providerKey: 'WebDav', providerId: 1 }
      : {}),
    canShare: rights.manage && !isWithoutLinks(entry, place),
    ...(entry.kind === 'file' ? fileFields(entry, viewer) : folderFields(entry, viewer)),
    get createdBy() {
      return shortPerson(core, people[entry.createdBy]);
    },
    get updatedBy() {
      return shortPerson(core, people[entry.createdBy]);
    },
    get shareSettings() {
      return place === null ? undefined : shareSettings(entry, place, viewer);
    },
    get availableShareRights() {
      return place === null ? undefined : shareRights(entry, place, viewer);
    },
    get security() {
      return securityDto(entry, rights);
    },
  };
}

function fileFields(file: FileRow, { origin, core }: Viewer) {
  const kind = kindOf(file);
  const id = encodeURIComponent(file.id);
  const download = `${origin}/filehandler.ashx?action=download&fileid=${id}`;
  return {
    folderId: file.parentId,
    version: 1,
    versionGroup: 1,
    contentLength: `${(file.size / 1024).toFixed(1)} KB`,
    pureContentLength: file.size,
    fileStatus: 0,
    mute: false,
    viewUrl: download,
    webUrl: isOf('extsWebPreviewed', file.title) ? `${origin}/doceditor?fileId=${id}` : download,
    fileType: kind.fileType,
    fileExst: extensionOf(file.title),
    thumbnailStatus: 0,
    ...(file.isForm ? { isForm: true } : {}),
    fileEntryType: entryType.file,
    ...(core.has('aiRooms') ? { vectorizationStatus: 0 } : {}),
  };
}

function folderFields(folder: FolderRow, { core }: Viewer) {
  const inside = core.content().tree.children(folder.id);
  const { room } = folder;
  return {
    parentId: folder.parentId ?? 0,
    filesCount: inside.files.length,
    foldersCount: inside.folders.length,
    new: 0,
    mute: false,
    tags: [],
    logo: { original: '', large: '', medium: '', small: '' },
    pinned: false,
    ...(room === null
      ? {}
      : { roomType: roomKinds[room.kind].roomType, inRoom: true, denyDownload: room.denyDownload }),
    private: false,
    indexing: false,
    type: folderTypeOf(folder),
    fileEntryType: entryType.folder,
  };
}

/** Own links count whatever their state; those of the folders above make `parentShared`. */
function sharedFlags(entry: Entry, core: Core) {
  const { tree, links } = core.content();
  const own = links.of(keyOf(entry)).filter(({ kind }) => kind !== 'invitation');
  const above = tree.chain(entry).filter(({ id }) => entry.kind === 'file' || id !== entry.id);
  return {
    shared: own.length > 0,
    ...(core.has('sharedExternal') ? { sharedExternal: own.some((link) => !link.internal) } : {}),
    ...(core.has('sharedLinkField')
      ? {
          sharedForUser:
            entry.kind === 'folder' && Object.keys(entry.room?.members ?? {}).length > 0,
          parentShared: above.some((one) =>
            links.of(keyOf(one)).some(({ kind }) => kind !== 'invitation'),
          ),
        }
      : {}),
  };
}

/** Rooms of these kinds take nothing but invitations. */
function isWithoutLinks(entry: Entry, place: Place | null): boolean {
  if (place === null) return true;
  const limits = linkLimits(entry, place, true);
  return limits.primary + limits.additional === 0;
}

/** How many links the viewer may set; nothing where they may set none. */
function shareSettings(entry: Entry, place: Place, { core, rights }: Viewer) {
  const { primary, additional } = linkLimits(entry, place, core.has('linkLimitsByPlace'));
  if (!core.has('sharedLinkField') || !rights.manage) return undefined;
  if (isWithoutLinks(entry, place)) return undefined;
  return {
    ...(primary > 0 ? { PrimaryExternalLink: primary } : {}),
    ...(additional > 0 ? { ExternalLink: additional } : {}),
  };
}

function shareRights(entry: Entry, place: Place, { core, personId }: Viewer) {
  if (!core.has('sharedLinkField')) return undefined;
  const byCreator = people[entry.createdBy].id === personId;
  const names = (kind: LinkKind) => legalAccesses(entry, place, kind, byCreator).map(accessName);
  const isRoom = entry.kind === 'folder' && entry.room !== null;
  return {
    ...(isRoom ? { InvitationLink: names('invitation') } : {}),
    ...(isWithoutLinks(entry, place)
      ? {}
      : { ExternalLink: names('additional'), PrimaryExternalLink: names('primary') }),
  };
}

function securityDto(entry: Entry, { read, manage, access }: Rights) {
  const edits = manage || access === shareAccess.editing || access === shareAccess.contentCreator;
  const common = {
    Read: read,
    Delete: manage,
    Rename: manage,
    Copy: read,
    Move: manage,
    Duplicate: manage,
    Download: read,
    EditAccess: manage,
    CopyLink: read,
    Embed: manage,
  };
  return entry.kind === 'file'
    ? {
        ...common,
        Comment: edits || access === shareAccess.comment || access === shareAccess.review,
        FillForms: edits || access === shareAccess.fillForms,
        Review: edits || access === shareAccess.review,
        Edit: edits,
        CustomFilter: edits,
        ReadHistory: edits,
      }
    : { ...common, Create: manage, EditRoom: manage && entry.room !== null, CopySharedLink: read };
}

/** `FolderType` of a folder. */
export function folderTypeOf({ room, section }: FolderRow): number {
  if (room !== null) return roomKinds[room.kind].folderType;
  return section === null ? plainFolderType : sections[section].folderType;
}
