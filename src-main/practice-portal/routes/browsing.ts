import { type Answer, exception, value } from '../answers';
import { type Call, type Handlers, forPeople } from '../call';
import type { SortOrder } from '../content/content-state';
import { type Entry, type EntryKind, type FolderRow, readId } from '../content/entries';
import { sorted } from '../content/listing';
import { type Rights, rightsOf } from '../content/rights';
import { entryDto } from '../entry-dto';
import { type ListQuery, readListQuery } from '../query';
import { area, readRoomType, sortedByNumbers } from '../tables/lists';
import { nameOfPerson } from '../tables/people';
import { roomKinds } from '../tables/places';
import { sampleIds } from '../tables/sample-ids';
import { visitorsLink } from '../visit';

const newestFirst: SortOrder = { property: sortedByNumbers.date, ascending: false };

/** DocSpace server: FilesController, FoldersController, VirtualRoomsController. */
export const browsingRoutes: Handlers<
  | 'GET files/@root'
  | 'GET files/@my'
  | 'GET files/rooms'
  | 'GET files/:id'
  | 'GET files/file/:id'
  | 'GET files/folder/:id'
  | 'GET files/rooms/:id'
> = {
  // A streamed list: the wrapper counts it as one thing.
  'GET files/@root': forPeople((call) => {
    const ask = readListQuery(call);
    if (ask.kind !== 'read') return ask;
    const roots = rootsOf(call).map((root) =>
      contentDto(call, root, itemsIn(call, root, ask.value), ask.value),
    );
    return value(roots, { count: 1 });
  }),

  'GET files/@my': forPeople((call) => {
    const [my] = rootsOf(call).filter(({ section }) => section === 'my');
    return my === undefined
      ? exception('itemNotFound', call.say('folderNotFound'))
      : listFolder(call, my);
  }),

  'GET files/rooms': forPeople((call) => {
    const ask = readListQuery(call);
    if (ask.kind !== 'read') return ask;
    const { tree } = call.core.content();
    const section = tree.folder(
      ask.value.searchArea === area.archive
        ? sampleIds.sections.archive
        : sampleIds.sections[ask.value.searchArea === area.aiAgents ? 'aiAgents' : 'rooms'],
    );
    if (section === null) return exception('itemNotFound', call.say('folderNotFound'));
    return paged(call, section, roomsFor(call, ask.value), ask.value);
  }),

  'GET files/:id': (call) => {
    const folder = call.core.content().tree.folder(readId(call.param('id')));
    return folder === null
      ? exception('itemNotFound', call.say('folderNotFound'))
      : listFolder(call, folder);
  },

  'GET files/file/:id': (call) => oneEntry(call, 'file'),
  'GET files/folder/:id': (call) => oneEntry(call, 'folder'),
  'GET files/rooms/:id': (call) => oneEntry(call, 'room'),
};

/** The entry that a route names; a room is a folder with a type. */
export function entryNamed(call: Call, kind: EntryKind | 'room'): Entry | null {
  const { tree } = call.core.content();
  const id = readId(call.param('id'));
  if (kind === 'file') return tree.file(id);
  const folder = tree.folder(id);
  return kind === 'room' && folder?.room === null ? null : folder;
}

/** What the caller may do with an entry, as a person or over a link. */
export function rightsFor(call: Call, entry: Entry): Rights {
  const person = call.caller.signedIn ? call.caller.person : null;
  return rightsOf(call.core.content(), entry, person, visitorsLink(call));
}

function oneEntry(call: Call, kind: EntryKind | 'room'): Answer {
  const entry = entryNamed(call, kind);
  if (entry === null) return exception('itemNotFound', call.say('itemNotFound'));
  const rights = rightsFor(call, entry);
  return rights.read
    ? value(describe(call, entry, rights))
    : exception('security', call.say('accessDenied'));
}

function describe(call: Call, entry: Entry, rights: Rights) {
  const { core, caller, origin } = call;
  const personId = caller.signedIn ? caller.person.id : null;
  return entryDto(entry, { core, origin, personId, rights });
}

function listFolder(call: Call, folder: FolderRow): Answer {
  const ask = readListQuery(call);
  if (ask.kind !== 'read') return ask;
  if (!rightsFor(call, folder).read) return exception('security', call.say('accessDenied'));
  return paged(call, folder, itemsIn(call, folder, ask.value), ask.value);
}

