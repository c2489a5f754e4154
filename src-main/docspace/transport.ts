import { appError, type AppError } from '../contract/app-error';
import { fail, ok, type Ok, type Result } from '../contract/result';
import { exchange, type Exchange, type ExchangeOutcome } from '../net/exchange';
import { readAnswer, type Answer } from './refusal';
import { defaultRetryRules, pauseBefore } from './retry';
import type { DocSpace } from './session';

/** One question to a portal's REST API. */
export interface Question {
  /** Below `/api/2.0/`, e.g. `portal/tariff`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** `none` sends no key: some routes answer 403 to a dead key and 200 to nobody. */
  readonly auth: 'key' | 'none';
  /** Longest wait for the head of the answer, in milliseconds. */
  readonly timeout?: number;
  /** Largest answer taken, in bytes. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/** One change asked of a portal. */
export interface Change extends Question {
  /** `GET` for the few routes that change something although they are GETs. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON unless it is a prepared body. */
  readonly body?: unknown;
}

/**
 * How far a failed change got.
 * - `no`: no whole request left this computer, so the portal cannot have acted.
 * - `answered`: the portal itself answered, with a refusal.
 * - `maybe`: the request may have arrived, and no answer tells what became of it. Only reading
 *   the portal again can tell.
 */
export type Reached = 'no' | 'answered' | 'maybe';

/** A change that failed. */
export interface WriteFailure<G extends 'net' | 'portal' | 'file' | 'link' = 'net' | 'portal'> {
  readonly ok: false;
  readonly error: AppError<G>;
  readonly reached: Reached;
}

export type WriteResult<T> = Ok<T> | WriteFailure;

const maxAnswer = 16 * 1024 * 1024;

/**
 * Reads from a portal. Tried again after 429, 502, 503, 504 and lost connections, with pauses in
 * which no other request is held up.
 * Errors: all of `net`, all of `portal`. `portal.keyRefused` also when there is no key to send.
 */
export async function read(
  session: DocSpace,
  question: Question,
): Promise<Result<Answer, 'net' | 'portal'>> {
  const rules = { ...defaultRetryRules, ...session.retry };
  const { signal } = question;
  for (let attempt = 1; ; attempt += 1) {
    const result = await readOnce(session, question);
    const pause = result.ok ? null : pauseBefore(result.error, attempt, rules);
    if (pause === null) return result;
    try {
      await rules.wait(pause, signal);
    } catch (error) {
      if (signal?.aborted) return fail(appError('net.cancelled'));
      throw error;
    }
  }
}

async function readOnce(
  session: DocSpace,
  question: Question,
): Promise<Result<Answer, 'net' | 'portal'>> {
  const prepared = prepare(session, { ...question, method: 'GET' });
  if (!prepared) return fail(appError('portal.keyRefused'));
  const turn = session.limits.read;
  const outcome = await inTurn(turn, question.signal, () =>
    exchange(session.dispatcher, prepared.request),
  );
  return outcome.ok ? prepared.read(outcome.http) : fail(told(outcome.error));
}

/**
 * Asks, without the key, where an address of the portal leads: an absolute address, or `null` when
 * it does not redirect. Follows nothing.
 * @param path with its leading slash; not below `/api/2.0/`.
 * Errors: as {@link read}; not tried again.
 */
export async function askWhereTo(
  session: DocSpace,
  path: string,
  signal?: AbortSignal,
): Promise<Result<string | null, 'net' | 'portal'>> {
  const url = new URL(session.baseUrl + path);
  const request: Exchange = {
    method: 'GET',
    url,
    headers: {},
    timeout: undefined,
    maxBytes: maxAnswer,
    signal,
  };
  const outcome = await inTurn(session.limits.read, signal, () =>
    exchange(session.dispatcher, request),
  );
  if (!outcome.ok) return fail(told(outcome.error));
  const { status, location } = outcome.http;
  if (status >= 200 && status < 300) return ok(null);
  if (status >= 300 && status < 400 && location !== null && URL.canParse(location, url)) {
    return ok(new URL(location, url).href);
  }
  const refusal = readAnswer(outcome.http, { url: url.href, key: null, now: now(session) });
  return refusal.ok ? ok(null) : refusal;
}

/**
 * Changes something on a portal. Sent once, never again on its own.
 * Errors: as {@link read}, with how far the request got.
 */
export async function write(session: DocSpace, change: Change): Promise<WriteResult<Answer>> {
  const body = change.body === undefined ? undefined : JSON.stringify(change.body);
  return send(session, change, {
    ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
  });
}

/** A body that is ready to be sent. */
export interface Prepared {
  readonly body?: Exchange['body'];
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether all of a streamed body was handed over; until then the portal cannot have acted. */
  readonly complete?: () => boolean;
}

/** As {@link write}, with a body in another form than JSON. */
export async function send(
  session: DocSpace,
  change: Omit<Change, 'body'>,
  prepared: Prepared,
): Promise<WriteResult<Answer>> {
  const ready = prepare(session, change);
  if (!ready) return { ok: false, error: appError('portal.keyRefused'), reached: 'no' };
  const { body, headers } = prepared;
  const request: Exchange = {
    ...ready.request,
    headers: { ...ready.request.headers, ...headers },
    ...(body === undefined ? {} : { body }),
  };
  const outcome = await inTurn(session.limits.write, change.signal, () =>
    exchange(session.dispatcher, request),
  );
  if (!outcome.ok) {
    const whole = outcome.started && (prepared.complete?.() ?? true);
    return { ok: false, error: told(outcome.error), reached: whole ? 'maybe' : 'no' };
  }
  const result = ready.read(outcome.http);
  return result.ok ? result : { ...result, reached: reachedBy(result.error) };
}

/** What speaks no HTTP is no DocSpace. */
const told = (error: AppError<'net'>): AppError<'net' | 'portal'> =>
  error.code === 'net.notHttp' ? appError('portal.notDocSpace') : error;

/** Answers that are not the portal's own whole word; the request may have been passed on to it. */
const secondHand = new Set(['portal.unavailable', 'portal.brokenAnswer', 'portal.notDocSpace']);

function reachedBy(error: AppError): Reached {
  return secondHand.has(error.code) ? 'maybe' : 'answered';
}

function prepare(session: DocSpace, change: Omit<Change, 'body'>) {
  const key = change.auth === 'key' ? session.key() : null;
  if (change.auth === 'key' && key === null) return null;
  const url = new URL(`${session.baseUrl}/api/2.0/${change.path}`);
  for (const [name, value] of Object.entries(change.query ?? {})) {
    url.searchParams.set(name, String(value));
  }
  const request: Exchange = {
    method: change.method,
    url,
    // DocSpace server: BaseStartup; `Bearer ` is matched with its case and one space.
    headers: key === null ? {} : { authorization: `Bearer ${key}` },
    timeout: change.timeout,
    maxBytes: change.maxBytes ?? maxAnswer,
    signal: change.signal,
  };
  return {
    request,
    read: (http: Parameters<typeof readAnswer>[0]) =>
      readAnswer(http, { url: url.href, key, now: now(session) }),
  };
}

function now(session: DocSpace): number {
  return session.now?.() ?? Date.now();
}

/** Waits for a turn; being cancelled meanwhile is an outcome like any other. */
async function inTurn(
  turn: DocSpace['limits']['read'],
  signal: AbortSignal | undefined,
  task: () => Promise<ExchangeOutcome>,
): Promise<ExchangeOutcome> {
  try {
    return await turn(task, signal);
  } catch (error) {
    if (!signal?.aborted) throw error;
    return { ok: false, error: appError('net.cancelled'), started: false };
  }
}
