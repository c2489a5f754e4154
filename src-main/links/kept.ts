import * as v from 'valibot';
import { entryRef, roomTypes, sections, type RoomType, type Section } from '../contract/entries';
import { accessNames, linkAccesses } from '../contract/links';
import type { PathStep } from '../docspace/browse';
import type { ExternalLink, PortalEntry } from '../docspace/portal-entry';
import type { NewEntry, NewLink, StoredEntry, StoredLink } from '../store/entry-table';

/** An entry with what is known of its surroundings. */
export interface KeptEntry {
  readonly entry: PortalEntry;
  /** Type of the room that it is, or lies in; `null`: in none, or not known. */
  readonly roomType: RoomType | null;
  /** The key's account made it; `null`: not known. */
  readonly own: boolean | null;
  /** The way to it, itself left out unless it is a place; `null`: not known. */
  readonly path: readonly PathStep[] | null;
}

const portalEntry: v.GenericSchema<unknown, PortalEntry> = v.object({
  ref: entryRef,
  title: v.string(),
  section: v.picklist(sections),
  roomType: v.nullable(v.picklist(roomTypes)),
  parentId: v.nullable(v.string()),
  extension: v.nullable(v.string()),
  connected: v.boolean(),
  shared: v.boolean(),
  sharedExternal: v.nullable(v.boolean()),
  canShare: v.nullable(v.boolean()),
  rights: v.nullable(
    v.object({
      additional: v.array(v.picklist(linkAccesses)),
      primary: v.array(v.picklist(linkAccesses)),
    }),
  ),
  limits: v.nullable(v.object({ additional: v.number(), primary: v.number() })),
  createdBy: v.nullable(v.string()),
});

const externalLink: v.GenericSchema<unknown, ExternalLink> = v.object({
  id: v.string(),
  title: v.string(),
  access: v.nullable(v.picklist(accessNames)),
  expiresAt: v.nullable(v.string()),
  expired: v.boolean(),
  internal: v.boolean(),
  denyDownload: v.boolean(),
  password: v.nullable(v.string()),
  url: v.string(),
  shareKey: v.nullable(v.string()),
  primary: v.boolean(),
  canEdit: v.object({
    access: v.boolean(),
    internal: v.boolean(),
    denyDownload: v.boolean(),
    expiresAt: v.boolean(),
  }),
  canRevoke: v.boolean(),
});

const pathSteps: v.GenericSchema<unknown, readonly PathStep[]> = v.array(
  v.object({
    id: v.string(),
    title: v.string(),
    roomType: v.nullable(v.picklist(roomTypes)),
    section: v.picklist(sections),
  }),
);

const roomType = v.nullable(v.picklist(roomTypes));
const inRooms: readonly Section[] = ['rooms', 'archive', 'agents'];

/** An entry out of the store; `null`: another version of Gatehouse wrote it. */
export function keptEntry({ body, roomType: room, own, path }: StoredEntry): KeptEntry | null {
  const entry = v.safeParse(portalEntry, body);
  if (!entry.success) return null;
  const type = v.safeParse(roomType, room);
  // It may have lain in a room before.
  const mayLieInRoom = inRooms.includes(entry.output.section);
  return {
    entry: entry.output,
    roomType: mayLieInRoom && type.success ? type.output : null,
    own,
    path: path === null ? null : keptPath(path),
  };
}

/** A path out of the store; `null`: another version of Gatehouse wrote it. */
export function keptPath(path: unknown): readonly PathStep[] | null {
  const steps = v.safeParse(pathSteps, path);
  return steps.success ? steps.output : null;
}

/** Links out of the store; those that another version of Gatehouse wrote are left out. */
export const keptLinks = (stored: readonly StoredLink[]): readonly ExternalLink[] =>
  stored.flatMap(({ body }) => {
    const link = v.safeParse(externalLink, body);
    return link.success ? [link.output] : [];
  });

/** An entry as the store takes it. */
export const toStore = ({ entry, roomType: room, own, path }: KeptEntry): NewEntry => ({
  ref: entry.ref,
  title: entry.title,
  body: entry,
  roomType: room,
  own,
  path,
});

/** A link as the store takes it; its password rests nowhere else. */
export const linkToStore = (link: ExternalLink): NewLink => ({
  id: link.id,
  body: link,
  shareKey: link.shareKey,
  url: link.url,
});
