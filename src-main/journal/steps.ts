import { appError, type AppError } from '../contract/app-error';
import type { Json } from '../contract/json';
import { fail, ok, type Result } from '../contract/result';
import type { DocSpace } from '../docspace/session';
import type { Change } from './change';
import { nextTry, remedyFor, type Circumstances } from './failure';
import type { Ledger } from './ledger';
import type { ChangeEvent } from './machine';
import type { ReadPhase, SendOutcome } from './operation';
import type { Look, RegisteredOperation } from './registered';

/** Why a portal's changes do not simply go on after a step. */
export type Halt =
  /** The portal was paused. */
  | { readonly kind: 'paused' }
  /** The portal is left in peace until this instant. */
  | { readonly kind: 'rest'; readonly until: string }
  /** The change is not looked at again before a person, or a new occasion, wants it. */
  | { readonly kind: 'stuck' }
  /** What happened could not be recorded, so nothing more may happen. */
  | { readonly kind: 'store'; readonly error: AppError<'store'> };

export interface StepsOptions {
  readonly ledger: Ledger;
  readonly sessionFor: (portalId: string) => Promise<Result<DocSpace>>;
  readonly attachment: (changeId: string) => Promise<Result<Uint8Array, 'store'>>;
  readonly heard: (portalId: string, outcome: Result<unknown>) => void;
  readonly tell: (changeId: string, news: Json) => void;
  readonly now: () => Date;
  readonly random: () => number;
  readonly uuid: () => string;
  /** True: what is found out from now on is for the next run of the app. */
  readonly isClosed: () => boolean;
  readonly report: (line: string, cause?: unknown) => void;
}

/** Takes one change one step on, as its state says. `null`: look at its state again. */
export type TakeStep = (change: Change, signal: AbortSignal) => Promise<Halt | null>;

/** What an operation could not record on its way. */
class NotRecorded extends Error {
  readonly error: AppError<'store'>;
  constructor(error: AppError<'store'>) {
    super(error.code);
    this.error = error;
  }
}

