import * as v from 'valibot';
import type { Role } from '../contract/portals';
import { ok, type Result } from '../contract/result';
import { wireDate } from './dates';
import type { DocSpace } from './session';
import { maybeFlag, maybeText, shaped } from './shape';
import { read } from './transport';

/** The person a key acts as. */
export interface Account {
  readonly id: string;
  readonly displayName: string;
  readonly email: string;
  readonly role: Role;
}

const self = v.object({
  id: v.string(),
  displayName: maybeText,
  userName: maybeText,
  email: maybeText,
  isOwner: maybeFlag,
  isAdmin: maybeFlag,
  isRoomAdmin: maybeFlag,
  isVisitor: maybeFlag,
});

/**
 * `GET people/@self`. Any signed-in user, no payment needed; keys need `accounts.self:read` or
 * `*:read`. The one proof that a portal accepts a key.
 * Errors: `portal.keyRefused` (unknown, disabled or expired key), `portal.keyLacksRights` (scope).
 * DocSpace server: UserController.
 */
export async function getSelf(
  session: DocSpace,
  signal?: AbortSignal,
): Promise<Result<Account, 'net' | 'portal'>> {
  const answer = await read(session, {
    path: 'people/@self',
    auth: 'key',
    ...(signal ? { signal } : {}),
  });
  const found = answer.ok ? shaped(self, answer.value.response) : answer;
  if (!found.ok) return found;
  const { id, displayName, userName, email } = found.value;
  return ok({
    id,
    displayName: displayName ?? userName ?? email ?? id,
    email: email ?? '',
    role: roleOf(found.value),
  });
}

/** DocSpace server: the owner counts as admin too, a guest is called visitor. */
function roleOf(flags: v.InferOutput<typeof self>): Role {
  if (flags.isOwner) return 'owner';
  if (flags.isAdmin) return 'admin';
  if (flags.isRoomAdmin) return 'roomAdmin';
  return flags.isVisitor ? 'guest' : 'user';
}

/** What a key may do, as the portal tells it. */
export interface OwnKey {
  readonly told: true;
  readonly name: string;
  /** Empty: unrestricted. */
  readonly scopes: readonly string[];
  /** ISO instant, `null`: does not expire. */
  readonly expires: string | null;
  readonly active: boolean;
}

/** The portal tells nothing about the key, which may work all the same. */
export interface UntoldKey {
  readonly told: false;
  readonly reason: 'notPaid' | 'notAnApiKey' | 'notKnownHere';
}

const ownKey = v.object({
  name: maybeText,
  permissions: v.nullish(v.array(v.string()), []),
  expiresAt: wireDate,
  isActive: maybeFlag,
});

/**
 * `GET keys/@self`. Whoever calls with an API key, whatever its scopes. An unpaid portal (402), a
 * token that is no API key (400 or 500) and a portal older than 3.1.0 (404) tell nothing; that is
 * an answer, not an error.
 * DocSpace server: ApiKeysController.
 */
export async function getOwnKey(
  session: DocSpace,
  signal?: AbortSignal,
): Promise<Result<OwnKey | UntoldKey, 'net' | 'portal'>> {
  const answer = await read(session, {
    path: 'keys/@self',
    auth: 'key',
    ...(signal ? { signal } : {}),
  });
  if (!answer.ok) {
    const reason = untold[answer.error.code];
    return reason ? ok({ told: false, reason }) : answer;
  }
  if (answer.value.response === undefined) return ok({ told: false, reason: 'notAnApiKey' });
  const found = shaped(ownKey, answer.value.response);
  if (!found.ok) return found;
  const { name, permissions, expiresAt, isActive } = found.value;
  return ok({
    told: true,
    name: name ?? '',
    scopes: permissions.includes('*') ? [] : permissions,
    expires: expiresAt,
    active: isActive ?? true,
  });
}

const untold: Readonly<Record<string, UntoldKey['reason']>> = {
  'portal.notPaid': 'notPaid',
  'portal.badRequest': 'notAnApiKey',
  'portal.failed': 'notAnApiKey',
  'portal.notFound': 'notKnownHere',
};
