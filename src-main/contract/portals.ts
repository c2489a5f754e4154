import * as v from 'valibot';
import type { AppError } from './app-error';
import { call, nothing, text, uuid } from './call';

/**
 * How a portal was last reached, told by real requests only. ISO instants: `at` of the last
 * request, `since` of the first one that found the state that still holds.
 */
export type Reach =
  | { readonly state: 'unknown' }
  | { readonly state: 'online'; readonly at: string; readonly since: string }
  | {
      readonly state: 'offline' | 'attention';
      readonly at: string;
      readonly since: string;
      readonly error: AppError;
    };

export const editions = ['saas', 'community', 'enterprise', 'developer', 'unknown'] as const;
export type Edition = (typeof editions)[number];

/** Where a portal's API key is. `session` is lost when Gatehouse quits. */
export type KeyPlace = 'keychain' | 'session' | 'missing';

/** One row of the list of saved portals. */
export interface PortalSummary {
  readonly id: string;
  readonly name: string;
  /** Base address without trailing slash, e.g. `https://docs.example.com`. */
  readonly address: string;
  readonly host: string;
  readonly tags: readonly string[];
  readonly practice: boolean;
  readonly key: KeyPlace;
  readonly reach: Reach;
  readonly version: string | null;
  readonly edition: Edition;
}

/** A server's TLS certificate as far as a person needs it to decide. */
export interface CertificateInfo {
  readonly subject: string;
  readonly issuer: string;
  /** ISO instants. */
  readonly validFrom: string;
  readonly validTo: string;
  /** Colon-separated upper-case hex. */
  readonly sha256: string;
}

const proxy = v.variant('mode', [
  v.object({ mode: v.literal('system') }),
  v.object({ mode: v.literal('none') }),
  v.object({ mode: v.literal('address'), address: text(2048) }),
]);
export type ProxyChoice = v.InferOutput<typeof proxy>;

/** SHA-256 of a certificate: colon-separated upper-case hex. */
export const fingerprint = v.pipe(v.string(), v.regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/));
/** Keep what is saved, take a file chosen in main by its handle, or have none. */
const fileChoice = v.variant('use', [
  v.object({ use: v.literal('saved') }),
  v.object({ use: v.literal('file'), handle: uuid }),
  v.object({ use: v.literal('none') }),
]);

export const connection = v.object({
  proxy,
  certificateAuthority: fileChoice,
  clientCertificate: fileChoice,
  /** Passphrase of a newly chosen client certificate; goes to the keychain. */
  clientPassphrase: v.optional(text(1024)),
  /** SHA-256 of a certificate the person trusts although no known issuer vouches for it. */
  trustedFingerprint: v.nullable(fingerprint),
  /** The person accepted that everything, the key included, travels unencrypted. */
  allowPlainHttp: v.boolean(),
});
export type ConnectionInput = v.InferOutput<typeof connection>;

/** The saved connection settings of a portal, as far as the window may see them. */
export interface ConnectionView {
  readonly proxy: ProxyChoice;
  /** Names of the extra certificate authorities. */
  readonly certificateAuthority: readonly string[] | null;
  /** File name of the client certificate. */
  readonly clientCertificate: string | null;
  readonly trustedFingerprint: string | null;
  readonly allowPlainHttp: boolean;
}

const address = text(2048);
/** A key as typed; white space around it is removed in main. */
const apiKey = text(4096);
export const portalName = v.pipe(text(200), v.trim());
export const portalTags = v.pipe(
  v.array(v.pipe(text(40), v.trim(), v.minLength(1))),
  v.maxLength(20),
);

const testDraft = v.object({
  /** The saved portal whose stored key is used when no key is typed. */
  portalId: v.optional(uuid),
  address,
  apiKey: v.optional(apiKey),
  connection,
});
export type TestDraft = v.InferOutput<typeof testDraft>;

const newPortal = v.object({ address, apiKey, name: portalName, tags: portalTags, connection });
export type NewPortal = v.InferOutput<typeof newPortal>;

const portalEdit = v.object({
  portalId: uuid,
  address,
  name: portalName,
  tags: portalTags,
  connection,
});
export type PortalEdit = v.InferOutput<typeof portalEdit>;

export const testStepNames = ['address', 'secure', 'docspace', 'key', 'rights'] as const;
export type TestStepName = (typeof testStepNames)[number];

