import * as v from 'valibot';
import type { SharingField, SharingSettings } from '../contract/sharing';
import type { Result } from '../contract/result';
import { getFileSettings } from './file-settings';
import type { DocSpace } from './session';
import { shaped } from './shape';
import { write, type WriteResult } from './transport';

const switches = v.object({ externalShare: v.boolean(), externalShareSocialMedia: v.boolean() });

const policyFields = [
  'externalShare',
  'defaultShareLinkInternal',
  'externalShareApplyToDocuments',
  'externalShareApplyToRooms',
  'blockExistingLinksOnRestrict',
] as const satisfies readonly SharingField[];
const policy = v.object(v.entriesFromList(policyFields, v.boolean()));

/** What portals from 3.7.1 on take and replace as one. */
type SharingPolicy = Readonly<v.InferOutput<typeof policy>>;

/**
 * `GET files/settings`: the switches for external sharing that this portal has.
 * Rights and errors: as {@link getFileSettings}.
 * DocSpace server: files SettingsController, FilesSettings.
 */
export async function getSharingSettings(
  session: DocSpace,
  signal?: AbortSignal,
): Promise<Result<SharingSettings, 'net' | 'portal'>> {
  const settings = await getFileSettings(session, signal);
  if (!settings.ok) return settings;
  // Portals from 3.7.1 on show their whole sharing policy.
  const newest: SharingField = 'blockExistingLinksOnRestrict';
  const whole = v.object({ ...switches.entries, ...policy.entries });
  return shaped(newest in settings.value ? whole : switches, settings.value);
}

/**
 * `PUT files/settings/external`: allows or restricts external sharing; gives what the portal
 * stored. Off takes social media along, on does not bring it back; nothing else changes.
 * Owner and admins; keys need `files:write`. Errors: `portal.keyLacksRights` (403).
 * DocSpace server: files SettingsController.
 */
export function putExternalSharing(
  session: DocSpace,
  on: boolean,
  signal?: AbortSignal,
): Promise<WriteResult<boolean>> {
  return putSwitch(session, 'files/settings/external', on, signal);
}

/**
 * `PUT files/settings/externalsocialmedia`: gives what the portal stored, which is off for as long
 * as external sharing is off. Rights and errors as {@link putExternalSharing}.
 * DocSpace server: files SettingsController.
 */
export function putSocialMediaSharing(
  session: DocSpace,
  on: boolean,
  signal?: AbortSignal,
): Promise<WriteResult<boolean>> {
  return putSwitch(session, 'files/settings/externalsocialmedia', on, signal);
}

/**
 * `PUT files/settings/externalsharingsettings`, from 3.7.1 on: replaces the whole policy and gives
 * what the portal stored. With `externalShare` off, new links are internal whatever is sent, and
 * social media goes off; on does not bring it back.
 * Rights as {@link putExternalSharing}. Errors: also `portal.notFound` (404) from older portals.
 * DocSpace server: files SettingsController, ExternalSharingSettingsDto.
 */
export async function putSharingPolicy(
  session: DocSpace,
  wanted: SharingPolicy,
  signal?: AbortSignal,
): Promise<WriteResult<SharingPolicy>> {
  const path = 'files/settings/externalsharingsettings';
  return put(session, { path, body: wanted, schema: policy, signal });
}

/**
 * The servers read `set`; the vendor's documentation calls it `displayValue`. Unknown names are
 * ignored and a missing one counts as off, so that only both together are right for certain.
 */
function putSwitch(
  session: DocSpace,
  path: string,
  on: boolean,
  signal: AbortSignal | undefined,
): Promise<WriteResult<boolean>> {
  return put(session, { path, body: { set: on, displayValue: on }, schema: v.boolean(), signal });
}

async function put<T>(
  session: DocSpace,
  order: {
    readonly path: string;
    readonly body: unknown;
    readonly schema: v.GenericSchema<unknown, T>;
    readonly signal: AbortSignal | undefined;
  },
): Promise<WriteResult<T>> {
  const { path, body, schema, signal } = order;
  const answer = await write(session, {
    method: 'PUT',
    path,
    auth: 'key',
    body,
    ...(signal ? { signal } : {}),
  });
  if (!answer.ok) return answer;
  const found = shaped(schema, answer.value.response);
  return found.ok ? found : { ...found, reached: 'maybe' };
}

/** One request that changes the sharing. */
export type SharingWrite =
  | { readonly route: 'policy'; readonly policy: SharingPolicy }
  | { readonly route: 'external' | 'socialMedia'; readonly on: boolean };

/**
 * The requests, in their order, that make of a portal's `present` settings what `changes` asks for
 * and leave all else as it is. `null` when the portal lacks a switch that is to be changed.
 */
export function sharingWrites(
  present: SharingSettings,
  changes: SharingSettings,
): readonly SharingWrite[] | null {
  if (Object.keys(changes).some((name) => !(name in present))) return null;
  const wanted = { ...present, ...changes };
  const differs = (name: SharingField): boolean => wanted[name] !== present[name];
  const writes: SharingWrite[] = [];
  const whole = v.safeParse(policy, wanted);
  if (whole.success) {
    if (policyFields.some(differs)) writes.push({ route: 'policy', policy: whole.output });
  } else if (wanted.externalShare !== undefined && differs('externalShare')) {
    writes.push({ route: 'external', on: wanted.externalShare });
  }
  // What the first request makes of it counts, for that can take it along.
  const social = changes.externalShareSocialMedia;
  const leftOn = wanted.externalShare === true && present.externalShareSocialMedia === true;
  if (social !== undefined && social !== leftOn) writes.push({ route: 'socialMedia', on: social });
  return writes;
}

/** Sends one of {@link sharingWrites}. Errors: those of its route. */
export async function sendSharingWrite(
  session: DocSpace,
  order: SharingWrite,
  signal?: AbortSignal,
): Promise<WriteResult<unknown>> {
  switch (order.route) {
    case 'policy':
      return putSharingPolicy(session, order.policy, signal);
    case 'external':
      return putExternalSharing(session, order.on, signal);
    case 'socialMedia':
      return putSocialMediaSharing(session, order.on, signal);
  }
}
