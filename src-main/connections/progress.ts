import type { AppError, ErrorCode } from '../contract/app-error';
import type { Result } from '../contract/result';
import type { CertificateInfo, TestFinding } from '../contract/portals';
import type { Line } from './sessions';

/** What the first two steps of every connection test find. */
type WayFinding = Extract<TestFinding, { readonly step: 'address' | 'secure' }>;

/** What the connections of a session have shown so far, as findings of the first two steps. */
function whatConnectionShowed(
  session: Pick<Line, 'connection'>,
  host: string,
): readonly WayFinding[] {
  const { connection } = session;
  const [ip, via, trust] = [connection.lastAddress(), connection.lastVia(), connection.lastTrust()];
  if (ip === null || via === null) return [];
  const address: WayFinding = { step: 'address', host, ip, via };
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

/**
 * The step that a failure of the first request belongs to, by how far its connection came;
 * `answer`: the server itself answered, or should have.
 */
function stepOfFailure(
  session: Pick<Line, 'connection'>,
  error: AppError,
): WayFinding['step'] | 'answer' {
  if (ofAddress.has(error.code)) return 'address';
  if (ofTrust.has(error.code)) return 'secure';
  const { connection } = session;
  const ofServer = /^(portal|docs)\./.test(error.code);
  if (connection.lastTrust() !== null || ofServer) return 'answer';
  return connection.lastAddress() === null ? 'address' : 'secure';
}

/** The steps of a test as far as the first answer; `A` is the step that is about the answer. */
interface WaySteps<A extends string> {
  found(finding: WayFinding): void;
  failAt(
    step: WayFinding['step'] | A,
    error: AppError,
    more: { readonly certificate?: CertificateInfo },
  ): void;
}

/** How often a connection that is still being made is looked at, in milliseconds. */
const lookEvery = 100;

/**
 * Makes the first request of a connection test and meanwhile shows how far the connection has
 * come. Answers with `null` after a failure, which stands at the step that it belongs to then.
 */
export async function firstAnswer<T, A extends string>(first: {
  readonly session: Pick<Line, 'connection'>;
  readonly host: string;
  readonly steps: WaySteps<A>;
  readonly answerStep: A;
  readonly ask: () => Promise<Result<T>>;
}): Promise<{ readonly value: T } | null> {
  const { session, host, steps, answerStep } = first;
  const show = (findings: readonly WayFinding[]): void => {
    for (const finding of findings) steps.found(finding);
  };
  const looking = setInterval(() => show(whatConnectionShowed(session, host)), lookEvery);
  const answer = await first.ask().finally(() => clearInterval(looking));
  const shown = whatConnectionShowed(session, host);
  if (answer.ok) {
    show(shown);
    return { value: answer.value };
  }
  const step = stepOfFailure(session, answer.error);
  const passed = { address: 0, secure: 1, answer: 2 }[step];
  show(shown.slice(0, passed));
  const certificate = step === 'secure' ? session.connection.lastCertificate() : null;
  steps.failAt(
    step === 'answer' ? answerStep : step,
    answer.error,
    certificate ? { certificate } : {},
  );
  return null;
}
