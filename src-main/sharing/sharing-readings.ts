import * as v from 'valibot';
import type { Json, JsonObject } from '../contract/json';
import type { PasswordRules } from '../contract/passwords';
import { sharingSettings, type SharingSettings } from '../contract/sharing';
import { getFileSettings } from '../docspace/file-settings';
import { getPasswordRules } from '../docspace/password-settings';
import { getSharingSettings } from '../docspace/sharing-settings';
import { createReadings, type Readings, type ReadingsOptions } from '../sync/readings';

/** What all readings of portals have in common, whatever they read. */
type Common = Pick<
  ReadingsOptions<unknown>,
  'sessionFor' | 'snapshots' | 'now' | 'heard' | 'report' | 'changed'
>;

/** What is read of portals for the tab **Sharing**. */
export interface SharingReadings {
  readonly sharings: Readings<SharingSettings>;
  readonly fileSettings: Readings<JsonObject>;
  readonly passwordRules: Readings<PasswordRules>;
}

/** What was kept in JSON is JSON. */
const anyJson = v.custom<Json>((value) => value !== undefined);

const keptRules = v.object({
  minLength: v.number(),
  maxLength: v.number(),
  upperCase: v.boolean(),
  digits: v.boolean(),
  specSymbols: v.boolean(),
  allowed: v.string(),
});

/** Makes the keepers of what the tab **Sharing** shows. */
export function createSharingReadings(common: Common): SharingReadings {
  return {
    sharings: createReadings({
      ...common,
      kind: 'sharing',
      schema: sharingSettings,
      read: (session, { signal }) => getSharingSettings(session, signal),
    }),
    fileSettings: createReadings<JsonObject>({
      ...common,
      kind: 'fileSettings',
      schema: v.record(v.string(), anyJson),
      read: (session, { signal }) => getFileSettings(session, signal),
    }),
    passwordRules: createReadings<PasswordRules>({
      ...common,
      kind: 'passwordRules',
      schema: keptRules,
      read: (session, { signal }) => getPasswordRules(session, signal),
    }),
  };
}
