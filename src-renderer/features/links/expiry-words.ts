import { furthestExpiryYears } from '../../../src-main/contract/links';
import { m } from '$words';
import type { ExpiryFault, ExpiryPreset } from './expiry';

export function sayPreset(preset: ExpiryPreset): string {
  return {
    hours12: m.links_expires_hours12,
    day1: m.links_expires_day1,
    days7: m.links_expires_days7,
    days30: m.links_expires_days30,
  }[preset]();
}

/** Why a link cannot end then, and what to do. */
export function sayExpiryFault(fault: ExpiryFault): string {
  switch (fault) {
    case 'missing':
      return m.links_expires_missing();
    case 'skipped':
      return m.links_expires_skipped();
    case 'past':
      return m.links_expires_past();
    case 'tooFar':
      return m.links_expires_too_far({ years: furthestExpiryYears });
    case 'ended':
      return m.links_expires_ended();
  }
}
