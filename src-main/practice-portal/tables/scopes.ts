interface ScopeRule {
  /** Routes under this path, the path itself included. */
  readonly path: string;
  readonly read: readonly string[];
  readonly write: readonly string[];
}

const allRead = ['*:read', '*:write'];
const allWrite = ['*:write'];

/** What a key needs, most special path first. DocSpace server: AuthorizationExtension. */
export const scopeRules: readonly ScopeRule[] = [
  {
    path: 'files/rooms',
    read: ['rooms:read', 'rooms:write', ...allRead],
    write: ['rooms:write', ...allWrite],
  },
  {
    path: 'files',
    read: ['files:read', 'files:write', ...allRead],
    write: ['files:write', ...allWrite],
  },
  {
    path: 'people/@self',
    read: ['accounts.self:read', 'accounts.self:write', ...allRead],
    write: ['accounts.self:write', ...allWrite],
  },
  {
    path: 'people',
    read: ['accounts:read', 'accounts:write', ...allRead],
    write: ['accounts:write', ...allWrite],
  },
  { path: 'group', read: ['accounts:read', ...allRead], write: ['accounts:write', ...allWrite] },
  { path: '', read: allRead, write: allWrite },
];

/** The one route that any live key may ask: what it is itself. */
export const scopeFreePath = 'keys/@self';

/** The answer of `GET keys/permissions`. */
export const permissionNames = [
  '*:read',
  '*:write',
  'accounts.self:read',
  'accounts.self:write',
  'accounts:read',
  'accounts:write',
  'files:read',
  'files:write',
  'rooms:read',
  'rooms:write',
  '*',
];
