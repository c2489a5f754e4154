import * as v from 'valibot';
import type { AppError } from './app-error';
import { call, nothing, text, uuid } from './call';
import {
  connection,
  type ConnectionReport,
  type ConnectionView,
  type KeyPlace,
  type Reach,
  type TestFinding,
} from './portals';

/** Headers that already mean something; a token in one of them would break the request. */
const takenHeaders =
  /^(host|content-length|content-type|content-encoding|transfer-encoding|connection|expect|upgrade|te|trailer|accept|user-agent|cookie)$/i;

/** A header name that a token can travel in (RFC 9110 §5.1). */
export const tokenHeader = v.pipe(
  text(100),
  v.trim(),
  v.regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/),
  v.check((name) => !takenHeaders.test(name)),
);

/** How a Docs server gets its token: in the request's body, in a header, or not at all. */
const auth = v.variant('form', [
  v.object({ form: v.literal('none') }),
  v.object({ form: v.literal('body') }),
  v.object({ form: v.literal('header'), header: tokenHeader }),
]);
export type DocsAuth = v.InferOutput<typeof auth>;
export const docsAuth: v.GenericSchema<unknown, DocsAuth> = auth;

/** What `/healthcheck` said; `unknown`: it answered something else, with this HTTP status. */
export const docsHealth = v.variant('state', [
  v.object({ state: v.literal('healthy') }),
  v.object({ state: v.literal('unhealthy') }),
  v.object({ state: v.literal('unknown'), status: v.number() }),
]);
export type DocsHealth = v.InferOutput<typeof docsHealth>;

/** A date of a license. `never`: it has no end; `untold`: the server does not say. */
const docsDate = v.variant('kind', [
  v.object({ kind: v.literal('at'), at: v.string() }),
  v.object({ kind: v.literal('never') }),
  v.object({ kind: v.literal('untold') }),
  v.object({ kind: v.literal('unreadable'), text: v.string() }),
]);
export type DocsDate = v.InferOutput<typeof docsDate>;

export const docsFlags = [
  'trial',
  'developer',
  'timelimited',
  'branding',
  'customization',
  'advancedApi',
  'multitenancy',
] as const;
export type DocsFlag = (typeof docsFlags)[number];

const maybeNumber = v.nullable(v.number());
const maybeFlag = v.nullable(v.boolean());

/** What a Docs server says of its license. Everything can be missing: `null` then. */
export const docsLicense = v.object({
  /** `LICENSE_RESULT`; 1 to 16 have names, others are shown as they are. */
  resultType: maybeNumber,
  /** 0 to 2 have names, others are shown as they are. */
  packageType: maybeNumber,
  start: docsDate,
  end: docsDate,
  flags: v.object({
    trial: maybeFlag,
    developer: maybeFlag,
    timelimited: maybeFlag,
    branding: maybeFlag,
    customization: maybeFlag,
    advancedApi: maybeFlag,
    multitenancy: maybeFlag,
  }),
  /** Connections at the same time; editors and live viewers. */
  connections: maybeNumber,
  connectionsView: maybeNumber,
  /** Users of a user license; 0: it is none. */
  users: maybeNumber,
  usersView: maybeNumber,
  /** Days for which a user counts. */
  usersExpire: maybeNumber,
  graceDays: maybeNumber,
  customerId: v.nullable(v.string()),
  alias: v.nullable(v.string()),
  buildVersion: v.nullable(v.string()),
  buildNumber: maybeNumber,
  buildDate: docsDate,
  workers: maybeNumber,
  /** Users that count now; `reading` names the list in which they are kept. */
  quota: v.object({ reading: v.string(), edit: v.number(), view: v.number() }),
  /** Fields that Gatehouse does not know, with their values as JSON. */
  other: v.array(v.object({ path: v.string(), json: v.string() })),
  /** The answer as it came, as JSON; long lists are cut. */
  raw: v.string(),
});
export type DocsLicense = v.InferOutput<typeof docsLicense>;

/** What one look at a Docs server's command service tells. */
export const docsFacts = v.object({
  /** Four parts, e.g. `9.3.1.11`. */
  version: v.string(),
  /** `null`: the server has no such command (older than 6.3). */
  license: v.nullable(docsLicense),
  /** Connections in use; `null`: the server tells that only to its own computer. */
  inUse: v.nullable(v.object({ edit: maybeNumber, view: maybeNumber })),
  /** Seconds by which the server's clock is ahead of this computer's; `null`: not told. */
  clockAhead: maybeNumber,
});
export type DocsFacts = v.InferOutput<typeof docsFacts>;

/** One row of the list of Docs servers; also what a timeline of licenses needs to know. */
export interface DocsServerSummary {
  readonly id: string;
  readonly name: string;
  /** Base address without trailing slash, path included. */
  readonly address: string;
  /** Host and path. */
  readonly host: string;
  readonly practice: boolean;
  readonly auth: DocsAuth;
  /** `none`: it is asked without a token. */
  readonly secret: KeyPlace | 'none';
  readonly reach: Reach;
  /** As last seen; `null`: never. */
  readonly seen: {
    readonly health: DocsHealth['state'] | null;
    readonly version: string | null;
    readonly resultType: number | null;
    readonly packageType: number | null;
    readonly end: DocsDate;
  };
}

