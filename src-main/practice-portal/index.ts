export type { PracticePortalOptions } from './options';
export { sampleLicense, type SampleLicenseOptions } from './sample-licenses';
export { sampleIds } from './tables/sample-ids';
export { samplePassword } from './tables/sample-links';
export { type PracticePortal, startPracticePortal } from './start';
export type { SampleLicenseKind } from './tables/license-seeds';
export type { PracticeKeyName } from './tables/people';
