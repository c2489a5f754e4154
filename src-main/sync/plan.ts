import type { ErrorCode } from '../contract/app-error';
import { fail, type Result } from '../contract/result';
import type { Reach } from '../contract/portals';

/**
 * What a try to refresh a portal says about the next one.
 * - `reached`: the portal was there, whatever it answered. - `away`: it may be there later.
 * - `rest`: only a person can change that; trying again would hammer or prompt for nothing.
 */
export type Verdict = 'reached' | 'away' | 'rest';

/** Answers of a portal that does not serve anybody now. */
const notNow: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'portal.unavailable',
  'portal.suspended',
  'portal.busy',
  'portal.rateLimited',
  'docs.unavailable',
]);

/** Answers after which every other question would be refused as well. */
const refusesAll: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'portal.keyRefused',
  'portal.notDocSpace',
  'docs.notDocs',
  'docs.useHttps',
  'docs.secretMissing',
]);

/** Failures on the way that are about one answer, not about the way. */
const aboutOneAnswer: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'net.cancelled',
  'net.tooLarge',
]);

export function judge(outcome: Result<unknown>): Verdict {
  if (outcome.ok) return 'reached';
  const { code, retry } = outcome.error;
  if (aboutOneAnswer.has(code)) return 'reached';
  if (notNow.has(code)) return 'away';
  if (refusesAll.has(code)) return 'rest';
  if (code.startsWith('net.')) return retry === 'never' ? 'rest' : 'away';
  // Key, client certificate or the portal itself is missing on this computer.
  return /^(keychain|file|saved)\./.test(code) ? 'rest' : 'reached';
}

/** What somebody else's request says about the next try. `null`: nothing. */
export function judgeReach(reach: Reach): Verdict | null {
  if (reach.state === 'unknown') return null;
  return reach.state === 'online' ? 'reached' : judge(fail(reach.error));
}

/** When a portal is tried again. Times in milliseconds since 1970. */
export interface Standing {
  /** Share of the interval after which this portal is stale; see {@link drawJitter}. */
  readonly jitter: number;
  /** Tries in a row that found the portal away. */
  readonly failures: number;
  /** After failures: not tried before. */
  readonly notBefore: number;
  readonly rests: boolean;
}

/** Between 0.8 and 1.2, so that many portals read at the same time do not come back together. */
const drawJitter = (random: () => number): number => 0.8 + 0.4 * random();

const firstWaitMs = 15_000;
const longestWaitMs = 10 * 60_000;
/** Chance must not make it a loop. */
const shortestWaitMs = 1_000;

export const freshStanding = (random: () => number): Standing => ({
  jitter: drawJitter(random),
  failures: 0,
  notBefore: 0,
  rests: false,
});

/** The standing after a try: after failures a random part of a wait that doubles each time. */
export function afterTry(
  before: Standing,
  verdict: Verdict,
  now: number,
  random: () => number,
): Standing {
  if (verdict === 'rest') return { ...before, rests: true };
  if (verdict === 'reached') return freshStanding(random);
  const wait = random() * backoffMs(before.failures);
  return {
    ...before,
    failures: before.failures + 1,
    notBefore: now + Math.max(shortestWaitMs, wait),
    rests: false,
  };
}

/** The longest wait after so many failures in a row. */
export const backoffMs = (failures: number): number =>
  Math.min(longestWaitMs, firstWaitMs * 2 ** failures);

/** The network may be back: tried at once, and then in short steps again. */
export const afterHint = (before: Standing, now: number): Standing => ({
  ...before,
  failures: Math.min(before.failures, 1),
  notBefore: now,
});

/** One thing that is read of every portal, as far as the plan is concerned. */
export interface Age {
  /** When it was last asked for; `null`: never. */
  readonly at: number | null;
  readonly staleAfterMs: number;
}

/** When a thing is stale. One of the future is from before the clock was set. */
export function staleAt({ at, staleAfterMs }: Age, { jitter }: Standing, now: number): number {
  return at === null || at > now ? now : at + staleAfterMs * jitter;
}

/** When a portal is due by itself; `Infinity`: not at all. */
export function dueAt(standing: Standing, ages: readonly Age[], now: number): number {
  if (standing.rests) return Infinity;
  if (standing.failures > 0) {
    return standing.notBefore - now > longestWaitMs ? now : standing.notBefore;
  }
  return Math.min(...ages.map((age) => staleAt(age, standing, now)));
}
