import * as v from 'valibot';
import type { ErrorCode } from '../contract/app-error';
import type { LicenseState, LicenseView } from '../contract/license';
import { fail, ok, type Result } from '../contract/result';
import { editionOf } from '../docspace/edition';
import { isLicenseFileRequired } from '../docspace/license';
import { getSettings, outOfService } from '../docspace/portal-settings';
import type { DocSpace } from '../docspace/session';
import { getPaymentQuota, getPaymentSettings, getTariff, type Tariff } from '../docspace/tariff';

export type TakesFiles = LicenseView['takesFiles'];

/** What one look at a portal tells of its license. */
export interface LicenseReading {
  readonly state: LicenseState;
  readonly takesFiles: TakesFiles;
}

const maybeText = v.nullable(v.string());

/** A license state as the store and the journal keep it. */
export const licenseState: v.GenericSchema<unknown, LicenseState> = v.object({
  edition: v.picklist(['saas', 'community', 'enterprise', 'developer', 'unknown']),
  standing: v.picklist(['paid', 'trial', 'grace', 'notPaid', 'unknown']),
  dueDate: maybeText,
  graceUntil: maybeText,
  customerId: maybeText,
  licenseDate: maybeText,
  fileMissing: v.boolean(),
  tariff: maybeText,
});

/** A reading as the store keeps it. */
export const licenseReading: v.GenericSchema<unknown, LicenseReading> = v.object({
  state: licenseState,
  takesFiles: v.variant('yes', [
    v.object({ yes: v.literal(true) }),
    v.object({
      yes: v.literal(false),
      reason: v.picklist(['saas', 'community', 'role', 'notKnown']),
    }),
  ]),
});

export interface LicenseReadOptions {
  /** Passes the portal's own cache of about 15 minutes. */
  readonly refresh?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Reads the license of a portal without changing anything on it; what the account may not see is
 * `null`.
 * Errors: all of `net`, all of `portal`; `portal.suspended` and `portal.busy` before any other.
 * DocSpace server: SettingsController, PortalController, PaymentsController, LicenseController.
 */
export async function readLicenseState(
  session: DocSpace,
  { refresh = false, signal }: LicenseReadOptions = {},
): Promise<Result<LicenseReading, 'net' | 'portal'>> {
  const options = { refresh, ...(signal ? { signal } : {}) };
  const [settings, tariff, payment, quota, required] = await Promise.all([
    getSettings(session, { auth: 'none', ...(signal ? { signal } : {}) }),
    getTariff(session, options),
    unlessHidden(getPaymentSettings(session, signal)),
    unlessHidden(getPaymentQuota(session, options)),
    isLicenseFileRequired(session, signal),
  ]);
  if (!settings.ok) return settings;
  const stopped = outOfService(settings.value.tenantStatus);
  if (stopped) return fail(stopped);
  if (!tariff.ok) return tariff;
  if (!payment.ok) return payment;
  if (!quota.ok) return quota;
  if (!required.ok) return required;

  const { dueDate, customerId, licenseDate } = tariff.value;
  const edition = editionOf(settings.value.standalone, tariff.value);
  // The portal calls most trials paid: DocSpace server, TariffService, `TrialEnabled`.
  const trial = quota.value?.trial === true || payment.value?.currentLicense?.trial === true;
  const state: LicenseState = {
    edition,
    standing: standingOf(tariff.value, trial),
    dueDate,
    graceUntil: graceOf(tariff.value),
    customerId,
    licenseDate,
    fileMissing: required.value,
    tariff: quota.value?.title ?? null,
  };
  return ok({ state, takesFiles: takesFilesOf(state, tariff.value) });
}

/** Answers by which a portal hides something from this account, or does not know it at all. */
const hidden: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'portal.keyLacksRights',
  'portal.notFound',
  'portal.notSupported',
]);

async function unlessHidden<T>(
  asked: Promise<Result<T, 'net' | 'portal'>>,
): Promise<Result<T | null, 'net' | 'portal'>> {
  const found = await asked;
  return !found.ok && hidden.has(found.error.code) ? ok(null) : found;
}

function standingOf({ state }: Tariff, trial: boolean): LicenseState['standing'] {
  return state === 'paid' && trial ? 'trial' : state;
}

/** Without a grace period the portal names the due date itself as its end. */
function graceOf({ dueDate, graceUntil }: Tariff): string | null {
  if (dueDate === null || graceUntil === null) return null;
  return Date.parse(graceUntil) > Date.parse(dueDate) ? graceUntil : null;
}

function takesFilesOf({ edition }: LicenseState, { enterprise }: Tariff): TakesFiles {
  switch (edition) {
    case 'saas':
    case 'community':
      return { yes: false, reason: edition };
    case 'enterprise':
    case 'developer':
      return { yes: true };
    default:
      // The portal tells its edition to admins only, and takes license files from nobody else.
      return { yes: false, reason: enterprise === null ? 'role' : 'notKnown' };
  }
}

/** Whether the portal shows another license than before, or the same one put onto it again. */
export function differs(before: LicenseState, after: LicenseState): boolean {
  return before.licenseDate !== after.licenseDate || hasOtherTerms(before, after);
}

type Terms = Pick<LicenseState, 'dueDate' | 'customerId'>;

/** Whether the portal shows another license than before: the date of its arrival alone is none. */
export function hasOtherTerms(before: Terms, after: Terms): boolean {
  return before.dueDate !== after.dueDate || before.customerId !== after.customerId;
}

/** What is known of a license file that was sent. */
export interface SentLicense {
  readonly customerId: string;
  /** The end date of the file. */
  readonly dueDate: string | null;
}

/** Whether the portal shows another license than the one of this file. */
export function otherwise(state: LicenseState, file: SentLicense): boolean {
  return state.customerId !== file.customerId || !isSameDue(state.dueDate, file.dueDate);
}

function isSameDue(shown: string | null, inFile: string | null): boolean {
  // Without a due date: a license without an end, which its file may date all the same.
  if (shown === null || inFile === null) return true;
  // Portals tell some dates without their zone.
  return Math.abs(Date.parse(shown) - Date.parse(inFile)) <= dayMs;
}

const dayMs = 24 * 60 * 60 * 1000;
