import type { AppError, ErrorCode } from '../contract/app-error';
import type { Reach } from '../contract/portals';
import type { Result } from '../contract/result';

/** Hears of a portal that is reached in another way than before. */
export type HearReach = (portalId: string, before: Reach, after: Reach) => void;

/** How each portal was last reached. Told by real requests only, never by guessing. */
export interface ReachBook {
  of(portalId: string): Reach;
  /** Notes what became of a request to a portal. */
  note(portalId: string, outcome: Result<unknown>): void;
  /**
   * As `note`, of a request for a part of the portal that not every key gets to see: being refused
   * that part says nothing about the portal.
   */
  notePart(portalId: string, outcome: Result<unknown>): void;
  /** Tells of every new state or error, not of every request; the answer stops listening. */
  listen(hear: HearReach): () => void;
  /** Forgets a portal that is gone or now stands somewhere else. */
  forget(portalId: string): void;
}

export interface ReachOptions {
  readonly now: () => Date;
  /** Hears the id of a portal whose state or error changed. */
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
  'net.notHttp',
  'portal.notDocSpace',
  'portal.suspended',
  'portal.busy',
  'portal.keyRefused',
  'portal.keyLacksRights',
  'portal.notPaid',
  'docs.notDocs',
  'docs.useHttps',
  'docs.forbidden',
  'docs.notUnderstood',
  'docs.tokenRefused',
  'docs.tokenExpired',
]);

/** Refusals that may concern only what was asked for. */
const refusesPart: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'portal.keyLacksRights',
  'portal.notPaid',
]);

const saysNothing: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['net.cancelled', 'net.tooLarge']);

export function createReachBook({ now, changed }: ReachOptions): ReachBook {
  const known = new Map<string, Reach>();
  const listeners = new Set<HearReach>();
  const of = (portalId: string): Reach => known.get(portalId) ?? { state: 'unknown' };
  const note = (portalId: string, outcome: Result<unknown>): void => {
    const before = of(portalId);
    const after = reachAfter(before, outcome, now().toISOString());
    if (!after) return;
    known.set(portalId, after);
    if (after.state === before.state && errorOf(after) === errorOf(before)) return;
    changed(portalId);
    for (const hear of listeners) hear(portalId, before, after);
  };
  return {
    of,
    note,
    notePart(portalId, outcome) {
      if (outcome.ok || !refusesPart.has(outcome.error.code)) note(portalId, outcome);
    },
    listen(hear) {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
    forget(portalId) {
      known.delete(portalId);
    },
  };
}

/** `null`: the outcome says nothing about the way to the portal. */
function reachAfter(before: Reach, outcome: Result<unknown>, at: string): Reach | null {
  const state = outcome.ok ? 'online' : stateAfter(outcome.error);
  if (!state) return null;
  const since = before.state === state ? before.since : at;
  return outcome.ok || state === 'online'
    ? { state: 'online', at, since }
    : { state, at, since, error: outcome.error };
}

function stateAfter({ code }: AppError): Exclude<Reach['state'], 'unknown'> | null {
  if (saysNothing.has(code)) return null;
  if (needsAttention.has(code)) return 'attention';
  // With 502 and the like something in front of the portal answers, because it cannot.
  if (code.startsWith('net.') || /^(portal|docs)\.unavailable$/.test(code)) return 'offline';
  // Any other answer of the portal, however unwelcome, came from the portal.
  return /^(portal|docs)\./.test(code) ? 'online' : null;
}

const errorOf = (reach: Reach): ErrorCode | null => ('error' in reach ? reach.error.code : null);
