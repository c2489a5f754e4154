import type { ListPlace } from '../contract/portal-lists';
import type { RawPortal } from './read-entry';

/** What a file says, before any of it is believed. */
export interface RawList {
  readonly portals: readonly { readonly place: ListPlace; readonly raw: RawPortal }[];
  /** Names of columns or fields that mean nothing here. */
  readonly ignored: readonly string[];
}

/** Portals of one list. */
export const mostPortals = 1_000;