/** What a step of the connection test found; each carries the facts that its line shows. */
export type TestFinding =
  | {
      readonly step: 'address';
      readonly host: string;
      readonly ip: string;
      readonly via: 'direct' | 'proxy';
    }
  | {
      readonly step: 'secure';
      readonly certificate: CertificateInfo | null;
      readonly trust: 'issuer' | 'fingerprint' | 'plain';
    }
  | {
      readonly step: 'docspace';
      readonly title: string;
      readonly version: string;
      readonly edition: Edition;
    }
  | {
      readonly step: 'key';
      readonly displayName: string;
      readonly email: string;
      readonly role: Role;
    }
  | {
      readonly step: 'rights';
      /** Empty means unrestricted. `null`: the portal would not tell. */
      readonly scopes: readonly string[] | null;
      /** ISO instant, `null` when the key does not expire or the portal would not tell. */
      readonly expires: string | null;
      readonly works: Record<WorkArea, Works>;
    };

export const roles = ['owner', 'admin', 'roomAdmin', 'user', 'guest'] as const;
export type Role = (typeof roles)[number];
export type WorkArea = 'license' | 'sharing' | 'links';
export type Works =
  | { readonly yes: true }
  | {
      readonly yes: false;
      readonly reason: 'saas' | 'community' | 'role' | 'scope' | 'notPaid' | 'notKnown';
    };

/** A step of a connection test; `F` is what its steps can find. */
export interface ConnectionStep<F extends { readonly step: string }> {
  readonly name: F['step'];
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'skipped';
  readonly finding?: F;
  readonly error?: AppError;
  /** The certificate that was refused, so that the person can decide about it. */
  readonly certificate?: CertificateInfo;
}

export interface ConnectionReport<F extends { readonly step: string }> {
  readonly testId: string;
  readonly running: boolean;
  readonly steps: readonly ConnectionStep<F>[];
  /** The normalised base address, once it could be read. */
  readonly address: string | null;
  /** A name for what stands there, from its own title or else its host. */
  readonly suggestedName: string | null;
}

export type TestReport = ConnectionReport<TestFinding>;

/** Everything the Overview of one portal shows. */
export interface PortalDetail {
  readonly summary: PortalSummary;
  readonly connection: ConnectionView;
  /** What was read from the portal, as of then; `null` before the first successful read. */
  readonly facts: PortalFacts | null;
  readonly asOf: string | null;
  readonly reading: boolean;
  readonly problem: AppError | null;
}

export interface PortalFacts {
  readonly title: string;
  readonly version: string;
  readonly docsVersion: string | null;
  readonly edition: Edition;
  readonly timeZone: string | null;
  readonly culture: string | null;
  readonly account: { readonly displayName: string; readonly email: string; readonly role: Role };
  readonly key: {
    readonly name: string;
    readonly scopes: readonly string[];
    readonly expires: string | null;
  } | null;
  readonly certificate: CertificateInfo | null;
}

/** A file chosen in main for the connection settings; the window holds only its handle. */
export interface ChosenCertificate {
  readonly handle: string;
  readonly fileName: string;
  /** Names of the certificates in the file; empty for an encrypted client certificate. */
  readonly subjects: readonly string[];
}

const byId = v.object({ portalId: uuid });

/** Saved portals: the list, one portal, adding, testing, changing, removing. */
export const portalCalls = {
  list: call<readonly PortalSummary[], 'store'>()(nothing),
  detail: call<PortalDetail, 'saved'>()(byId),
  /** Reads the facts of a portal again; the answer comes as a `portals` event. */
  refresh: call<void, 'saved'>()(byId),
  startTest: call<{ readonly testId: string }>()(testDraft),
  testReport: call<TestReport | null>()(v.object({ testId: uuid })),
  stopTest: call<void>()(v.object({ testId: uuid })),
  add: call<PortalSummary, 'address' | 'key' | 'keychain' | 'store' | 'file' | 'net'>()(newPortal),
  edit: call<PortalSummary, 'address' | 'keychain' | 'store' | 'saved' | 'file' | 'net'>()(
    portalEdit,
  ),
  replaceKey: call<PortalSummary, 'key' | 'keychain' | 'store' | 'saved'>()(
    v.object({ portalId: uuid, apiKey }),
  ),
  remove: call<void, 'keychain' | 'store' | 'saved'>()(byId),
  /** Puts a portal before another one, or last. */
  move: call<void, 'store' | 'saved'>()(v.object({ portalId: uuid, before: v.nullable(uuid) })),
  chooseCertificate: call<ChosenCertificate | null, 'file'>()(
    v.object({ purpose: v.picklist(['authority', 'client']) }),
  ),
};
