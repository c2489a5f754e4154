import * as v from 'valibot';
import { savedConnection } from '../connections/saved-connection';
import type { Edition } from '../contract/portals';

const editions = [
  'saas',
  'community',
  'enterprise',
  'developer',
  'unknown',
] as const satisfies readonly Edition[];

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
  /** E-mail of the account that a list named for it; until a key tells its own. */
  account: v.exactOptional(v.string()),
});
/** A saved portal. Holds no secret. */
export type PortalRecord = v.InferOutput<typeof portalRecord>;

/** The saved portals in the person's order. */
export const portalRecords = v.array(portalRecord);
