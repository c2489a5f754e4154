import { dateOfDay } from '../../../../src-main/contract/calendar';
import { formatShortUtcDay } from '../../../i18n/format';
import { m } from '$words';
import type { Condition, DatedLicense, Owner } from './dated-licenses';
import type { Mark } from './layout';

/** Licenses that are named one by one. */
const mostNamed = 8;

export const sayOwner = (owner: Owner): string =>
  owner === 'portal' ? m.app_portals() : m.timeline_docs_servers();

/** The owner of one license. */
export const sayKind = (owner: Owner): string =>
  owner === 'portal' ? m.lists_column_portal() : m.timeline_docs_server();

export function sayCondition(condition: Condition): string {
  return {
    fine: m.timeline_fine,
    trial: m.license_standing_trial,
    grace: m.license_standing_grace,
    ended: m.timeline_ended,
  }[condition]();
}

/** How far an end is away from the day of today. */
export function sayLeft(day: number, today: number): string {
  const left = day - today;
  if (left < 0) return m.portals_due_passed({ count: -left });
  return left === 0 ? m.portals_due_today() : m.portals_due_in({ count: left });
}

/** What a mark is called: how many, when, what is the matter. */
export function sayMark({ owner, licenses, condition, overdue }: Mark, today: number): string {
  const [first] = licenses;
  const last = licenses.at(-1);
  if (!first || !last) return '';
  const state = condition === 'fine' ? '' : ` · ${sayCondition(condition)}`;
  if (licenses.length === 1) {
    return `${first.name}: ${formatShortUtcDay(first.due)}, ${sayLeft(first.day, today)}${state}`;
  }
  const span =
    first.day === last.day
      ? formatShortUtcDay(first.due)
      : m.timeline_span({ first: formatShortUtcDay(first.due), last: formatShortUtcDay(last.due) });
  const count = licenses.length;
  const what = owner === 'portal' ? m.timeline_licenses({ count }) : m.timeline_docs({ count });
  return overdue ? `${what} · ${m.timeline_overdue()}` : `${what} · ${span}${state}`;
}

/** What a mark tells besides its name, one license a line. */
export function sayLicenses({ licenses }: Mark, today: number): string {
  const lines = licenses.slice(0, mostNamed).map((one) => lineOf(one, today));
  const more = licenses.length - lines.length;
  return [...lines, ...(more > 0 ? [m.timeline_more({ count: more })] : [])].join('\n');
}

function lineOf({ name, due, day, graceDay }: DatedLicense, today: number): string {
  const grace = graceDay === null ? '' : ` · ${sayGrace(graceDay)}`;
  return `${name} · ${formatShortUtcDay(due)}, ${sayLeft(day, today)}${grace}`;
}

export const sayGrace = (graceDay: number): string =>
  m.portals_due_grace({ day: formatShortUtcDay(dateOfDay(graceDay).toISOString()) });
