import { performance } from 'node:perf_hooks';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { toResponse } from './answer-writer';
import type { Answer } from './answers';
import { type Call, createCall } from './call';
import { hasRole, identify, refuseCaller } from './caller';
import { type Core, type RequestRecord, remember } from './core';
import { applyEffects } from './effects';
import type { PortalEnv } from './env';
import { tariffState } from './license/tariff';
import { proxyPage, redirect, startPage, webPages } from './pages';
import { handlers } from './routes/index';
import { addSwitchRoutes } from './switch-routes';
import { type RouteAccess, type RouteName, routeAccess } from './tables/access';

const base = '/api/2.0/';

/** The portal as a web application: request log, switches, then the routes with their filters. */
export function createApp(core: Core, switchesOverHttp: boolean): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>();
  if (switchesOverHttp) addSwitchRoutes(app, core);

  app.use(async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    const record: RequestRecord = {
      method: c.req.method,
      path: pathname + search,
      status: null,
      at: core.settings.clock().toISOString(),
      hadAuthorization: c.req.header('authorization') !== undefined,
    };
    remember(core.requests, record);
    c.set('record', record);
    c.set('startedAt', performance.now());
    await next();
    if (c.res !== RESPONSE_ALREADY_SENT) record.status = c.res.status;
    core.settings.log(`${record.method} ${record.path} ${record.status ?? 'no answer'}`);
  });
  app.use(applyEffects(core));
  for (const path of webPages) app.get(path, () => startPage(core.settings));

  app.get('/s/:code', (c) => {
    const { origin } = new URL(c.req.url);
    return redirect(origin + (core.shortLinks.find(c.req.param('code')) ?? '/'));
  });

  for (const name of Object.keys(routeAccess) as RouteName[]) {
    const [method = '', path = ''] = name.split(' ');
    app.on(method, base + path, async (c) => {
      const { incoming } = c.env;
      const url = new URL(c.req.url);
      const caller = identify(core, c.req.header('authorization'));
      const call = createCall({
        core,
        caller,
        query: url.searchParams,
        param: (key) => c.req.param(key) ?? '',
        origin: url.origin,
        incoming,
        record: c.get('record'),
        effects: c.get('effects'),
      });
      const answer = await answerTo(call, { name, method, path });
      if (answer.kind === 'gone') return RESPONSE_ALREADY_SENT;
      return toResponse(answer, {
        method,
        url,
        ifModifiedSince: c.req.header('if-modified-since') ?? null,
        took: performance.now() - c.get('startedAt'),
      });
    });
  }

  app.notFound(() => proxyPage(404, 'Not Found'));
  app.onError((error) => {
    core.settings.log(`Fault in the practice portal: ${error.stack ?? error.message}`);
    return proxyPage(500, 'Internal Server Error');
  });
  return app;
}

/** The filters of the server in their order, then the route. */
async function answerTo(
  call: Call,
  route: { readonly name: RouteName; readonly method: string; readonly path: string },
): Promise<Answer> {
  const { core, caller } = call;
  const access: RouteAccess = routeAccess[route.name];
  if (access.since !== undefined && !core.has(access.since)) return { kind: 'empty', status: 404 };
  return (
    refuseCaller(core, caller, { ...route, access }) ??
    refuseByState(call, access) ??
    (hasRole(caller, access.who)
      ? handlers[route.name](call)
      : { kind: 'exception', exception: 'security', message: call.say('accessDenied') })
  );
}

/** IpSecurityFilter, TenantStatusFilter, PaymentFilter. */
function refuseByState(call: Call, access: RouteAccess): Answer | null {
  if (call.effect('ipRestricted') !== null) {
    return { kind: 'text', status: 403, text: call.say('portalRestricted') };
  }
  if (call.effect('suspended') !== null && access.suspended !== true) {
    return { kind: 'problem', status: 404 };
  }
  if (call.effect('restoring') !== null && access.restoring !== true) {
    return { kind: 'problem', status: 403 };
  }
  return call.tariff().state === tariffState.notPaid && access.unpaid !== true
    ? { kind: 'problem', status: 402 }
    : null;
}
