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
  /** Reads again what a change of external sharing has touched. */
  readAfterChange(portalId: string): void;
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
  const sharings = createReadings<SharingSettings>({
    ...common,
    kind: 'sharing',
    schema: sharingSettings,
    read: (session, { signal }) => getSharingSettings(session, signal),
  });
  const fileSettings = createReadings<JsonObject>({
    ...common,
    kind: 'fileSettings',
    schema: v.record(v.string(), anyJson),
    read: (session, { signal }) => getFileSettings(session, signal),
  });
  const passwordRules = createReadings<PasswordRules>({
    ...common,
    kind: 'passwordRules',
    schema: keptRules,
    read: (session, { signal }) => getPasswordRules(session, signal),
  });
  return {
    sharings,
    fileSettings,
    passwordRules,
    readAfterChange(portalId) {
      // Fresh: a reading that began before the change would tell what is no longer true.
      void sharings.refresh(portalId, { refresh: true });
      // Nobody waits for what nobody has looked at.
      const isSeen = fileSettings.peek(portalId).asOf !== null;
      if (isSeen) void fileSettings.refresh(portalId, { refresh: true });
    },
  };
}
