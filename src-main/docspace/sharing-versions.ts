import { sharingFields, type SharingField } from '../contract/sharing';
import { compareVersions } from './versions';

const everywhere: readonly SharingField[] = ['externalShare', 'externalShareSocialMedia'];

/**
 * The switches of external sharing that portals of a version have: two, and all from 3.7.1 on.
 * DocSpace server: FilesSettings, FilesSettingsDto.
 */
export const sharingFieldsOf = (version: string): readonly SharingField[] =>
  compareVersions(version, '3.7.1') < 0 ? everywhere : sharingFields;
