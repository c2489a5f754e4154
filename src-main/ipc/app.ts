import type { Handlers } from '../contract';
import type { AppStart, SecretMode, StoreState } from '../contract/app';
import { appError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import type { VersionedFile } from '../store/versioned-file';
import type { Preferences } from '../shell/preferences';

export interface AppCallsOptions {
  readonly start: () => AppStart;
  readonly usable: () => void;
  readonly secretMode: () => Promise<SecretMode>;
  readonly store: {
    readonly state: () => StoreState;
    readonly reopen: () => Promise<void>;
    readonly startAnew: () => Promise<Result<void, 'store'>>;
  };
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
    store: () => ok(options.store.state()),
    async reopenStore() {
      await options.store.reopen();
      return ok();
    },
    startAnew: () => options.store.startAnew(),
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
