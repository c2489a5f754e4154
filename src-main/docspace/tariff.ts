import * as v from 'valibot';
import { ok, type Result } from '../contract/result';
import { wireDate } from './dates';
import type { EditionFlags } from './edition';
import type { DocSpace } from './session';
import { maybeFlag, maybeNumber, maybeText, shaped } from './shape';
import { read, type Question } from './transport';

/** For answers that the server keeps for about 15 minutes: `refresh` asks for new ones. */
export interface FreshOptions {
  readonly refresh: boolean;
  readonly signal?: AbortSignal;
}

export type TariffState = 'trial' | 'paid' | 'grace' | 'notPaid' | 'unknown';

/** Numbers of DocSpace server: TariffState. */
const tariffStates: readonly TariffState[] = ['trial', 'paid', 'grace', 'notPaid'];

/** The tariff, as far as the account may see it. Dates are ISO instants, `null`: none or unseen. */
export interface Tariff extends EditionFlags {
  /** `paid` also on most trials: look at the quota's or the license's `trial`. */
  readonly state: TariffState;
  readonly dueDate: string | null;
  readonly graceUntil: string | null;
  readonly customerId: string | null;
  readonly licenseDate: string | null;
}

const tariff = v.object({
  state: maybeNumber,
  dueDate: wireDate,
  delayDueDate: wireDate,
  openSource: maybeFlag,
  enterprise: maybeFlag,
  developer: maybeFlag,
  customerId: maybeText,
  licenseDate: wireDate,
});

/**
 * `GET portal/tariff`. Any signed-in user: `state`; room admins: dates too; admins: everything.
 * Answers unpaid portals. Keys need `*:read`.
 * DocSpace server: PortalController.
 */
export async function getTariff(
  session: DocSpace,
  options: FreshOptions,
): Promise<Result<Tariff, 'net' | 'portal'>> {
  const found = await ask(session, 'portal/tariff', tariff, options);
  if (!found.ok) return found;
  const { state, dueDate, delayDueDate, customerId, licenseDate, ...flags } = found.value;
  return ok({
    state: tariffStates[state ?? -1] ?? 'unknown',
    dueDate,
    graceUntil: delayDueDate,
    openSource: flags.openSource,
    enterprise: flags.enterprise,
    developer: flags.developer,
    customerId,
    licenseDate,
  });
}

export interface PaymentSettings {
  readonly salesEmail: string | null;
  /** Where licenses are bought. */
  readonly buyUrl: string | null;
  readonly standalone: boolean | null;
  readonly currentLicense: { readonly trial: boolean; readonly dueDate: string | null } | null;
}

const paymentSettings = v.object({
  salesEmail: maybeText,
  buyUrl: maybeText,
  standalone: maybeFlag,
  currentLicense: v.nullish(
    v.object({ trial: v.nullish(v.boolean(), false), dueDate: wireDate }),
    null,
  ),
});

/**
 * `GET settings/payment`. Admins; answers unpaid portals. Keys need `*:read`.
 * DocSpace server: SettingsController.
 */
export async function getPaymentSettings(
  session: DocSpace,
  signal?: AbortSignal,
): Promise<Result<PaymentSettings, 'net' | 'portal'>> {
  return ask(session, 'settings/payment', paymentSettings, signal ? { signal } : {});
}

export interface PaymentQuota {
  /** Title of the tariff in the account's language, `null` when it has none. */
  readonly title: string | null;
  readonly trial: boolean;
  readonly dueDate: string | null;
  readonly features: readonly {
    readonly id: string;
    readonly value: boolean | number | string | null;
  }[];
}

const paymentQuota = v.object({
  title: maybeText,
  trial: v.nullish(v.boolean(), false),
  dueDate: wireDate,
  features: v.nullish(
    v.array(
      v.object({
        id: v.string(),
        value: v.nullish(v.union([v.boolean(), v.number(), v.string()]), null),
      }),
    ),
    [],
  ),
});

/**
 * `GET portal/payment/quota`. Anyone signed in but guests; answers unpaid portals. Keys need
 * `*:read`.
 * DocSpace server: PaymentsController.
 */
export async function getPaymentQuota(
  session: DocSpace,
  options: FreshOptions,
): Promise<Result<PaymentQuota, 'net' | 'portal'>> {
  return ask(session, 'portal/payment/quota', paymentQuota, options);
}

/** What a standalone portal knows about its license beyond the tariff. */
export interface TenantExtra extends EditionFlags {
  readonly notPaid: boolean | null;
  /** The license as the editors' server confirmed it; `null` without one. */
  readonly license: {
    readonly customerId: string | null;
    readonly startDate: string | null;
    readonly endDate: string | null;
    readonly trial: boolean;
    readonly usersLimit: number | null;
    readonly connectionsLimit: number | null;
  } | null;
}

const tenantExtra = v.object({
  opensource: maybeFlag,
  enterprise: maybeFlag,
  developer: maybeFlag,
  notPaid: maybeFlag,
  docServerLicense: v.nullish(
    v.object({
      customer_id: maybeText,
      start_date: wireDate,
      end_date: wireDate,
      trial: v.nullish(v.boolean(), false),
      users_count: maybeNumber,
      connections: maybeNumber,
    }),
    null,
  ),
});

/**
 * `GET portal/tenantextra`. Admins. Keys need `*:read`.
 * DocSpace server: PortalController.
 */
export async function getTenantExtra(
  session: DocSpace,
  options: FreshOptions,
): Promise<Result<TenantExtra, 'net' | 'portal'>> {
  const found = await ask(session, 'portal/tenantextra', tenantExtra, options);
  if (!found.ok) return found;
  const { opensource, enterprise, developer, notPaid, docServerLicense: license } = found.value;
  return ok({
    openSource: opensource,
    enterprise,
    developer,
    notPaid,
    license: license && {
      customerId: license.customer_id,
      startDate: license.start_date,
      endDate: license.end_date,
      trial: license.trial,
      usersLimit: license.users_count,
      connectionsLimit: license.connections,
    },
  });
}

async function ask<T>(
  session: DocSpace,
  path: string,
  schema: v.GenericSchema<unknown, T>,
  options: { readonly refresh?: boolean; readonly signal?: AbortSignal },
): Promise<Result<T, 'net' | 'portal'>> {
  const { refresh, signal } = options;
  const question: Question = {
    path,
    auth: 'key',
    ...(refresh ? { query: { refresh } } : {}),
    ...(signal ? { signal } : {}),
  };
  const answer = await read(session, question);
  return answer.ok ? shaped(schema, answer.value.response) : answer;
}
