/** A sample license file: days are counted from today. */
export interface SampleTerms {
  readonly startDays: number;
  readonly endDays: number;
  readonly trial: boolean;
  readonly timeLimited: boolean;
}

const ordinary = { trial: false, timeLimited: true };

/** Terms of the license files that can be made for practice. */
export const sampleTerms = {
  standard: { ...ordinary, startDays: -1, endDays: 365 },
  dueSoon: { ...ordinary, startDays: -353, endDays: 12 },
  grace: { ...ordinary, startDays: -370, endDays: -5 },
  expired: { ...ordinary, startDays: -400, endDays: -35 },
  notYetValid: { ...ordinary, startDays: 7, endDays: 372 },
  trial: { startDays: -1, endDays: 30, trial: true, timeLimited: true },
  lifetime: { startDays: -1, endDays: 365, trial: false, timeLimited: false },
} as const satisfies Record<string, SampleTerms>;

export type SampleLicenseKind = keyof typeof sampleTerms;
export const sampleLicenseKinds = Object.keys(sampleTerms) as readonly SampleLicenseKind[];

/** License a new portal begins with: none (the 30-day start trial) or one of the samples. */
export const licenseSeeds = [
  'none',
  'standard',
  'dueSoon',
  'grace',
  'expired',
  'trial',
  'lifetime',
] as const satisfies readonly ('none' | SampleLicenseKind)[];
export type LicenseSeed = (typeof licenseSeeds)[number];
