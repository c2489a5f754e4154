import type { EntryRef, Place } from '../contract/entries';

/** What a text names that a person typed or pasted to find something on a portal. */
export type Pasted =
  /** An id alone: what it may be, the likeliest first. A folder may turn out to be a room. */
  | { readonly kind: 'ids'; readonly candidates: readonly EntryRef[]; readonly text: string }
  /**
   * A page or a long share link of this portal that names an entry. The key may belong to a folder
   * or room that the entry lies in.
   */
  | { readonly kind: 'entry'; readonly ref: EntryRef; readonly shareKey: string | null }
  | { readonly kind: 'place'; readonly place: Place }
  /** A long share link of this portal that names nothing but its key. */
  | { readonly kind: 'shareKey'; readonly key: string }
  /** A short share link of this portal, written with the portal's own address. */
  | { readonly kind: 'short'; readonly url: string }
  /** A page of this portal that names nothing which could have links. */
  | { readonly kind: 'page' }
  /** A web address of somebody else. */
  | { readonly kind: 'otherHost'; readonly host: string }
  /** Anything else: look for it by name. It may also be a share key by itself. */
  | { readonly kind: 'name'; readonly text: string };

export function readPasted(text: string, _baseUrl: string): Pasted {
  return { kind: 'name', text: text.trim() };
}
