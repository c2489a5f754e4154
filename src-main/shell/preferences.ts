import * as v from 'valibot';
import { locales, noticeDays, refreshIntervals, themes, usualNoticeDays } from '../contract/app';
import { openVersionedFile, type VersionedFile } from '../store/versioned-file';

const windowPlace = v.object({
  x: v.number(),
  y: v.number(),
  width: v.number(),
  height: v.number(),
  maximized: v.boolean(),
});
export type WindowPlace = v.InferOutput<typeof windowPlace>;

const preferences = v.object({
  theme: v.picklist(themes),
  locale: v.nullable(v.picklist(locales)),
  lastPage: v.nullable(v.string()),
  window: v.nullable(windowPlace),
  refreshMinutes: v.optional(v.picklist(refreshIntervals), 15),
  refreshOnBattery: v.optional(v.boolean(), false),
  notifyLicenses: v.optional(v.boolean(), true),
  notifyDays: v.optional(v.array(v.picklist(noticeDays)), [...usualNoticeDays]),
});
export type Preferences = v.InferOutput<typeof preferences>;

/** How the person likes the app: theme, language, last page, window, refresh, notifications. */
export function openPreferences(path: string): Promise<VersionedFile<Preferences>> {
  return openVersionedFile({
    path,
    version: 1,
    schema: preferences,
    empty: {
      theme: 'system',
      locale: null,
      lastPage: null,
      window: null,
      refreshMinutes: 15,
      refreshOnBattery: false,
      notifyLicenses: true,
      notifyDays: [...usualNoticeDays],
    },
  });
}
