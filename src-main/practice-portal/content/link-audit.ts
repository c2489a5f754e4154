import type { Core } from '../core';
import type { Person } from '../tables/people';
import type { Entry } from './entries';

type Event = 'created' | 'updated' | 'deleted' | 'revoked';

/** Audit actions of links. DocSpace server: MessageAction. */
const actions: Readonly<Record<'file' | 'folder' | 'room', Readonly<Record<Event, number>>>> = {
  room: { created: 5088, updated: 5089, deleted: 5090, revoked: 5097 },
  file: { created: 5091, updated: 5092, deleted: 5093, revoked: 5097 },
  folder: { created: 5122, updated: 5123, deleted: 5124, revoked: 5097 },
};

/** Notes what was done with a link of an entry, and has it saved. */
export function auditLink(core: Core, person: Person, entry: Entry, event: Event): void {
  const kind = entry.kind === 'folder' && entry.room !== null ? 'room' : entry.kind;
  core.state.audit.push({
    actionId: actions[kind][event],
    userId: person.id,
    at: core.settings.clock().toISOString(),
  });
  core.changed();
}
