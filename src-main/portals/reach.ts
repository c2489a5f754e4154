import type { AppError, ErrorCode } from '../contract/app-error';
import type { Reach } from '../contract/portals';
import type { Result } from '../contract/result';

/** How each portal was last reached. Told by real requests only, never by guessing. */
export interface ReachBook {
  of(portalId: string): Reach;
  /** Notes what became of a request to a portal. */
  note(portalId: string, outcome: Result<unknown>): void;
  /** Forgets a portal that is gone or now stands somewhere else. */
  forget(portalId: string): void;
}

export interface ReachOptions {
  readonly now: () => Date;
  /** Hears the id of a portal whose state or error changed; not of every request. */
  readonly changed: (portalId: string) => void;
}

/** Failures after which the portal is there, but a person must do something about it. */
const needsAttention: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'net.proxyRefused',
  'net.tlsFailed',
  'net.certificateUntrusted',
  'net.certificateChanged',
  'net.clientCertificate',
  'net.redirected',
  'portal.notDocSpace',
  'portal.suspended',
  'portal.busy',
  'portal.keyRefused',
  'portal.keyLacksRights',
  'portal.notPaid',
]);

const saysNothing: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['net.cancelled', 'net.tooLarge']);

export function createReachBook({ now, changed }: ReachOptions): ReachBook {
  const known = new Map<string, Reach>();
  const of = (portalId: string): Reach => known.get(portalId) ?? { state: 'unknown' };
  return {
    of,
    note(portalId, outcome) {
      const before = of(portalId);
      const after = outcome.ok
        ? ({ state: 'online', at: now().toISOString() } as const)
        : reachAfter(outcome.error, now().toISOString());
      if (!after) return;
      known.set(portalId, after);
      if (after.state !== before.state || errorOf(after) !== errorOf(before)) changed(portalId);
    },
    forget(portalId) {
      known.delete(portalId);
    },
  };
}

/** `null`: the failure says nothing about the way to the portal. */
function reachAfter(error: AppError, at: string): Reach | null {
  if (saysNothing.has(error.code)) return null;
  if (needsAttention.has(error.code)) return { state: 'attention', at, error };
  // With 502 and the like something in front of the portal answers, because it cannot.
  if (error.code.startsWith('net.') || error.code === 'portal.unavailable') {
    return { state: 'offline', at, error };
  }
  // Any other answer of the portal, however unwelcome, came from the portal.
  return error.code.startsWith('portal.') ? { state: 'online', at } : null;
}

const errorOf = (reach: Reach): ErrorCode | null => ('error' in reach ? reach.error.code : null);
