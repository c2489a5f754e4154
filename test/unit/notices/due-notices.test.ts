import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dueNotices,
  latestAfter,
  type DatedLicense,
  type ToldNotice,
} from '../../../src-main/notices/due-notices';

const dayMs = 24 * 60 * 60_000;
const usual = [30, 14, 7, 1];
const license: DatedLicense = { subject: 'license:a', due: '2026-06-30T00:00:00.000Z', good: true };

/** So many days before the license ends, at noon. */
const before = (days: number, timeZone = 'UTC') => ({
  at: new Date(Date.parse(license.due) - days * dayMs + dayMs / 2),
  timeZone,
});
const brief = (notices: readonly (ToldNotice & { readonly daysLeft: number })[]) =>
  notices.map(({ threshold, daysLeft }) => [threshold, daysLeft]);

describe('notices of a license', () => {
  it.each([
    [31, []],
    [30, [[30, 30]]],
    [15, [[30, 15]]],
    [14, [[14, 14]]],
    [1, [[1, 1]]],
    [0, [[1, 0]]],
  ])('%i days before, when nothing was told', (days, expected) => {
    expect(brief(dueNotices([license], usual, [], before(days)))).toEqual(expected);
  });

  it('are one, the nearest, of all thresholds that passed while the app was closed', () => {
    const told = [{ subject: license.subject, dueDay: 20634, threshold: 30 }];
    expect(brief(dueNotices([license], usual, told, before(5)))).toEqual([[7, 5]]);
  });

  it('begin anew for another end, that of a renewed license', () => {
    const told = dueNotices([license], usual, [], before(5));
    const renewed = { ...license, due: '2027-06-30T00:00:00.000Z' };
    const at = new Date('2027-06-01T12:00:00.000Z');
    expect(dueNotices([license], usual, told, before(5))).toEqual([]);
    expect(brief(dueNotices([renewed], usual, told, { at, timeZone: 'UTC' }))).toEqual([[30, 29]]);
  });

  it('do not tell of a farther threshold after a nearer one, e.g. when the clock was set back', () => {
    const told = dueNotices([license], usual, [], before(6));
    expect(dueNotices([license], usual, told, before(20))).toEqual([]);
    expect(dueNotices([license], [60, ...usual], told, before(20))).toEqual([]);
  });

  it('tell of an end that passed, unless the server takes the license for good, or it is long ago', () => {
    const ended = { ...license, good: false };
    expect(brief(dueNotices([ended], usual, [], before(-3)))).toEqual([[1, -3]]);
    expect(dueNotices([license], usual, [], before(-3))).toEqual([]);
    expect(dueNotices([ended], usual, [], before(-latestAfter - 1))).toEqual([]);
  });

  it('count days where the person is', () => {
    const at = new Date('2026-06-23T02:00:00.000Z');
    const daysIn = (timeZone: string) => brief(dueNotices([license], [7], [], { at, timeZone }));
    expect(daysIn('Europe/Berlin')).toEqual([[7, 7]]);
    expect(daysIn('America/Los_Angeles')).toEqual([]);
  });

  it('come at the same day as ever over a change of the clocks', () => {
    const spring = { ...license, due: '2026-04-05T00:00:00.000Z' };
    const at = (time: string) => ({ at: new Date(time), timeZone: 'Europe/Berlin' });
    expect(dueNotices([spring], [7], [], at('2026-03-28T22:59:00.000Z'))).toEqual([]);
    expect(brief(dueNotices([spring], [7], [], at('2026-03-28T23:01:00.000Z')))).toEqual([[7, 7]]);
  });
});

describe('a person who looks whenever they like', () => {
  const subjects = ['license:a', 'license:b', 'docsServer:a'];
  const anyLicense = fc.record({
    subject: fc.constantFrom(...subjects),
    due: fc
      .integer({ min: 0, max: 120 })
      .map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString()),
    good: fc.boolean(),
  });
  const anyLook = fc.record({
    hours: fc.integer({ min: 0, max: 200 * 24 }),
    zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Auckland'),
    licenses: fc.uniqueArray(anyLicense, { selector: ({ subject }) => subject }),
    thresholds: fc.subarray([60, 30, 14, 7, 3, 1], { minLength: 1 }),
  });

  it('is never told twice of a threshold and an end, and always of the nearest', () => {
    fc.assert(
      fc.property(fc.array(anyLook, { maxLength: 40 }), (looks) => {
        const told: ToldNotice[] = [];
        for (const { hours, zone, licenses, thresholds } of looks) {
          const now = { at: new Date(Date.UTC(2025, 9, 1) + hours * 3_600_000), timeZone: zone };
          const notices = dueNotices(licenses, thresholds, told, now);
          for (const { subject, dueDay, threshold, daysLeft } of notices) {
            expect(
              told.some(
                (one) =>
                  one.subject === subject && one.dueDay === dueDay && one.threshold <= threshold,
              ),
            ).toBe(false);
            expect(daysLeft).toBeLessThanOrEqual(threshold);
            expect(thresholds.some((one) => one >= daysLeft && one < threshold)).toBe(false);
          }
          expect(new Set(notices.map(({ subject }) => subject)).size).toBe(notices.length);
          told.push(...notices);
          expect(dueNotices(licenses, thresholds, told, now)).toEqual([]);
        }
      }),
    );
  });

  it('is told at every threshold on its day, when they look every day', () => {
    fc.assert(
      fc.property(anyLicense, fc.subarray([60, 30, 14, 7, 3, 1], { minLength: 1 }), (one, days) => {
        const told: ToldNotice[] = [];
        const heard: number[] = [];
        for (let day = 100; day >= 0; day -= 1) {
          const at = new Date(Date.parse(one.due) - day * dayMs + dayMs / 3);
          const notices = dueNotices([one], days, told, { at, timeZone: 'UTC' });
          heard.push(...notices.map(({ daysLeft }) => daysLeft));
          told.push(...notices);
        }
        expect(heard).toEqual([...days].sort((a, b) => b - a));
      }),
    );
  });
});
