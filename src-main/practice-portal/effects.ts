import { once } from 'node:events';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';
import type { PortalEnv } from './env';
import type { Core } from './core';
import { proxyPage, redirect } from './pages';
import { pause } from './pause';
import type { Effect } from './switches';

const proxyTitles = {
  200: 'Welcome',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
} as const;

/** Lets the switches that are set for a request take effect. */
export function applyEffects(core: Core): MiddlewareHandler<PortalEnv> {
  return async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    const effects = core.switches.take(c.req.method, pathname + search);
    c.set('effects', effects);
    const { socket } = c.env.incoming;
    for (const effect of effects) {
      const replaced = await before(effect, core, socket);
      if (replaced !== null) return replaced;
    }
    await next();
    for (const effect of effects) {
      if (effect.kind === 'reset') {
        socket.destroy();
        replace(c, RESPONSE_ALREADY_SENT);
      }
      if (effect.kind === 'halfJson') {
        const text = await c.res.text();
        replace(c, new Response(text.slice(0, text.length / 2), c.res));
      }
    }
    return undefined;
  };
}

/** The framework would merge old headers into a new answer unless the old one is dropped first. */
function replace(c: Context<PortalEnv>, answer: Response): void {
  c.res = undefined;
  c.res = answer;
}

/** Acts ahead of the portal; the answer that stands in for the portal's, or `null`. */
async function before(
  effect: Effect,
  core: Core,
  socket: PortalEnv['Bindings']['incoming']['socket'],
): Promise<Response | null> {
  switch (effect.kind) {
    case 'latency':
      await pause(effect.ms, core.stopped);
      return null;
    case 'hang':
      if (!socket.destroyed) await once(socket, 'close');
      return RESPONSE_ALREADY_SENT;
    case 'reset':
      if (effect.when === 'after') return null;
      socket.destroy();
      return RESPONSE_ALREADY_SENT;
    case 'rateLimited':
      return rateLimited(effect.retryAfter);
    case 'html':
      return proxyPage(effect.status, proxyTitles[effect.status]);
    case 'oversize':
      return oversize(effect.bytes);
    case 'empty':
      return new Response(null, { headers: { 'content-length': '0' } });
    case 'redirect':
      return redirect(effect.location);
    default:
      return null;
  }
}

function rateLimited(retryAfter: number | undefined): Response {
  const limits: Record<string, string> =
    retryAfter === undefined
      ? {}
      : {
          'retry-after': String(retryAfter),
          'x-ratelimit-limit': '1500',
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(retryAfter),
        };
  return new Response(null, { status: 429, headers: { 'content-length': '0', ...limits } });
}

/** A success answer whose body is exactly that many bytes, without a length told ahead. */
function oversize(bytes: number): Response {
  const head = '{"response":"';
  const tail = '","count":1,"links":[],"status":0,"statusCode":200}';
  const block = Buffer.alloc(64 * 1024, 'x');
  let left = bytes - head.length - tail.length;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(Buffer.from(head)),
    pull(controller) {
      if (left > 0) {
        controller.enqueue(block.subarray(0, Math.min(block.length, left)));
        left -= block.length;
        return;
      }
      controller.enqueue(Buffer.from(tail));
      controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/json; charset=utf-8' } });
}
