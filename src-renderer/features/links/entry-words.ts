import type { Crumb, Entry } from '../../../src-main/contract/entries';
import { m } from '$words';
import { sayEntryKind, sayRoomType, saySection } from '../../i18n/link-words';

/** The name of a place; one whose name is not known is called what it is. */
export function sayPlace({ place, title }: Crumb): string {
  if (title !== null && title !== '') return title;
  return place.at === 'folder' ? m.links_kind_folder() : saySection(place.at);
}

/** What an entry is, for example "File .docx" or "Public room". */
export function sayEntry({ ref, extension, roomType }: Entry): string {
  if (ref.kind === 'room') return sayRoomType(roomType ?? 'unknown');
  return [sayEntryKind(ref.kind), extension].filter((part) => part !== null).join(' ');
}
