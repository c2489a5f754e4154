import { randomBytes } from 'node:crypto';
import type { PortalEdition } from './tables/editions';
import type { LicenseSeed } from './tables/license-seeds';
import type { Language } from './tables/messages';

/** The simulated Document Server that confirms a license. */
interface DocumentServerOptions {
  /** Customer of its own license; a file of another customer is refused. Default: any. */
  readonly customerId?: string;
  /** `false`: it cannot be reached. */
  readonly reachable?: boolean;
  /** Time it takes to confirm, in ms. Default 0. */
  readonly answerMs?: number;
  /** Time until a refusal is final, in ms. Default 7000: three more tries after 1, 2 and 4 s. */
  readonly refusalMs?: number;
}

export interface PracticePortalOptions {
  /** 0 or absent: a free one. */
  readonly port?: number;
  /** DocSpace version it behaves like. Default 3.7.2. */
  readonly version?: string;
  /** Default enterprise. */
  readonly edition?: PortalEdition;
  /** `sk-` and 64 hex digits; all other keys are derived from it. Default: random. */
  readonly key?: string;
  /** Language of the portal and of everybody without an own one. Default en. */
  readonly language?: Language;
  /** The portal's zone. Default 0 (UTC). */
  readonly utcOffsetMinutes?: number;
  readonly title?: string;
  /** `big`: 20,000 files and 6,000 links in place of the small sample. Default small. */
  readonly size?: 'small' | 'big';
  /** Adds one folder with that many files. Default 0: none. */
  readonly wideFolder?: number;
  /** The license it begins with (Enterprise and Developer). Default dueSoon. */
  readonly license?: LicenseSeed;
  readonly documentServer?: DocumentServerOptions;
  /** Keeps its state in this file and reads it again at the next start. Never holds a key. */
  readonly dataFile?: string;
  readonly clock?: () => Date;
  /** Gets one line per request and per trouble with the data file; never a key. */
  readonly log?: (line: string) => void;
  /** PEM; makes it an https server. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Offers the test switches under `/_practice/switches`. Default false. */
  readonly switchesOverHttp?: boolean;
}

export interface PortalSettings {
  readonly version: string;
  readonly edition: PortalEdition;
  readonly key: string;
  readonly language: Language;
  readonly utcOffsetMinutes: number;
  readonly title: string;
  readonly size: 'small' | 'big';
  readonly wideFolder: number;
  readonly license: LicenseSeed;
  readonly documentServer: {
    readonly customerId: string | null;
    readonly reachable: boolean;
    readonly answerMs: number;
    readonly refusalMs: number;
  };
  readonly clock: () => Date;
  readonly log: (line: string) => void;
}

/** Fills what the caller left out. */
export function settle(options: PracticePortalOptions): PortalSettings {
  return {
    version: options.version ?? '3.7.2',
    edition: options.edition ?? 'enterprise',
    key: options.key ?? `sk-${randomBytes(32).toString('hex')}`,
    language: options.language ?? 'en',
    utcOffsetMinutes: options.utcOffsetMinutes ?? 0,
    title: options.title ?? 'Practice portal',
    size: options.size ?? 'small',
    wideFolder: options.wideFolder ?? 0,
    license: options.license ?? 'dueSoon',
    documentServer: {
      customerId: options.documentServer?.customerId ?? null,
      reachable: options.documentServer?.reachable ?? true,
      answerMs: options.documentServer?.answerMs ?? 0,
      refusalMs: options.documentServer?.refusalMs ?? 7000,
    },
    clock: options.clock ?? (() => new Date()),
    log: options.log ?? (() => undefined),
  };
}
