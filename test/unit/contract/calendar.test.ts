import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfDay, dayIn, daysLeft, dueDay } from '../../../src-main/contract/calendar';

const due = '2026-03-29T00:00:00.000Z';
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/Los_Angeles',
  'America/St_Johns',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Asia/Kathmandu',
] as const;

describe('calendar days', () => {
  it.each([
    // In Berlin the clocks go forward in the night to 29 March: that day has 23 hours.
    ['Europe/Berlin', '2026-03-28T22:59:59.000Z', 1],
    ['Europe/Berlin', '2026-03-28T23:00:00.000Z', 0],
    ['Europe/Berlin', '2026-03-29T21:59:59.000Z', 0],
    ['Europe/Berlin', '2026-03-29T22:00:00.000Z', -1],
    ['America/Los_Angeles', '2026-03-29T06:59:59.000Z', 1],
    ['America/Los_Angeles', '2026-03-29T07:00:00.000Z', 0],
    ['Pacific/Kiritimati', '2026-03-28T10:00:00.000Z', 0],
    ['UTC', '2026-02-27T12:00:00.000Z', 30],
  ])('left in %s at %s: %i', (zone, at, days) => {
    expect(daysLeft(due, new Date(at), zone)).toBe(days);
  });

  it('are whole, and go down by one at midnight and at no other time', () => {
    const anyTime = fc.date({
      min: new Date('2025-01-01T00:00:00Z'),
      max: new Date('2027-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(anyTime, fc.constantFrom(...zones), (at, zone) => {
        const left = daysLeft(due, at, zone);
        const later = daysLeft(due, new Date(at.getTime() + 60 * 60_000), zone);
        const day = (time: Date): string => time.toLocaleDateString('en', { timeZone: zone });
        expect(Number.isInteger(left)).toBe(true);
        expect(left - later).toBe(day(at) === day(new Date(at.getTime() + 60 * 60_000)) ? 0 : 1);
      }),
    );
  });

  it('are those of this computer where no zone is named', () => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const at = new Date('2026-07-01T23:30:00.000Z');
    expect(dayIn(at)).toBe(dayIn(at, here));
  });

  it('lead back to their date', () => {
    expect(dateOfDay(dueDay(due)).toISOString()).toBe(due);
  });
});
