import type { AppError, ErrorCode } from '../contract/app-error';

/** What follows from a failure to reach, read or change a portal. */
export type Remedy =
  /** Tried again by itself, not before this ISO instant. */
  | { readonly do: 'wait'; readonly until: string }
  /** All changes of the portal wait until a person has set something right. */
  | { readonly do: 'pause' }
  /** This change will not work as it is. */
  | { readonly do: 'fail' }
  | { readonly do: 'end'; readonly reason: 'cancelled' | 'portalRemoved' };

export interface Circumstances {
  /** Tries of this change so far, from 1. */
  readonly attempts: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** 0 (inclusive) to 1 (exclusive). */
  readonly random: number;
}

/** Nothing can be sent with this key, over this way, or to this address: for any change alike. */
const pauses: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'portal.keyRefused',
  'portal.keyLacksRights',
  'portal.notDocSpace',
  'net.proxyRefused',
  'net.tlsFailed',
  'net.certificateUntrusted',
  'net.certificateChanged',
  'net.clientCertificate',
  'net.redirected',
  'keychain.absent',
  'keychain.unreadable',
  'keychain.unavailable',
  'file.notFound',
  'file.unreadable',
  'file.changed',
]);

/** May pass, but not for ever: the portal answers, and answers with trouble. */
const passesSoonOrNever: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'portal.failed',
  'portal.brokenAnswer',
  'bridge.bug',
]);
const mostTries = 5;

const firstPause = 5_000;
const longestPause = 10 * 60_000;
/** A portal that asks for more is asked again all the same. */
const longestAsked = 24 * 60 * 60_000;

/**
 * What to do after a failure: as long a pause as the portal asks for, else full jitter below a
 * ceiling that doubles with every try, from 5 seconds to 10 minutes.
 */
export function remedyFor(error: AppError, circumstances: Circumstances): Remedy {
  if (error.code === 'net.cancelled') return { do: 'end', reason: 'cancelled' };
  if (error.code === 'saved.unknownPortal') return { do: 'end', reason: 'portalRemoved' };
  if (pauses.has(error.code)) return { do: 'pause' };
  const { attempts, now } = circumstances;
  const mayPass = passesSoonOrNever.has(error.code)
    ? attempts < mostTries
    : error.retry !== 'never';
  if (!mayPass) return { do: 'fail' };
  const asked = error.params['seconds'];
  const until =
    typeof asked === 'number'
      ? new Date(now + Math.min(asked * 1_000, longestAsked)).toISOString()
      : nextTry(circumstances);
  return { do: 'wait', until };
}

/** When something is tried again of which nobody said when, as an ISO instant. */
export function nextTry({ attempts, now, random }: Circumstances): string {
  const ceiling = Math.min(longestPause, firstPause * 2 ** Math.min(attempts - 1, 20));
  return new Date(now + Math.round(random * ceiling)).toISOString();
}
