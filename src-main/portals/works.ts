import type { Edition, Role, WorkArea, Works } from '../contract/portals';

/** What is known about an account and its key. */
export interface Rights {
  readonly edition: Edition;
  readonly role: Role;
  /** Empty: unrestricted. `null`: the portal would not tell. */
  readonly scopes: readonly string[] | null;
  readonly notPaid: boolean;
}

/**
 * What works with a key, and for what does not the first reason in the way.
 * DocSpace server: AuthorizationExtension (scopes), PaymentFilter, LicenseController.
 */
export function whatWorks(rights: Rights): Record<WorkArea, Works> {
  return { license: license(rights), sharing: sharing(rights), links: links(rights) };
}

const yes: Works = { yes: true };
const no = (reason: Extract<Works, { yes: false }>['reason']): Works => ({ yes: false, reason });

/** License routes answer unpaid portals too, and need the full scope. */
function license(rights: Rights): Works {
  const { edition } = rights;
  if (edition === 'saas' || edition === 'community') return no(edition);
  if (!isAdmin(rights.role)) return no('role');
  if (!holds(rights.scopes, [])) return no('scope');
  return edition === 'unknown' ? no('notKnown') : yes;
}

function sharing(rights: Rights): Works {
  if (!isAdmin(rights.role)) return no('role');
  if (!holds(rights.scopes, ['files:write'])) return no('scope');
  return rights.notPaid ? no('notPaid') : yes;
}

function links(rights: Rights): Works {
  if (rights.role === 'guest') return no('role');
  if (!holds(rights.scopes, ['files:write', 'rooms:write'])) return no('scope');
  return rights.notPaid ? no('notPaid') : yes;
}

const isAdmin = (role: Role): boolean => role === 'owner' || role === 'admin';

/**
 * Whether a key is unrestricted or holds all of some narrower scopes. Untold scopes count as
 * enough: only an unpaid portal keeps them to itself, and tokens that are no API keys have none.
 */
function holds(scopes: readonly string[] | null, narrower: readonly string[]): boolean {
  if (scopes === null || scopes.length === 0 || scopes.includes('*:write')) return true;
  return narrower.length > 0 && narrower.every((scope) => scopes.includes(scope));
}
