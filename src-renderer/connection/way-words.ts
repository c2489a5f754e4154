import type { TestFinding } from '../../src-main/contract/portals';
import { m } from '$words';

type WayFinding = Extract<TestFinding, { readonly step: 'address' | 'secure' }>;

/**
 * What the first two steps of every connection test found, in one line.
 * @param exactly what is said of a certificate that is trusted by its fingerprint.
 */
export function sayWay(finding: WayFinding, exactly: string): string {
  if (finding.step === 'address') {
    const { host, ip } = finding;
    if (finding.via === 'direct' && host.startsWith(ip)) return m.portals_found_here({ host });
    return finding.via === 'proxy'
      ? m.portals_found_proxy({ host, ip })
      : m.portals_found_direct({ host, ip });
  }
  return {
    issuer: m.portals_secure_issuer(),
    fingerprint: exactly,
    plain: m.portals_secure_plain(),
  }[finding.trust];
}
