import * as v from 'valibot';
import type { AppError } from './app-error';
import { call, nothing, text } from './call';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const locales = ['en', 'de'] as const;
export type Locale = (typeof locales)[number];

/** Where secrets go on this computer. `session`: nowhere that lasts, with the reason why. */
export type SecretMode =
  { readonly mode: 'keychain' } | { readonly mode: 'session'; readonly why: AppError<'keychain'> };

/** How often what is known of the portals is refreshed by itself, in minutes; 0: never. */
export const refreshIntervals = [0, 5, 15, 30, 60] as const;
export type RefreshInterval = (typeof refreshIntervals)[number];

/** Days before the end of a license at which a person can be told of it. */
export const noticeDays = [60, 30, 14, 7, 3, 1] as const;
export type NoticeDay = (typeof noticeDays)[number];
export const usualNoticeDays: readonly NoticeDay[] = [30, 14, 7, 1];

/** The encrypted store on this computer, on which everything but the window itself is built. */
export type StoreState =
  | { readonly state: 'opening' }
  | {
      readonly state: 'open';
      /** False without a keychain: everything is in memory only, and gone when Gatehouse quits. */
      readonly keeps: boolean;
      readonly problems: readonly AppError<'store' | 'keychain'>[];
    }
  | {
      readonly state: 'closed';
      readonly error: AppError<'store' | 'keychain'>;
      /** It can be set aside, so that the person can begin with an empty one. */
      readonly canStartAnew: boolean;
    };

/** What the window needs before its first paint. */
export interface AppStart {
  readonly version: string;
  readonly platform: 'darwin' | 'win32' | 'linux';
  readonly theme: Theme;
  readonly locale: Locale;
  /** The page shown last, as the renderer's router wrote it. */
  readonly lastPage: string | null;
  readonly refreshMinutes: RefreshInterval;
  readonly refreshOnBattery: boolean;
  /** Desktop notifications before a license runs out. */
  readonly notifyLicenses: boolean;
  readonly notifyDays: readonly NoticeDay[];
  /** What went wrong with the preferences, if anything. */
  readonly storeProblems: readonly AppError<'store'>[];
}

/** Things of the app as a whole. */
export const appCalls = {
  start: call<AppStart>()(nothing),
  /** The list of portals stands on the screen; ends the measured start of the app. */
  usable: call<void>()(nothing),
  secretMode: call<SecretMode>()(nothing),
  store: call<StoreState>()(nothing),
  /** Tries a closed store again. */
  reopenStore: call<void>()(nothing),
  /** Sets a store aside whose key is gone; nothing is deleted. */
  startAnew: call<void>()(nothing),
  remember: call<void, 'store'>()(
    v.object({
      theme: v.optional(v.picklist(themes)),
      locale: v.optional(v.picklist(locales)),
      lastPage: v.optional(text(20_000)),
      refreshMinutes: v.optional(v.picklist(refreshIntervals)),
      refreshOnBattery: v.optional(v.boolean()),
      notifyLicenses: v.optional(v.boolean()),
      notifyDays: v.optional(v.array(v.picklist(noticeDays))),
    }),
  ),
  /** Opens a page in the browser: https and mailto only; asks first for unknown hosts. */
  openExternal: call<void>()(v.object({ url: text(4096) })),
  openDataFolder: call<void>()(nothing),
  /** A redacted text for a support request. */
  supportReport: call<string>()(nothing),
};
