import { randomUUID } from 'node:crypto';
import { type Answer, exception, value } from '../answers';
import type { Call, Handlers } from '../call';
import { readId } from '../content/entries';
import { reaches } from '../content/rights';
import { entryType } from '../entry-dto';
import { readObject } from '../json-body';
import { loginSettings } from '../try-guard';
import {
  type Visit,
  isMember,
  passwordCookie,
  passwordProof,
  rememberVisit,
  visit,
  visitStatus,
  visitorOf,
} from '../visit';

const zeroId = '00000000-0000-0000-0000-000000000000';
const sessionCookie = 'anonymous_session_key';

/** DocSpace server: files SecurityController, SecurityController (login settings). */
export const shareKeyRoutes: Handlers<
  'GET files/share/:key' | 'POST files/share/:key/password' | 'GET settings/security/loginSettings'
> = {
  'GET files/share/:key': (call) =>
    visitAnswer(call, visit(call.core, call.param('key'), visitorOf(call))),

  /** Checks a password as a visitor gives it; it sets none. */
  'POST files/share/:key/password': async (call) => {
    const { core, incoming, say } = call;
    const body = await readObject(incoming);
    if (body.kind !== 'object') return body;
    const key = call.param('key');
    const sent = body.fields.get('password');
    const visitor = visitorOf(call);
    const before = visit(core, key, { ...visitor, knowsPassword: () => false });
    const { link } = before;
    if (before.status !== visitStatus.requiredPassword || link === null) {
      return visitAnswer(call, before);
    }
    const name = `${key} ${incoming.socket.remoteAddress ?? ''}`;
    if (!core.passwordTries.mayTry(name)) return exception('bruteForce', say('tooManyTries'));
    if (typeof sent !== 'string' || sent.trim() !== link.password) {
      const dto = visitDto(call, { status: visitStatus.invalidPassword, link, entry: null });
      return value(dto, { cookies: [clearedCookie(passwordCookie(link))] });
    }
    core.passwordTries.forget(name);
    const after = visit(core, key, { ...visitor, knowsPassword: () => true });
    return visitAnswer(call, after, [sessionOnly(passwordCookie(link), passwordProof(link))]);
  },

  'GET settings/security/loginSettings': () => value({ ...loginSettings, isDefault: true }),
};

/** Whoever gets in leaves traces: a cookie as a stranger, an entry among the recent ones else. */
function visitAnswer(call: Call, visited: Visit, cookies: readonly string[] = []): Answer {
  const { core, caller, incoming } = call;
  const dto = visitDto(call, visited);
  if (visited.status !== visitStatus.ok || visited.entry === null) return value(dto, { cookies });
  if (caller.signedIn) {
    rememberVisit(core, visited.entry, caller.person);
    return value(dto, { cookies });
  }
  const isKnown = incoming.headers.cookie?.includes(`${sessionCookie}=`) ?? false;
  const session = isKnown ? [] : [sessionOnly(sessionCookie, randomUUID())];
  return value(dto, { cookies: [...cookies, ...session] });
}

/** DocSpace server: ExternalShareDto. */
function visitDto(call: Call, { status, link, entry }: Visit) {
  const { core, caller } = call;
  const isOk = status === visitStatus.ok;
  const person = caller.signedIn ? caller.person : null;
  const recent = person === null ? [] : (core.state.content.recent[person.id] ?? []);
  return {
    status,
    ...(entry === null || link === null
      ? {}
      : {
          id: String(entry.id),
          title: entry.title,
          type: entryType[entry.kind],
          ...(entry.kind === 'folder' ? { isRoom: entry.room !== null } : {}),
          ...entityDto(call, link),
          isRoomMember: person !== null && isMember(core, entry, person),
        }),
    tenantId: isOk ? 1 : 0,
    linkId: isOk && link !== null ? link.id : zeroId,
    shared: link !== null && recent.includes(link.entry),
    isAuthenticated: caller.signedIn,
  };
}

/** The file or folder inside, if the caller asked for one that the link opens. */
function entityDto({ core, query }: Call, link: NonNullable<Visit['link']>) {
  const content = core.content();
  const fileId = query.get('fileId');
  const folderId = query.get('folderId');
  const entity =
    fileId !== null
      ? content.tree.file(readId(fileId))
      : folderId !== null
        ? content.tree.folder(readId(folderId))
        : null;
  return entity === null || !reaches(content, link, entity)
    ? {}
    : {
        entityId: String(entity.id),
        entityTitle: entity.title,
        entityType: entryType[entity.kind],
      };
}

function sessionOnly(name: string, content: string): string {
  return `${name}=${content}; path=/; httponly`;
}

function clearedCookie(name: string): string {
  return `${name}=; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/`;
}
