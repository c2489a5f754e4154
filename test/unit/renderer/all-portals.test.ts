import { beforeEach, describe, expect, it, vi } from 'vitest';
import { overwriteGetLocale } from '$words/runtime';
import type { LicenseStanding, PortalOverview } from '../../../src-main/contract/overview';
import type { PortalSummary } from '../../../src-main/contract/portals';
import { sayDue } from '../../../src-renderer/features/portals/overview-words';
import {
  filterRows,
  noFilter,
  rowsDueIn,
  type PortalFilter,
  type PortalRow,
} from '../../../src-renderer/features/portals/portal-rows';
import {
  portalColumns,
  sortRows,
  tagsOf,
} from '../../../src-renderer/features/portals/portal-table';
import { Selection } from '../../../src-renderer/features/portals/selection.svelte';

vi.mock('../../../src-renderer/state/bridge', () => ({ bridge: {} }));
beforeEach(() => overwriteGetLocale(() => 'en'));

const now = new Date(2026, 4, 1, 12);
const inDays = (days: number): string => new Date(Date.UTC(2026, 4, 1 + days)).toISOString();

interface Sample extends Partial<PortalSummary> {
  readonly license?: Partial<LicenseStanding> | null;
  readonly sharing?: boolean | null;
  readonly open?: number;
}

function row(
  name: string,
  { license = null, sharing = null, open = 0, ...more }: Sample = {},
): PortalRow {
  const known: PortalOverview = {
    portalId: name,
    license: license && { standing: 'paid', dueDate: null, graceUntil: null, ...license },
    externalSharing: sharing,
    links: null,
    asOf: null,
  };
  const portal: PortalSummary = {
    id: name,
    name,
    address: `https://${name}.example.com`,
    host: `${name}.example.com`,
    tags: [],
    practice: false,
    key: 'keychain',
    reach: { state: 'unknown' },
    version: null,
    edition: 'unknown',
    ...more,
  };
  return { portal, known, changes: { open, review: 0 } };
}

const names = (rows: readonly PortalRow[]) => rows.map(({ portal }) => portal.name).join(' ');

describe('the rows that a filter lets through', () => {
  const rows = [
    row('late', { license: { standing: 'notPaid', dueDate: inDays(-3) }, tags: ['x'] }),
    row('endless', { license: { dueDate: inDays(-3) }, edition: 'enterprise' }),
    row('soon', { license: { dueDate: inDays(7) }, sharing: true }),
    row('far', { license: { dueDate: inDays(91) }, sharing: false, key: 'missing' }),
    row('none', { license: {} }),
    row('untold', { license: { standing: 'unknown' } }),
    row('unread'),
  ];

  it.each<[Partial<PortalFilter>, string]>([
    [{}, 'late endless soon far none untold unread'],
    [{ query: 'soon example' }, 'soon'],
    [{ tag: 'x' }, 'late'],
    [{ status: 'missing' }, 'far'],
    [{ status: 'unknown', tag: 'x' }, 'late'],
    [{ edition: 'enterprise' }, 'endless'],
    [{ sharing: 'on' }, 'soon'],
    [{ sharing: 'unknown' }, 'late endless none untold unread'],
    [{ due: 'overdue' }, 'late'],
    [{ due: '7' }, 'soon'],
    [{ due: '90' }, 'soon'],
    [{ due: 'none' }, 'none'],
    [{ due: 'unknown' }, 'untold unread'],
  ])('%j: %s', (filter, expected) => {
    expect(names(filterRows(rows, { ...noFilter, ...filter }, now))).toBe(expected);
  });

  it('end in a range of days', () => {
    const today = Math.floor(Date.UTC(2026, 4, 1) / 86_400_000);
    expect(names(rowsDueIn(rows, { first: today + 7, last: today + 91 }))).toBe('soon far');
  });
});

