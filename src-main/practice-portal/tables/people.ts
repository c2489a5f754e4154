export type Role = 'owner' | 'admin' | 'roomAdmin' | 'user' | 'guest';

export interface Person {
  readonly id: string;
  readonly role: Role;
  readonly name: string;
  readonly userName: string;
  /** Language the server speaks to this person; `null`: the portal's. */
  readonly culture: string | null;
}

const id = (last: number) => `00000000-0000-4000-8000-${last.toString().padStart(12, '0')}`;

/** Everybody on the portal, named after what they may do. */
export const people = {
  owner: { id: id(1), role: 'owner', name: 'Portal owner', userName: 'owner', culture: null },
  admin: { id: id(2), role: 'admin', name: 'Portal admin', userName: 'admin', culture: null },
  germanAdmin: {
    id: id(3),
    role: 'admin',
    name: 'Portal-Administration',
    userName: 'verwaltung',
    culture: 'de',
  },
  roomAdmin: {
    id: id(4),
    role: 'roomAdmin',
    name: 'Room admin',
    userName: 'room-admin',
    culture: null,
  },
  user: { id: id(5), role: 'user', name: 'Portal user', userName: 'user', culture: null },
  guest: { id: id(6), role: 'guest', name: 'Portal guest', userName: 'guest', culture: null },
} as const satisfies Record<string, Person>;

export type PersonName = keyof typeof people;

const names = new Map<string, PersonName>(
  Object.entries(people).map(([name, person]) => [person.id, name as PersonName]),
);

/** Under which name the tables know a person. */
export function nameOfPerson(person: Person): PersonName | null {
  return names.get(person.id) ?? null;
}

export interface KeyRow {
  readonly id: string;
  readonly of: PersonName;
  readonly label: string;
  /** Empty: full access. */
  readonly permissions: readonly string[];
  readonly isActive: boolean;
  /** Days after the portal was installed; negative: before. `null`: never. */
  readonly expiresAfterDays: number | null;
}

const live = { permissions: [], isActive: true, expiresAfterDays: null };
const keyId = (last: number) => id(1000 + last);

/** The portal's API keys. `main` is the one that a person is handed. */
export const keyRows = {
  main: { ...live, id: keyId(1), of: 'owner', label: 'Full access' },
  admin: { ...live, id: keyId(2), of: 'admin', label: 'Full access' },
  germanAdmin: { ...live, id: keyId(3), of: 'germanAdmin', label: 'Voller Zugriff' },
  roomAdmin: { ...live, id: keyId(4), of: 'roomAdmin', label: 'Full access' },
  user: { ...live, id: keyId(5), of: 'user', label: 'Full access' },
  guest: { ...live, id: keyId(6), of: 'guest', label: 'Full access' },
  disabled: { ...live, id: keyId(7), of: 'owner', label: 'Disabled', isActive: false },
  expired: { ...live, id: keyId(8), of: 'owner', label: 'Expired', expiresAfterDays: -1 },
  expiring: { ...live, id: keyId(9), of: 'owner', label: 'One year', expiresAfterDays: 365 },
  readOnly: { ...live, id: keyId(10), of: 'owner', label: 'Read only', permissions: ['*:read'] },
  linksOnly: {
    ...live,
    id: keyId(11),
    of: 'owner',
    label: 'Links only',
    permissions: ['files:write', 'rooms:write', 'accounts.self:read'],
  },
  selfOnly: {
    ...live,
    id: keyId(12),
    of: 'owner',
    label: 'Own profile only',
    permissions: ['accounts.self:read'],
  },
} as const satisfies Record<string, KeyRow>;

export type PracticeKeyName = keyof typeof keyRows;
export const keyNames = Object.keys(keyRows) as readonly PracticeKeyName[];

/** `EmployeeType` on the wire. */
export const employeeType = {
  owner: 3,
  admin: 3,
  roomAdmin: 1,
  user: 4,
  guest: 2,
} as const satisfies Record<Role, number>;
