import { appError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import { exchange, type Exchange } from '../net/exchange';
import type { HttpAnswer } from '../net/http-answer';
import type { DocsServer } from './session';

/** One question to a Docs server; none of them changes anything there. */
export interface Question {
  /** Below the base address, with its slash. */
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Largest answer taken, in bytes. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** An answer, and what it says of the server's clock. */
export interface Answered {
  readonly http: HttpAnswer;
  readonly url: URL;
  /** Seconds by which the server's clock is ahead of this computer's; `null`: it does not tell. */
  readonly clockAhead: number | null;
}

/**
 * Asks, and reads the whole answer, whatever its status. Follows no redirect: it would make a GET
 * of a POST. Asked once more when a connection that was kept open is lost, for the server closes
 * those after five seconds.
 * Errors: all of `net`.
 */
export async function request(
  server: DocsServer,
  question: Question,
): Promise<Result<Answered, 'net'>> {
  const first = await requestOnce(server, question);
  const lost = !first.ok && first.error.code === 'net.connectionLost';
  return lost ? requestOnce(server, question) : first;
}

async function requestOnce(
  server: DocsServer,
  { path, method, headers = {}, body, maxBytes, signal }: Question,
): Promise<Result<Answered, 'net'>> {
  const now = server.now ?? Date.now;
  const url = new URL(server.baseUrl + path);
  const sent: Exchange = {
    method,
    url,
    headers,
    timeout: undefined,
    maxBytes,
    signal,
    ...(body === undefined ? {} : { body }),
  };
  try {
    return await server.limits.read(async () => {
      const asked = now();
      const outcome = await exchange(server.dispatcher, sent);
      if (!outcome.ok) return fail(outcome.error);
      const { http } = outcome;
      return ok({ http, url, clockAhead: clockAhead(http.date, asked, now()) });
    }, signal);
  } catch (error) {
    if (signal?.aborted) return fail(appError('net.cancelled'));
    throw error;
  }
}

/** The header has whole seconds, and was written at some time between the two. */
function clockAhead(date: string | null, asked: number, answered: number): number | null {
  const told = date === null ? NaN : Date.parse(date);
  if (Number.isNaN(told)) return null;
  if (told + 1_000 >= asked && told <= answered) return 0;
  return Math.round((told + 500 - (asked + answered) / 2) / 1_000);
}
