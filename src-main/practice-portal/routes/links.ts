import { type Answer, exception, value } from '../answers';
import { type Call, type Handler, type Handlers, forPeople } from '../call';
import { type Entry, type EntryKind, keyOf } from '../content/entries';
import { type Outcome, setLink } from '../content/link-writing';
import type { Link } from '../content/links';
import { placeOf } from '../content/rights';
import { type BodyName, readLinkAsk } from '../link-body';
import { linkDto } from '../link-dto';
import { invalid } from '../json-body';
import { type Page, readPage } from '../query';
import { fixedTexts } from '../tables/messages';
import type { Person } from '../tables/people';
import { entryNamed, rightsFor } from './browsing';

/** How many links the lists without pages hold. */
const mostUnpaged = 100;

/** DocSpace server: FilesController, FoldersController, VirtualRoomsController. */
export const linkRoutes: Handlers<
  | 'GET files/file/:id/links'
  | 'PUT files/file/:id/links'
  | 'GET files/folder/:id/links'
  | 'PUT files/folder/:id/links'
  | 'GET files/rooms/:id/links'
  | 'PUT files/rooms/:id/links'
> = {
  'GET files/file/:id/links': forPeople((call) => {
    const page = readPage(call);
    if (page.kind !== 'read') return page;
    const entry = entryNamed(call, 'file');
    return entry === null ? notFound(call) : listOfFile(call, entry, page.value);
  }),

  'GET files/folder/:id/links': forPeople((call) => {
    const entry = entryNamed(call, 'folder');
    return entry === null ? notFound(call) : value(shown(call, entry, externalOf(call, entry)));
  }),

  'GET files/rooms/:id/links': forPeople((call) => {
    const entry = entryNamed(call, 'room');
    if (entry === null) return notFound(call);
    const type = call.query.get('type');
    if (type !== null && !['0', '1', 'Invitation', 'External'].includes(type)) {
      return invalid('Type', fixedTexts.valueInvalid);
    }
    const links = call.core.content().links.of(keyOf(entry));
    return value(
      shown(
        call,
        entry,
        inOrder(links).filter(
          ({ kind }) =>
            type === null || (kind === 'invitation') === (type === '0' || type === 'Invitation'),
        ),
      ),
    );
  }),

  'PUT files/file/:id/links': writing('file', 'File'),
  'PUT files/folder/:id/links': writing('folder', 'FolderLink'),
  'PUT files/rooms/:id/links': writing('room', 'RoomLink'),
};

function writing(kind: EntryKind | 'room', bodyName: BodyName): Handler {
  return forPeople(async (call, { person }) => {
    const asked = await readLinkAsk(call, bodyName);
    if (asked.kind !== 'read') return asked;
    const entry = entryNamed(call, kind);
    if (entry === null) return notFound(call);
    const writer = writerOf(call, person, asked.value.isInvitation);
    return outcomeAnswer(call, entry, setLink(writer, entry, asked.value));
  });
}

export function writerOf(call: Call, person: Person, isInvitation = false) {
  const defaultTitle = call.say(isInvitation ? 'invitationLink' : 'sharedLink');
  return { core: call.core, person, defaultTitle };
}

/** What a write of a link answers. */
export function outcomeAnswer(call: Call, named: Entry, outcome: Outcome): Answer {
  switch (outcome.kind) {
    case 'nothing':
      return value(null);
    case 'refused':
      return exception(outcome.exception, call.say(outcome.key, outcome.params));
    case 'link': {
      // The link of a form is that of its room.
      const entry = call.core.content().findKey(outcome.link.entry) ?? named;
      const withToken = !(outcome.renewed && named.kind === 'folder');
      return value(linkDto(outcome.link, entry, call, { withToken }));
    }
  }
}

export function notFound({ say }: Call): Answer {
  return exception('itemNotFound', say('itemNotFound'));
}

/** `total` counts what may be counted, the list holds what may be seen; `count` can be negative. */
function listOfFile(call: Call, file: Entry, { startIndex, count }: Page): Answer {
  const rights = rightsFor(call, file);
  const links = externalOf(call, file);
  const total = rights.countsLinks || rights.listsLinks ? links.length : 0;
  const list = shown(call, file, links.slice(startIndex, startIndex + count));
  return value([...list, ...formLink(call, file)], {
    count: Math.min(total - startIndex, count),
    total,
  });
}

/** A form in a form room shows the room's link too, as an address of its own; nobody counts it. */
function formLink(call: Call, file: Entry) {
  const content = call.core.content();
  const room = content.tree.roomOf(file);
  const isForm = file.kind === 'file' && file.isForm && placeOf(content, file) === 'fillingForms';
  if (!isForm || room === null || !rightsFor(call, file).listsLinks) return [];
  return content.links
    .of(keyOf(room))
    .filter(({ kind }) => kind === 'primary')
    .map((link) => linkDto(link, room, call, { form: file }));
}

function shown(call: Call, entry: Entry, links: readonly Link[]) {
  if (!rightsFor(call, entry).listsLinks) return [];
  return links.slice(0, mostUnpaged).map((link) => linkDto(link, entry, call));
}

function externalOf({ core }: Call, entry: Entry): readonly Link[] {
  const links = core.content().links.of(keyOf(entry));
  return inOrder(links.filter(({ kind }) => kind !== 'invitation'));
}

/** The primary one first, then by access, the strongest first. */
function inOrder(links: readonly Link[]): readonly Link[] {
  const first = ({ kind }: Link) => (kind === 'primary' ? 0 : 1);
  return [...links].sort((left, right) => first(left) - first(right) || right.access - left.access);
}
