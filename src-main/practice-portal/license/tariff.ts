import { addDays } from '../dates';
import type { AppliedLicense, PortalState } from '../state';
import { type PortalEdition, editions } from '../tables/editions';

/** `TariffState` on the wire. */
export const tariffState = { trial: 0, paid: 1, delay: 2, notPaid: 3 } as const;
type TariffState = (typeof tariffState)[keyof typeof tariffState];

export interface Tariff {
  readonly state: TariffState;
  /** `null`: unlimited. */
  readonly dueDate: Date | null;
  readonly delayDueDate: Date | null;
  readonly licenseDate: Date | null;
  readonly customerId: string | null;
  readonly trial: boolean;
  readonly lifetime: boolean;
  readonly license: AppliedLicense | null;
}

/** Days after the due date in which everything still works (`core:payment:delay`). */
const graceDays = 30;
const startTrialDays = 30;
const saasPeriodDays = 30;

/** The tariff as it follows from license and date. DocSpace server: TariffService. */
export function computeTariff(state: PortalState, edition: PortalEdition, now: Date): Tariff {
  const { applied, trialSince } = state.license;
  if (applied !== null) {
    return judge(now, {
      dueDate: applied.dueDate === null ? null : new Date(applied.dueDate),
      licenseDate: new Date(applied.appliedAt),
      customerId: applied.customerId,
      trial: applied.trial,
      lifetime: applied.lifetime,
      license: applied,
    });
  }
  const none = { licenseDate: null, customerId: null, lifetime: false, license: null };
  const trialStart = trialSince ?? (editions[edition].takesLicense ? state.installedAt : null);
  if (trialStart !== null) {
    const dueDate = addDays(new Date(trialStart), startTrialDays);
    return judge(now, { ...none, dueDate, trial: true });
  }
  const dueDate = editions[edition].standalone ? null : addDays(now, saasPeriodDays);
  return judge(now, { ...none, dueDate, trial: false });
}

function judge(now: Date, terms: Omit<Tariff, 'state' | 'delayDueDate'>): Tariff {
  const { dueDate, trial, lifetime } = terms;
  const delayDueDate = dueDate && addDays(dueDate, trial ? 0 : graceDays);
  return { ...terms, delayDueDate, state: standing(now, dueDate, delayDueDate, lifetime) };
}

function standing(
  now: Date,
  dueDate: Date | null,
  delayDueDate: Date | null,
  lifetime: boolean,
): TariffState {
  if (lifetime || dueDate === null || now <= dueDate) return tariffState.paid;
  return delayDueDate !== null && now <= delayDueDate ? tariffState.delay : tariffState.notPaid;
}
