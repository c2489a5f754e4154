import * as v from 'valibot';
import type { AppError } from './app-error';
import { text } from './call';

/** What an external link can be set on. */
export const entryKinds = ['file', 'folder', 'room'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** Of a portal's own storage a whole number, of connected storages any text; here both are text. */
const entryId = v.pipe(text(1000), v.minLength(1));
export const entryRef = v.object({ kind: v.picklist(entryKinds), id: entryId });
/** Names one entry of a portal. */
export type EntryRef = Readonly<v.InferOutput<typeof entryRef>>;

/** Types of rooms, as the API names them. */
export const roomTypes = [
  'fillingForms',
  'editing',
  'custom',
  'public',
  'virtualData',
  'ai',
  'unknown',
] as const;
export type RoomType = (typeof roomTypes)[number];

/** The part of a portal in which an entry lies. */
export const sections = ['rooms', 'archive', 'my', 'agents', 'trash', 'other'] as const;
export type Section = (typeof sections)[number];

/** A file, folder or room as a list shows it. */
export interface Entry {
  readonly ref: EntryRef;
  readonly title: string;
  readonly section: Section;
  /** Type of the room that it is, or lies in; `null`: in none, or not known. */
  readonly roomType: RoomType | null;
  /** Extension with its dot, in lower case; `null` for what is no file. */
  readonly extension: string | null;
  /** It lies in a connected storage. */
  readonly connected: boolean;
  /** It has external links of its own: `true` also for those that are expired or internal. */
  readonly shared: boolean;
}

/** A place whose content can be listed. */
export const placeSchema = v.variant('at', [
  v.object({ at: v.picklist(['rooms', 'archive', 'my']) }),
  v.object({ at: v.literal('folder'), id: entryId }),
]);
export type Place = Readonly<v.InferOutput<typeof placeSchema>>;

/** One step of the way to a place. */
export interface Crumb {
  readonly place: Place;
  readonly title: string | null;
}

/** Most entries of one answer; also the most that a portal gives at once. */
export const browsePage = 100;

/** A part of the content of a place; entries that are not known are asked of the portal meanwhile. */
export interface BrowsePage {
  /** From the first section down to the place itself. */
  readonly path: readonly Crumb[];
  /** Beginning at the offset asked for; may be shorter than asked for, while they are read. */
  readonly rows: readonly Entry[];
  /** How many entries the place has; `null`: not known. */
  readonly total: number | null;
  /** When the oldest of these rows was read. */
  readonly asOf: string | null;
  readonly reading: boolean;
  readonly problem: AppError | null;
}

/** What a person may be looking for, and what was found. */
export type Found =
  /** By name: from the portal, or, while it cannot be asked, from what is kept here. */
  | {
      readonly kind: 'entries';
      readonly rows: readonly Entry[];
      readonly from: 'portal' | 'here';
      /** There are more than are told. */
      readonly more: boolean;
      /** Why the portal could not be asked. */
      readonly problem: AppError | null;
    }
  /** Named by an id, a portal's URL or a share link. */
  | { readonly kind: 'entry'; readonly entry: Entry; readonly linkId: string | null }
  | { readonly kind: 'place'; readonly place: Place }
  /** The URL belongs to another portal; `portalId` when that one is saved. */
  | { readonly kind: 'otherPortal'; readonly host: string; readonly portalId: string | null };
