import type { AppError } from '../contract/app-error';

/** How reads are tried again. Times in milliseconds. */
export interface RetryRules {
  /** Attempts in all. */
  readonly tries: number;
  /** Ceiling of the first pause; it doubles from attempt to attempt. */
  readonly base: number;
  readonly ceiling: number;
  /** A portal that asks for a longer wait than this gets its answer told to the person. */
  readonly longestAsked: number;
  /** 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

export const defaultRetryRules: RetryRules = {
  tries: 3,
  base: 400,
  ceiling: 8_000,
  longestAsked: 20_000,
  random: Math.random,
  wait: async (milliseconds, signal) => {
    const { setTimeout } = await import('node:timers/promises');
    await setTimeout(milliseconds, undefined, signal ? { signal } : {});
  },
};

const passing = new Set([
  'net.refused',
  'net.connectionLost',
  'portal.rateLimited',
  'portal.unavailable',
]);

/**
 * How long to pause before a read is tried again: as long as the portal asks, else full jitter
 * below a doubling ceiling. `null`: trying again makes no sense.
 * @param attempt number of attempts made so far, from 1.
 */
export function pauseBefore(error: AppError, attempt: number, rules: RetryRules): number | null {
  if (attempt >= rules.tries || !passing.has(error.code)) return null;
  const asked = error.params['seconds'];
  if (typeof asked === 'number') {
    const milliseconds = asked * 1_000;
    return milliseconds > rules.longestAsked ? null : milliseconds;
  }
  return rules.random() * Math.min(rules.ceiling, rules.base * 2 ** (attempt - 1));
}
