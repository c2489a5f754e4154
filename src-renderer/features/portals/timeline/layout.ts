import { scaleUtc } from 'd3-scale';
import { utcMonth } from 'd3-time';
import { dateOfDay } from '../../../../src-main/contract/calendar';
import {
  conditions,
  owners,
  type Condition,
  type DatedLicense,
  type Owner,
} from './dated-licenses';

/** Licenses that end so close together that they are one mark. */
export interface Mark {
  /** The same for the same licenses after another reading. */
  readonly key: string;
  readonly owner: Owner;
  /** Its place: that of the first end in it. Pixels. */
  readonly x: number;
  readonly licenses: readonly DatedLicense[];
  /** The worst of its licenses. */
  readonly condition: Condition;
  /** Where the last grace period in it begins and ends. */
  readonly grace: { readonly from: number; readonly to: number } | null;
  readonly overdue: boolean;
}

export interface Tick {
  readonly x: number;
  readonly month: Date;
}

/** Where everything stands on a timeline of twelve months. Pixels. */
export interface Layout {
  readonly ticks: readonly Tick[];
  readonly todayX: number;
  readonly endX: number;
  readonly lanes: readonly { readonly owner: Owner; readonly marks: readonly Mark[] }[];
  /** Their ends lie behind the twelve months. */
  readonly later: readonly DatedLicense[];
}

export interface LayoutOptions {
  /** The day of today. */
  readonly today: number;
  readonly width: number;
  /** Room at the left for the names of the lanes. */
  readonly labels: number;
  /** Room for what is overdue, before today. */
  readonly overdue: number;
  /** Least distance between two marks. */
  readonly gap: number;
}

/** Room at the right for half a mark. */
const margin = 16;

/** Lays out licenses, which come in the order of their ends. */
export function layOut(licenses: readonly DatedLicense[], options: LayoutOptions): Layout {
  const { today, width, labels, overdue, gap } = options;
  const start = dateOfDay(today);
  const end = utcMonth.offset(start, 12);
  const todayX = labels + overdue;
  const endX = Math.max(todayX + 1, width - margin);
  const scale = scaleUtc([start, end], [todayX, endX]).clamp(true);
  const xOf = (day: number): number => scale(dateOfDay(day));

  const lanes = owners.map((owner) => {
    const own = licenses.filter((one) => one.owner === owner);
    const late = own.filter(({ day }) => day < today);
    const ahead = own.filter(({ day }) => day >= today && dateOfDay(day) <= end);
    const groups = cluster(ahead, ({ day }) => xOf(day), gap);
    const marks = groups.map((group) => markOf(group, xOf(group[0]?.day ?? today), false));
    const first = late.length > 0 ? [markOf(late, labels + overdue / 2, true)] : [];
    return { owner, marks: [...first, ...marks] };
  });
  return {
    ticks: utcMonth.range(utcMonth.ceil(start), end).map((month) => ({ x: scale(month), month })),
    todayX,
    endX,
    lanes: lanes.filter(({ marks }) => marks.length > 0),
    later: licenses.filter(({ day }) => dateOfDay(day) > end),
  };

  function markOf(group: readonly DatedLicense[], x: number, late: boolean): Mark {
    const worst = Math.max(...group.map(({ condition }) => conditions.indexOf(condition)));
    const graces = group.flatMap(({ day, graceDay }) =>
      graceDay === null || graceDay < today ? [] : [{ from: xOf(day), to: xOf(graceDay) }],
    );
    const [first] = group;
    return {
      key: `${first?.owner} ${first?.id} ${late}`,
      owner: first?.owner ?? 'portal',
      x,
      licenses: group,
      condition: conditions[worst] ?? 'fine',
      grace:
        graces.length === 0
          ? null
          : {
              from: Math.min(...graces.map(({ from }) => from)),
              to: Math.max(...graces.map(({ to }) => to)),
            },
      overdue: late,
    };
  }
}

/** Groups what comes in the order of its places, so that two groups begin at least `gap` apart. */
export function cluster<T>(
  items: readonly T[],
  placeOf: (item: T) => number,
  gap: number,
): readonly (readonly T[])[] {
  const groups: T[][] = [];
  let begin = -Infinity;
  for (const item of items) {
    const place = placeOf(item);
    const last = groups.at(-1);
    if (last && place - begin < gap) last.push(item);
    else {
      groups.push([item]);
      begin = place;
    }
  }
  return groups;
}
