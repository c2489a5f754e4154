import { type Answer, exception, value } from '../answers';
import { type Call, type Handler, type Handlers, forPeople } from '../call';
import { addDays } from '../dates';
import { type Entry, type EntryKind, keyOf } from '../content/entries';
import { setLink } from '../content/link-writing';
import { defaultAccess } from '../content/link-rules';
import type { Link } from '../content/links';
import { isDefaultInternal } from '../content/restriction';
import { type Place, type Rights, placeOf } from '../content/rights';
import { type BodyName, type LinkAsk, readLinkAsk } from '../link-body';
import { linkDto } from '../link-dto';
import { shareAccess } from '../tables/share-access';
import { entryNamed, rightsFor } from './browsing';
import { notFound, outcomeAnswer, writerOf } from './links';

/** Days for which a look at an expired link renews it, on portals that do so. */
const renewedDays = 7;

/** The primary link of an entry. Even to look at it makes one where there is none. */
export const primaryLinkRoutes: Handlers<
  | 'GET files/file/:id/link'
  | 'POST files/file/:id/link'
  | 'GET files/folder/:id/link'
  | 'POST files/folder/:id/link'
  | 'GET files/rooms/:id/link'
> = {
  'GET files/file/:id/link': looking('file'),
  'GET files/folder/:id/link': looking('folder'),
  'GET files/rooms/:id/link': looking('room'),
  'POST files/file/:id/link': making('file', 'File'),
  'POST files/folder/:id/link': making('folder', 'FolderLink'),
};

function looking(kind: EntryKind | 'room'): Handler {
  return (call) => {
    const entry = entryNamed(call, kind);
    if (entry === null) return notFound(call);
    const place = placeOf(call.core.content(), entry);
    const existing = primaryOf(call, entry);
    const rights = rightsFor(call, entry);
    if (existing !== null && mayLook(entry, place, rights)) {
      return value(linkDto(renewed(call, place, existing), entry, call));
    }
    if (place === null || !rights.manage || !call.caller.signedIn) return withoutRights(call);
    return create(call, entry, {
      ...nothingAsked,
      access: defaultAccess(entry, place),
      internal: isDefaultInternal(call.core, place),
    });
  };
}

function making(kind: EntryKind, bodyName: BodyName): Handler {
  return forPeople(async (call) => {
    const asked = await readLinkAsk(call, bodyName);
    if (asked.kind !== 'read') return asked;
    const entry = entryNamed(call, kind);
    if (entry === null) return notFound(call);
    if (!rightsFor(call, entry).manage) return withoutRights(call);
    const existing = primaryOf(call, entry);
    if (existing !== null) return value(linkDto(existing, entry, call));
    // Of a file's title nothing is taken here.
    const title = kind === 'file' ? null : asked.value.title;
    return create(call, entry, { ...asked.value, title, primary: true, linkId: null });
  });
}

const nothingAsked: LinkAsk = {
  linkId: null,
  access: shareAccess.none,
  expiresAt: null,
  title: null,
  internal: false,
  primary: true,
  denyDownload: false,
  password: null,
  isInvitation: false,
  maxUseCount: null,
};

function create(call: Call, entry: Entry, asked: LinkAsk): Answer {
  if (!call.caller.signedIn) return withoutRights(call);
  const writer = writerOf(call, call.caller.person);
  return outcomeAnswer(call, entry, setLink(writer, entry, asked, true));
}

function primaryOf({ core }: Call, entry: Entry): Link | null {
  const links = core.content().links.of(keyOf(entry));
  return links.find(({ kind }) => kind === 'primary') ?? null;
}

/** Whoever can read a room sees its primary link, and those of what lies in Public rooms. */
function mayLook(entry: Entry, place: Place | null, rights: Rights): boolean {
  const isRoom = entry.kind === 'folder' && entry.room !== null;
  return rights.manage || (rights.read && (isRoom || place === 'public'));
}

/** Before 3.7.1 a look renews an expired link in My documents, and takes its password off. */
function renewed({ core }: Call, place: Place | null, link: Link): Link {
  const now = core.settings.clock();
  const isExpired = link.expiresAt !== null && link.expiresAt <= now.getTime();
  if (!isExpired || place !== 'my' || core.has('expiredPrimaryStays')) return link;
  const fresh = { ...link, expiresAt: addDays(now, renewedDays).getTime(), password: null };
  core.content().setLink(fresh);
  core.changed();
  return fresh;
}

function withoutRights({ core, say }: Call): Answer {
  return core.has('plainLinkRefusals') ? exception('security', say('accessDenied')) : value(null);
}
