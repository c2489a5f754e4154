import { daysLeft } from '../../../src-main/contract/calendar';
import {
  linkRisks,
  type LicenseStanding,
  type LinkCounts,
  type LinkRisk,
} from '../../../src-main/contract/overview';
import { formatShortUtcDay, formatUtcDay } from '../../i18n/format';
import type { Tone } from '../../ui/tone';
import { m } from '$words';
import type { DueFilter, SharingFilter, Status } from './portal-rows';

/** From this many days before its end a license wants attention. */
export const soonDays = 30;

/** The end of a license in a cell: two lines, and what is told besides. */
export interface SaidDue {
  /** `null`: nothing about it wants attention. */
  readonly tone: Tone | null;
  readonly text: string;
  readonly more: string;
  readonly title: string;
}

/** How far the end of a license is away; a license that is paid past its date has no end. */
export function sayDue(license: LicenseStanding, now: Date): SaidDue {
  const { dueDate, graceUntil, standing } = license;
  const state = sayStanding(standing);
  if (dueDate === null) {
    const text = standing === 'unknown' ? m.portals_due_unknown() : m.portals_due_none();
    return { tone: null, text, more: '', title: state };
  }
  const day = formatShortUtcDay(dueDate);
  const title = `${formatUtcDay(dueDate)} · ${state}`;
  const left = daysLeft(dueDate, now);
  if (left >= 0) {
    const when = left === 0 ? m.portals_due_today() : m.portals_due_in({ count: left });
    return left > soonDays
      ? { tone: null, text: day, more: when, title }
      : { tone: 'warn', text: when, more: day, title };
  }
  if (standing === 'paid') return { tone: null, text: day, more: '', title };
  const passed = m.portals_due_passed({ count: -left });
  if (standing === 'grace' && graceUntil !== null) {
    const more = m.portals_due_until({ day: formatShortUtcDay(graceUntil) });
    return { tone: 'warn', text: state, more, title: `${title} · ${passed}` };
  }
  return { tone: 'danger', text: passed, more: day, title };
}

export function sayStanding(standing: LicenseStanding['standing']): string {
  return {
    paid: m.license_standing_paid,
    trial: m.license_standing_trial,
    grace: m.license_standing_grace,
    notPaid: m.license_standing_notPaid,
    unknown: m.license_standing_unknown,
  }[standing]();
}

export function sayStatus(status: Status): string {
  return {
    missing: m.app_key_missing,
    attention: m.app_reach_attention,
    offline: m.app_reach_offline,
    unknown: m.app_reach_unknown,
    online: m.app_reach_online,
  }[status]();
}

export function sayDueFilter(filter: DueFilter): string {
  switch (filter) {
    case 'overdue':
      return m.portals_filter_due_overdue();
    case 'none':
      return m.portals_due_none();
    case 'unknown':
      return m.portals_due_unknown();
    default:
      return m.portals_filter_due_within({ count: Number(filter) });
  }
}

export function saySharing(sharing: SharingFilter): string {
  return {
    on: m.portals_sharing_on,
    off: m.portals_sharing_off,
    unknown: m.ui_not_known,
  }[sharing]();
}

const riskWords: Readonly<Record<LinkRisk, (fill: { count: number }) => string>> = {
  noPassword: m.portals_risk_noPassword,
  noExpiry: m.portals_risk_noExpiry,
  expired: m.portals_risk_expired,
  editing: m.portals_risk_editing,
  anyone: m.portals_risk_anyone,
  restricted: m.portals_risk_restricted,
};

/** The seen links of a portal by risk, one a line; risks that no link has are left out. */
export function sayRisks({ byRisk }: LinkCounts): string {
  const risks = linkRisks
    .filter((risk) => byRisk[risk] > 0)
    .map((risk) => riskWords[risk]({ count: byRisk[risk] }));
  return [m.portals_links_seen(), ...risks].join('\n');
}
