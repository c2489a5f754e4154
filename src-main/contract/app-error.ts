/**
 * Every way in which something can go wrong for a person, as a closed list.
 *
 * The code is also the key of the message catalog: code `net.refused` is worded by the messages
 * `error_net_refused` (what happened) and `error_net_refused_next` (what to do next). The value
 * says whether trying again helps: `now` (at once), `later` (when something outside has changed
 * by itself), `never` (only after the person changed something).
 */
const retryByCode = {
  // The way to the portal
  'net.unknownHost': 'later',
  'net.refused': 'later',
  'net.timedOut': 'later',
  'net.connectionLost': 'now',
  'net.proxyFailed': 'later',
  'net.proxyRefused': 'never',
  'net.tlsFailed': 'never',
  'net.certificateUntrusted': 'never',
  'net.certificateChanged': 'never',
  'net.clientCertificate': 'never',
  'net.redirected': 'never',
  'net.tooLarge': 'never',
  'net.notHttp': 'never',
  'net.cancelled': 'now',

  // What the portal answers
  'portal.notDocSpace': 'never',
  'portal.brokenAnswer': 'now',
  'portal.suspended': 'later',
  'portal.busy': 'later',
  'portal.keyRefused': 'never',
  'portal.keyLacksRights': 'never',
  'portal.notPaid': 'never',
  'portal.rateLimited': 'later',
  'portal.unavailable': 'later',
  'portal.notFound': 'never',
  'portal.notSupported': 'never',
  'portal.badRequest': 'never',
  'portal.failed': 'now',

  // What a Docs server answers: by status, then by the error number of its command service
  'docs.notDocs': 'never',
  'docs.brokenAnswer': 'now',
  'docs.useHttps': 'never',
  'docs.forbidden': 'never',
  'docs.refused': 'never',
  'docs.unavailable': 'later',
  'docs.failed': 'now',
  'docs.notUnderstood': 'never',
  'docs.badCallback': 'never',
  'docs.internal': 'now',
  'docs.nothingChanged': 'never',
  'docs.unknownCommand': 'never',
  'docs.tokenRefused': 'never',
  'docs.tokenExpired': 'never',
  'docs.otherError': 'never',
  'docs.secretMissing': 'never',

  // What the person typed as a portal's address or key
  'address.empty': 'never',
  'address.notUrl': 'never',
  'address.scheme': 'never',
  'address.credentials': 'never',
  'address.plainHttp': 'never',
  'key.empty': 'never',
  'key.shape': 'never',
  'secret.empty': 'never',
  'secret.spaces': 'never',

  // The OS keychain
  'keychain.locked': 'now',
  'keychain.unavailable': 'never',
  'keychain.unreadable': 'never',
  'keychain.absent': 'never',
  'keychain.tooLong': 'never',

  // Files on this computer
  'file.notFound': 'never',
  'file.isFolder': 'never',
  'file.isLink': 'never',
  'file.notRegular': 'never',
  'file.unreadable': 'never',
  'file.empty': 'never',
  'file.tooLarge': 'never',
  'file.changed': 'never',
  'file.forgotten': 'never',
  'file.notCertificate': 'never',
  'file.notWritten': 'now',

  // A list of portals in a file
  'list.notList': 'never',
  'list.encoding': 'never',
  'list.broken': 'never',
  'list.newer': 'never',
  'list.noAddressColumn': 'never',
  'list.empty': 'never',
  'list.tooMany': 'never',
  'list.badField': 'never',
  'list.unclear': 'never',

  // The content of a license file, and what became of it
  'license.binary': 'never',
  'license.encoding': 'never',
  'license.notJson': 'never',
  'license.noCustomerId': 'never',
  'license.noSignature': 'never',
  'license.notTaken': 'never',
  'license.refused': 'never',
  'license.notActivated': 'now',
  'license.outcomeUnknown': 'now',
  'license.nothingStaged': 'never',
  'license.jobRunning': 'later',

  // What Gatehouse keeps on this computer
  'store.damaged': 'never',
  'store.newer': 'never',
  'store.diskFull': 'later',
  'store.readOnly': 'later',
  'store.failed': 'now',
  'store.keyLost': 'never',
  'saved.unknownPortal': 'never',
  'saved.unknownDocsServer': 'never',

  // Changes in the journal
  'change.unknown': 'never',
  'change.notNow': 'never',
  'change.unknownOperation': 'never',
  'change.noWayBack': 'never',
  'change.nothing': 'never',

  // External links
  'link.gone': 'never',
  'link.unknownEntry': 'never',
  'link.notUnderstood': 'never',
  'link.unknownKey': 'never',
  'link.foreignHost': 'never',
  'link.needsNetwork': 'later',
  'link.notOffered': 'never',
  'link.notEditable': 'never',
  'link.refused': 'never',
  'link.notRemoved': 'never',
  'link.titleTooLong': 'never',
  'link.expiryPast': 'never',
  'link.expiryTooFar': 'never',
  'link.passwordRefused': 'never',

  // Sharing policies
  'policy.unknown': 'never',
  'policy.unknownBatch': 'never',
  'policy.nameEmpty': 'never',
  'policy.nameTooLong': 'never',
  'policy.nameTaken': 'never',
  'policy.tooMany': 'never',
  'policy.empty': 'never',
  'policy.contradicts': 'never',
  'policy.portalNotRead': 'never',

  // The bridge between window and main process
  'bridge.foreignSender': 'never',
  'bridge.badInput': 'never',
  'bridge.bug': 'never',
} as const satisfies Record<string, Retry>;

/** Whether trying again helps. */
export type Retry = 'now' | 'later' | 'never';

export type ErrorCode = keyof typeof retryByCode;

/** The part of a code before the dot. */
export type ErrorGroup = ErrorCode extends `${infer G}.${string}` ? G : never;

/** All codes of the groups `G`. */
export type CodeOf<G extends ErrorGroup> = Extract<ErrorCode, `${G}.${string}`>;

/** Values for the placeholders of a message. Never a secret. */
export type ErrorParams = Readonly<Record<string, string | number>>;

/** A failure as a value. `G` narrows the codes to the groups that a function can answer with. */
export interface AppError<G extends ErrorGroup = ErrorGroup> {
  readonly code: CodeOf<G>;
  readonly params: ErrorParams;
  /** The other side's own words as plain text, at most {@link maxDetail} characters. */
  readonly detail?: string;
  readonly retry: Retry;
}

export const errorCodes = Object.keys(retryByCode) as readonly ErrorCode[];

/** Longest `detail` of an error, in characters. */
export const maxDetail = 500;

/** Builds an error of a code from the closed list. A `detail` that is too long is cut. */
export function appError<C extends ErrorCode>(
  code: C,
  more: { readonly params?: ErrorParams; readonly detail?: string | undefined } = {},
): AppError<C extends `${infer G extends ErrorGroup}.${string}` ? G : never> & {
  readonly code: C;
} {
  const detail = more.detail?.trim().slice(0, maxDetail);
  return {
    code,
    params: more.params ?? {},
    retry: retryByCode[code],
    ...(detail ? { detail } : {}),
  } as ReturnType<typeof appError<C>>;
}
