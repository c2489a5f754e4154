import * as v from 'valibot';
import type { Edition, ProxyChoice } from '../contract/portals';

const editions = [
  'saas',
  'community',
  'enterprise',
  'developer',
  'unknown',
] as const satisfies readonly Edition[];

const proxy: v.GenericSchema<unknown, ProxyChoice> = v.variant('mode', [
  v.object({ mode: v.literal('system') }),
  v.object({ mode: v.literal('none') }),
  v.object({ mode: v.literal('address'), address: v.string() }),
]);

/** How a portal is reached. Passphrase and proxy password are in the keychain, never here. */
const savedConnection = v.object({
  proxy,
  certificateAuthority: v.nullable(v.object({ pem: v.string(), subjects: v.array(v.string()) })),
  /** Where the file is; it holds a private key and so is read at use and never copied. */
  clientCertificate: v.nullable(v.object({ path: v.string(), fileName: v.string() })),
  trustedFingerprint: v.nullable(v.string()),
  allowPlainHttp: v.boolean(),
});
export type SavedConnection = v.InferOutput<typeof savedConnection>;

/** What the portal said last, so that the list is complete before any network. */
const seen = v.object({
  title: v.string(),
  version: v.string(),
  edition: v.picklist(editions),
  /** The same on all portals of one installation; `null` where there is none or it is not told. */
  customerId: v.nullable(v.string()),
});
export type Seen = v.InferOutput<typeof seen>;

export const portalRecord = v.object({
  id: v.pipe(v.string(), v.uuid()),
  name: v.string(),
  address: v.string(),
  tags: v.array(v.string()),
  /** Port of the practice portal that comes with the app; `null` for every other portal. */
  practicePort: v.nullable(v.number()),
  /** Where the key was put when it was saved; one for the session is gone after a restart. */
  keyPlace: v.picklist(['keychain', 'session']),
  connection: savedConnection,
  seen: v.nullable(seen),
});
/** A saved portal. Holds no secret. */
export type PortalRecord = v.InferOutput<typeof portalRecord>;

/** The saved portals in the person's order. */
export const portalRecords = v.array(portalRecord);
