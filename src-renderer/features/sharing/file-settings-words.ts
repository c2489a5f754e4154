import type { Json, JsonObject } from '../../../src-main/contract/json';
import { accessNames } from '../../../src-main/contract/links';
import { sharingFields } from '../../../src-main/contract/sharing';
import { m } from '$words';
import { sayAccess } from '../../i18n/link-words';
import { saySharingField } from '../../i18n/sharing-words';
import type { FileSetting, SettingGroup } from './file-settings';

export function sayGroup(group: SettingGroup): string {
  return {
    portal: m.sharing_files_portal,
    account: m.sharing_files_account,
    technical: m.sharing_files_technical,
  }[group]();
}

const meanings: ReadonlyMap<string, () => string> = new Map([
  ['enableThirdParty', m.sharing_file_enableThirdParty],
  ['defaultSharingAccessRights', m.sharing_file_defaultSharingAccessRights],
  ['storeOriginalFiles', m.sharing_file_storeOriginalFiles],
  ['keepNewFileName', m.sharing_file_keepNewFileName],
  ['defaultOrder', m.sharing_file_defaultOrder],
  ['automaticallyCleanUp', m.sharing_file_automaticallyCleanUp],
]);

/** What a field is about. `null`: its name has to do. */
export function sayMeaning(field: string): string | null {
  const sharing = sharingFields.find((one) => one === field);
  if (sharing !== undefined) return saySharingField(sharing);
  if (/^exts[A-Z]/.test(field)) return m.sharing_file_extensions();
  if (field.endsWith('UrlString')) return m.sharing_file_address();
  return meanings.get(field)?.() ?? null;
}

/** The value of a field in words; objects and long lists too. */
export function sayValueOf({ field, value }: Pick<FileSetting, 'field' | 'value'>): string {
  if (field === 'defaultSharingAccessRights' && Array.isArray(value)) {
    return value.map(sayRight).join(', ');
  }
  return sayJson(value);
}

/** DocSpace server: FileShare; rights go over the wire as their numbers. */
function sayRight(value: Json): string {
  const name = typeof value === 'number' ? accessNames[value] : undefined;
  return name === undefined ? sayJson(value) : sayAccess(name);
}

function sayJson(value: Json): string {
  if (typeof value === 'boolean') return value ? m.sharing_yes() : m.sharing_no();
  if (value === null || value === '') return m.sharing_value_empty();
  if (typeof value !== 'object') return String(value);
  const parts = isList(value)
    ? value.map(sayJson)
    : Object.entries(value).map(([name, part]) => `${name}: ${sayJson(part)}`);
  return parts.length > 0 ? parts.join(', ') : m.sharing_value_empty();
}

/** `Array.isArray` does not know of lists that cannot be changed. */
const isList = (value: readonly Json[] | JsonObject): value is readonly Json[] =>
  Array.isArray(value);

/** The parts of a value that has named ones, each in words. `null`: it has none. */
export function partsOf(value: Json): readonly { name: string; text: string }[] | null {
  if (typeof value !== 'object' || value === null || isList(value)) return null;
  const parts = Object.entries(value).map(([name, part]) => ({ name, text: sayJson(part) }));
  return parts.length > 0 ? parts : null;
}

/** All that can be searched for in a setting. */
export const wordsOf = (setting: FileSetting): string =>
  [setting.field, sayMeaning(setting.field) ?? '', sayValueOf(setting)].join(' ');
