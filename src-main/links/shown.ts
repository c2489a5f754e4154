import type { Crumb, Entry, RoomType } from '../contract/entries';
import type { PathStep } from '../docspace/browse';
import type { PortalEntry } from '../docspace/portal-entry';
import type { KeptEntry } from './kept';

/** An entry as a list shows it. */
export const shownEntry = ({ entry, roomType }: Pick<KeptEntry, 'entry' | 'roomType'>): Entry => ({
  ref: entry.ref,
  title: entry.title,
  section: entry.section,
  roomType,
  extension: entry.extension,
  connected: entry.connected,
  shared: entry.shared,
});

/** A way as a list shows it. */
export const shownPath = (path: readonly PathStep[]): readonly Crumb[] => path.map(crumb);

function crumb({ id, title, section, roomType }: PathStep, index: number): Crumb {
  const isTop = index === 0 && roomType === null;
  return isTop && (section === 'rooms' || section === 'archive' || section === 'my')
    ? { place: { at: section }, title }
    : { place: { at: 'folder', id }, title };
}

/** Type of the room that an entry is, or lies in by the way to it; `null`: in none, or not known. */
export const roomTypeOf = (entry: PortalEntry, path: readonly PathStep[] | null): RoomType | null =>
  entry.roomType ?? path?.findLast((step) => step.roomType !== null)?.roomType ?? null;
