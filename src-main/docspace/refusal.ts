import { appError, type AppError, type ErrorCode, type ErrorParams } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import { asksForClientCertificate, retryAfterSeconds, type HttpAnswer } from '../net/http-answer';
import { readBody, type AnswerBody } from './answer-body';
import { plainText } from './plain-text';

/** The useful part of a portal's successful answer. */
export interface Answer {
  /** `undefined` when the portal answered none; `false`, `""` and `0` are answers. */
  readonly response: unknown;
  /** Not the length of a list: the portal says 1 for many lists. */
  readonly count: number | null;
  readonly total: number | null;
}

/** What the reading of an answer needs to know of its request. */
export interface Asked {
  readonly url: string;
  /** The key that went along, `null` for an anonymous request. */
  readonly key: string | null;
  readonly now: number;
}

/**
 * Reads a portal's answer: by HTTP status first, then by shape, never by message text, which the
 * portal translates. Every error made from a status carries it as `params.status`.
 */
export function readAnswer(http: HttpAnswer, asked: Asked): Result<Answer, 'net' | 'portal'> {
  if (http.status >= 300 && http.status < 400) return fail(redirected(http, asked));
  const body = readBody(http.text, http.contentType);
  if (http.status < 200 || http.status >= 400) return fail(refusal(http, body, asked));
  switch (body.kind) {
    case 'wrapper':
      return ok({ response: body.response, count: body.count, total: body.total });
    case 'broken':
      return fail(appError('portal.brokenAnswer', { params: { status: http.status } }));
    case 'error':
    case 'validation':
      return fail(worded('portal.failed', http, body, asked));
    default:
      return fail(appError('portal.notDocSpace', { params: { status: http.status } }));
  }
}

function redirected(http: HttpAnswer, asked: Asked): AppError<'net' | 'portal'> {
  const { location, status } = http;
  if (location === null || !URL.canParse(location, asked.url)) {
    return appError('portal.notDocSpace', { params: { status } });
  }
  const from = new URL(asked.url);
  const to = new URL(location, from);
  // From http to https of the same host, the host alone would tell nothing.
  const name = to.host === from.host || to.hostname === from.hostname ? to.origin : to.host;
  return appError('net.redirected', { params: { to: plainText(name, asked.key) } });
}

function refusal(http: HttpAnswer, body: AnswerBody, asked: Asked): AppError<'net' | 'portal'> {
  return worded(codeFor(http, body, asked), http, body, asked);
}

function codeFor(
  http: HttpAnswer,
  body: AnswerBody,
  asked: Asked,
): Extract<ErrorCode, `net.${string}` | `portal.${string}`> {
  switch (http.status) {
    case 400:
      return asksForClientCertificate(http) ? 'net.clientCertificate' : 'portal.badRequest';
    case 401:
      // An anonymous question refused this way comes from a guard before the portal.
      return asked.key === null ? 'portal.notDocSpace' : 'portal.keyRefused';
    case 402:
      return 'portal.notPaid';
    case 403:
      return 'portal.keyLacksRights';
    case 404:
      // DocSpace server: TenantStatusFilter ends the request with a bare status.
      return body.kind === 'problem' ? 'portal.suspended' : 'portal.notFound';
    case 405:
    case 415:
      return 'portal.notSupported';
    case 407:
      return 'net.proxyRefused';
    case 429:
      return 'portal.rateLimited';
    case 502:
    case 503:
    case 504:
      return 'portal.unavailable';
    default:
      if (http.status < 500) return 'portal.badRequest';
      // From 520 on, content delivery networks tell that they did not reach the portal.
      return http.status < 520 ? 'portal.failed' : 'portal.unavailable';
  }
}

function worded<C extends ErrorCode>(code: C, http: HttpAnswer, body: AnswerBody, asked: Asked) {
  const seconds = retryAfterSeconds(http.retryAfter, asked.now);
  const params: ErrorParams =
    seconds === null ? { status: http.status } : { status: http.status, seconds };
  const words = 'message' in body ? plainText(body.message, asked.key) : '';
  return appError(code, { params, detail: words });
}
