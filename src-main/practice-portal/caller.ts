import type { Answer } from './answers';
import type { Core } from './core';
import type { KeyRecord } from './directory';
import type { Person } from './tables/people';
import type { RouteAccess } from './tables/access';
import { scopeFreePath, scopeRules } from './tables/scopes';

/** Who asks: nobody known, or a person through one of their keys. */
export type Caller =
  | { readonly signedIn: false; readonly deadKey: boolean }
  | { readonly signedIn: true; readonly person: Person; readonly key: KeyRecord };

/**
 * Reads the credential. Only `Bearer sk-…` is a key, with this case and one space; anything else
 * is a session that this portal does not know.
 */
export function identify(core: Core, authorization: string | undefined): Caller {
  const secret = /^Bearer (sk-.*)$/.exec(authorization ?? '')?.[1];
  if (secret === undefined || !core.has('apiKeys')) return { signedIn: false, deadKey: false };
  const key = core.directory.find(secret);
  const alive =
    key?.isActive === true && (key.expiresAt === null || key.expiresAt > core.settings.clock());
  return alive ? { signedIn: true, person: key.owner, key } : { signedIn: false, deadKey: true };
}

/** Whether the caller is portal owner or DocSpace admin. */
export function isAdmin(caller: Caller): boolean {
  return caller.signedIn && ['owner', 'admin'].includes(caller.person.role);
}

/** Why the caller may not use the route at all; `null`: may. */
export function refuseCaller(
  core: Core,
  caller: Caller,
  route: { readonly method: string; readonly path: string; readonly access: RouteAccess },
): Answer | null {
  const { method, path, access } = route;
  const enough = !caller.signedIn || mayUse(caller.key, method, path);
  if (access.who === 'anyone') {
    const bad = caller.signedIn ? !enough : caller.deadKey;
    return bad && core.has('keyCheckedOnAnonymousRoutes') ? { kind: 'problem', status: 403 } : null;
  }
  if (!caller.signedIn) return { kind: 'empty', status: 401 };
  if (!enough && access.scopesIgnored !== true) return { kind: 'empty', status: 403 };
  return access.refusal === 'pipeline' && !hasRole(caller, access.who)
    ? { kind: 'empty', status: 403 }
    : null;
}

/** Whether the caller's role is enough for the route. */
export function hasRole(caller: Caller, who: RouteAccess['who']): boolean {
  if (who === 'admin') return isAdmin(caller);
  return who !== 'notGuest' || (caller.signedIn && caller.person.role !== 'guest');
}

function mayUse(key: KeyRecord, method: string, path: string): boolean {
  if (path === scopeFreePath) return true;
  const isFull = key.permissions.length === 0 || key.permissions.includes('*');
  const held = isFull ? ['*:write'] : key.permissions;
  const rule = scopeRules.find(
    (one) => one.path === '' || path === one.path || path.startsWith(`${one.path}/`),
  );
  const needed = method === 'GET' ? rule?.read : rule?.write;
  return needed?.some((scope) => held.includes(scope)) ?? false;
}
