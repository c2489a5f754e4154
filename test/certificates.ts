import { X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

/** A certificate with its private key, as PEM texts. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

const dayMs = 86_400_000;

const loopback = {
  name: 'subjectAltName',
  altNames: [
    { type: 7, ip: '127.0.0.1' },
    { type: 2, value: 'localhost' },
  ],
} as const;

/** Makes a certificate for this computer that is good today, unless told otherwise. */
export async function makeCertificate(
  commonName: string,
  options: {
    readonly issuer?: Pair;
    readonly authority?: boolean;
    readonly otherHost?: boolean;
    readonly notBefore?: Date;
    readonly notAfter?: Date;
  } = {},
): Promise<Pair> {
  const made = await generate([{ name: 'commonName', value: commonName }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: options.notBefore ?? new Date(Date.now() - dayMs),
    notAfterDate: options.notAfter ?? new Date(Date.now() + dayMs),
    extensions: options.authority
      ? [
          { name: 'basicConstraints', cA: true, critical: true },
          { name: 'keyUsage', keyCertSign: true, critical: true },
        ]
      : options.otherHost
        ? [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'other.example.com' }] }]
        : [{ ...loopback, altNames: [...loopback.altNames] }],
    ...(options.issuer ? { ca: { key: options.issuer.key, cert: options.issuer.cert } } : {}),
  });
  return { cert: made.cert, key: made.private };
}

/** SHA-256 of a certificate as the app writes it. */
export const sha256Of = ({ cert }: Pair): string => new X509Certificate(cert).fingerprint256;
