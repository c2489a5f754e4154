import * as v from 'valibot';
import { appError, type AppError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import type { DocSpace } from './session';
import { maybeFlag, maybeNumber, maybeText, shaped } from './shape';
import { read } from './transport';

export type TenantStatus =
  | 'active'
  | 'suspended'
  | 'removePending'
  | 'transferring'
  | 'restoring'
  | 'migrating'
  | 'encrypting'
  | 'unknown';

/** Numbers of DocSpace server: TenantStatus. */
const tenantStatuses: readonly TenantStatus[] = [
  'active',
  'suspended',
  'removePending',
  'transferring',
  'restoring',
  'migrating',
  'encrypting',
];

export interface PortalSettings {
  /** The portal's own title, empty when it has none. */
  readonly title: string;
  /** Product version, e.g. `3.7.2`; `null` when the portal does not tell it. */
  readonly version: string | null;
  /** False on the vendor's cloud. */
  readonly standalone: boolean;
  readonly tenantStatus: TenantStatus;
  readonly tenantAlias: string | null;
  readonly culture: string | null;
  /** The portal accepted the key: only then it shows more than to everybody. */
  readonly signedIn: boolean;
  /** IANA name; only when signed in. */
  readonly timeZone: string | null;
  readonly ownerId: string | null;
  /** The first-run wizard of the portal is still open. */
  readonly wizardOpen: boolean;
}

const settings = v.object({
  docSpace: v.literal(true),
  greetingSettings: maybeText,
  version: maybeText,
  standalone: maybeFlag,
  tenantStatus: maybeNumber,
  tenantAlias: maybeText,
  culture: maybeText,
  timezone: maybeText,
  ownerId: maybeText,
  wizardToken: maybeText,
});

/**
 * `GET settings`. Anyone; answers suspended and unpaid portals too. With the key it shows more,
 * but a dead key gets the anonymous answer (up to 3.6.1) or 403: prove a login with `getSelf`.
 * Errors: `portal.notDocSpace` also for a good answer of something else than DocSpace.
 * DocSpace server: SettingsController.
 */
export async function getSettings(
  session: DocSpace,
  options: { readonly auth: 'key' | 'none'; readonly signal?: AbortSignal },
): Promise<Result<PortalSettings, 'net' | 'portal'>> {
  const answer = await read(session, { path: 'settings', ...options });
  if (!answer.ok) return answer;
  const found = shaped(settings, answer.value.response);
  if (!found.ok) return fail(appError('portal.notDocSpace', { params: found.error.params }));
  const { value } = found;
  return ok({
    title: value.greetingSettings ?? '',
    version: value.version,
    standalone: value.standalone ?? false,
    tenantStatus: tenantStatuses[value.tenantStatus ?? 0] ?? 'unknown',
    tenantAlias: value.tenantAlias,
    culture: value.culture,
    signedIn: value.ownerId !== null,
    timeZone: value.timezone,
    ownerId: value.ownerId,
    wizardOpen: value.wizardToken !== null,
  });
}

/**
 * What a portal's status stops people from doing, `null` when it is in service.
 * DocSpace server: TenantStatusFilter answers 404 or 403 to nearly everything meanwhile.
 */
export function outOfService(status: TenantStatus): AppError<'portal'> | null {
  switch (status) {
    case 'active':
    case 'unknown':
      return null;
    case 'suspended':
    case 'removePending':
      return appError('portal.suspended');
    default:
      return appError('portal.busy', { params: { work: status } });
  }
}

export interface BuildVersions {
  readonly docSpace: string | null;
  /** Version of the editors' server. */
  readonly documentServer: string | null;
}

const build = v.object({ docSpace: maybeText, documentServer: maybeText });

/**
 * `GET settings/version/build`. Anyone; sent without the key, for a scope-limited one is refused.
 * DocSpace server: VersionController.
 */
export async function getBuildVersions(
  session: DocSpace,
  signal?: AbortSignal,
): Promise<Result<BuildVersions, 'net' | 'portal'>> {
  const answer = await read(session, {
    path: 'settings/version/build',
    auth: 'none',
    ...(signal ? { signal } : {}),
  });
  return answer.ok ? shaped(build, answer.value.response) : answer;
}
