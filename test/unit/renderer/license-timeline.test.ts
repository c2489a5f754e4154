import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { overwriteGetLocale } from '$words/runtime';
import { dayIn, dueDay } from '../../../src-main/contract/calendar';
import {
  datedLicenses,
  type DatedLicense,
} from '../../../src-renderer/features/portals/timeline/dated-licenses';
import { cluster, layOut } from '../../../src-renderer/features/portals/timeline/layout';
import {
  sayLicenses,
  sayMark,
} from '../../../src-renderer/features/portals/timeline/timeline-words';
import type { PortalRow } from '../../../src-renderer/features/portals/portal-rows';
import type { LicenseStanding } from '../../../src-main/contract/overview';

vi.mock('../../../src-renderer/state/bridge', () => ({ bridge: {} }));
beforeEach(() => overwriteGetLocale(() => 'en'));

const now = new Date(2026, 4, 15, 12);
const today = dayIn(now);
const options = { today, width: 1_000, labels: 92, overdue: 64, gap: 30 };

const license = (days: number, more: Partial<DatedLicense> = {}): DatedLicense => {
  const due = new Date(Date.UTC(2026, 4, 15 + days)).toISOString();
  return {
    owner: 'portal',
    id: `${days}`,
    name: `In ${days}`,
    due,
    day: dueDay(due),
    graceDay: null,
    condition: 'fine',
    ...more,
  };
};

const portal = (name: string, license: Partial<LicenseStanding> | null): PortalRow => ({
  portal: {
    id: name,
    name,
    address: '',
    host: '',
    tags: [],
    practice: false,
    key: 'keychain',
    reach: { state: 'unknown' },
    version: null,
    edition: 'unknown',
  },
  known: {
    portalId: name,
    license: license && { standing: 'paid', dueDate: null, graceUntil: null, ...license },
    externalSharing: null,
    links: null,
    asOf: null,
  },
  changes: { open: 0, review: 0 },
});

const iso = (days: number): string => license(days).due;

describe('the licenses of a timeline', () => {
  it('are sorted by their end; those without one are named apart', () => {
    const rows = [
      portal('later', { dueDate: iso(20) }),
      portal('endless', {}),
      portal('paid past its date', { dueDate: iso(-5) }),
      portal('trial', { dueDate: iso(10), standing: 'trial' }),
      portal('grace', { dueDate: iso(-2), standing: 'grace', graceUntil: iso(28) }),
      portal('ended', { dueDate: iso(-9), standing: 'notPaid' }),
      portal('untold', { standing: 'unknown' }),
      portal('unread', null),
    ];
    const server = { serverId: 'd', practice: false };
    const found = datedLicenses(
      rows,
      [
        { ...server, name: 'docs', end: { kind: 'at', at: iso(15) } },
        { ...server, name: 'docs endless', end: { kind: 'never' } },
        { ...server, name: 'docs untold', end: { kind: 'untold' } },
        { ...server, name: 'docs unreadable', end: { kind: 'at', at: 'soon' } },
      ],
      now,
    );
    expect(found.dated.map(({ name, condition }) => `${name}: ${condition}`)).toEqual([
      'ended: ended',
      'grace: grace',
      'trial: trial',
      'docs: fine',
      'later: fine',
    ]);
    expect(found.endless).toEqual(['endless', 'paid past its date', 'docs endless']);
    expect(found.unknown).toBe(4);
  });
});

describe('the layout of a timeline', () => {
  it('has today at its start, what is overdue before it, and twelve months after it', () => {
    const layout = layOut([license(-3), license(0), license(180), license(365)], options);
    expect(layout.todayX).toBe(156);
    expect(layout.ticks.map(({ month }) => month.getUTCMonth())).toEqual([
      5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 4,
    ]);
    const [lane] = layout.lanes;
    const places = lane?.marks.map(({ x, overdue }) => [Math.round(x), overdue]);
    expect(places).toEqual([
      [124, true],
      [156, false],
      [564, false],
      [984, false],
    ]);
  });

  it('leaves out what ends later, and says so', () => {
    const layout = layOut([license(10), license(366)], options);
    expect(layout.later.map(({ name }) => name)).toEqual(['In 366']);
    expect(layout.lanes[0]?.marks).toHaveLength(1);
  });

  it('shows the worst of what stands together, and the grace period that runs', () => {
    const ended = license(-40, { condition: 'ended' });
    const grace = license(-2, { condition: 'grace', graceDay: today + 28 });
    const [mark] = layOut([ended, grace], options).lanes[0]?.marks ?? [];
    expect(mark).toMatchObject({ condition: 'ended', overdue: true });
    expect(mark?.grace?.from).toBe(156);
    expect(mark?.grace?.to).toBeGreaterThan(200);
  });

  it('has a lane for Docs servers only where there are some', () => {
    expect(layOut([license(1)], options).lanes.map(({ owner }) => owner)).toEqual(['portal']);
    const both = [license(1), license(2, { owner: 'docsServer' })];
    expect(layOut(both, options).lanes.map(({ owner }) => owner)).toEqual(['portal', 'docsServer']);
  });

  it('holds every license once, in marks that can be told apart, however many there are', () => {
    const anyDays = fc.array(fc.integer({ min: -60, max: 500 }), { maxLength: 500 });
    fc.assert(
      fc.property(anyDays, fc.integer({ min: 300, max: 2_000 }), (days, width) => {
        const all = days
          .map((one, at) => license(one, { id: String(at) }))
          .sort((a, b) => a.day - b.day);
        const layout = layOut(all, { ...options, width });
        const marks = layout.lanes.flatMap((lane) => lane.marks);
        const held = [...marks.flatMap((mark) => mark.licenses), ...layout.later];
        expect(held.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
        expect(new Set(marks.map(({ key }) => key)).size).toBe(marks.length);
        const ahead = marks.filter(({ overdue }) => !overdue).map(({ x }) => x);
        for (const [at, x] of ahead.entries()) {
          if (at > 0) expect(x - (ahead[at - 1] ?? 0)).toBeGreaterThanOrEqual(options.gap - 1e-9);
          expect(x).toBeLessThanOrEqual(layout.endX);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('groups by where a group begins', () => {
    expect(cluster([0, 1, 2, 3, 10], (place) => place, 3)).toEqual([[0, 1, 2], [3], [10]]);
  });
});

describe('a mark in words', () => {
  const markOf = (...licenses: DatedLicense[]) => {
    const [mark] = layOut(licenses, options).lanes[0]?.marks ?? [];
    if (!mark) throw new Error('no mark');
    return mark;
  };

  it('names a single license with its day and how far it is', () => {
    expect(sayMark(markOf(license(10)), today)).toBe('In 10: May 25, 2026, in 10 days');
    expect(sayMark(markOf(license(0, { condition: 'trial' })), today)).toBe(
      'In 0: May 15, 2026, today · Trial',
    );
  });

  it('counts several, and lists the first of them', () => {
    const many = markOf(...Array.from({ length: 10 }, (_, at) => license(at)));
    expect(sayMark(many, today)).toBe('10 portals · May 15, 2026 to May 24, 2026');
    expect(sayLicenses(many, today).split('\n')).toHaveLength(9);
    expect(sayLicenses(many, today)).toContain('and 2 more');
  });

  it('says what is overdue, and until when there is grace', () => {
    const mark = markOf(license(-2, { condition: 'grace', graceDay: today + 5 }), license(-1));
    expect(sayMark(mark, today)).toBe('2 portals · Overdue');
    expect(sayLicenses(mark, today)).toContain('2 days ago · Grace until May 20, 2026');
  });
});
