import * as v from 'valibot';
import { savedConnection, type SavedServer } from '../connections/saved-connection';
import { docsAuth, type DocsDate, type DocsHealth } from '../contract/docs-servers';

/** What the server said last, so that the list is complete before any network. */
const seen = v.object({
  health: v.nullable(
    v.picklist(['healthy', 'unhealthy', 'unknown'] satisfies DocsHealth['state'][]),
  ),
  version: v.nullable(v.string()),
  resultType: v.nullable(v.number()),
  packageType: v.nullable(v.number()),
  end: v.variant('kind', [
    v.object({ kind: v.literal('at'), at: v.string() }),
    v.object({ kind: v.literal('never') }),
    v.object({ kind: v.literal('untold') }),
    v.object({ kind: v.literal('unreadable'), text: v.string() }),
  ]) satisfies v.GenericSchema<unknown, DocsDate>,
});
export type Seen = v.InferOutput<typeof seen>;

export const nothingSeen: Seen = {
  health: null,
  version: null,
  resultType: null,
  packageType: null,
  end: { kind: 'untold' },
};

export const docsServerRecord = v.object({
  id: v.pipe(v.string(), v.uuid()),
  name: v.string(),
  /** Without trailing slash, path included. */
  address: v.string(),
  auth: docsAuth,
  /** Port of the practice server that comes with the app; `null` for every other one. */
  practicePort: v.nullable(v.number()),
  /** Where the secret was put when it was saved; `null`: it is asked without one. */
  keyPlace: v.nullable(v.picklist(['keychain', 'session'])),
  connection: savedConnection,
  seen,
});
/** A saved Docs server. Holds no secret. */
export type DocsServerRecord = v.InferOutput<typeof docsServerRecord> & SavedServer;
