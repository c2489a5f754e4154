import { randomUUID } from 'node:crypto';
import type { Answer } from './answers';
import { pickFields } from './fields';
import { exceptions } from './tables/exceptions';

/** What the writer has to know of the request. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly ifModifiedSince: string | null;
  /** Ms since the request came in. */
  readonly took: number;
}

const json = 'application/json; charset=utf-8';

/** Turns an answer into HTTP. DocSpace server: CommonApiResponse, ResponseWrapper. */
export function toResponse(answer: Exclude<Answer, { kind: 'gone' }>, asked: Asked): Response {
  const send = (status: number, body: string | null, more: Record<string, string> = {}) =>
    new Response(body, {
      status,
      headers: {
        'api-supported-versions': '2.0',
        'server-timing': `total;dur=${asked.took.toFixed(1)}`,
        ...(body === null && status !== 304 ? { 'content-length': '0' } : {}),
        ...more,
      },
    });
  const sendJson = (status: number, body: unknown, more: Record<string, string> = {}) =>
    send(status, JSON.stringify(body), { 'content-type': json, ...more });

  switch (answer.kind) {
    case 'value': {
      const stamp = answer.lastModified?.toUTCString();
      const validator = stamp === undefined ? {} : { 'last-modified': stamp };
      if (stamp !== undefined && stamp === asked.ifModifiedSince) return send(304, null, validator);
      const sent = sendJson(200, successBody(answer, asked), validator);
      for (const cookie of answer.cookies ?? []) sent.headers.append('set-cookie', cookie);
      return sent;
    }
    case 'exception': {
      const row = exceptions[answer.exception];
      return sendJson(row.status, {
        error: {
          message: answer.message,
          type: row.stack ? row.type : null,
          stack: row.stack ? '   at ASC.Practice.Controller.Invoke()' : null,
          hresult: row.stack ? row.hresult : 0,
        },
        status: 1,
        statusCode: row.status,
      });
    }
    case 'invalid':
      return sendJson(400, {
        response: {
          type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
          title: 'One or more validation errors occurred.',
          status: 400,
          errors: answer.errors,
          traceId: traceId(),
        },
        count: 1,
        links: links(asked),
        status: 1,
        statusCode: 400,
      });
    case 'empty':
      return send(answer.status, null);
    case 'problem':
      return sendJson(answer.status, problemBody(answer.status), {
        'content-type': 'application/problem+json; charset=utf-8',
      });
    case 'text':
      return send(answer.status, answer.text, { 'content-type': 'text/plain; charset=utf-8' });
  }
}

function successBody(answer: Extract<Answer, { kind: 'value' }>, asked: Asked) {
  const { value, total } = answer;
  const empty = value === null || value === undefined;
  return {
    ...(empty ? {} : { response: pickFields(value, asked.url.searchParams.get('fields')) }),
    count: answer.count ?? defaultCount(value),
    ...(total === undefined ? {} : { total }),
    links: links(asked),
    status: 0,
    statusCode: 200,
  };
}

/** Null counts 0, a list its length, a list of value types (numbers) 1 like any other value. */
function defaultCount(value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (!Array.isArray(value)) return 1;
  return value.length > 0 && value.every((item) => typeof item === 'number') ? 1 : value.length;
}

function links(asked: Asked) {
  return [{ href: asked.url.href, action: asked.method }];
}

const problems: Readonly<Record<number, { readonly section: string; readonly title: string }>> = {
  402: { section: '15.5.3', title: 'Payment Required' },
  403: { section: '15.5.4', title: 'Forbidden' },
  404: { section: '15.5.5', title: 'Not Found' },
};

function problemBody(status: number) {
  const problem = problems[status];
  return {
    type: `https://tools.ietf.org/html/rfc9110#section-${problem?.section ?? '15.6.1'}`,
    title: problem?.title ?? 'Error',
    status,
    traceId: traceId(),
  };
}

function traceId(): string {
  const hex = randomUUID().replaceAll('-', '');
  return `00-${hex}-${hex.slice(0, 16)}-00`;
}
