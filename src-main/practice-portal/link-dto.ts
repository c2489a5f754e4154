import type { Core } from './core';
import type { Entry, FileRow } from './content/entries';
import { longPathOf, requestTokenOf } from './content/link-address';
import { canEditExpiration, canEditInternal, canRevoke } from './content/link-rules';
import type { Link } from './content/links';
import { type Place, placeOf } from './content/rights';
import { apiDateTime } from './dates';

/** `SubjectType` on the wire. */
const subjectTypes = { additional: 1, invitation: 3, primary: 4 } as const;

interface Told {
  readonly core: Core;
  readonly origin: string;
}

/** `withToken: false` for a link that was just made in the place of a revoked one. */
interface Manner {
  readonly withToken?: boolean;
  /** A form of the room that the link is set on: the address leads to the form. */
  readonly form?: FileRow;
}

/** DocSpace server: FileShareDto. Passwords go out as they are to whoever may list links. */
export function linkDto(link: Link, entry: Entry, told: Told, manner: Manner = {}) {
  const { core } = told;
  const shared = sharedDto(link, entry, told, manner);
  const place = placeOf(core.content(), entry);
  return {
    access: link.access,
    sharedTo: shared,
    ...(core.has('sharedLinkField') ? { sharedLink: shared } : {}),
    isLocked: false,
    isOwner: false,
    canEditAccess: false,
    ...(place === null ? {} : editFlags(link, entry, place, core)),
    subjectType: subjectTypes[link.kind],
  };
}

function sharedDto(link: Link, entry: Entry, { core, origin }: Told, manner: Manner) {
  const isInvitation = link.kind === 'invitation';
  const now = core.settings.clock().getTime();
  const path = manner.form
    ? `${longPathOf(link, manner.form)}&is_file=true`
    : longPathOf(link, entry);
  return {
    id: link.id,
    title: link.title,
    shareLink: isInvitation
      ? `${origin}/rooms/share?key=${requestTokenOf(link)}&type=LinkInvitation`
      : `${origin}/s/${core.shortLinks.codeOf(path)}`,
    ...(link.expiresAt === null
      ? {}
      : { expirationDate: apiDateTime(new Date(link.expiresAt), core.settings.utcOffsetMinutes) }),
    linkType: isInvitation ? 0 : 1,
    ...(link.password === null ? {} : { password: link.password }),
    denyDownload: link.denyDownload,
    isExpired: link.expiresAt !== null && link.expiresAt <= now,
    primary: link.kind === 'primary',
    internal: link.internal,
    ...(manner.withToken === false ? {} : { requestToken: requestTokenOf(link) }),
    ...(isInvitation && core.has('sharedExternal')
      ? {
          ...(link.maxUseCount === null ? {} : { maxUseCount: link.maxUseCount }),
          currentUseCount: 0,
        }
      : {}),
  };
}

function editFlags(link: Link, entry: Entry, place: Place, core: Core) {
  const room = core.content().tree.roomOf(entry)?.room;
  return {
    canEditInternal: canEditInternal(place),
    canEditDenyDownload: !(place === 'virtualData' && room?.denyDownload === true),
    canEditExpirationDate: canEditExpiration(entry, place, link.kind),
    canRevoke: canRevoke(place, link.kind),
  };
}
