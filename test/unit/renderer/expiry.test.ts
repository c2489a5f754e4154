import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  expiryPresets,
  localTime,
  presetEnd,
  readLocalTime,
  zoneAt,
} from '../../../src-renderer/features/links/expiry';

// Clocks go forward on 29 March 2026 at 02:00, back on 25 October 2026 at 03:00.
beforeEach(() => vi.stubEnv('TZ', 'Europe/Berlin'));
afterEach(() => vi.unstubAllEnvs());

const now = new Date('2026-03-01T12:00:00Z');

describe('ends that can be chosen by one word', () => {
  it('are so far away', () => {
    const ends = expiryPresets.map((preset) => presetEnd(preset, now));
    expect(ends).toEqual([
      '2026-03-02T00:00:00.000Z',
      '2026-03-02T12:00:00.000Z',
      '2026-03-08T12:00:00.000Z',
      '2026-03-31T11:00:00.000Z',
    ]);
  });

  it('keep the time of day over a change of clocks, except hours', () => {
    const evening = new Date('2026-03-28T20:00:00Z');
    expect(localTime(presetEnd('day1', evening))).toBe('2026-03-29T21:00');
    expect(localTime(presetEnd('hours12', evening))).toBe('2026-03-29T10:00');
  });
});

describe('a local time as the end of a link', () => {
  const read = (text: string) => readLocalTime(text, now);

  it('is read in the time of this computer, winter and summer', () => {
    expect(read('2026-03-10T14:05')).toEqual({ at: '2026-03-10T13:05:00.000Z', twice: false });
    expect(read('2026-07-10T14:05')).toEqual({ at: '2026-07-10T12:05:00.000Z', twice: false });
  });

  it('is shown as it is read', () => {
    expect(localTime('2026-07-10T12:05:00.000Z')).toBe('2026-07-10T14:05');
  });

  it('does not exist where clocks are put forward over it', () => {
    expect(read('2026-03-29T02:30')).toEqual({ fault: 'skipped' });
    expect(read('2026-03-29T03:00')).toEqual({ at: '2026-03-29T01:00:00.000Z', twice: false });
  });

  it('is the earlier one where clocks are put back over it', () => {
    expect(read('2026-10-25T02:30')).toEqual({ at: '2026-10-25T00:30:00.000Z', twice: true });
    expect(read('2026-10-25T03:00')).toEqual({ at: '2026-10-25T02:00:00.000Z', twice: false });
  });

  it('is told as one that occurs twice also where clocks move by half an hour', () => {
    vi.stubEnv('TZ', 'Australia/Lord_Howe');
    expect(read('2026-04-05T01:45')).toMatchObject({ twice: true });
    expect(read('2026-04-05T01:15')).toMatchObject({ twice: false });
  });

  it('is refused in the past, at once, and more than ten years ahead', () => {
    expect(read('2026-03-01T12:59')).toEqual({ fault: 'past' });
    expect(read('2026-03-01T13:00')).toEqual({ fault: 'past' });
    expect(read('2026-03-01T13:01')).toHaveProperty('at');
    expect(read('2036-03-01T13:00')).toHaveProperty('at');
    expect(read('2036-03-01T13:01')).toEqual({ fault: 'tooFar' });
  });

  it('is missing while it is not complete', () => {
    expect(read('')).toEqual({ fault: 'missing' });
    expect(read('2026-13-40T25:00')).toEqual({ fault: 'missing' });
  });
});

it('the time zone is told with its distance then', () => {
  expect(zoneAt(new Date('2026-01-01T00:00:00Z'))).toBe('Europe/Berlin, GMT+1');
  expect(zoneAt(new Date('2026-07-01T00:00:00Z'))).toBe('Europe/Berlin, GMT+2');
  vi.stubEnv('TZ', 'UTC');
  expect(zoneAt(now)).toBe('UTC');
});