describe('the order of the rows', () => {
  const rows = [
    row('Portal 10', {
      license: { dueDate: inDays(9) },
      open: 2,
      reach: { state: 'online', at: '', since: '' },
    }),
    row('Portal 9', { license: {}, open: 10 }),
    row('Portal 1', { license: { dueDate: inDays(2) }, key: 'missing' }),
    row('Portal 2'),
  ];

  it.each([
    ['name', 'Portal 1 Portal 2 Portal 9 Portal 10'],
    ['license', 'Portal 1 Portal 10 Portal 9 Portal 2'],
    ['changes', 'Portal 1 Portal 2 Portal 10 Portal 9'],
    ['status', 'Portal 1 Portal 9 Portal 2 Portal 10'],
  ] as const)('by %s', (column, expected) => {
    expect(names(sortRows(rows, { column, direction: 'ascending' }))).toBe(expected);
  });

  it('is the person’s own without a sort', () => {
    expect(sortRows(rows, null)).toBe(rows);
  });

  it('knows every tag once', () => {
    expect(tagsOf([row('a', { tags: ['y', 'x'] }), row('b', { tags: ['x'] })])).toEqual(['x', 'y']);
  });

  it('leaves out what there is no room for, and picking where there is one portal', () => {
    const ids = (width: number, several: boolean) =>
      portalColumns(width, several).map(({ id }) => id);
    expect(ids(620, true)).toEqual(['pick', 'name', 'status', 'license', 'actions']);
    expect(ids(620, false)).toEqual(['name', 'status', 'license', 'actions']);
    expect(ids(1600, true)).toHaveLength(12);
  });
});

describe('the end of a license in words', () => {
  it.each<[Partial<LicenseStanding>, string | null, string, string]>([
    [{ dueDate: inDays(31) }, null, 'Jun 1, 2026', 'in 31 days'],
    [{ dueDate: inDays(30) }, 'warn', 'in 30 days', 'May 31, 2026'],
    [{ dueDate: inDays(0) }, 'warn', 'today', 'May 1, 2026'],
    [{ dueDate: inDays(-1), standing: 'notPaid' }, 'danger', '1 day ago', 'Apr 30, 2026'],
    [
      { dueDate: inDays(-1), standing: 'grace', graceUntil: inDays(29) },
      'warn',
      'Grace period',
      'until May 30, 2026',
    ],
    [{ dueDate: inDays(-1), standing: 'paid' }, null, 'Apr 30, 2026', ''],
    [{ dueDate: null, standing: 'paid' }, null, 'No end', ''],
    [{ dueDate: null, standing: 'unknown' }, null, 'Not known', ''],
  ])('%j', (license, tone, text, more) => {
    const said = sayDue({ standing: 'paid', dueDate: null, graceUntil: null, ...license }, now);
    expect([said.tone, said.text, said.more]).toEqual([tone, text, more]);
  });
});

describe('picking portals', () => {
  const shown = ['a', 'b', 'c', 'd', 'e'];
  const picked = (act: (selection: Selection) => void) => {
    const selection = new Selection();
    act(selection);
    return selection.among(shown).join('');
  };

  it('picks and drops one', () => {
    expect(picked((one) => one.toggle('b', false, shown))).toBe('b');
    expect(picked((one) => [1, 2].forEach(() => one.toggle('b', false, shown)))).toBe('');
  });

  it('picks a range in both directions, and drops one', () => {
    expect(
      picked((one) => {
        one.toggle('d', false, shown);
        one.toggle('b', true, shown);
      }),
    ).toBe('bcd');
    expect(
      picked((one) => {
        one.toggleAll(shown);
        one.toggle('b', false, shown);
        one.toggle('d', true, shown);
      }),
    ).toBe('ae');
  });

  it('begins a range anew where its start is hidden', () => {
    expect(
      picked((one) => {
        one.toggle('a', false, shown);
        one.toggle('d', true, ['c', 'd', 'e']);
      }),
    ).toBe('ad');
  });

  it('picks all that are shown, and drops them', () => {
    const selection = new Selection();
    selection.toggleAll(['a', 'b']);
    expect(selection.among(shown)).toEqual(['a', 'b']);
    selection.toggleAll(shown);
    expect(selection.among(shown)).toEqual(shown);
    selection.toggleAll(['a']);
    expect(selection.among(shown)).toEqual(['b', 'c', 'd', 'e']);
  });

  it('does nothing to what a filter hides', () => {
    const selection = new Selection();
    selection.toggleAll(shown);
    expect(selection.among(['b', 'x'])).toEqual(['b']);
  });
});
