import type { IncomingHttpHeaders } from 'node:http';
import type { DocSpace } from '../../../src-main/docspace/session';
import type { NetTimeouts } from '../../../src-main/net/connection';
import { createLimits } from '../../../src-main/net/limits';
import { dispatcherFor, startHttp } from '../net/servers';

/** A well-formed key that no portal knows. */
export const testKey = `sk-${'0123456789abcdef'.repeat(4)}`;

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface TestPortal {
  readonly seen: readonly Seen[];
  readonly baseUrl: string;
}

/** Starts a server that reads whole requests and answers each as told. */
export async function startPortal(
  answer: (request: Seen, count: number) => Reply,
): Promise<TestPortal> {
  const seen: Seen[] = [];
  const server = await startHttp((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const whole = { method, url, headers, body: Buffer.concat(pieces).toString('latin1') };
      seen.push(whole);
      const { status = 200, headers: more = {}, body = '' } = answer(whole, seen.length);
      response.writeHead(status, more).end(body);
    });
  });
  return { seen, baseUrl: `http://127.0.0.1:${server.port}` };
}

/** A good answer in the portal's wrapper. */
export function good(response: unknown, more: Readonly<Record<string, unknown>> = {}): Reply {
  return {
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({
      ...(response === undefined ? {} : { response }),
      count: 1,
      ...more,
      links: [],
      status: 0,
      statusCode: 200,
    }),
  };
}

/** An exception in the portal's shape, stack included as portals do. */
export function thrown(status: number, message: string): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({
      error: {
        message,
        type: 'System.Exception',
        stack: '   at ASC.Secret.Place() in /src/Place.cs:line 1',
        hresult: -2146233088,
      },
      status: 1,
      statusCode: status,
    }),
  };
}

/** A session with the test key that waits nowhere; the pauses it would make are listed. */
export async function sessionFor(
  baseUrl: string,
  more: Partial<DocSpace> & { readonly timeouts?: Partial<NetTimeouts> } = {},
): Promise<DocSpace & { readonly pauses: readonly number[] }> {
  const { timeouts, ...rest } = more;
  const pauses: number[] = [];
  const portal = await dispatcherFor({}, timeouts ? { timeouts } : {});
  return {
    baseUrl,
    key: () => testKey,
    dispatcher: portal.dispatcher,
    limits: createLimits().forPortal(),
    pauses,
    ...rest,
    retry: {
      random: () => 0.5,
      wait: async (milliseconds) => {
        pauses.push(milliseconds);
      },
      ...rest.retry,
    },
  };
}
