import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appError, errorCodes, type ErrorCode } from '../../../src-main/contract/app-error';
import { fail, ok } from '../../../src-main/contract/result';
import {
  afterHint,
  afterTry,
  backoffMs,
  dueAt,
  freshStanding,
  judge,
  judgeReach,
  staleAt,
  type Standing,
} from '../../../src-main/sync/plan';

const half = (): number => 0.5;
const now = Date.parse('2026-05-01T10:00:00.000Z');
const minute = 60_000;
const standing: Standing = freshStanding(half);
/** As `Math.random`. */
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('what an answer says about the next try', () => {
  it('is nothing bad when the portal answered', () => {
    expect(judge(ok())).toBe('reached');
  });

  it.each<[ErrorCode, string]>([
    ['net.unknownHost', 'away'],
    ['net.refused', 'away'],
    ['net.timedOut', 'away'],
    ['net.connectionLost', 'away'],
    ['net.proxyFailed', 'away'],
    ['portal.unavailable', 'away'],
    ['portal.suspended', 'away'],
    ['portal.busy', 'away'],
    ['portal.rateLimited', 'away'],
    ['net.certificateUntrusted', 'rest'],
    ['net.certificateChanged', 'rest'],
    ['net.clientCertificate', 'rest'],
    ['net.proxyRefused', 'rest'],
    ['net.tlsFailed', 'rest'],
    ['net.redirected', 'rest'],
    ['portal.keyRefused', 'rest'],
    ['portal.notDocSpace', 'rest'],
    ['keychain.absent', 'rest'],
    ['keychain.locked', 'rest'],
    ['file.notFound', 'rest'],
    ['saved.unknownPortal', 'rest'],
    ['portal.keyLacksRights', 'reached'],
    ['portal.notPaid', 'reached'],
    ['portal.failed', 'reached'],
    ['portal.brokenAnswer', 'reached'],
    ['net.cancelled', 'reached'],
    ['net.tooLarge', 'reached'],
    ['bridge.bug', 'reached'],
  ])('%s: %s', (code, verdict) => {
    expect(judge(fail(appError(code)))).toBe(verdict);
  });

  it('is the same when somebody else got it', () => {
    const at = new Date(now).toISOString();
    expect(judgeReach({ state: 'unknown' })).toBeNull();
    expect(judgeReach({ state: 'online', at, since: at })).toBe('reached');
    for (const code of errorCodes) {
      const error = appError(code);
      expect(judgeReach({ state: 'attention', at, since: at, error })).toBe(judge(fail(error)));
    }
  });
});

describe('the wait after failures', () => {
  it('doubles from 15 seconds to 10 minutes', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 60].map((n) => backoffMs(n) / 1_000)).toEqual([
      15, 30, 60, 120, 240, 480, 600, 600,
    ]);
  });

  it('is a random part of that, at least a second', () => {
    fc.assert(
      fc.property(fc.array(chance, { minLength: 1, maxLength: 12 }), (chances) => {
        let present = standing;
        for (const [n, random] of chances.entries()) {
          present = afterTry(present, 'away', now, () => random);
          const wait = present.notBefore - now;
          expect(present.failures).toBe(n + 1);
          expect(wait).toBeCloseTo(Math.max(1_000, random * backoffMs(n)), 3);
          expect(dueAt(present, [{ at: null, staleAfterMs: 0 }], now)).toBe(present.notBefore);
        }
        expect(afterTry(present, 'reached', now, half)).toEqual(standing);
      }),
    );
  });

  it('is over at once after a sign of the network, and begins with short steps again', () => {
    const away = { ...standing, failures: 9, notBefore: now + 9 * minute };
    const hinted = afterHint(away, now);
    expect(dueAt(hinted, [], now)).toBe(now);
    expect(afterTry(hinted, 'away', now, half).notBefore).toBe(now + 15_000);
  });

  it('is not longer because the clock was set back', () => {
    const away = afterTry(standing, 'away', now, half);
    expect(dueAt(away, [], now - 60 * minute)).toBe(now - 60 * minute);
  });
});

describe('when a portal is due', () => {
  it('is when the first of its things is stale, give or take a fifth of the interval', () => {
    fc.assert(
      fc.property(
        chance,
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 4 }),
        (random, minutes) => {
          const ages = minutes.map((age) => ({
            at: now - age * minute,
            staleAfterMs: 15 * minute,
          }));
          const due = dueAt(
            freshStanding(() => random),
            ages,
            now,
          );
          const oldest = now - Math.max(...minutes) * minute;
          expect(due).toBeGreaterThanOrEqual(oldest + 12 * minute);
          expect(due).toBeLessThanOrEqual(oldest + 18 * minute);
        },
      ),
    );
  });

  it('is now for what was never read, or read in the future of a clock set back', () => {
    expect(staleAt({ at: null, staleAfterMs: minute }, standing, now)).toBe(now);
    expect(staleAt({ at: now + 1, staleAfterMs: minute }, standing, now)).toBe(now);
  });

  it('is never while only a person can help', () => {
    const resting = afterTry(standing, 'rest', now, half);
    expect(dueAt(resting, [{ at: null, staleAfterMs: 0 }], now)).toBe(Infinity);
  });
});
