import { describe, expect, it } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import { ConnectFailure, netError } from '../../../src-main/net/net-errors';

const withCode = (code: string) => Object.assign(new Error('Bearer hush'), { code });

describe('netError', () => {
  it.each([
    ['ENOTFOUND', 'net.unknownHost'],
    ['EAI_AGAIN', 'net.unknownHost'],
    ['ECONNREFUSED', 'net.refused'],
    ['EHOSTUNREACH', 'net.refused'],
    ['ETIMEDOUT', 'net.timedOut'],
    ['UND_ERR_HEADERS_TIMEOUT', 'net.timedOut'],
    ['UND_ERR_BODY_TIMEOUT', 'net.timedOut'],
    ['ECONNRESET', 'net.connectionLost'],
    ['EPIPE', 'net.connectionLost'],
    ['UND_ERR_SOCKET', 'net.connectionLost'],
    ['EPROTO', 'net.tlsFailed'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'net.tlsFailed'],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'net.tlsFailed'],
    // OpenSSL's and BoringSSL's names of the same alerts.
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'net.clientCertificate'],
    ['ERR_SSL_TLSV1_ALERT_CERTIFICATE_REQUIRED', 'net.clientCertificate'],
    ['ERR_SSL_TLSV1_CERTIFICATE_REQUIRED', 'net.clientCertificate'],
    ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'net.clientCertificate'],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'net.clientCertificate'],
    ['UND_ERR_HEADERS_OVERFLOW', 'net.tooLarge'],
    ['UND_ERR_ABORTED', 'net.cancelled'],
    ['UND_ERR_DESTROYED', 'net.cancelled'],
    ['WHAT_IS_THIS', 'net.connectionLost'],
  ])('tells %s as %s, and nothing of the error’s own text', (code, expected) => {
    const error = netError(withCode(code), 'docs.example.com');
    expect(error.code).toBe(expected);
    expect(JSON.stringify(error)).not.toContain('hush');
  });

  it('knows an abort by its name', () => {
    expect(netError(new DOMException('stop', 'AbortError'), 'h').code).toBe('net.cancelled');
  });

  it('passes on what a connector already told', () => {
    const failure = appError('net.refused', { params: { host: 'docs.example.com' } });
    expect(netError(new ConnectFailure(failure), 'other')).toBe(failure);
  });

  it('takes what is no error for a lost connection', () => {
    expect(netError('what', 'h').code).toBe('net.connectionLost');
  });
});
