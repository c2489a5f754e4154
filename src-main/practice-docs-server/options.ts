import { randomBytes } from 'node:crypto';
import type { LicenseName } from './licenses';

export interface PracticeDocsOptions {
  /** 0 or absent: a free one. */
  readonly port?: number;
  /** Version it behaves like, e.g. `6.2.0`. Default 9.3.1. */
  readonly version?: string;
  readonly build?: number;
  /** JWT secret; `null`: JWT is off. Default: random. */
  readonly secret?: string | null;
  /** Header in which a token is taken. Default Authorization. */
  readonly header?: string;
  /** Default openSource. */
  readonly license?: LicenseName;
  /** Users in the quota of a user license. Default 12. */
  readonly users?: number;
  /** Connections in use, as `/info/info.json` tells. Default 7. */
  readonly inUse?: number;
  /** Below which path it is served, e.g. `/docs`. Default: the root. */
  readonly basePath?: string;
  /** Seconds by which its clock is ahead. Default 0. */
  readonly clockAhead?: number;
  readonly clock?: () => Date;
  /** Gets one line per request; never a token. */
  readonly log?: (line: string) => void;
  /** PEM; makes it an https server. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** What can be changed while the server runs. */
export interface PracticeDocsState {
  secret: string | null;
  license: LicenseName;
  users: number;
  healthy: boolean;
  /** `/info/` answers only the server's own computer, as behind nginx. */
  infoIsPrivate: boolean;
  clockAhead: number;
  /** The command service answers this number, whatever is asked. */
  error: number | null;
  /** Something in front answers with this, whatever is asked. */
  front: FrontAnswer | null;
}

/** What a web server in front of Docs may answer instead. */
export type FrontAnswer = 'html403' | 'html404' | 'html500' | 'html502' | 'welcome' | 'toHttps';

export const frontAnswers = [
  'html403',
  'html404',
  'html500',
  'html502',
  'welcome',
  'toHttps',
] as const satisfies readonly FrontAnswer[];

export interface PracticeDocsSettings {
  readonly version: string;
  readonly build: number;
  readonly header: string;
  readonly inUse: number;
  readonly basePath: string;
  readonly clock: () => Date;
  readonly log: (line: string) => void;
}

/** Fills what the caller left out. */
export function settle(options: PracticeDocsOptions): {
  readonly settings: PracticeDocsSettings;
  readonly state: PracticeDocsState;
} {
  return {
    settings: {
      version: options.version ?? '9.3.1',
      build: options.build ?? 11,
      header: (options.header ?? 'Authorization').toLowerCase(),
      inUse: options.inUse ?? 7,
      basePath: options.basePath ?? '',
      clock: options.clock ?? (() => new Date()),
      log: options.log ?? (() => undefined),
    },
    state: {
      secret: options.secret === undefined ? randomBytes(24).toString('base64url') : options.secret,
      license: options.license ?? 'openSource',
      users: options.users ?? 12,
      healthy: true,
      infoIsPrivate: false,
      clockAhead: options.clockAhead ?? 0,
      error: null,
      front: null,
    },
  };
}
