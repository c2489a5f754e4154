import type { Dispatcher } from 'undici';
import type { PortalLimits } from '../net/limits';
import type { RetryRules } from './retry';

/** Everything that the functions of this folder need to talk to one portal as one account. */
export interface DocSpace {
  /** Base address without trailing slash, e.g. `https://docs.example.com`. */
  readonly baseUrl: string;
  /** Asked at every request, so that a replaced key counts at once. `null`: there is none now. */
  readonly key: () => string | null;
  readonly dispatcher: Dispatcher;
  readonly limits: PortalLimits;
  readonly retry?: Partial<RetryRules>;
  /** Milliseconds since 1970; only `Retry-After` dates need it. */
  readonly now?: () => number;
}
