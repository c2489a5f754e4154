import {
  type SampleFolder,
  type SampleRoom,
  sampleDocuments,
  sampleRooms,
} from '../tables/sample-content';
import { sampleIds } from '../tables/sample-ids';
import { type SampleLink, sampleLinks } from '../tables/sample-links';
import { sections } from '../tables/places';
import type { PersonName } from '../tables/people';
import { type EntryId, type FolderRow, keyOf } from './entries';
import type { Link, Links } from './links';
import type { Tree } from './tree';

const dayMs = 86_400_000;

/** What the generated content depends on. */
export interface ContentSeed {
  /** `small`: the sample; `big`: 20,000 files and 6,000 links, the sample among them. */
  readonly size: 'small' | 'big';
  /** Files in one wide folder of My documents of the owner; 0: there is none. */
  readonly wideFolder: number;
  /** When the portal was installed, in ms since 1970: all dates are counted from here. */
  readonly installedAt: number;
  /** Whether this version has rooms for AI agents. */
  readonly aiRooms: boolean;
}

/** A date within the two years before the portal was installed; the same for the same number. */
export function dateOf(seed: ContentSeed, number: number): number {
  return seed.installedAt - ((number * 7919) % 730) * dayMs - (number % 600) * 60_000;
}

/** The content that every practice portal has. */
export function addSample(tree: Tree, links: Links, seed: ContentSeed): void {
  let count = 0;
  const when = (): number => dateOf(seed, (count += 1));

  for (const name of ['rooms', 'archive', 'trash', 'recent', 'aiAgents'] as const) {
    tree.add({
      kind: 'folder',
      id: sampleIds.sections[name],
      title: sections[name].title,
      createdBy: 'owner',
      createdAt: seed.installedAt,
      parentId: null,
      room: null,
      section: name,
    });
  }
  for (const [name, documents] of Object.entries(sampleDocuments)) {
    addFolder(documents, null, name as PersonName, { section: 'my' });
  }
  for (const room of sampleRooms) {
    if (room.kind === 'ai' && !seed.aiRooms) continue;
    addFolder(room, sampleIds.sections[homeOf(room)], room.by, {
      room: {
        kind: room.kind,
        members: room.members ?? {},
        denyDownload: room.denyDownload ?? false,
      },
    });
  }
  for (const link of sampleLinks) {
    if (tree.find(...link.on) !== null) links.set(toLink(link, seed));
  }

  function addFolder(
    folder: SampleFolder,
    parentId: EntryId | null,
    owner: PersonName,
    more: Partial<FolderRow> = {},
  ): void {
    tree.add({
      kind: 'folder',
      id: folder.id,
      title: folder.title,
      createdBy: folder.by ?? owner,
      createdAt: when(),
      parentId,
      room: null,
      section: null,
      ...more,
    });
    for (const inner of folder.folders ?? []) addFolder(inner, folder.id, owner);
    for (const [id, title, { form, by } = {}] of folder.files ?? []) {
      const createdAt = when();
      tree.add({
        kind: 'file',
        id,
        title,
        createdBy: by ?? owner,
        createdAt,
        parentId: folder.id,
        size: 12_000 + ((count * 104_729) % 900_000),
        isForm: form ?? false,
      });
    }
  }
}

function homeOf(room: SampleRoom): 'archive' | 'aiAgents' | 'rooms' {
  if (room.archived) return 'archive';
  return room.kind === 'ai' ? 'aiAgents' : 'rooms';
}

function toLink(link: SampleLink, { installedAt }: ContentSeed): Link {
  const [kind, id] = link.on;
  return {
    id: link.id,
    entry: keyOf({ kind, id }),
    kind: link.kind,
    access: link.access,
    title: link.title,
    expiresAt:
      link.expiresAfterDays === undefined ? null : installedAt + link.expiresAfterDays * dayMs,
    password: link.password ?? null,
    denyDownload: link.denyDownload ?? false,
    internal: link.internal ?? false,
    maxUseCount: null,
  };
}
