import type { EntryRef, Place } from '../contract/entries';

/** Names an entry among all of its portal. */
export const entryKey = ({ kind, id }: EntryRef): string => `${kind}:${id}`;

/** Names a place among all of its portal. */
export const placeKey = (place: Place): string =>
  place.at === 'folder' ? `folder:${place.id}` : place.at;

/** Names a link in the journal: its changes follow each other. */
export const linkObjectKey = (entry: EntryRef, linkId: string): string =>
  `link:${entryKey(entry)}:${linkId}`;
