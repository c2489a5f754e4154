import type { Json, JsonObject } from '../../../src-main/contract/json';

/** Whom a file setting is about. */
export const settingGroups = ['portal', 'account', 'technical'] as const;
export type SettingGroup = (typeof settingGroups)[number];

export interface FileSetting {
  /** As the API names it. */
  readonly field: string;
  readonly group: SettingGroup;
  readonly value: Json;
}

/** DocSpace server: FilesSettings; what is kept for the whole portal, and what for each account. */
const groups: Readonly<Record<Exclude<SettingGroup, 'technical'>, readonly string[]>> = {
  portal: [
    'externalShare',
    'externalShareSocialMedia',
    'defaultShareLinkInternal',
    'externalShareApplyToDocuments',
    'externalShareApplyToRooms',
    'blockExistingLinksOnRestrict',
    'enableThirdParty',
    'canSearchByContent',
  ],
  account: [
    'defaultSharingAccessRights',
    'storeOriginalFiles',
    'keepNewFileName',
    'displayFileExtension',
    'confirmDelete',
    'convertNotify',
    'hideConfirmCancelOperation',
    'hideConfirmConvertSave',
    'hideConfirmConvertOpen',
    'hideConfirmRoomLifetime',
    'defaultOrder',
    'recentSection',
    'favoritesSection',
    'templatesSection',
    'downloadTarGz',
    'automaticallyCleanUp',
    'openEditorInSameTab',
    'organizeRoomsGrouping',
  ],
};

/** Every field that a portal tells: known ones in a fixed order, the others by name. */
export function fileSettingsIn(settings: JsonObject): readonly FileSetting[] {
  const known = (['portal', 'account'] as const).flatMap((group) =>
    groups[group].flatMap((field) => {
      const value = settings[field];
      return value === undefined ? [] : [{ field, group, value }];
    }),
  );
  const named = new Set(known.map(({ field }) => field));
  const others = Object.entries(settings)
    .filter(([field]) => !named.has(field))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, value]) => ({ field, group: 'technical' as const, value }));
  return [...known, ...others];
}

/** Those of which name, meaning or value hold every word of the text. */
export function matching(
  all: readonly FileSetting[],
  text: string,
  words: (setting: FileSetting) => string,
): readonly FileSetting[] {
  const wanted = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return all;
  return all.filter((setting) => {
    const found = words(setting).toLocaleLowerCase();
    return wanted.every((word) => found.includes(word));
  });
}

/** A value as it is copied: texts as they are, everything else as JSON. */
export const copyTextOf = (value: Json): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
