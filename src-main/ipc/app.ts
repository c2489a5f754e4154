import type { Handlers } from '../contract';
import type { AppStart, SecretMode } from '../contract/app';
import { appError } from '../contract/app-error';
import { fail, ok } from '../contract/result';
import type { VersionedFile } from '../store/versioned-file';
import type { Preferences } from '../shell/preferences';

export interface AppCallsOptions {
  readonly start: () => AppStart;
  readonly usable: () => void;
  readonly secretMode: () => Promise<SecretMode>;
  readonly preferences: VersionedFile<Preferences>;
  /** Makes changed preferences take effect at once. */
  readonly apply: (preferences: Preferences) => void;
  readonly openExternal: (url: string) => Promise<'opened' | 'declined' | 'refused'>;
  readonly openDataFolder: () => Promise<void>;
  readonly supportReport: () => Promise<string>;
}

/** Calls about the app as a whole. */
export function appHandlers(options: AppCallsOptions): Handlers<'app'> {
  return {
    start: () => ok(options.start()),
    usable() {
      options.usable();
      return ok();
    },
    secretMode: async () => ok(await options.secretMode()),
    async remember(input) {
      const changed = Object.fromEntries(
        Object.entries(input).filter(([, value]) => value !== undefined),
      );
      const saved = await options.preferences.update((present) => ({ ...present, ...changed }));
      if (!saved.ok) return saved;
      options.apply(saved.value);
      return ok();
    },
    async openExternal({ url }) {
      const outcome = await options.openExternal(url);
      return outcome !== 'refused'
        ? ok()
        : fail(appError('bridge.badInput', { params: { call: 'app.openExternal', where: 'url' } }));
    },
    async openDataFolder() {
      await options.openDataFolder();
      return ok();
    },
    supportReport: async () => ok(await options.supportReport()),
  };
}
