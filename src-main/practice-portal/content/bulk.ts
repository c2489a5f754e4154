import { sampleIds } from '../tables/sample-ids';
import { shareAccess } from '../tables/share-access';
import type { RoomKind } from '../tables/places';
import { type EntryId, type FolderRow, keyOf } from './entries';
import type { Link, Links } from './links';
import { type ContentSeed, dateOf } from './sample';
import type { Tree } from './tree';

/** What a big portal has in all, the sample among it. */
export const bigTotals = { files: 20_000, links: 6_000 } as const;

const dayMs = 86_400_000;
const firstId = 10_000;
const roomCount = 60;
const foldersPerRoom = 8;
const kinds: readonly RoomKind[] = ['custom', 'public', 'editing', 'virtualData', 'custom'];
const subjects = ['Budget', 'Contract', 'Minutes', 'Offer', 'Plan', 'Report', 'Specification'];
const places = [
  'Antwerp',
  'Basel',
  'Cork',
  'Ghent',
  'Leipzig',
  'Porto',
  'Riga',
  'Turin',
  'Vilnius',
];
const endings = ['docx', 'xlsx', 'pptx', 'pdf', 'docx', 'png', 'xlsx', 'zip', 'docx', 'txt'];

function pick<T>(list: readonly T[], number: number): T {
  return list[number % list.length] as T;
}

/** Fills a portal up to `bigTotals`: rooms of the owner with folders in two levels. */
export function addBulk(tree: Tree, links: Links, seed: ContentSeed): void {
  const homes: EntryId[] = [];
  for (let number = 0; number < roomCount; number += 1) {
    const kind = pick(kinds, number);
    const id = firstId + number * 10;
    tree.add({
      ...folderRow(seed, id, `${pick(subjects, number)} ${pick(places, number)} ${number + 1}`),
      parentId: sampleIds.sections.rooms,
      room: { kind, members: {}, denyDownload: kind === 'virtualData' },
    });
    homes.push(id);
    for (let inner = 1; inner <= foldersPerRoom; inner += 1) {
      const parentId = inner % 4 === 0 ? id + inner - 1 : id;
      const title = `${pick(subjects, number + inner)} ${2018 + inner}`;
      tree.add({ ...folderRow(seed, id + inner, title), parentId });
      homes.push(id + inner);
    }
    if (kind === 'public') {
      links.set(bulkLink(number, 'folder', id, { access: shareAccess.read, internal: false }));
    }
  }

  const files = bigTotals.files - tree.fileCount;
  const wanted = bigTotals.links - links.count;
  for (let number = 0; number < files; number += 1) {
    const id = firstId + number;
    const home = pick(homes, number);
    const title = `${pick(subjects, number)} ${pick(places, number >> 3)} ${number + 1}`;
    tree.add({
      kind: 'file',
      id,
      title: `${title}.${pick(endings, number)}`,
      createdBy: 'owner',
      createdAt: dateOf(seed, number),
      parentId: home,
      size: 20_000 + ((number * 104_729) % 4_000_000),
      isForm: false,
    });
    const before = Math.floor((number * wanted) / files);
    if (before === Math.floor(((number + 1) * wanted) / files)) continue;
    const room = tree.folder(Number(home) - (Number(home) % 10))?.room?.kind;
    links.set(
      bulkLink(roomCount + before, 'file', id, {
        access: before % 7 === 0 && title.length % 2 === 0 ? shareAccess.comment : shareAccess.read,
        internal: room === 'virtualData' || (room !== 'public' && before % 5 === 0),
        expiresAt: before % 3 === 0 ? seed.installedAt + ((before % 400) - 40) * dayMs : null,
        password: before % 4 === 0 ? `Bulk-link-${before}` : null,
        denyDownload: before % 6 === 0,
      }),
    );
  }
}

/** One folder with very many files, in My documents of the owner. */
export function addWideFolder(tree: Tree, seed: ContentSeed): void {
  const parentId = sampleIds.folders.wide;
  tree.add({ ...folderRow(seed, parentId, 'Measurements'), parentId: sampleIds.my.owner });
  for (let number = 0; number < seed.wideFolder; number += 1) {
    tree.add({
      kind: 'file',
      id: 1_000_000 + number,
      title: `Measurement ${(number + 1).toString().padStart(6, '0')}.xlsx`,
      createdBy: 'owner',
      createdAt: dateOf(seed, number),
      parentId,
      size: 8_192,
      isForm: false,
    });
  }
}

function folderRow(seed: ContentSeed, id: number, title: string): FolderRow {
  return {
    kind: 'folder',
    id,
    title,
    createdBy: 'owner',
    createdAt: dateOf(seed, id),
    parentId: null,
    room: null,
    section: null,
  };
}

function bulkLink(
  number: number,
  kind: 'file' | 'folder',
  id: EntryId,
  more: Pick<Link, 'access' | 'internal'> & Partial<Link>,
): Link {
  return {
    id: `20000000-0000-4000-8000-${number.toString().padStart(12, '0')}`,
    entry: keyOf({ kind, id }),
    kind: 'primary',
    title: 'Shared link',
    expiresAt: null,
    password: null,
    denyDownload: false,
    maxUseCount: null,
    ...more,
  };
}
