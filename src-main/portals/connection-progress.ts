import type { AppError, ErrorCode } from '../contract/app-error';
import type { TestFinding, TestStepName } from '../contract/portals';
import type { PortalSession } from './sessions';

/** What the connections of a session have shown so far, as findings of the first two steps. */
export function whatConnectionShowed(session: PortalSession, host: string): readonly TestFinding[] {
  const { connection } = session;
  const [ip, via, trust] = [connection.lastAddress(), connection.lastVia(), connection.lastTrust()];
  if (ip === null || via === null) return [];
  const address: TestFinding = { step: 'address', host, ip, via };
  if (trust === null) return [address];
  return [address, { step: 'secure', certificate: connection.lastCertificate(), trust }];
}

const ofAddress: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'net.unknownHost',
  'net.refused',
  'net.proxyFailed',
  'net.proxyRefused',
]);
const ofTrust: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'net.tlsFailed',
  'net.certificateUntrusted',
  'net.certificateChanged',
  'net.clientCertificate',
]);

/** The step that a failure of the first request belongs to, by how far its connection came. */
export function stepOfFailure(session: PortalSession, error: AppError): TestStepName {
  if (ofAddress.has(error.code)) return 'address';
  if (ofTrust.has(error.code)) return 'secure';
  const { connection } = session;
  if (connection.lastTrust() !== null || error.code.startsWith('portal.')) return 'docspace';
  return connection.lastAddress() === null ? 'address' : 'secure';
}
