import { randomUUID } from 'node:crypto';
import type { Core } from '../core';
import type { LinkAsk } from '../link-body';
import type { ExceptionName } from '../tables/exceptions';
import type { MessageKey } from '../tables/messages';
import { isGoodPassword, longestPassword, passwordRules } from '../tables/password-rules';
import { type Person } from '../tables/people';
import { shareAccess } from '../tables/share-access';
import { type Entry, keyOf } from './entries';
import { auditLink } from './link-audit';
import {
  canEditExpiration,
  canEditInternal,
  canRevoke,
  defaultAccess,
  isPassedOver,
  legalAccesses,
  linkLimits,
} from './link-rules';
import type { Link, LinkKind } from './links';
import { forcesInternal, isDefaultInternal, refusesPublic } from './restriction';
import { type Place, isBy, placeOf, rightsOf } from './rights';

/** What became of a request to set a link. */
export type Outcome =
  /** The link as it is now; `renewed`: it was made in the place of one that was revoked. */
  | { readonly kind: 'link'; readonly link: Link; readonly renewed?: true }
  /** Nothing to show: it was deleted, or there was none. */
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'refused';
      readonly exception: ExceptionName;
      readonly key: MessageKey;
      readonly params?: Readonly<Record<string, string>>;
    };

/** Who sets a link, and the title that it gets unless it is given one. */
export interface Writer {
  readonly core: Core;
  readonly person: Person;
  readonly defaultTitle: string;
}

const yearsAhead = 10;
const nothing: Outcome = { kind: 'nothing' };

/**
 * Creates, replaces or deletes a link, as the server does: every option that was not asked for is
 * off afterwards, and some requests are passed over without a word.
 * DocSpace server: FileStorageService.SetExternalLinkAsync, FileSharing.SetAceObjectAsync.
 * `named`: the caller said whether the link is internal, so the portal's default does not count.
 */
export function setLink(writer: Writer, entry: Entry, asked: LinkAsk, named = false): Outcome {
  const { core, person } = writer;
  const content = core.content();
  const now = core.settings.clock();
  const latest = new Date(now).setUTCFullYear(now.getUTCFullYear() + yearsAhead);
  if (asked.expiresAt !== null && asked.expiresAt > latest) {
    return refused('argument', 'linkTooLong', { years: String(yearsAhead) });
  }
  const place = placeOf(content, entry);
  const room = content.tree.roomOf(entry);
  if (isRoomsForm(entry, place, asked.access) && room !== null) {
    return setLink(writer, room, asked, named);
  }

  const existing = asked.linkId === null ? null : content.links.find(keyOf(entry), asked.linkId);
  const kind: LinkKind = existing?.kind ?? kindOf(asked);
  const isExternal = kind !== 'invitation';
  if (isExternal && refusesPublic(core, entry, place, asked, existing)) return denied(core);

  const rights = rightsOf(content, entry, person);
  const isOpenPrimary =
    place === 'public' &&
    kind === 'primary' &&
    asked.access === shareAccess.read &&
    content.tree.sectionOf(entry)?.section === 'rooms';
  if (!rights.manage && !(isOpenPrimary && rights.read)) return denied(core);

  if (isPassedOver(entry, asked.access)) return unchanged(existing);
  const legal = place === null ? [] : legalAccesses(entry, place, kind, isBy(entry, person));
  if (place === null || !legal.includes(asked.access)) {
    return refused('invalidOperation', 'roleNotAvailable');
  }
  const isPast = asked.expiresAt !== null && asked.expiresAt <= now.getTime();
  if (isPast && !isExternal && asked.access !== shareAccess.none) {
    return refused('argument', 'linkInPast');
  }
  const isRoomPrimary = kind === 'primary' && entry.kind === 'folder' && entry.room !== null;
  const neverExpires = isRoomPrimary && (place === 'public' || place === 'fillingForms');
  const expiresAt = isPast || neverExpires ? null : asked.expiresAt;
  const isDefaulted = existing === null && asked.linkId === null && !named;
  const wished =
    asked.internal ||
    (isExternal && asked.access !== shareAccess.none && forcesInternal(core, entry, place)) ||
    (isExternal && isDefaulted && isDefaultInternal(core, place));

  if (existing !== null && isExternal) {
    if (existing.internal !== wished && !canEditInternal(place)) return unchanged(existing);
    if (existing.expiresAt !== expiresAt && !canEditExpiration(entry, place, kind)) {
      return unchanged(existing);
    }
  }
  if (asked.access === shareAccess.none) {
    return existing === null ? nothing : removeLink(writer, entry, place, existing);
  }
  if (asked.password !== null && !isGoodPassword(asked.password) && core.has('linkPasswordRules')) {
    return refused(
      core.has('plainLinkRefusals') ? 'argument' : 'invalidOperation',
      'linkPassword',
      {
        from: String(passwordRules.minLength),
        to: String(longestPassword),
      },
    );
  }
  const link: Link = {
    id: asked.linkId ?? randomUUID(),
    entry: keyOf(entry),
    kind,
    access: asked.access,
    title: asked.title ?? writer.defaultTitle,
    expiresAt,
    password: asked.password,
    denyDownload: asked.denyDownload,
    internal: place === 'virtualData' || (place !== 'public' && wished),
    maxUseCount: isExternal ? null : asked.maxUseCount,
  };
  if (existing === null) {
    const most = mostOf(core, entry, place, kind);
    const own = content.links.of(keyOf(entry)).filter((one) => one.kind === kind);
    if (own.length >= most) return refused('invalidOperation', 'linkLimit', { n: String(most) });
  }
  content.setLink(link);
  auditLink(core, person, entry, existing === null ? 'created' : 'updated');
  return { kind: 'link', link };
}

