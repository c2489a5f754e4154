import type { EntryRef } from '../../../src-main/contract/entries';
import type { LinkAccess } from '../../../src-main/contract/links';
import { listLinks } from '../../../src-main/docspace/links';
import type { ExternalLink, LinkOptions } from '../../../src-main/docspace/portal-entry';
import type { DocSpace } from '../../../src-main/docspace/session';
import {
  sampleIds,
  type PracticeKeyName,
  type PracticePortal,
  type PracticePortalOptions,
} from '../../../src-main/practice-portal';
import { valueOf } from '../answers';
import { ask, openPortal, today, type Answered } from '../practice-portal/portal';
import { sessionFor } from './portal-server';

/** A practice portal, the owner's session with it, and sessions of other accounts. */
export async function onPractice(options: PracticePortalOptions = {}) {
  const portal = await openPortal(options);
  const as = (name: PracticeKeyName): Promise<DocSpace> =>
    sessionFor(portal.address, { key: () => portal.keys[name], now: () => today.getTime() });
  return { portal, session: await as('main'), as };
}

/** Sends a body as somebody without our client would. */
export function raw(portal: PracticePortal, route: string, body: unknown): Promise<Answered> {
  const headers = { 'content-type': 'application/json' };
  return ask(portal, route, { headers, body: JSON.stringify(body) });
}

export const newId = 'aaaaaaaa-bbbb-4ccc-8ddd-000000000001';

export const fileRef = (id: number | string): EntryRef => ({ kind: 'file', id: String(id) });
export const folderRef = (id: number | string): EntryRef => ({ kind: 'folder', id: String(id) });
export const roomRef = (id: number | string): EntryRef => ({ kind: 'room', id: String(id) });

const { files, folders, rooms } = sampleIds;
/** One of each kind of entry that takes links. */
export const entriesWithLinks: readonly EntryRef[] = [
  fileRef(files.document),
  folderRef(folders.contracts),
  roomRef(rooms.custom),
];

/** Days from the day on which the tests play. */
export function inDays(days: number): string {
  return new Date(today.getTime() + days * 86_400_000).toISOString();
}

export function options(more: Partial<LinkOptions> = {}): LinkOptions {
  return {
    title: 'Partner link',
    access: 'read',
    expiresAt: inDays(40),
    internal: false,
    denyDownload: false,
    password: null,
    ...more,
  };
}

export async function linkOn(session: DocSpace, ref: EntryRef, id: string) {
  const { links } = valueOf(await listLinks(session, ref));
  return links.find((link) => link.id === id) ?? null;
}

/** The options of a link as it was read, for writing it again. */
export function optionsOf(link: ExternalLink): LinkOptions {
  const { title, expiresAt, internal, denyDownload, password } = link;
  return { title, expiresAt, internal, denyDownload, password, access: linkAccess(link) };
}

function linkAccess({ access }: ExternalLink): LinkAccess {
  switch (access) {
    case 'editing':
    case 'fillForms':
    case 'review':
    case 'comment':
    case 'read':
      return access;
    default:
      throw new Error(`no right of a link: ${access}`);
  }
}
