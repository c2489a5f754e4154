import type { EntryKind, RoomType, Section } from '../../src-main/contract/entries';
import {
  accessNames,
  type AccessName,
  type LinkField,
  type LinkRow,
  type OfferReason,
  type VisitorStatus,
} from '../../src-main/contract/links';
import { m } from '$words';
import type { Tone } from '../ui/tone';
import { formatRelative, formatShortDateTime } from './format';

/** What somebody may do with a link; `null`: a right that this version does not know. */
export function sayAccess(access: AccessName | null): string {
  if (access === null) return m.links_access_unknown();
  return {
    none: m.links_access_none,
    readWrite: m.links_access_readWrite,
    read: m.links_access_read,
    restrict: m.links_access_restrict,
    varies: m.links_access_varies,
    review: m.links_access_review,
    comment: m.links_access_comment,
    fillForms: m.links_access_fillForms,
    customFilter: m.links_access_customFilter,
    roomManager: m.links_access_roomManager,
    editing: m.links_access_editing,
    contentCreator: m.links_access_contentCreator,
  }[access]();
}

/** Whom a link is for. */
export const sayWho = (internal: boolean): string =>
  internal ? m.links_who_internal() : m.links_who_anyone();

/** When a link ends, for example "in 3 days". `null`: never. */
export const sayExpires = (expiresAt: string | null, now: Date): string =>
  expiresAt === null ? m.links_never() : formatRelative(expiresAt, now);

/** The name of what can be set of a link. */
export function sayLinkField(field: LinkField): string {
  return {
    title: m.links_title,
    access: m.links_access,
    expiresAt: m.links_expires,
    password: m.links_password,
    internal: m.links_who,
    denyDownload: m.links_deny_download,
  }[field]();
}

/**
 * A value of a link. Of a password only whether there is one, or `'changed'` where nobody is told
 * what becomes of it. `null`: this version has no words for it.
 */
export function sayLinkValue(field: LinkField, value: unknown): string | null {
  switch (field) {
    case 'title':
      return value === '' ? m.links_title_default() : asText(value);
    case 'access': {
      const access = accessNames.find((one) => one === value);
      return access === undefined ? null : sayAccess(access);
    }
    case 'expiresAt':
      if (value === null) return m.links_never();
      return typeof value === 'string' && !isNaN(Date.parse(value))
        ? formatShortDateTime(value)
        : null;
    case 'password':
      if (value === 'changed') return m.links_password_changed();
      return typeof value === 'boolean' ? sayPassword(value) : null;
    case 'internal':
      return typeof value === 'boolean' ? sayWho(value) : null;
    case 'denyDownload':
      return typeof value === 'boolean' ? sayDownload(value) : null;
  }
}

const asText = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Whether a link has a password. */
export const sayPassword = (has: boolean): string =>
  has ? m.links_password_set() : m.links_password_none();

/** Whether what a link leads to can be copied, printed and downloaded. */
export const sayDownload = (denied: boolean): string =>
  denied ? m.links_download_denied() : m.links_download_allowed();

/** Why the portal, or Gatehouse, does not offer something for a link. */
export function sayReason(reason: OfferReason): string {
  return {
    rights: m.links_reason_rights,
    roomType: m.links_reason_roomType,
    archive: m.links_reason_archive,
    section: m.links_reason_section,
    fileType: m.links_reason_fileType,
    limit: m.links_reason_limit,
    version: m.links_reason_version,
    publicRoom: m.links_reason_publicRoom,
    dataRoom: m.links_reason_dataRoom,
    formRoom: m.links_reason_formRoom,
    restricted: m.links_reason_restricted,
    folderCreator: m.links_reason_folderCreator,
    pending: m.links_reason_pending,
    notKnown: m.links_reason_notKnown,
  }[reason]();
}

/** The first link that the portal makes of an entry, or a further one. */
export const sayLinkKind = ({ primary }: Pick<LinkRow, 'primary'>): string =>
  primary ? m.links_primary() : m.links_additional();

export function sayEntryKind(kind: EntryKind): string {
  return { file: m.links_kind_file, folder: m.links_kind_folder, room: m.links_kind_room }[kind]();
}

export function sayRoomType(type: RoomType): string {
  return {
    fillingForms: m.links_room_fillingForms,
    editing: m.links_room_editing,
    custom: m.links_room_custom,
    public: m.links_room_public,
    virtualData: m.links_room_virtualData,
    ai: m.links_room_ai,
    unknown: m.links_kind_room,
  }[type]();
}

/** The part of a portal in which something lies. */
export function saySection(section: Section): string {
  return {
    rooms: m.links_section_rooms,
    archive: m.links_section_archive,
    my: m.links_section_my,
    agents: m.links_section_agents,
    trash: m.links_section_trash,
    other: m.links_section_other,
  }[section]();
}

/** What somebody finds who opens a link without being signed in. */
export interface SaidVisit {
  readonly tone: Tone;
  readonly title: string;
  readonly text: string;
}

export function sayVisitorStatus(status: VisitorStatus): SaidVisit {
  switch (status) {
    case 'ok':
      return { tone: 'ok', title: m.links_visit_ok(), text: m.links_visit_ok_text() };
    case 'passwordNeeded':
      return {
        tone: 'info',
        title: m.links_visit_passwordNeeded(),
        text: m.links_visit_passwordNeeded_text(),
      };
    case 'passwordWrong':
      return {
        tone: 'warn',
        title: m.links_visit_passwordWrong(),
        text: m.links_visit_passwordWrong_text(),
      };
    case 'expired':
      return { tone: 'off', title: m.links_visit_expired(), text: m.links_visit_expired_text() };
    case 'denied':
      return { tone: 'off', title: m.links_visit_denied(), text: m.links_visit_denied_text() };
    case 'blocked':
      return { tone: 'warn', title: m.links_visit_blocked(), text: m.links_visit_blocked_text() };
    case 'invalid':
      return { tone: 'danger', title: m.links_visit_invalid(), text: m.links_visit_invalid_text() };
  }
}
