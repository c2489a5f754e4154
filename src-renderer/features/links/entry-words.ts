import type { Crumb, Entry } from '../../../src-main/contract/entries';
import { m } from '$words';
import { sayEntryKind, sayRoomType, saySection } from '../../i18n/link-words';

/** The name of a place. Sections are called as this window calls them, in whatever language. */
export function sayPlace({ place, title }: Crumb): string {
  if (place.at !== 'folder') return saySection(place.at);
  return title === null || title === '' ? m.links_kind_folder() : title;
}

/** What an entry is, for example "File .docx" or "Public room". */
export function sayEntry({ ref, extension, roomType }: Entry): string {
  if (ref.kind === 'room') return sayRoomType(roomType ?? 'unknown');
  return [sayEntryKind(ref.kind), extension].filter((part) => part !== null).join(' ');
}
