import { apiDateTime } from '../dates';
import { type Handlers, forPeople } from '../call';
import type { Core } from '../core';
import { isAdmin } from '../caller';
import type { KeyRecord } from '../directory';
import { value } from '../answers';
import { permissionNames } from '../tables/scopes';
import { shortPerson } from './people';

/** DocSpace server: ApiKeysController. */
export const keyRoutes: Handlers<'GET keys' | 'GET keys/@self' | 'GET keys/permissions'> = {
  // A streamed list: the wrapper counts it as one thing.
  'GET keys': forPeople(({ core, caller }, { person }) => {
    const seen = core.directory.records.filter(
      (record) => isAdmin(caller) || record.owner.id === person.id,
    );
    return value(
      seen.map((record) => keyDto(core, record)),
      { count: 1 },
    );
  }),

  'GET keys/@self': forPeople(({ core }, { key }) =>
    value({ ...keyDto(core, key), lastUsed: date(core, core.settings.clock()) }),
  ),

  'GET keys/permissions': () => value(permissionNames),
};

function keyDto(core: Core, record: KeyRecord) {
  return {
    id: record.id,
    name: record.label,
    key: `sk-***${record.postfix}`,
    keyPostfix: record.postfix,
    permissions: record.permissions,
    createOn: date(core, record.createdAt),
    createBy: shortPerson(core, record.owner),
    ...(record.expiresAt === null ? {} : { expiresAt: date(core, record.expiresAt) }),
    isActive: record.isActive,
  };
}

function date(core: Core, instant: Date): string {
  return apiDateTime(instant, core.settings.utcOffsetMinutes);
}
