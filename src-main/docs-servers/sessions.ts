import {
  createSessions,
  type Line,
  type LineOptions,
  type SessionGroups,
  type Sessions,
  type SessionsOptions,
} from '../connections/sessions';
import { appError } from '../contract/app-error';
import type { DocsAuth } from '../contract/docs-servers';
import { fail, type Result } from '../contract/result';
import type { DocsServer } from '../docs-server/session';
import type { DocsServerRecord } from './record';

/** A way to talk to one saved Docs server. */
export interface DocsSession extends DocsServer, Pick<Line, 'connection'> {
  /** The saved server; empty for one that is not saved. */
  readonly serverId: string;
}

export interface DocsSessions extends Omit<
  Sessions<DocsServerRecord, DocsSession>,
  'sessionFor' | 'temporary'
> {
  /** Errors: those of all sessions; `docs.secretMissing`: the secret is in no keychain here. */
  sessionFor(id: string): Promise<Result<DocsSession, SessionGroups | 'docs'>>;
  /** A session for an address that is not saved. Close its `connection` after use. */
  temporary(
    draft: Parameters<Sessions<DocsServerRecord, DocsSession>['temporary']>[0],
    auth: DocsAuth,
  ): Promise<DocsSession>;
}

export interface DocsSessionsOptions
  extends
    LineOptions,
    Pick<SessionsOptions<DocsServerRecord, DocsSession>, 'registry' | 'prepare' | 'changed'> {
  readonly clock?: () => number;
}

/** The open sessions: one per Docs server, made at first use. */
export function createDocsSessions(options: DocsSessionsOptions): DocsSessions {
  const { clock } = options;
  const lines = createSessions<DocsServerRecord, DocsSession>({
    ...options,
    purpose: 'jwtSecret',
    open: (line, { id, auth }) => sessionOver(line, id, auth),
  });
  return {
    ...lines,
    async sessionFor(id) {
      const session = await lines.sessionFor(id);
      const absent = !session.ok && session.error.code === 'keychain.absent';
      return absent ? fail(appError('docs.secretMissing')) : session;
    },
    temporary: async (draft, auth) => sessionOver(await lines.temporary(draft), '', auth),
  };

  function sessionOver(line: Line, serverId: string, auth: DocsAuth): DocsSession {
    return { ...line, serverId, auth, path: { found: null }, ...(clock ? { now: clock } : {}) };
  }
}
