import * as v from 'valibot';
import type { ProxyChoice } from '../contract/portals';

const proxy: v.GenericSchema<unknown, ProxyChoice> = v.variant('mode', [
  v.object({ mode: v.literal('system') }),
  v.object({ mode: v.literal('none') }),
  v.object({ mode: v.literal('address'), address: v.string() }),
]);

/** How a portal or a Docs server is reached. Passphrase and proxy password are in the keychain, never here. */
export const savedConnection = v.object({
  proxy,
  certificateAuthority: v.nullable(v.object({ pem: v.string(), subjects: v.array(v.string()) })),
  /** Where the file is; it holds a private key and so is read at use and never copied. */
  clientCertificate: v.nullable(v.object({ path: v.string(), fileName: v.string() })),
  trustedFingerprint: v.nullable(v.string()),
  allowPlainHttp: v.boolean(),
});
export type SavedConnection = v.InferOutput<typeof savedConnection>;

/** What every saved portal or Docs server has that is needed to reach it. */
export interface SavedServer {
  readonly id: string;
  readonly address: string;
  /** Port of a practice server that comes with the app; `null` for every other one. */
  readonly practicePort: number | null;
  /** Where its key was put when it was saved; `null`: it has none. */
  readonly keyPlace: 'keychain' | 'session' | null;
  readonly connection: SavedConnection;
}
