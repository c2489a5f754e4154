import type {
  Role,
  TestFinding,
  TestStepName,
  WorkArea,
  Works,
} from '../../../src-main/contract/portals';
import { formatDate } from '../../i18n/format';
import { sayWay } from '../../connection/way-words';
import { sayEdition } from '../../i18n/portal-words';
import { m } from '$words';

/** The name of a step of the connection test. */
export function sayStep(step: TestStepName): string {
  return {
    address: m.portals_step_address,
    secure: m.portals_step_secure,
    docspace: m.portals_step_docspace,
    key: m.portals_step_key,
    rights: m.portals_step_rights,
  }[step]();
}

/** What a step found, in one line. */
export function sayFinding(finding: TestFinding): string {
  switch (finding.step) {
    case 'address':
    case 'secure':
      return sayWay(finding, m.portals_secure_fingerprint());
    case 'docspace':
      return [
        finding.title,
        finding.version === '' ? '' : `DocSpace ${finding.version}`,
        sayEdition(finding.edition),
      ]
        .filter(Boolean)
        .join(' · ');
    case 'key': {
      const who = finding.email === '' ? finding.displayName : nameAndEmail(finding);
      return `${who} · ${sayRole(finding.role)}`;
    }
    case 'rights':
      return finding.scopes === null
        ? m.portals_scopes_untold()
        : `${sayScopes(finding.scopes)} · ${sayExpiry(finding.expires)}`;
  }
}

const nameAndEmail = (who: { readonly displayName: string; readonly email: string }): string =>
  `${who.displayName} (${who.email})`;

/** The role of an account on its portal. */
export function sayRole(role: Role): string {
  return {
    owner: m.portals_role_owner,
    admin: m.portals_role_admin,
    roomAdmin: m.portals_role_roomAdmin,
    user: m.portals_role_user,
    guest: m.portals_role_guest,
  }[role]();
}

/** What a key may do; an empty list means that it is not restricted. */
export function sayScopes(scopes: readonly string[]): string {
  return scopes.length === 0
    ? m.portals_scopes_all()
    : m.portals_scopes_some({ scopes: scopes.join(', ') });
}

/** When a key expires, as an ISO instant; `null` when it does not. */
export function sayExpiry(expires: string | null): string {
  return expires === null
    ? m.portals_expires_never()
    : m.portals_expires_on({ date: formatDate(expires) });
}

/** The name of what a key is needed for. */
export function sayArea(area: WorkArea): string {
  return {
    license: m.portals_area_license,
    sharing: m.portals_area_sharing,
    links: m.portals_area_links,
  }[area]();
}

/** Why something does not work. */
export function sayReason(
  area: WorkArea,
  reason: Extract<Works, { yes: false }>['reason'],
): string {
  switch (reason) {
    case 'saas':
      return m.portals_works_no_saas();
    case 'community':
      return m.portals_works_no_community();
    case 'role':
      return area === 'links' ? m.portals_works_no_role_links() : m.portals_works_no_role();
    case 'scope':
      return m.portals_works_no_scope();
    case 'notPaid':
      return m.portals_works_no_notPaid();
    case 'notKnown':
      return m.portals_works_no_notKnown();
  }
}
