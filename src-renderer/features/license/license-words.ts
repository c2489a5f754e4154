import type {
  HeldLicense,
  LicenseAction,
  LicenseContent,
  LicenseState,
  LicenseWarning,
  NoFilesReason,
} from '../../../src-main/contract/license';
import { m } from '$words';
import { formatUtcDay } from '../../i18n/format';
import { sayEdition } from '../../i18n/portal-words';
import type { Tone } from '../../ui/tone';
import { daysUntil } from '../../i18n/days';

/** A fact with its weight, for a Badge or StatusDot. */
export interface Said {
  readonly tone: Tone;
  readonly text: string;
}

/** What decides whether something can be sent to a portal now. */
export interface SendFacts {
  readonly obstacle: NoFilesReason | null;
  readonly offline: boolean;
  /** Something is being sent already. */
  readonly running: boolean;
  /** Nobody knows yet what became of the last change. */
  readonly unsettled: boolean;
  readonly hasChosen: boolean;
  readonly hasStaged: boolean;
}

/** From this many days before its due date a license wants attention. */
const soon = 30;

export function sayStanding(standing: LicenseState['standing']): Said {
  switch (standing) {
    case 'paid':
      return { tone: 'ok', text: m.license_standing_paid() };
    case 'trial':
      return { tone: 'info', text: m.license_standing_trial() };
    case 'grace':
      return { tone: 'warn', text: m.license_standing_grace() };
    case 'notPaid':
      return { tone: 'danger', text: m.license_standing_notPaid() };
    case 'unknown':
      return { tone: 'off', text: m.license_standing_unknown() };
  }
}

/** How far the due date is away. A license that is paid past it has no end: nothing is overdue. */
export function sayDaysLeft(standing: LicenseState['standing'], dueDate: string, now: Date): Said {
  const days = daysUntil(dueDate, now);
  if (days > soon) return { tone: 'ok', text: m.license_days_left({ count: days }) };
  if (days > 0) return { tone: 'warn', text: m.license_days_left({ count: days }) };
  if (days === 0) return { tone: 'warn', text: m.license_ends_today() };
  if (standing === 'paid') return { tone: 'neutral', text: m.license_passed({ count: -days }) };
  return { tone: 'danger', text: m.license_overdue({ count: -days }) };
}

/**
 * Why an action cannot be taken now, in a sentence; `null`: it can. While the portal is offline a
 * file can be held, whatever is known of the portal.
 */
export function sayReasonAgainst(action: LicenseAction, facts: SendFacts): string | null {
  const holds = facts.offline && (action === 'uploadAndActivate' || action === 'upload');
  const mayNotMatter = facts.offline && facts.obstacle === 'notKnown';
  if (facts.obstacle !== null && !mayNotMatter) return sayObstacle(facts.obstacle);
  if (facts.offline && !holds) return m.license_reason_offline();
  if (facts.running) return m.license_reason_running();
  if (facts.unsettled) return m.license_reason_unsettled();
  if (action === 'activate') return facts.hasStaged ? null : m.license_reason_nothing_staged();
  if (action === 'refreshState') return null;
  return facts.hasChosen ? null : m.license_reason_no_file();
}

function sayObstacle(obstacle: NoFilesReason): string {
  switch (obstacle) {
    case 'saas':
    case 'community':
      return m.license_reason_no_files();
    case 'role':
      return m.license_reason_role();
    case 'notKnown':
      return m.license_reason_notKnown();
  }
}

/** Why a change is held. */
export function sayHeld({ reason }: Pick<HeldLicense, 'reason'>): string {
  switch (reason) {
    case 'offline':
      return m.license_held_offline();
    case 'restart':
      return m.license_held_restart();
    case 'notSent':
      return m.license_held_notSent();
  }
}

export function sayKind({ trial, lifetime }: LicenseContent): string {
  if (trial) return m.license_kind_trial();
  return lifetime ? m.license_kind_lifetime() : m.license_kind_limited();
}

export function sayLimits({
  users,
  usersExpireDays,
  connections,
}: LicenseContent['limits']): string {
  const limits = [
    users === null ? null : m.license_limit_users({ count: users }),
    usersExpireDays === null ? null : m.license_limit_users_expire({ count: usersExpireDays }),
    connections === null ? null : m.license_limit_connections({ count: connections }),
  ].filter((limit) => limit !== null);
  return limits.length > 0 ? limits.join(' · ') : m.license_no_limits();
}

export function sayFeatures(features: LicenseContent['features']): string {
  const words = {
    branding: m.license_feature_branding,
    customization: m.license_feature_customization,
    advancedApi: m.license_feature_advancedApi,
  };
  if (features.length === 0) return m.license_no_features();
  return features.map((feature) => words[feature]()).join(' · ');
}

export interface SaidWarning {
  /** `danger`: the portal will refuse the file. */
  readonly tone: 'warn' | 'danger';
  readonly title: string;
  readonly text: string;
}

export function sayWarning(warning: LicenseWarning): SaidWarning {
  switch (warning.kind) {
    case 'expired':
      return {
        tone: 'warn',
        title: m.license_warn_expired(),
        text: m.license_warn_expired_text({ day: formatUtcDay(warning.endDate) }),
      };
    case 'notYetValid':
      return {
        tone: 'danger',
        title: m.license_warn_notYetValid(),
        text: m.license_warn_notYetValid_text({ day: formatUtcDay(warning.startDate) }),
      };
    case 'otherEdition':
      return {
        tone: 'danger',
        title: m.license_warn_otherEdition(),
        text: m.license_warn_otherEdition_text({
          file: sayEdition(warning.file),
          portal: sayEdition(warning.portal),
        }),
      };
    case 'endsEarlier':
      return {
        tone: 'warn',
        title: m.license_warn_endsEarlier(),
        text: m.license_warn_endsEarlier_text({
          file: formatUtcDay(warning.file),
          portal: formatUtcDay(warning.portal),
        }),
      };
    case 'otherCustomer':
      return {
        tone: 'warn',
        title: m.license_warn_otherCustomer(),
        text: m.license_warn_otherCustomer_text({ file: warning.file, portal: warning.portal }),
      };
    case 'unreadDate':
      return {
        tone: 'danger',
        title:
          warning.field === 'start_date'
            ? m.license_warn_unreadStart()
            : m.license_warn_unreadEnd(),
        text: m.license_warn_unread_text({ text: warning.text }),
      };
  }
}
