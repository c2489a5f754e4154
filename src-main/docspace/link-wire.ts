import * as v from 'valibot';
import type { EntryRef } from '../contract/entries';
import { accessNames } from '../contract/links';
import { ok, type Result } from '../contract/result';
import { wireDate } from './dates';
import type { ExternalLink, LinkOptions } from './portal-entry';
import { maybeFlag, maybeNumber, maybeText, shaped } from './shape';

const link = v.object({
  id: v.string(),
  title: maybeText,
  shareLink: maybeText,
  expirationDate: wireDate,
  linkType: maybeNumber,
  password: maybeText,
  denyDownload: maybeFlag,
  isExpired: maybeFlag,
  primary: maybeFlag,
  internal: maybeFlag,
  requestToken: maybeText,
});

/** From 3.5 on, links have a field of their own; before, they are one kind of what is shared to. */
const share = v.pipe(
  v.looseObject({}),
  v.transform((told) => ({ ...told, link: told['sharedLink'] ?? told['sharedTo'] })),
  v.object({
    link,
    access: maybeNumber,
    isLocked: maybeFlag,
    canEditInternal: maybeFlag,
    canEditDenyDownload: maybeFlag,
    canEditExpirationDate: maybeFlag,
    canRevoke: maybeFlag,
    subjectType: maybeNumber,
  }),
);
type Share = v.InferOutput<typeof share>;

/** Numbers of DocSpace server: LinkType, SubjectType. */
const invitationType = 0;
export const externalType = 1;
const primarySubject = 4;

/**
 * Reads a list of links; invitations into a room are none.
 * Errors: `portal.brokenAnswer`, also for one date that cannot be read: as "no date" it would make
 * a link look unlimited, and the next change of it would make it so.
 * DocSpace server: FileShareDto, FileShareLink.
 */
export function readLinks(response: unknown): Result<readonly ExternalLink[], 'portal'> {
  const found = shaped(v.array(share), response);
  if (!found.ok) return found;
  return ok(found.value.filter(isExternal).map(linkOf));
}

/** Reads one link; `null`: the portal answered with none. Errors: as {@link readLinks}. */
export function readLink(response: unknown): Result<ExternalLink | null, 'portal'> {
  if (response === undefined) return ok(null);
  const found = shaped(share, response);
  return found.ok ? ok(linkOf(found.value)) : found;
}

function isExternal({ link: told }: Share): boolean {
  return told.linkType !== invitationType;
}

function linkOf({ link: told, ...about }: Share): ExternalLink {
  return {
    id: told.id,
    title: told.title ?? '',
    access: accessNames[about.access ?? -1] ?? null,
    expiresAt: told.expirationDate,
    expired: told.isExpired ?? false,
    internal: told.internal ?? false,
    denyDownload: told.denyDownload ?? false,
    password: told.password || null,
    url: told.shareLink ?? '',
    shareKey: told.requestToken || null,
    primary: told.primary ?? about.subjectType === primarySubject,
    canEdit: {
      // `canEditAccess` is false on every link, for it is about people. DocSpace server: FileSharing.
      access: !about.isLocked,
      internal: about.canEditInternal ?? true,
      denyDownload: about.canEditDenyDownload ?? true,
      expiresAt: about.canEditExpirationDate ?? true,
    },
    canRevoke: about.canRevoke ?? false,
  };
}

/** What a request says of a link: a right by its number, 0 takes the link away. */
export interface LinkBody extends Omit<LinkOptions, 'access'> {
  readonly linkId: string;
  readonly access: number;
  readonly primary: boolean;
}

/**
 * The whole of a request. Nothing is left out: the portal takes what is missing for "none" or
 * "off", a missing right for "delete". Versions up to 3.2.1 pass over title, password and
 * download.
 * DocSpace server: FileLinkRequest, FolderLinkRequest, RoomLinkRequest.
 */
export function linkBody(kind: EntryRef['kind'], order: LinkBody): object {
  const { linkId, access, title, expiresAt, internal, denyDownload, password, primary } = order;
  return {
    linkId,
    access,
    // Of an empty one the portal makes its own word for links.
    title: title || null,
    expirationDate: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    internal,
    denyDownload,
    password: password || null,
    // Without its type, a room takes a link for an invitation.
    ...(kind === 'room' ? { linkType: externalType } : { primary }),
  };
}
