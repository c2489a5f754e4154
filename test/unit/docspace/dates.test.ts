import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { readWireDate, wireDate } from '../../../src-main/docspace/dates';

const day = 86_400_000;
/** Instants from the year 3 to the year 9997, so that no zone moves them into 1 or 9999. */
const instant = fc.integer({ min: Date.UTC(2000, 0) - 1_997 * 365 * day, max: Date.UTC(9997, 0) });
const offset = fc.integer({ min: -14 * 60, max: 14 * 60 });

/** Writes an instant as the portal does: 7 digits and the zone's offset. */
function onTheWire(milliseconds: number, minutes: number, ticks: string): string {
  const local = new Date(milliseconds + minutes * 60_000).toISOString().slice(0, 23);
  const two = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  const zone = `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  return `${local}${ticks}${minutes === 0 ? 'Z' : zone}`;
}

describe('readWireDate', () => {
  it('finds the instant in every zone', () => {
    const ticks = fc.stringMatching(/^\d{4}$/);
    fc.assert(
      fc.property(instant, offset, ticks, (milliseconds, minutes, digits) => {
        expect(readWireDate(onTheWire(milliseconds, minutes, digits))).toEqual({
          kind: 'instant',
          iso: new Date(milliseconds).toISOString(),
        });
      }),
    );
  });

  it('takes a date without a zone as UTC', () => {
    fc.assert(
      fc.property(instant, (milliseconds) => {
        const text = new Date(milliseconds).toISOString();
        expect(readWireDate(text.slice(0, -1))).toEqual({ kind: 'instant', iso: text });
        expect(readWireDate(text.slice(0, 19))).toEqual({
          kind: 'instant',
          iso: `${text.slice(0, 19)}.000Z`,
        });
      }),
    );
  });

  it('never takes other text for a date', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^\s*\d{4}-\d\d-\d\dT/.test(text));
        expect(readWireDate(text)).toEqual({ kind: 'unreadable' });
      }),
    );
  });

  it.each([
    '0001-01-01T00:00:00.0000000Z',
    '0001-01-01T00:00:00.0000000+03:00',
    '0001-01-01T00:00:00',
    '9999-12-31T23:59:59.9999999',
  ])('reads %s as no date', (text) => {
    expect(readWireDate(text)).toEqual({ kind: 'none' });
  });

  it.each([
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T25:00:00Z',
    '2026-01-01T00:00:00+15:00',
    '2026-01-01T00:00:00+03:60',
    '2026-01-01',
    '01/02/2026 00:00:00',
    '',
  ])('cannot read %j', (text) => {
    expect(readWireDate(text)).toEqual({ kind: 'unreadable' });
  });
});

describe('the date field', () => {
  it.each([
    ['2026-01-01T03:00:00.0000000+03:00', '2026-01-01T00:00:00.000Z'],
    ['0001-01-01T00:00:00.0000000Z', null],
    [null, null],
    [undefined, null],
  ])('reads %j as %j', (wire, value) => {
    expect(v.parse(v.object({ date: wireDate }), { date: wire })).toEqual({ date: value });
  });

  it('does not pass an unreadable date as “unlimited”', () => {
    expect(v.is(wireDate, 'soon')).toBe(false);
  });
});
