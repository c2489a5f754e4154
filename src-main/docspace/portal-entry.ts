import type { AccessName, LinkAccess } from '../contract/links';
import type { EntryRef, RoomType, Section } from '../contract/entries';

/** A file, folder or room as the portal tells it, with what decides on its links. */
export interface PortalEntry {
  readonly ref: EntryRef;
  readonly title: string;
  readonly section: Section;
  /** Type of the room that it is. `null`: it is no room, or a portal told none. */
  readonly roomType: RoomType | null;
  /** The folder or room in which it lies; `null`: at the top, or not told. */
  readonly parentId: string | null;
  /** Extension of a file with its dot, in lower case. */
  readonly extension: string | null;
  /** It lies in a connected storage. */
  readonly connected: boolean;
  /** It has external links of its own, expired and internal ones included. */
  readonly shared: boolean;
  /** One of them is for anyone; `null` before 3.7.1, which do not tell. */
  readonly sharedExternal: boolean | null;
  /** Whether this account may manage its links; `null`: not told. */
  readonly canShare: boolean | null;
  /** Rights that additional and primary links can carry here; `null` before 3.5. */
  readonly rights: {
    readonly additional: readonly LinkAccess[];
    readonly primary: readonly LinkAccess[];
  } | null;
  /** The most links; `null`: not told. */
  readonly limits: { readonly additional: number; readonly primary: number } | null;
  /** Id of the account that created it; `null`: not told. */
  readonly createdBy: string | null;
}

/** An external link as the portal tells it to somebody who manages it. */
export interface ExternalLink {
  readonly id: string;
  readonly title: string;
  /** `null`: a right that is not on our list. */
  readonly access: AccessName | null;
  /** ISO instant; `null`: never. */
  readonly expiresAt: string | null;
  readonly expired: boolean;
  readonly internal: boolean;
  readonly denyDownload: boolean;
  readonly password: string | null;
  readonly url: string;
  /** `null` where the portal does not tell it again, e.g. after a revocation. */
  readonly shareKey: string | null;
  readonly primary: boolean;
  /** What the portal lets this account change. */
  readonly canEdit: {
    readonly access: boolean;
    readonly internal: boolean;
    readonly denyDownload: boolean;
    readonly expiresAt: boolean;
  };
  /** A removal puts a new link in its place. */
  readonly canRevoke: boolean;
}

/** What a link is to be, whole: the portal replaces every option, and drops what is left out. */
export interface LinkOptions {
  readonly title: string;
  readonly access: LinkAccess;
  readonly expiresAt: string | null;
  readonly internal: boolean;
  readonly denyDownload: boolean;
  readonly password: string | null;
}
