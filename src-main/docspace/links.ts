import { appError } from '../contract/app-error';
import type { EntryRef } from '../contract/entries';
import { accessNames, type AccessName } from '../contract/links';
import { fail, ok, type Result } from '../contract/result';
import { linksPath, pathStep } from './entry-path';
import { externalType, linkBody, readLink, readLinks, type LinkBody } from './link-wire';
import type { ExternalLink, LinkOptions } from './portal-entry';
import type { Answer } from './refusal';
import type { DocSpace } from './session';
import { read, write, type Question, type WriteFailure, type WriteResult } from './transport';

/** The external links of one entry. */
export interface LinkList {
  readonly links: readonly ExternalLink[];
  /** Links that exist and that this account is not shown; told for files only, else 0. */
  readonly hidden: number;
}

/** What a link is to become. */
export interface LinkOrder {
  /** Of the link to be replaced; of a new one a UUID made here, so that a retry cannot make two. */
  readonly linkId: string;
  /** Kind of a new link; that of a present one stays as it is. Rooms make additional ones only. */
  readonly primary: boolean;
  readonly options: LinkOptions;
}

/** Most links of one answer. */
const page = 100;

/**
 * All external links of an entry, expired and internal ones included; links of the folders above
 * it are not among them. `GET files/file|folder|rooms/{id}/links`. Keys need `files:read`, for
 * rooms `rooms:read`.
 *
 * Whoever may not manage the links gets an empty list with 200. The list of a file tells how many
 * there are all the same; of a folder or room only its `shared` does. A form in a form-filling
 * room has the room's primary link in its list.
 * Errors: `portal.notFound` no such entry, and for folders also: the portal is older than 3.5;
 * `portal.keyRefused`; `portal.notPaid`.
 * DocSpace server: FilesController, FoldersController, VirtualRoomsController, FileSharing.
 */
export async function listLinks(
  session: DocSpace,
  ref: EntryRef,
  signal?: AbortSignal,
): Promise<Result<LinkList, 'net' | 'portal'>> {
  const links: ExternalLink[] = [];
  for (let startIndex = 0; ; startIndex += page) {
    // Only files have pages; the others give all at once, a room its invitation too if not told.
    const query = ref.kind === 'file' ? { startIndex, count: page } : ofRoom(ref);
    const answer = await ask(session, linksPath(ref), { query, signal });
    if (!answer.ok) return answer;
    const told = readLinks(answer.value.response ?? []);
    if (!told.ok) return told;
    links.push(...told.value);
    const total = ref.kind === 'file' ? (answer.value.total ?? 0) : 0;
    if (startIndex + page >= total || told.value.length === 0) {
      return ok({ links, hidden: Math.max(0, total - links.length) });
    }
  }
}

function ofRoom({ kind }: EntryRef): Question['query'] {
  return kind === 'room' ? { type: externalType } : {};
}

async function ask(
  session: DocSpace,
  path: string | null,
  more: { readonly query?: Question['query']; readonly signal: AbortSignal | undefined },
): Promise<Result<Answer, 'net' | 'portal'>> {
  if (path === null) return fail(appError('portal.notFound'));
  const { query = {}, signal } = more;
  return read(session, { path, query, auth: 'key', ...(signal ? { signal } : {}) });
}

/**
 * Creates a link, or replaces all of the one with this id, and gives it as the portal kept it, which
 * may differ: see `canEdit`, and sharing that is restricted makes links internal. `null`: the portal
 * answered with none, as for files that it cannot show with any right but reading.
 * `PUT files/file|folder|rooms/{id}/links`. Keys need `files:write`, for rooms `rooms:write`.
 *
 * Errors: `link.expiryPast`, unsent: the portal would make a link without end of it, and does so
 * with every change of a link that is over; `portal.keyLacksRights` (403) no rights, a right that
 * is none for links here, one link too many, and up to 3.6.1 a password against the rules;
 * `portal.badRequest` (400) such a password, an end beyond ten years, a title beyond 255;
 * `portal.notFound` no such entry.
 * DocSpace server: FilesController, FoldersController, VirtualRoomsController, FileSharing.
 */
export async function putLink(
  session: DocSpace,
  ref: EntryRef,
  { linkId, primary, options }: LinkOrder,
  signal?: AbortSignal,
): Promise<WriteResult<ExternalLink | null> | WriteFailure<'link'>> {
  const { access, expiresAt } = options;
  const now = session.now?.() ?? Date.now();
  // Not "earlier than": a date that cannot be read is no end either.
  if (expiresAt !== null && !(Date.parse(expiresAt) > now)) {
    return { ...fail(appError('link.expiryPast')), reached: 'no' };
  }
  return put(session, ref, { ...options, linkId, primary, access: numberOf(access) }, signal);
}

/**
 * Takes a link away: sends the whole of it as it is, with no right at all. A difference in what
 * cannot be edited there would make the portal pass over the request without a word.
 * Gives the link that the portal put in its place (`canRevoke`), `null` where there is none; one
 * with the same id says that the portal kept the link. A link that is gone already is no failure.
 * Request and rights as {@link putLink}.
 *
 * Errors: `portal.keyLacksRights` (403) no rights; on folders also: somebody else created the
 * folder; on public rooms while sharing is restricted: the new link could not be made.
 * DocSpace server: FileSharing, FileSecurity.
 */
export async function removeLink(
  session: DocSpace,
  ref: EntryRef,
  link: ExternalLink,
  signal?: AbortSignal,
): Promise<WriteResult<ExternalLink | null>> {
  const { id, primary } = link;
  return put(session, ref, { ...link, linkId: id, primary, access: numberOf('none') }, signal);
}

function numberOf(access: AccessName): number {
  return accessNames.indexOf(access);
}

async function put(
  session: DocSpace,
  ref: EntryRef,
  order: LinkBody,
  signal: AbortSignal | undefined,
): Promise<WriteResult<ExternalLink | null>> {
  const path = linksPath(ref);
  if (path === null) return { ...fail(appError('portal.notFound')), reached: 'no' };
  const answer = await write(session, {
    method: 'PUT',
    path,
    auth: 'key',
    body: linkBody(ref.kind, order),
    ...(signal ? { signal } : {}),
  });
  if (!answer.ok) return answer;
  const found = readLink(answer.value.response);
  return found.ok ? found : { ...found, reached: 'maybe' };
}

/**
 * `GET files/rooms/{id}/link`: the primary link of a room whose links this account may not manage,
 * `null` when it has none.
 *
 * ONLY for rooms whose `canShare` is false. Elsewhere this GET makes a link where there is none,
 * and up to 3.6.1 it gives one that is over seven more days and takes its password away.
 * Keys need `rooms:read`. Errors: `portal.notFound`; `portal.keyRefused`; `portal.notPaid`.
 * DocSpace server: VirtualRoomsController, FileStorageService (GetPrimaryExternalLinkAsync).
 */
export async function peekRoomPrimary(
  session: DocSpace,
  roomId: string,
  signal?: AbortSignal,
): Promise<Result<ExternalLink | null, 'net' | 'portal'>> {
  const step = pathStep(roomId);
  const answer = await ask(session, step && `files/rooms/${step}/link`, { signal });
  if (answer.ok) return readLink(answer.value.response);
  // The refusal to make one; up to 3.6.1 it is an answer without a link.
  return answer.error.code === 'portal.keyLacksRights' ? ok(null) : answer;
}
