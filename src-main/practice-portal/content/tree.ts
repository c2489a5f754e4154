import {
  type Entry,
  type EntryId,
  type EntryKind,
  type FileRow,
  type FolderRow,
  keyOf,
} from './entries';

interface Children {
  readonly folders: FolderRow[];
  readonly files: FileRow[];
}

const nothing: Children = { folders: [], files: [] };

/** All files and folders of a portal, each found without looking at the others. */
export interface Tree {
  file(id: EntryId): FileRow | null;
  folder(id: EntryId): FolderRow | null;
  find(kind: EntryKind, id: EntryId): Entry | null;
  children(id: EntryId): Readonly<Children>;
  /** The folders that an entry lies in, the nearest first; itself first if it is a folder. */
  chain(entry: Entry): readonly FolderRow[];
  /** The room of an entry, itself if it is one; `null` outside rooms. */
  roomOf(entry: Entry): FolderRow | null;
  /** The section of an entry, itself if it is one. */
  sectionOf(entry: Entry): FolderRow | null;
  add(entry: Entry): void;
  /** Takes an entry out with everything in it; gives the keys of all that is gone. */
  remove(entry: Entry): readonly string[];
  move(entry: Entry, parentId: EntryId): void;
  /** Grows with every change. */
  readonly version: number;
  readonly fileCount: number;
}

export function createTree(): Tree {
  const files = new Map<EntryId, FileRow>();
  const folders = new Map<EntryId, FolderRow>();
  const inside = new Map<EntryId, Children>();
  let version = 0;

  const tree: Tree = {
    get version() {
      return version;
    },
    get fileCount() {
      return files.size;
    },
    file: (id) => files.get(id) ?? null,
    folder: (id) => folders.get(id) ?? null,
    find: (kind, id) => (kind === 'file' ? tree.file(id) : tree.folder(id)),
    children: (id) => inside.get(id) ?? nothing,
    chain(entry) {
      const above: FolderRow[] = [];
      let at = entry.kind === 'folder' ? entry : (folders.get(entry.parentId) ?? null);
      while (at !== null) {
        above.push(at);
        at = at.parentId === null ? null : (folders.get(at.parentId) ?? null);
      }
      return above;
    },
    roomOf: (entry) => tree.chain(entry).find(({ room }) => room !== null) ?? null,
    sectionOf: (entry) => tree.chain(entry).find(({ section }) => section !== null) ?? null,
    add(entry) {
      version += 1;
      if (entry.kind === 'file') files.set(entry.id, entry);
      else folders.set(entry.id, entry);
      if (entry.parentId === null) return;
      let siblings = inside.get(entry.parentId);
      if (siblings === undefined) {
        siblings = { folders: [], files: [] };
        inside.set(entry.parentId, siblings);
      }
      if (entry.kind === 'file') siblings.files.push(entry);
      else siblings.folders.push(entry);
    },
    remove(entry) {
      version += 1;
      takeOut(entry);
      return forget(entry);
    },
    move(entry, parentId) {
      takeOut(entry);
      tree.add({ ...entry, parentId });
    },
  };
  return tree;

  function takeOut(entry: Entry): void {
    if (entry.parentId === null) return;
    const siblings: Entry[] = inside.get(entry.parentId)?.[`${entry.kind}s`] ?? [];
    const at = siblings.findIndex(({ id }) => id === entry.id);
    if (at !== -1) siblings.splice(at, 1);
  }

  function forget(entry: Entry): string[] {
    if (entry.kind === 'file') {
      files.delete(entry.id);
      return [keyOf(entry)];
    }
    folders.delete(entry.id);
    const within = inside.get(entry.id) ?? nothing;
    inside.delete(entry.id);
    return [keyOf(entry), ...[...within.folders, ...within.files].flatMap(forget)];
  }
}