/** Deletes a link; where the portal revokes, a new primary one takes its place at once. */
function removeLink(
  { core, person, defaultTitle }: Writer,
  entry: Entry,
  place: Place,
  link: Link,
): Outcome {
  const content = core.content();
  content.removeLink(link);
  if (!canRevoke(place, link.kind)) {
    auditLink(core, person, entry, 'deleted');
    return nothing;
  }
  auditLink(core, person, entry, 'revoked');
  const renewed = plainPrimary(entry, place, defaultTitle, link.internal);
  content.setLink(renewed);
  return { kind: 'link', link: renewed, renewed: true };
}

/** A primary link as the server makes it by itself. */
export function plainPrimary(entry: Entry, place: Place, title: string, internal: boolean): Link {
  return {
    id: randomUUID(),
    entry: keyOf(entry),
    kind: 'primary',
    access: defaultAccess(entry, place),
    title,
    expiresAt: null,
    password: null,
    denyDownload: false,
    internal,
    maxUseCount: null,
  };
}

/** A link that may do no more than fill in a form of a form room is the room's. */
function isRoomsForm(entry: Entry, place: Place | null, access: number): boolean {
  return (
    place === 'fillingForms' &&
    entry.kind === 'file' &&
    entry.isForm &&
    (access === shareAccess.fillForms || access === shareAccess.none)
  );
}

function kindOf({ isInvitation, primary }: LinkAsk): LinkKind {
  if (isInvitation) return 'invitation';
  return primary ? 'primary' : 'additional';
}

/** Where no number is set for the primary link, that of the additional ones counts for it too. */
function mostOf(core: Core, entry: Entry, place: Place, kind: LinkKind): number {
  const limits = linkLimits(entry, place, core.has('linkLimitsByPlace'));
  return kind === 'primary' && limits.primary === 0 ? limits.additional : limits[kind];
}

function unchanged(existing: Link | null): Outcome {
  return existing === null ? nothing : { kind: 'link', link: existing };
}

function denied(core: Core): Outcome {
  return core.has('plainLinkRefusals')
    ? refused('security', 'accessDenied')
    : refused('invalidOperation', 'notPermitted');
}

function refused(
  exception: ExceptionName,
  key: MessageKey,
  params: Readonly<Record<string, string>> = {},
): Outcome {
  return { kind: 'refused', exception, key, params };
}
