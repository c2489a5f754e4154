import { value } from '../answers';
import type { Handlers } from '../call';
import { fileSettings, sharingPolicy } from '../tables/file-settings';

/** DocSpace server: files SettingsController. Strangers get built-in defaults, not an error. */
export const filesSettingsRoutes: Handlers<'GET files/settings'> = {
  'GET files/settings': ({ core, caller }) =>
    value({
      ...fileSettings,
      ...(core.has('sharingPolicy') ? sharingPolicy[caller.signedIn ? 'stored' : 'anonymous'] : {}),
      ...(core.has('organizeRoomsGrouping') ? { organizeRoomsGrouping: true } : {}),
    }),
};