/** The sections that the caller sees. */
function rootsOf(call: Call): readonly FolderRow[] {
  const { tree } = call.core.content();
  const name = call.caller.signedIn ? nameOfPerson(call.caller.person) : null;
  const my = Object.entries(sampleIds.my).find(([owner]) => owner === name)?.[1];
  const { rooms, archive, trash, recent, aiAgents } = sampleIds.sections;
  const withAgents = call.core.has('aiRooms') ? [aiAgents] : [];
  return [my ?? 0, rooms, ...withAgents, archive, recent, trash].flatMap((id) => {
    const folder = tree.folder(id);
    return folder === null ? [] : [folder];
  });
}

/** What lies in a folder or section, as far as it was asked for. */
function itemsIn(call: Call, folder: FolderRow, ask: ListQuery): readonly Entry[] {
  const { section } = folder;
  const { core } = call;
  if (section === 'recent') return recentlyOpened(call);
  if (section === 'rooms') return roomsFor(call, { ...ask, searchArea: area.active });
  if (section === 'archive') return roomsFor(call, { ...ask, searchArea: area.archive });
  if (section === 'aiAgents') return roomsFor(call, { ...ask, searchArea: area.aiAgents });
  const isFiltered = ask.filterType !== 0 || ask.text !== '' || ask.extensions.length > 0;
  return core.listings().list(folder.id, {
    filterType: ask.filterType,
    text: ask.text,
    extensions: ask.extensions,
    deep: ask.withSubFolders && isFiltered,
    order: orderFor(call, ask),
  });
}

function roomsFor(call: Call, ask: ListQuery): readonly Entry[] {
  const { tree } = call.core.content();
  const { rooms, archive, aiAgents } = sampleIds.sections;
  const homes: Readonly<Record<number, readonly number[]>> = {
    [area.active]: [rooms],
    [area.archive]: [archive],
    [area.any]: [rooms, archive],
    [area.aiAgents]: [aiAgents],
  };
  if (ask.searchArea === area.recent) {
    return recentlyOpened(call).filter((entry) => entry.kind === 'folder' && entry.room !== null);
  }
  const types = call.query.getAll('type').flatMap((text) => readRoomType(text) ?? []);
  const found = (homes[ask.searchArea] ?? [])
    .flatMap((id) => tree.children(id).folders)
    .filter(({ room, title }) => {
      if (room === null || !title.toLowerCase().includes(ask.text)) return false;
      const { roomType, filterType } = roomKinds[room.kind];
      return (
        (types.length === 0 || types.includes(roomType)) &&
        (ask.filterType === 0 || ask.filterType === filterType)
      );
    })
    .filter((room) => rightsFor(call, room).read);
  return sorted(found, orderFor(call, ask));
}

function recentlyOpened(call: Call): readonly Entry[] {
  const { core, caller } = call;
  const keys = caller.signedIn ? (core.state.content.recent[caller.person.id] ?? []) : [];
  return keys.toReversed().flatMap((key) => core.content().findKey(key) ?? []);
}

/** An order that was asked for stays the person's own from then on. DocSpace server: FilesSettings. */
function orderFor(call: Call, { sortBy, ascending }: ListQuery): SortOrder {
  const { core, caller } = call;
  const { orders } = core.state.content;
  const last = caller.signedIn ? orders[caller.person.id] : undefined;
  if (sortBy === null) return last ?? newestFirst;
  const order = { property: sortBy, ascending };
  const isNew = last?.property !== sortBy || last.ascending !== ascending;
  if (caller.signedIn && isNew) {
    orders[caller.person.id] = order;
    core.changed();
  }
  return order;
}

function paged(call: Call, folder: FolderRow, items: readonly Entry[], ask: ListQuery): Answer {
  const dto = contentDto(call, folder, items, ask);
  return value(dto, { count: dto.count, total: dto.total });
}

/** DocSpace server: FolderContentDto. */
function contentDto(call: Call, folder: FolderRow, items: readonly Entry[], ask: ListQuery) {
  const { tree } = call.core.content();
  const page = items.slice(ask.startIndex, ask.startIndex + ask.count);
  const dto = (entry: Entry) => describe(call, entry, rightsFor(call, entry));
  return {
    files: page.filter(({ kind }) => kind === 'file').map(dto),
    folders: page.filter(({ kind }) => kind === 'folder').map(dto),
    current: dto(folder),
    pathParts: tree
      .chain(folder)
      .toReversed()
      .map(({ id, title, room }) => ({
        id,
        title,
        ...(room === null ? {} : { roomType: roomKinds[room.kind].roomType }),
      })),
    startIndex: ask.startIndex,
    count: page.length,
    total: items.length,
    new: 0,
  };
}
