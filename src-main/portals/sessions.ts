import {
  createSessions as createLines,
  type Line,
  type Sessions,
  type SessionsOptions as LinesOptions,
} from '../connections/sessions';
import type { DocSpace } from '../docspace/session';
import type { RetryRules } from '../docspace/retry';
import type { PortalRecord } from './record';

/** A way to talk to one portal as one account; goes into every function of `docspace/`. */
export interface PortalSession extends DocSpace, Pick<Line, 'connection'> {}

/** The open sessions: one per portal, made at first use, with its key in memory from then on. */
export interface PortalSessions extends Omit<Sessions<PortalRecord, PortalSession>, 'temporary'> {
  /** A session for an address that is not saved. Close its `connection` after use. */
  temporary(
    draft: Parameters<Sessions<PortalRecord, PortalSession>['temporary']>[0],
  ): Promise<PortalSession>;
}

export interface SessionsOptions extends Omit<
  LinesOptions<PortalRecord, PortalSession>,
  'purpose' | 'open'
> {
  readonly retry?: Partial<RetryRules>;
}

export function createSessions(options: SessionsOptions): PortalSessions {
  const { retry } = options;
  const lines = createLines<PortalRecord, PortalSession>({
    ...options,
    purpose: 'apiKey',
    open: (line) => ({ ...line, ...(retry ? { retry } : {}) }),
  });
  return {
    ...lines,
    // A person watches: the first answer is the result.
    temporary: async (draft) => ({ ...(await lines.temporary(draft)), retry: { tries: 1 } }),
  };
}
