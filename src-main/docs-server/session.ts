import type { Dispatcher } from 'undici';
import type { DocsAuth } from '../contract/docs-servers';
import type { PortalLimits } from '../net/limits';

/** Where the command service listens, below the base address. */
export type CommandPath = '/command' | '/coauthoring/CommandService.ashx';

/** Everything that the functions of this folder need to talk to one Docs server. */
export interface DocsServer {
  /** Base address without trailing slash, path included, e.g. `https://office.example.com/docs`. */
  readonly baseUrl: string;
  /** The JWT secret; `null`: there is none now. */
  readonly key: () => string | null;
  readonly auth: DocsAuth;
  readonly dispatcher: Dispatcher;
  readonly limits: PortalLimits;
  /** Which of the two paths answered; found out with the first command. */
  readonly path: { found: CommandPath | null };
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}
