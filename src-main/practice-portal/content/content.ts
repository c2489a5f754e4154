import { addBulk, addWideFolder } from './bulk';
import type { ContentState } from './content-state';
import { type Entry, type EntryId, type EntryKind, keyOf, readId } from './entries';
import { type Link, type Links, createLinks } from './links';
import { type ContentSeed, addSample } from './sample';
import { type Tree, createTree } from './tree';

/** Files, folders, rooms and links of a portal, and how they are changed. */
export interface Content {
  readonly tree: Tree;
  readonly links: Omit<Links, 'set' | 'remove' | 'forget'>;
  /** The entry that `keyOf` named so. */
  findKey(key: string): Entry | null;
  setLink(link: Link): void;
  removeLink(link: Link): void;
  /** Takes an entry away with everything in it; `false`: there is no such entry. */
  remove(kind: EntryKind, id: EntryId): boolean;
  /** Puts an entry into another folder; `false`: one of the two is missing. */
  move(kind: EntryKind, id: EntryId, into: EntryId): boolean;
}

/** Generates the content and brings it to where the portal left it. */
export function openContent(seed: ContentSeed, state: ContentState): Content {
  const tree = createTree();
  const links = createLinks();
  addSample(tree, links, seed);
  if (seed.size === 'big') addBulk(tree, links, seed);
  if (seed.wideFolder > 0) addWideFolder(tree, seed);

  for (const [key, into] of Object.entries(state.moved)) move(key, into);
  for (const key of state.removed) remove(key);
  for (const [name, link] of Object.entries(state.links)) {
    if (link === null) forgetLink(name);
    else if (find(link.entry) !== null) links.set(link);
  }

  return {
    tree,
    links,
    findKey: find,
    setLink(link) {
      links.set(link);
      state.links[nameOf(link)] = link;
    },
    removeLink(link) {
      links.remove(link);
      state.links[nameOf(link)] = null;
    },
    remove(kind, id) {
      const key = keyOf({ kind, id });
      const done = remove(key);
      if (done) state.removed.push(key);
      return done;
    },
    move(kind, id, into) {
      const key = keyOf({ kind, id });
      const done = move(key, into);
      if (done) state.moved[key] = into;
      return done;
    },
  };

  function find(key: string): Entry | null {
    const [kind = '', text = ''] = split(key, ':');
    return tree.find(kind === 'file' ? 'file' : 'folder', readId(text));
  }

  function remove(key: string): boolean {
    const entry = find(key);
    if (entry === null) return false;
    for (const gone of tree.remove(entry)) links.forget(gone);
    return true;
  }

  function move(key: string, into: EntryId): boolean {
    const entry = find(key);
    if (entry === null || tree.folder(into) === null) return false;
    tree.move(entry, into);
    return true;
  }

  function forgetLink(name: string): void {
    const [id = '', entry = ''] = split(name, ' ');
    const link = links.find(entry, id);
    if (link !== null) links.remove(link);
  }
}

/** Names a link among those of all entries: two entries may have a link of the same id. */
function nameOf({ id, entry }: Link): string {
  return `${id} ${entry}`;
}

function split(text: string, at: string): readonly [string, string] {
  const position = text.indexOf(at);
  return [text.slice(0, position), text.slice(position + 1)];
}