/** One thing that is known of a Docs server, how old it is, and why it could not be read anew. */
export interface DocsKnown<T> {
  readonly value: T | null;
  /** ISO instant. */
  readonly asOf: string | null;
  readonly reading: boolean;
  readonly problem: AppError | null;
}

/** Everything that the page of one Docs server shows but the users of its quota. */
export interface DocsServerDetail {
  readonly summary: DocsServerSummary;
  readonly connection: ConnectionView;
  readonly health: DocsKnown<DocsHealth>;
  readonly facts: DocsKnown<DocsFacts>;
}

export const quotaKinds = ['edit', 'view'] as const;
export type QuotaKind = (typeof quotaKinds)[number];

const usersOrder = v.object({
  column: v.picklist(['user', 'expires']),
  direction: v.picklist(['ascending', 'descending']),
});
export type UsersOrder = v.InferOutput<typeof usersOrder>;

/** Which users of a quota, and in which order. */
const usersFilter = v.object({
  serverId: uuid,
  kind: v.picklist(quotaKinds),
  search: text(200),
  order: usersOrder,
});
export type UsersFilter = v.InferOutput<typeof usersFilter>;

export interface QuotaUser {
  readonly userId: string;
  /** ISO instant; `null`: not told. */
  readonly expires: string | null;
  /** `null`: not told. */
  readonly anonymous: boolean | null;
}

/** A user in a list; the same one may stand there twice, so each row has a key of its own. */
export interface QuotaUserRow extends QuotaUser {
  readonly key: number;
}

export interface UsersPage {
  readonly rows: readonly QuotaUserRow[];
  /** Users that the filter lets through. */
  readonly total: number;
}

/** Users of one page at most. */
export const mostUsersAtOnce = 200;

const address = text(2048);
const name = v.pipe(text(200), v.trim());
/** A secret as typed; white space around it is asked about, never removed silently. */
const secret = text(4096);
const typedSecret = { secret: v.optional(secret), keepSpaces: v.boolean() };

const testDraft = v.object({
  /** The saved server whose stored secret is used when none is typed. */
  serverId: v.optional(uuid),
  address,
  auth,
  ...typedSecret,
  connection,
});
export type DocsTestDraft = v.InferOutput<typeof testDraft>;

const newServer = v.object({ address, auth, ...typedSecret, name, connection });
export type NewDocsServer = v.InferOutput<typeof newServer>;

const serverEdit = v.object({ serverId: uuid, address, auth, name, connection });
export type DocsServerEdit = v.InferOutput<typeof serverEdit>;

export const docsTestStepNames = ['address', 'secure', 'docs', 'token', 'license'] as const;
export type DocsTestStepName = (typeof docsTestStepNames)[number];

/** What a step of the connection test found. */
export type DocsTestFinding =
  | Extract<TestFinding, { readonly step: 'address' | 'secure' }>
  | { readonly step: 'docs'; readonly health: DocsHealth }
  | {
      readonly step: 'token';
      readonly version: string;
      readonly auth: DocsAuth['form'];
      readonly clockAhead: number | null;
    }
  | {
      readonly step: 'license';
      /** `null`: the server has no such command. */
      readonly license: {
        readonly resultType: number | null;
        readonly packageType: number | null;
        readonly end: DocsDate;
      } | null;
    };
export type DocsTestReport = ConnectionReport<DocsTestFinding>;

const byId = v.object({ serverId: uuid });

/** Saved Docs servers: the list, one server, its users, adding, testing, changing, removing. */
export const docsServerCalls = {
  list: call<readonly DocsServerSummary[], 'store'>()(nothing),
  detail: call<DocsServerDetail, 'saved'>()(byId),
  /** Reads a server again; the answer comes as a `docsServers` event. */
  refresh: call<void, 'saved'>()(byId),
  refreshAll: call<void>()(nothing),
  users: call<UsersPage, 'saved' | 'store'>()(
    v.object({
      filter: usersFilter,
      offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostUsersAtOnce)),
    }),
  ),
  /** Puts the users of a filter onto the clipboard, one a line; answers with their number. */
  copyUsers: call<number, 'saved' | 'store'>()(usersFilter),
  startTest: call<{ readonly testId: string }>()(testDraft),
  testReport: call<DocsTestReport | null>()(v.object({ testId: uuid })),
  stopTest: call<void>()(v.object({ testId: uuid })),
  add: call<DocsServerSummary, 'address' | 'secret' | 'keychain' | 'store' | 'file' | 'net'>()(
    newServer,
  ),
  edit: call<DocsServerSummary, 'address' | 'keychain' | 'store' | 'saved' | 'file' | 'net'>()(
    serverEdit,
  ),
  replaceSecret: call<DocsServerSummary, 'secret' | 'keychain' | 'store' | 'saved'>()(
    v.object({ serverId: uuid, secret, keepSpaces: v.boolean() }),
  ),
  remove: call<void, 'keychain' | 'store' | 'saved'>()(byId),
  /** Starts the practice Docs server and saves it. */
  startPractice: call<{ readonly serverId: string }, 'store' | 'keychain' | 'net'>()(nothing),
};
