import { appError, type AppError } from '../contract/app-error';

/**
 * A connection that did not come about, already told as a value. Its code is not one of undici's:
 * undici would try again forever on `UND_ERR_SOCKET` and `UND_ERR_INFO` from a connector.
 */
export class ConnectFailure extends Error {
  override readonly name = 'ConnectFailure';
  readonly code = 'GATEHOUSE_CONNECT';
  readonly failure: AppError<'net'>;

  constructor(failure: AppError<'net'>) {
    super(failure.code);
    this.failure = failure;
  }
}

/** The server's TLS alerts that speak about the client's certificate (OpenSSL and BoringSSL). */
const aboutClientCertificate =
  /CERTIFICATE_REQUIRED|ALERT_(BAD_CERTIFICATE|UNKNOWN_CA|UNSUPPORTED_CERTIFICATE|CERTIFICATE_|ACCESS_DENIED)/;

const timeouts = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);
/** Aborted, or the portal's connections were closed: it was removed, or its settings changed. */
const abandoned = new Set(['UND_ERR_ABORTED', 'UND_ERR_DESTROYED', 'UND_ERR_CLOSED']);
const unreachable = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']);
const unknownHosts = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_FAIL']);

/** The `code` of a Node or undici error, or an empty text. */
function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

/**
 * Tells an error of Node's or undici's network code as a value.
 * @param host the host that was talked to, with its port where it is not the usual one.
 */
export function netError(error: unknown, host: string): AppError<'net'> {
  if (error instanceof ConnectFailure) return error.failure;
  const code = errorCode(error);
  if (abandoned.has(code) || (error instanceof Error && error.name === 'AbortError')) {
    return appError('net.cancelled');
  }
  const params = { host };
  if (unknownHosts.has(code)) return appError('net.unknownHost', { params });
  if (unreachable.has(code)) return appError('net.refused', { params });
  if (timeouts.has(code)) return appError('net.timedOut', { params });
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return appError('net.tooLarge', { params });
  if (aboutClientCertificate.test(code)) return appError('net.clientCertificate', { params });
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) {
    return appError('net.tlsFailed', { params: { ...params, reason: code } });
  }
  return appError('net.connectionLost', { params });
}

/** Tells why a proxy could not be used at all, as against a proxy that refused this connection. */
export function proxyError(error: unknown, proxy: string): AppError<'net'> {
  if (error instanceof ConnectFailure) return error.failure;
  return appError('net.proxyFailed', {
    params: { proxy, reason: errorCode(error) || 'unusable' },
  });
}

/** Tells the status with which a proxy answered CONNECT (RFC 9110 §9.3.6). */
export function proxyAnswer(status: number, proxy: string): AppError<'net'> {
  const refused = status === 407 || status === 401 || status === 403;
  return appError(refused ? 'net.proxyRefused' : 'net.proxyFailed', {
    params: { proxy, reason: String(status) },
  });
}
