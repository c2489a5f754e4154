import type { DocsTestFinding, DocsTestStepName } from '../../../src-main/contract/docs-servers';
import { m } from '$words';
import { sayWay } from '../../connection/way-words';
import { sayClock, sayDate, sayHealth, sayPackage, sayResult } from './docs-words';

/** The name of a step of the connection test. */
export function sayStep(step: DocsTestStepName): string {
  return {
    address: m.portals_step_address,
    secure: m.portals_step_secure,
    docs: m.docs_step_docs,
    token: m.docs_step_token,
    license: m.docs_step_license,
  }[step]();
}

/** What a step found, in one line. */
export function sayFinding(finding: DocsTestFinding): string {
  switch (finding.step) {
    case 'address':
    case 'secure':
      return sayWay(finding, m.docs_secure_fingerprint());
    case 'docs':
      return m.docs_found_health({ health: sayHealth(finding.health.state).text });
    case 'token':
      return sayToken(finding);
    case 'license': {
      const { license } = finding;
      if (!license) return m.docs_no_license_title();
      const end =
        license.end.kind === 'at' ? m.docs_until({ day: sayDate(license.end) ?? '' }) : '';
      const never = license.end.kind === 'never' ? m.docs_never() : '';
      return [sayResult(license.resultType).text, sayPackage(license.packageType), end, never]
        .filter(Boolean)
        .join(' · ');
    }
  }
}

function sayToken(finding: Extract<DocsTestFinding, { readonly step: 'token' }>): string {
  const clock = sayClock(finding.clockAhead);
  return [
    finding.version === '' ? '' : m.docs_version_of({ version: finding.version }),
    finding.auth === 'none' ? m.docs_auth_none_fact() : '',
    clock?.tone === 'warn' ? clock.text : '',
  ]
    .filter(Boolean)
    .join(' · ');
}
