import type { ProxyChoice } from '../contract/portals';

/** A client certificate with its private key, as the portal's server may ask for one. */
export type ClientCertificate =
  | { readonly pem: { readonly cert: string; readonly key: string }; readonly passphrase?: string }
  | { readonly pfx: Buffer; readonly passphrase?: string };

/** How one portal is reached. Holds secrets (private key, passphrase): never leaves main. */
export interface NetSettings {
  readonly proxy: ProxyChoice;
  /** PEM text of issuers trusted for this portal besides the built-in and the system's ones. */
  readonly extraCa: string | null;
  readonly clientCertificate: ClientCertificate | null;
  /** SHA-256 (colon-separated upper-case hex) of the one certificate trusted without an issuer. */
  readonly trustedFingerprint: string | null;
}

/** Longest waits of a connection, in milliseconds. */
export interface NetTimeouts {
  /** From the first look at the address to a checked connection, proxy and TLS included. */
  readonly connect: number;
  /** From the sent request to the head of the answer. */
  readonly headers: number;
  /** Between two pieces of an answer. */
  readonly body: number;
}

export const netTimeouts: NetTimeouts = { connect: 10_000, headers: 30_000, body: 30_000 };
