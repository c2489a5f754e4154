import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { appError, type AppError } from '../contract/app-error';
import type { HttpAnswer } from './http-answer';
import { netError } from './net-errors';

export interface Exchange {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  /** Sent as they are; the key is in here. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
  /** Longest wait for the head of the answer, in milliseconds. */
  readonly timeout: number | undefined;
  readonly maxBytes: number;
  readonly signal: AbortSignal | undefined;
}

export type ExchangeOutcome =
  | { readonly ok: true; readonly http: HttpAnswer }
  | {
      readonly ok: false;
      readonly error: AppError<'net'>;
      /** False: surely no byte of the request left. */
      readonly started: boolean;
    };

/** Sends one request and reads its whole answer, whatever the status. Follows no redirect. */
export async function exchange(
  dispatcher: Dispatcher,
  request: Exchange,
): Promise<ExchangeOutcome> {
  const { url, signal, timeout } = request;
  let started = false;
  const watched = dispatcher.compose(tellStart(() => (started = true)));
  try {
    signal?.throwIfAborted();
    const sending = watched.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method,
      headers: { accept: 'application/json', 'user-agent': 'Gatehouse', ...request.headers },
      body: request.body ?? null,
      ...(timeout === undefined ? {} : { headersTimeout: timeout }),
      ...(signal === undefined ? {} : { signal }),
    });
    const data = await unlessAborted(sending, signal, () => !started);
    return { ok: true, http: await readHttp(data, request) };
  } catch (error) {
    return { ok: false, error: signal?.aborted ? cancelled() : tell(error, url.host), started };
  }
}

/** An answer that was larger than allowed. */
class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

function cancelled(): AppError<'net'> {
  return appError('net.cancelled');
}

function tell(error: unknown, host: string): AppError<'net'> {
  if (error instanceof TooLarge) return appError('net.tooLarge', { params: { host } });
  // Whatever answered there does not speak HTTP.
  if (error instanceof Error && error.name === 'HTTPParserError')
    return appError('net.notHttp', { params: { host } });
  return netError(error, host);
}

async function readHttp(data: Dispatcher.ResponseData, request: Exchange): Promise<HttpAnswer> {
  const { body, headers, statusCode } = data;
  const pieces: Buffer[] = [];
  let size = 0;
  // Leaving the loop early destroys the connection: the rest is not even received.
  for await (const piece of body as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > request.maxBytes) throw new TooLarge();
    pieces.push(piece);
  }
  return {
    status: statusCode,
    text: new TextDecoder().decode(Buffer.concat(pieces)),
    contentType: single(headers['content-type']) ?? '',
    location: single(headers['location']),
    retryAfter: single(headers['retry-after']),
    date: single(headers['date']),
  };
}

function single(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}

/** undici heeds an abort only once it has a connection; a person should not wait for that. */
async function unlessAborted<T>(
  sending: Promise<T>,
  signal: AbortSignal | undefined,
  mayLeave: () => boolean,
): Promise<T> {
  if (!signal) return sending;
  let leave = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    leave = () => {
      if (mayLeave()) reject(signal.reason);
    };
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([sending, aborted]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

/** Tells when undici begins to write a request onto a connection. */
function tellStart(onStart: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart: (controller, context) => {
        onStart();
        handler.onRequestStart?.(controller, context);
      },
      onRequestUpgrade: (...all) => handler.onRequestUpgrade?.(...all),
      onResponseStart: (...all) => handler.onResponseStart?.(...all),
      onResponseData: (...all) => handler.onResponseData?.(...all),
      onResponseEnd: (...all) => handler.onResponseEnd?.(...all),
      onResponseError: (...all) => handler.onResponseError?.(...all),
    });
}
