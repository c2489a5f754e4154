import type { X509Certificate } from 'node:crypto';
import { appError, type AppError } from '../contract/app-error';
import type { CertificateInfo } from '../contract/portals';

/** Why no known issuer vouches for a certificate; the `reason` of `net.certificateUntrusted`. */
export type DistrustReason =
  'selfSigned' | 'unknownIssuer' | 'expired' | 'notYetValid' | 'otherHost' | 'revoked' | 'other';

const reasons: Readonly<Record<string, DistrustReason>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'selfSigned',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknownIssuer',
  UNABLE_TO_GET_ISSUER_CERT: 'unknownIssuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknownIssuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknownIssuer',
  CERT_UNTRUSTED: 'unknownIssuer',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'notYetValid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'otherHost',
  CERT_REVOKED: 'revoked',
};

/** Reads a certificate's name, issuer, dates and fingerprint for a person. */
export function certificateInfo(certificate: X509Certificate): CertificateInfo {
  return {
    subject: nameIn(certificate.subject) || (certificate.subjectAltName ?? ''),
    issuer: nameIn(certificate.issuer),
    validFrom: new Date(certificate.validFrom).toISOString(),
    validTo: new Date(certificate.validTo).toISOString(),
    sha256: certificate.fingerprint256,
  };
}

/** `CN=docs.example.com\nO=Example` → `docs.example.com (Example)`. */
function nameIn(distinguished: string | undefined): string {
  const lines = (distinguished ?? '').split('\n').filter(Boolean);
  const part = (key: string) => lines.find((line) => line.startsWith(`${key}=`))?.slice(3);
  const common = part('CN');
  const organisation = lines.find((line) => line.startsWith('O='))?.slice(2);
  if (common && organisation && common !== organisation) return `${common} (${organisation})`;
  return common ?? organisation ?? lines.join(', ');
}

/** What TLS found out about the server's certificate. */
export interface Presented {
  readonly certificate: CertificateInfo | null;
  /** OpenSSL's word for what is wrong with chain or host name; `null`: nothing. */
  readonly problem: string | null;
  readonly host: string;
}

export type Judgement =
  | { readonly trusted: true; readonly by: 'issuer' | 'fingerprint' }
  | { readonly trusted: false; readonly error: AppError<'net'> };

/**
 * Decides about a server's certificate: a known issuer's word for this host name is enough, else
 * only exactly the certificate that the person trusted before.
 */
export function judge(presented: Presented, trustedFingerprint: string | null): Judgement {
  const { certificate, problem, host } = presented;
  if (problem === null) return { trusted: true, by: 'issuer' };
  const sha256 = certificate?.sha256 ?? '';
  if (trustedFingerprint !== null && sha256 === trustedFingerprint) {
    return { trusted: true, by: 'fingerprint' };
  }
  const reason = reasons[problem] ?? 'other';
  return {
    trusted: false,
    error:
      trustedFingerprint === null
        ? appError('net.certificateUntrusted', { params: { host, reason, sha256 } })
        : appError('net.certificateChanged', {
            params: { host, reason, sha256, expected: trustedFingerprint },
          }),
  };
}
