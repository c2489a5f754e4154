import { describe, expect, it } from 'vitest';
import { appError, errorCodes, type ErrorCode } from '../../../src-main/contract/app-error';
import { nextTry, remedyFor } from '../../../src-main/journal/failure';

const now = Date.parse('2026-03-01T08:00:00.000Z');
const first = { attempts: 1, now, random: 0.5 };
const after = (milliseconds: number): string => new Date(now + milliseconds).toISOString();

describe('what follows from a failure', () => {
  it.each<[ErrorCode, string]>([
    ['net.refused', 'wait'],
    ['net.timedOut', 'wait'],
    ['portal.unavailable', 'wait'],
    ['portal.rateLimited', 'wait'],
    ['portal.suspended', 'wait'],
    ['keychain.locked', 'wait'],
    ['store.diskFull', 'wait'],
    ['portal.failed', 'wait'],
    ['bridge.bug', 'fail'],
    ['portal.keyRefused', 'pause'],
    ['portal.keyLacksRights', 'pause'],
    ['net.certificateChanged', 'pause'],
    ['keychain.absent', 'pause'],
    ['portal.badRequest', 'fail'],
    ['portal.notFound', 'fail'],
    ['net.tooLarge', 'fail'],
    ['net.cancelled', 'end'],
    ['saved.unknownPortal', 'end'],
  ])('of %s is: %s', (code, what) => {
    const times = code === 'bridge.bug' ? { ...first, attempts: 5 } : first;
    expect(remedyFor(appError(code), times).do).toBe(what);
  });

  it('is some remedy for every failure there is', () => {
    for (const code of errorCodes) {
      expect(['wait', 'pause', 'fail', 'end']).toContain(remedyFor(appError(code), first).do);
    }
  });

  it('gives up on a portal that answers with trouble, not on one that cannot be reached', () => {
    const often = { ...first, attempts: 5 };
    expect(remedyFor(appError('portal.failed'), often).do).toBe('fail');
    expect(remedyFor(appError('net.refused'), { ...first, attempts: 500 }).do).toBe('wait');
  });

  it('waits as long as the portal asks, but not for ever', () => {
    const asked = (seconds: number) =>
      remedyFor(appError('portal.rateLimited', { params: { seconds } }), first);
    expect(asked(90)).toEqual({ do: 'wait', until: after(90_000) });
    expect(asked(1e15)).toEqual({ do: 'wait', until: after(24 * 60 * 60_000) });
  });

  it('doubles the ceiling of its pauses up to ten minutes, and stays below it by chance', () => {
    const pauses = [1, 2, 3, 8, 400].map((attempts) => nextTry({ ...first, attempts }));
    expect(pauses).toEqual([2_500, 5_000, 10_000, 300_000, 300_000].map(after));
    expect(nextTry({ ...first, random: 0 })).toBe(after(0));
  });
});
