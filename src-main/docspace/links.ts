import type { EntryRef } from '../contract/entries';
import type { Result } from '../contract/result';
import type { ExternalLink, LinkOptions } from './portal-entry';
import type { DocSpace } from './session';
import type { WriteResult } from './transport';

/** The external links of one entry. */
export interface LinkList {
  readonly links: readonly ExternalLink[];
  /** Links that exist and that this account is not shown. */
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

export async function listLinks(
  _session: DocSpace,
  _ref: EntryRef,
  _signal?: AbortSignal,
): Promise<Result<LinkList, 'net' | 'portal'>> {
  throw new Error('not written yet');
}

export async function putLink(
  _session: DocSpace,
  _ref: EntryRef,
  _order: LinkOrder,
  _signal?: AbortSignal,
): Promise<WriteResult<ExternalLink | null>> {
  throw new Error('not written yet');
}

/** Value: the link that the portal put in its place; with the same id, the portal kept the link. */
export async function removeLink(
  _session: DocSpace,
  _ref: EntryRef,
  _link: ExternalLink,
  _signal?: AbortSignal,
): Promise<WriteResult<ExternalLink | null>> {
  throw new Error('not written yet');
}

/** ONLY where `canShare` is false: elsewhere the portal may create a link. */
export async function peekRoomPrimary(
  _session: DocSpace,
  _roomId: string,
  _signal?: AbortSignal,
): Promise<Result<ExternalLink | null, 'net' | 'portal'>> {
  throw new Error('not written yet');
}
