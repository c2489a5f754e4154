import type { Tariff } from '../license/tariff';

export const limits = {
  usedSpaceGb: 0.42,
  maxFileSize: 1_073_741_824,
  maxTotalSize: 1_099_511_627_776,
} as const;

interface QuotaFeature {
  readonly id: string;
  readonly type: 'flag' | 'count' | 'size';
  granted(tariff: Tariff): boolean | number;
}

const licensed = (tariff: Tariff) => tariff.license !== null || tariff.trial;

/** What a tariff grants. A license grants the flags always, some by its own fields. */
export const quotaFeatures: readonly QuotaFeature[] = [
  { id: 'manager', type: 'count', granted: () => -1 },
  { id: 'room', type: 'count', granted: () => -1 },
  { id: 'total_size', type: 'size', granted: () => limits.maxTotalSize },
  { id: 'file_size', type: 'size', granted: () => limits.maxFileSize },
  { id: 'audit', type: 'flag', granted: licensed },
  { id: 'ldap', type: 'flag', granted: licensed },
  { id: 'sso', type: 'flag', granted: licensed },
  { id: 'thirdparty', type: 'flag', granted: licensed },
  { id: 'restore', type: 'flag', granted: licensed },
  { id: 'oauth', type: 'flag', granted: licensed },
  { id: 'contentsearch', type: 'flag', granted: licensed },
  { id: 'statistic', type: 'flag', granted: licensed },
  { id: 'branding', type: 'flag', granted: ({ license }) => license?.branding ?? false },
  { id: 'customization', type: 'flag', granted: ({ license }) => license?.customization ?? false },
  { id: 'automationapi', type: 'flag', granted: ({ license }) => license?.advancedApi ?? false },
  { id: 'lifetime', type: 'flag', granted: ({ lifetime }) => lifetime },
];