/** Makes what carries a single change out; what it does not know, it leaves to the runner. */
export function createSteps(options: StepsOptions): TakeStep {
  const { ledger, sessionFor, heard, tell, now, random, uuid, isClosed, report } = options;

  return (change, signal) => {
    const operation = ledger.operationOf(change);
    if (operation === null) return happened(change, { kind: 'notUnderstood' });
    switch (change.state) {
      case 'queued':
        return begin(change, operation, signal);
      case 'checking':
        return check(change, operation, signal);
      case 'verifying':
        return verify(change, operation, signal);
      case 'unknown':
        return settle(change, operation, signal);
      // Whatever became of it could not be recorded: it stands as after a restart.
      case 'sending':
        return happened(change, { kind: 'restarted' });
      default:
        return Promise.resolve(null);
    }
  };

  async function begin(
    change: Change,
    operation: RegisteredOperation,
    signal: AbortSignal,
  ): Promise<Halt | null> {
    const begun = await ledger.happened(change.id, { kind: 'begun' });
    if (!begun.ok) return { kind: 'store', error: begun.error };
    return begun.value?.state === 'checking' ? check(begun.value, operation, signal) : null;
  }

  /** Nothing but recording stands between this look at the portal and what is sent on top of it. */
  async function check(
    change: Change,
    operation: RegisteredOperation,
    signal: AbortSignal,
  ): Promise<Halt | null> {
    const seen = await look(change, operation, 'check', signal, ({ fields }) =>
      operation.judge(fields, change, 'check'),
    );
    if (isClosed()) return null;
    if (!seen.ok) return notRead(change, seen.error, signal);
    const { session, look: portal, means: verdict } = seen.value;
    const event = { kind: 'found', verdict, fields: portal.fields, again: null } as const;
    const found = await ledger.happened(change.id, event);
    if (!found.ok) return { kind: 'store', error: found.error };
    return found.value?.state === 'sending' ? send(found.value, session, portal, signal) : null;
  }

  async function send(
    change: Change,
    session: DocSpace,
    portal: Look,
    signal: AbortSignal,
  ): Promise<Halt | null> {
    const { id, portalId } = change;
    const outcome = await attempt(`sending ${id}`, async () => {
      const sent = await portal.send({
        session,
        change,
        signal,
        note: (progress) => note(id, progress),
        tell: (news) => tell(id, news),
        attachment: () => options.attachment(id),
      });
      heard(portalId, sent.sent ? ok() : fail(sent.error));
      return ok<SendOutcome>(sent);
    });
    // Something broke in the middle of it: only the portal can tell how far it came.
    if (!outcome.ok) return happened(change, { kind: 'lost', error: outcome.error });
    if (outcome.value.sent) return happened(change, { kind: 'sent' });
    const { error, reached } = outcome.value;
    return reached === 'maybe'
      ? happened(change, { kind: 'lost', error })
      : failed(change, 'refused', error, signal);
  }

  async function verify(
    change: Change,
    operation: RegisteredOperation,
    signal: AbortSignal,
  ): Promise<Halt | null> {
    const seen = await look(change, operation, 'verify', signal, ({ fields }) =>
      operation.kept(fields, change),
    );
    if (isClosed()) return null;
    if (!seen.ok) return notRead(change, seen.error, signal);
    const { look: portal, means: kept } = seen.value;
    return happened(change, { kind: 'proved', fields: portal.fields, kept });
  }

  async function settle(
    change: Change,
    operation: RegisteredOperation,
    signal: AbortSignal,
  ): Promise<Halt | null> {
    const seen = await look(change, operation, 'settle', signal, ({ fields }) => ({
      verdict: operation.judge(fields, change, 'settle'),
      kept: operation.kept(fields, change),
    }));
    if (isClosed()) return null;
    if (!seen.ok) return notRead(change, seen.error, signal);
    const { look: portal, means } = seen.value;
    // A portal that answers reads and drops every change would else be sent it without a pause.
    const again = nextTry(circumstances(change));
    return happened(change, { kind: 'found', ...means, fields: portal.fields, again });
  }

  /** Reads the portal, and what that means. */
  function look<T>(
    change: Change,
    operation: RegisteredOperation,
    phase: ReadPhase,
    signal: AbortSignal,
    meaning: (portal: Look) => T,
  ): Promise<Result<{ readonly session: DocSpace; readonly look: Look; readonly means: T }>> {
    const { id, portalId } = change;
    return attempt(`reading for ${id}`, async () => {
      const session = await sessionFor(portalId);
      if (!session.ok) {
        heard(portalId, session);
        return session;
      }
      const seen = await operation.look({ session: session.value, change, phase, signal });
      heard(portalId, seen);
      if (!seen.ok) return seen;
      return ok({ session: session.value, look: seen.value, means: meaning(seen.value) });
    });
  }

  async function note(changeId: string, progress: Json): Promise<void> {
    const noted = await ledger.happened(changeId, { kind: 'noted', progress });
    if (!noted.ok) throw new NotRecorded(noted.error);
    if (noted.value === null) throw new Error('A change notes its progress while it is sent.');
  }

  async function happened(change: Change, event: ChangeEvent): Promise<Halt | null> {
    const written = await ledger.happened(change.id, event);
    return written.ok ? null : { kind: 'store', error: written.error };
  }

  function notRead(change: Change, error: AppError, signal: AbortSignal): Promise<Halt | null> {
    return failed(change, 'notRead', error, signal);
  }

  async function failed(
    change: Change,
    kind: 'notRead' | 'refused',
    cause: AppError,
    signal: AbortSignal,
  ): Promise<Halt | null> {
    const { id, portalId } = change;
    // Only a person cancels; that a connection was taken away is another matter.
    const isLost = cause.code === 'net.cancelled' && !signal.aborted;
    const error = isLost ? appError('net.connectionLost') : cause;
    const remedy = remedyFor(error, circumstances(change));
    const event: ChangeEvent = { kind, error, remedy };
    if (remedy.do === 'pause') {
      const paused = await ledger.pause(portalId, error, { changeId: id, event });
      return paused.ok ? { kind: 'paused' } : { kind: 'store', error: paused.error };
    }
    const written = await ledger.happened(id, event);
    if (!written.ok) return { kind: 'store', error: written.error };
    if (remedy.do === 'wait') return { kind: 'rest', until: remedy.until };
    return written.value?.state === 'unknown' ? { kind: 'stuck' } : null;
  }

  function circumstances({ attempts }: Change): Circumstances {
    return { attempts: Math.max(1, attempts), now: now().getTime(), random: random() };
  }

  /** A mistake in an operation is a failure of its change, and told as what it is. */
  async function attempt<T>(what: string, task: () => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await task();
    } catch (cause) {
      if (cause instanceof NotRecorded) return fail(cause.error);
      const reference = uuid().slice(0, 8);
      report(`Bug ${reference} while ${what}`, cause);
      return fail(appError('bridge.bug', { params: { reference } }));
    }
  }
}
