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

/** What the window needs before its first paint. */
export interface AppStart {
  readonly version: string;
  readonly platform: 'darwin' | 'win32' | 'linux';
  readonly theme: Theme;
  readonly locale: Locale;
  /** The page shown last, as the renderer's router wrote it. */
  readonly lastPage: string | null;
  /** What went wrong with the files that Gatehouse keeps, if anything. */
  readonly storeProblems: readonly AppError<'store'>[];
}

/** Things of the app as a whole. */
export const appCalls = {
  start: call<AppStart>()(nothing),
  /** The list of portals stands on the screen; ends the measured start of the app. */
  usable: call<void>()(nothing),
  secretMode: call<SecretMode>()(nothing),
  remember: call<void, 'store'>()(
    v.object({
      theme: v.optional(v.picklist(themes)),
      locale: v.optional(v.picklist(locales)),
      lastPage: v.optional(text(200)),
    }),
  ),
  /** Opens a page in the browser: https and mailto only; asks first for unknown hosts. */
  openExternal: call<void>()(v.object({ url: text(4096) })),
  openDataFolder: call<void>()(nothing),
  /** A redacted text for a support request. */
  supportReport: call<string>()(nothing),
};
