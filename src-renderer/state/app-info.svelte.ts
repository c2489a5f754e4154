import type { AppStart } from '../../src-main/contract/app';

/** What main told when the window was opened. */
class AppInfo {
  start: AppStart | null = $state.raw(null);
}

export const appInfo = new AppInfo();
