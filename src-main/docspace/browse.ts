import type { EntryRef, Place, RoomType, Section } from '../contract/entries';
import type { Result } from '../contract/result';
import type { PortalEntry } from './portal-entry';
import type { DocSpace } from './session';

/** One step of the way to a place. */
export interface PathStep {
  readonly id: string;
  readonly title: string;
  /** `null`: no room. */
  readonly roomType: RoomType | null;
  readonly section: Section;
}

/** A part of what lies in a place: folders first, then files. */
export interface Listing {
  readonly entries: readonly PortalEntry[];
  /** How many entries the place has. */
  readonly total: number;
  /** From the top down, the place itself last. */
  readonly path: readonly PathStep[];
}

/** Which part of a place. */
export interface Range {
  readonly place: Place;
  readonly offset: number;
  /** At most 100. */
  readonly count: number;
}

export async function listPlace(
  _session: DocSpace,
  _range: Range,
  _signal?: AbortSignal,
): Promise<Result<Listing, 'net' | 'portal'>> {
  throw new Error('not written yet');
}

/** What a search found. */
export interface Matches {
  readonly entries: readonly PortalEntry[];
  /** There are more than are told. */
  readonly more: boolean;
}

export async function searchEntries(
  _session: DocSpace,
  _wanted: { readonly text: string; readonly most: number },
  _signal?: AbortSignal,
): Promise<Result<Matches, 'net' | 'portal'>> {
  throw new Error('not written yet');
}

/** `null`: the portal has none. A folder that is a room comes back as a room. */
export async function getEntry(
  _session: DocSpace,
  _ref: EntryRef,
  _signal?: AbortSignal,
): Promise<Result<PortalEntry | null, 'net' | 'portal'>> {
  throw new Error('not written yet');
}

export async function getPath(
  _session: DocSpace,
  _folderId: string,
  _signal?: AbortSignal,
): Promise<Result<Listing['path'], 'net' | 'portal'>> {
  throw new Error('not written yet');
}
