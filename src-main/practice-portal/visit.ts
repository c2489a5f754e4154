import { createHash } from 'node:crypto';
import type { Call } from './call';
import type { Core } from './core';
import { type Entry, keyOf } from './content/entries';
import { linkIdOf } from './content/link-address';
import type { Link } from './content/links';
import { blocksStrangers } from './content/restriction';
import { isBy, rightsOf } from './content/rights';
import { type Person, nameOfPerson } from './tables/people';

/** `Status` of a visit on the wire. DocSpace server: ExternalShare.ValidateAsync. */
export const visitStatus = {
  ok: 0,
  invalid: 1,
  expired: 2,
  requiredPassword: 3,
  invalidPassword: 4,
  externalAccessDenied: 5,
} as const;

export type VisitStatus = (typeof visitStatus)[keyof typeof visitStatus];

/** Who stands before a link. */
export interface Visitor {
  /** `null`: a stranger. */
  readonly person: Person | null;
  /** Gave the right password now or earlier. */
  readonly knowsPassword: (link: Link) => boolean;
}

export interface Visit {
  readonly status: VisitStatus;
  readonly link: Link | null;
  /** What the link is set on; `null` where the portal does not tell it. */
  readonly entry: Entry | null;
}

/** Lets a visitor in, or says why not; in the order of the server. Changes nothing. */
export function visit(core: Core, key: string, { person, knowsPassword }: Visitor): Visit {
  const content = core.content();
  const link = content.links.byId(linkIdOf(key) ?? '');
  const refuse = (status: VisitStatus): Visit => ({ status, link, entry: null });
  if (link === null || link.kind === 'invitation') return refuse(visitStatus.invalid);
  if (link.expiresAt !== null && link.expiresAt <= core.settings.clock().getTime()) {
    return refuse(visitStatus.expired);
  }
  if (link.internal && person === null) return refuse(visitStatus.externalAccessDenied);
  const entry = content.findKey(link.entry);
  if (entry === null || isAway(core, entry)) return refuse(visitStatus.invalid);
  const readsRoom = content.tree.roomOf(entry) !== null && rightsOf(content, entry, person).read;
  if (link.password !== null && !readsRoom && !knowsPassword(link)) {
    return { status: visitStatus.requiredPassword, link, entry };
  }
  return person === null && blocksStrangers(core, entry)
    ? refuse(visitStatus.externalAccessDenied)
    : { status: visitStatus.ok, link, entry };
}

function isAway(core: Core, entry: Entry): boolean {
  const section = core.content().tree.sectionOf(entry)?.section;
  return section === 'archive' || section === 'trash';
}

/** The visitor that a request comes from, by its credential and its cookies. */
export function visitorOf({ caller, incoming }: Pick<Call, 'caller' | 'incoming'>): Visitor {
  const cookies = new Map(
    (incoming.headers.cookie ?? '').split(';').map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const;
    }),
  );
  return {
    person: caller.signedIn ? caller.person : null,
    knowsPassword: (link) => cookies.get(passwordCookie(link)) === passwordProof(link),
  };
}

/** The cookie that remembers a right password, and what it holds. */
export function passwordCookie({ id }: Link): string {
  return `sharelink${id}`;
}

export function passwordProof({ id, password }: Link): string {
  return createHash('sha256').update(`${id} ${password}`).digest('hex');
}

/** The link that the caller names in its request, if it lets them in. */
export function visitorsLink(call: Call): Link | null {
  const header = call.incoming.headers['request-token'];
  const key = typeof header === 'string' ? header : call.query.get('share');
  if (key === null) return null;
  const { status, link } = visit(call.core, key, visitorOf(call));
  return status === visitStatus.ok ? link : null;
}

/** Whether a person belongs where an entry lies, other than by the office of an admin. */
export function isMember(core: Core, entry: Entry, person: Person): boolean {
  const { tree } = core.content();
  const home = tree.roomOf(entry) ?? tree.sectionOf(entry);
  const name = nameOfPerson(person);
  return (
    home !== null && (isBy(home, person) || (name !== null && name in (home.room?.members ?? {})))
  );
}

/** A visit by somebody who does not belong there stays among what they opened lately. */
export function rememberVisit(core: Core, entry: Entry, person: Person): void {
  if (isMember(core, entry, person)) return;
  const { recent } = core.state.content;
  const key = keyOf(entry);
  recent[person.id] = [...(recent[person.id] ?? []).filter((one) => one !== key), key];
  core.changed();
}
