import type { Feature } from './versions';

/** Who may call a route, and in which states of the portal it still answers. */
export interface RouteAccess {
  readonly who: 'anyone' | 'user' | 'notGuest' | 'admin';
  /** How too small a role is refused: by the pipeline (empty 403) or by an exception. */
  readonly refusal?: 'pipeline' | 'exception';
  /** The route has its own `[Authorize]`, so the key's scopes are not looked at. */
  readonly scopesIgnored?: true;
  /** `[AllowNotPayment]`: answers although the tariff is not paid. */
  readonly unpaid?: true;
  /** `[AllowSuspended]`. */
  readonly suspended?: true;
  /** Answers while the portal is moved, restored or encrypted. */
  readonly restoring?: true;
  /** Portals without it do not know the route. Default: all know it. */
  readonly since?: Feature;
}

/** Every route, as `METHOD path` under the API's base. */
export const routeAccess = {
  'GET settings': { who: 'anyone', unpaid: true, suspended: true, restoring: true },
  'GET settings/version/build': { who: 'anyone', unpaid: true, restoring: true },
  'GET settings/payment': { who: 'admin', refusal: 'exception', unpaid: true },
  'GET settings/security/password': { who: 'user', scopesIgnored: true, unpaid: true },
  'GET settings/license/required': { who: 'anyone', unpaid: true },
  'POST settings/license': {
    who: 'admin',
    refusal: 'pipeline',
    scopesIgnored: true,
    unpaid: true,
  },
  'POST settings/license/accept': { who: 'user', unpaid: true },
  'GET settings/license/refresh': { who: 'user', unpaid: true },
  'POST settings/license/trial': { who: 'user' },
  'GET capabilities': { who: 'anyone', unpaid: true },
  'GET authentication': { who: 'anyone', unpaid: true },
  'GET people/@self': { who: 'user', unpaid: true, restoring: true },
  'GET keys': { who: 'user', since: 'apiKeys' },
  'GET keys/@self': { who: 'user', since: 'apiKeys' },
  'GET keys/permissions': { who: 'user', since: 'apiKeys' },
  'GET portal': { who: 'user', unpaid: true, restoring: true },
  'GET portal/tariff': { who: 'user', unpaid: true },
  'GET portal/quota': { who: 'admin', refusal: 'exception', unpaid: true },
  'GET portal/payment/quota': { who: 'notGuest', refusal: 'exception', unpaid: true },
  'GET portal/tenantextra': { who: 'admin', refusal: 'exception', unpaid: true },
  'GET portal/usedspace': { who: 'admin', refusal: 'exception' },
  'GET portal/userscount': { who: 'admin', refusal: 'exception' },
  'GET files/settings': { who: 'anyone' },
  'PUT files/settings/external': { who: 'user' },
  'PUT files/settings/externalsocialmedia': { who: 'user' },
  'PUT files/settings/externalsharingsettings': { who: 'user', since: 'sharingPolicy' },
  'GET files/@root': { who: 'user' },
  'GET files/@my': { who: 'user' },
  'GET files/rooms': { who: 'user' },
  'GET files/rooms/:id': { who: 'anyone' },
  'GET files/file/:id': { who: 'anyone' },
  'GET files/folder/:id': { who: 'anyone' },
  'GET files/file/:id/links': { who: 'user' },
  'PUT files/file/:id/links': { who: 'user' },
  'GET files/folder/:id/links': { who: 'user', since: 'fullLinks' },
  'PUT files/folder/:id/links': { who: 'user', since: 'fullLinks' },
  'GET files/rooms/:id/links': { who: 'user' },
  'PUT files/rooms/:id/links': { who: 'user' },
  'GET files/file/:id/link': { who: 'anyone' },
  'POST files/file/:id/link': { who: 'user' },
  'GET files/folder/:id/link': { who: 'anyone' },
  'POST files/folder/:id/link': { who: 'user', since: 'fullLinks' },
  'GET files/rooms/:id/link': { who: 'user' },
  'GET files/share/:key': { who: 'anyone' },
  'POST files/share/:key/password': { who: 'anyone' },
  'GET settings/security/loginSettings': { who: 'admin', refusal: 'exception' },
  // Last of all GETs: it takes whatever stands behind `files/`.
  'GET files/:id': { who: 'anyone' },
} as const satisfies Record<`${'GET' | 'POST' | 'PUT' | 'DELETE'} ${string}`, RouteAccess>;

export type RouteName = keyof typeof routeAccess;
