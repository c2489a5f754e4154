import { extensionOf, kindOf } from '../tables/file-kinds';
import { onlyFiles, onlyFolders, sortedByNumbers } from '../tables/lists';
import { people } from '../tables/people';
import { roomKinds } from '../tables/places';
import type { SortOrder } from './content-state';
import type { Entry, EntryId, FileRow, FolderRow } from './entries';
import type { Tree } from './tree';

/** What is looked for in a folder. */
export interface ListAsk {
  readonly filterType: number;
  /** In titles, in lower case; empty: any. */
  readonly text: string;
  /** Endings with their dots, in lower case; empty: any. */
  readonly extensions: readonly string[];
  /** Looks into the folders inside too. The server does so only when something is looked for. */
  readonly deep: boolean;
  readonly order: SortOrder;
}

export interface Listings {
  /** Folders first, then files, each sorted. The same list until something is changed. */
  list(folderId: EntryId, ask: ListAsk): readonly Entry[];
}

/** Lists that are kept, so that going through the pages of one does not make it each time. */
const mostKept = 16;

export function createListings(tree: Tree): Listings {
  const kept = new Map<string, readonly Entry[]>();
  let version = tree.version;
  return {
    list(folderId, ask) {
      if (version !== tree.version) {
        kept.clear();
        version = tree.version;
      }
      const key = JSON.stringify([folderId, ask]);
      const known = kept.get(key);
      if (known !== undefined) return known;
      const made = makeList(tree, folderId, ask);
      kept.set(key, made);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return made;
    },
  };
}

function makeList(tree: Tree, folderId: EntryId, ask: ListAsk): readonly Entry[] {
  const folders: FolderRow[] = [];
  const files: FileRow[] = [];
  const open = [folderId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const inside = tree.children(id);
    for (const folder of inside.folders) {
      if (ask.deep) open.push(folder.id);
      if (fitsFolder(folder, ask)) folders.push(folder);
    }
    for (const file of inside.files) if (fitsFile(file, ask)) files.push(file);
  }
  return [...sorted(folders, ask.order), ...sorted(files, ask.order)];
}

function fitsFolder(folder: FolderRow, { filterType, text, extensions }: ListAsk): boolean {
  return (
    (filterType === 0 || filterType === onlyFolders) &&
    extensions.length === 0 &&
    folder.title.toLowerCase().includes(text)
  );
}

function fitsFile(file: FileRow, { filterType, text, extensions }: ListAsk): boolean {
  return (
    (filterType === 0 || filterType === onlyFiles || kindOf(file).filterType === filterType) &&
    (extensions.length === 0 || extensions.includes(extensionOf(file.title))) &&
    file.title.toLowerCase().includes(text)
  );
}

const titles = new Intl.Collator('en', { numeric: true });

type Compare = (left: Entry, right: Entry) => number;

const byTitle: Compare = (left, right) => titles.compare(left.title, right.title);
const byDate: Compare = (left, right) => left.createdAt - right.createdAt;
const compares: Readonly<Record<number, Compare>> = {
  [sortedByNumbers.title]: byTitle,
  [sortedByNumbers.size]: (left, right) => sizeOf(left) - sizeOf(right),
  [sortedByNumbers.author]: (left, right) =>
    titles.compare(people[left.createdBy].name, people[right.createdBy].name),
  [sortedByNumbers.type]: (left, right) =>
    titles.compare(extensionOf(left.title), extensionOf(right.title)),
  [sortedByNumbers.roomType]: (left, right) => roomTypeOf(left) - roomTypeOf(right),
};

/** A sorted copy. */
export function sorted<E extends Entry>(rows: readonly E[], order: SortOrder): readonly E[] {
  const compare = compares[order.property] ?? byDate;
  const sign = order.ascending ? 1 : -1;
  return [...rows].sort((left, right) => sign * compare(left, right));
}

function sizeOf(entry: Entry): number {
  return entry.kind === 'file' ? entry.size : 0;
}

function roomTypeOf(entry: Entry): number {
  return entry.kind === 'folder' && entry.room ? roomKinds[entry.room.kind].roomType : 0;
}
