import type {
  DocsAuth,
  DocsDate,
  DocsFlag,
  DocsHealth,
  DocsServerSummary,
} from '../../../src-main/contract/docs-servers';
import { m } from '$words';
import { daysUntil } from '../../i18n/days';
import { formatDuration, formatUtcDay } from '../../i18n/format';
import type { Tone } from '../../ui/tone';

/** A fact with its weight, for a Badge or StatusDot. */
export interface Said {
  readonly tone: Tone;
  readonly text: string;
}

/**
 * How a server is doing, as the status dot shows it.
 * @param withHealth there is no other place that tells of its health.
 */
export function sayDocsReach(server: DocsServerSummary, withHealth = false): Said {
  const { reach, secret, seen } = server;
  const isIll = seen.health === 'unhealthy' && reach.state !== 'offline';
  if (withHealth && isIll) return sayHealth(seen.health);
  if (secret === 'missing') return { tone: 'warn', text: m.docs_secret_missing() };
  return {
    unknown: { tone: 'neutral' as const, text: m.app_reach_unknown() },
    online: { tone: 'ok' as const, text: m.app_reach_online() },
    offline: { tone: 'off' as const, text: m.app_reach_offline() },
    attention: { tone: 'warn' as const, text: m.app_reach_attention() },
  }[reach.state];
}

export function sayHealth(state: DocsHealth['state'] | null): Said {
  switch (state) {
    case 'healthy':
      return { tone: 'ok', text: m.docs_health_healthy() };
    case 'unhealthy':
      return { tone: 'danger', text: m.docs_health_unhealthy() };
    case 'unknown':
    case null:
      return { tone: 'neutral', text: m.docs_health_unknown() };
  }
}

/** `LICENSE_RESULT` of the server, in its order from 1. */
const results: readonly (readonly [tone: Tone, text: () => string])[] = [
  ['danger', m.docs_result_1],
  ['danger', m.docs_result_2],
  ['ok', m.docs_result_3],
  ['warn', m.docs_result_4],
  ['warn', m.docs_result_5],
  ['danger', m.docs_result_6],
  ['warn', m.docs_result_7],
  ['warn', m.docs_result_8],
  ['warn', m.docs_result_9],
  ['warn', m.docs_result_10],
  ['danger', m.docs_result_11],
  ['warn', m.docs_result_12],
  ['warn', m.docs_result_13],
  ['warn', m.docs_result_14],
  ['warn', m.docs_result_15],
  ['warn', m.docs_result_16],
];

/** How a license stands; a number that has no name is shown as it is. */
export function sayResult(resultType: number | null): Said {
  if (resultType === null) return { tone: 'neutral', text: m.docs_untold() };
  const known = results[resultType - 1];
  if (!known) return { tone: 'neutral', text: m.docs_result_other({ number: resultType }) };
  const [tone, text] = known;
  return { tone, text: text() };
}

const packages = [m.docs_package_0, m.docs_package_1, m.docs_package_2];

export function sayPackage(packageType: number | null): string {
  if (packageType === null) return m.docs_untold();
  return packages[packageType]?.() ?? m.docs_package_other({ number: packageType });
}

/** A date of a license, exactly. `never` says something only of an end. */
export function sayDate(date: DocsDate): string | null {
  switch (date.kind) {
    case 'at':
      return formatUtcDay(date.at);
    case 'never':
      return m.docs_never();
    case 'untold':
      return null;
    case 'unreadable':
      return m.docs_unreadable({ text: date.text });
  }
}

/** From this many days before its end a license wants attention. */
const soon = 30;

/** How far the end of a license is away; `null` where there is none. */
export function sayDaysLeft(end: DocsDate, now: Date): Said | null {
  if (end.kind !== 'at') return null;
  const days = daysUntil(end.at, now);
  if (days > 0) {
    const tone = days > soon ? 'ok' : 'warn';
    return { tone, text: m.license_days_left({ count: days }) };
  }
  if (days === 0) return { tone: 'warn', text: m.license_ends_today() };
  return { tone: 'danger', text: m.docs_ended({ count: -days }) };
}

export function sayFlag(flag: DocsFlag): string {
  return {
    trial: m.docs_flag_trial,
    developer: m.docs_flag_developer,
    timelimited: m.docs_flag_timelimited,
    branding: m.docs_flag_branding,
    customization: m.docs_flag_customization,
    advancedApi: m.docs_flag_advancedApi,
    multitenancy: m.docs_flag_multitenancy,
  }[flag]();
}

export function sayAuth(auth: DocsAuth): string {
  switch (auth.form) {
    case 'none':
      return m.docs_auth_none_fact();
    case 'body':
      return m.docs_auth_body_fact();
    case 'header':
      return m.docs_auth_header_fact({ header: auth.header });
  }
}

export function saySecretPlace(secret: DocsServerSummary['secret']): string {
  return {
    keychain: m.portals_key_keychain,
    session: m.portals_key_session,
    missing: m.portals_key_missing,
    none: m.docs_secret_none,
  }[secret]();
}

/** From this difference on, in seconds, clocks are worth a word. */
const clocksDiffer = 30;

/** How the server's clock goes; `null` when there is nothing to tell. */
export function sayClock(ahead: number | null): Said | null {
  if (ahead === null) return null;
  if (Math.abs(ahead) < clocksDiffer) return { tone: 'ok', text: m.docs_clock_same() };
  const difference = formatDuration(Math.abs(ahead));
  const say = ahead > 0 ? m.docs_clock_ahead : m.docs_clock_behind;
  return { tone: 'warn', text: say({ difference }) };
}
