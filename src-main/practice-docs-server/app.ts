import { Hono, type Context } from 'hono';
import { answerCommand, fullVersion } from './command-service';
import { cannot, frontResponse } from './front';
import type { PracticeDocsSettings, PracticeDocsState } from './options';
import { isOlder } from './versions';

/** One request, as tests may look at it. Never holds a token. */
export interface DocsRequest {
  readonly method: string;
  readonly path: string;
  /** What the body asked for in clear. */
  readonly command: string | null;
  readonly token: 'none' | 'body' | 'header';
  status: number;
}

export interface DocsCore {
  readonly settings: PracticeDocsSettings;
  readonly state: PracticeDocsState;
  readonly requests: DocsRequest[];
}

/** Length of the log of requests. */
const mostRequests = 2_000;

/** The server as a web application. Its routes ignore case and a trailing slash. */
export function createApp(core: DocsCore): Hono {
  const { settings, state } = core;
  const app = new Hono();
  app.all('*', async (c) => {
    const url = new URL(c.req.url);
    const body = await c.req.text();
    const record = recordOf(c, url, body, settings);
    core.requests.push(record);
    if (core.requests.length > mostRequests) core.requests.shift();
    const answer = state.front ? frontResponse(state.front, url) : respond(c, url, body, core);
    record.status = answer.status;
    answer.headers.set('date', serverTime(core).toUTCString());
    settings.log(`${record.method} ${record.path} ${record.status}`);
    return answer;
  });
  app.onError((error) => {
    settings.log(`Fault in the practice Docs server: ${error.stack ?? error.message}`);
    return new Response('Internal Server Error', { status: 500 });
  });
  return app;
}

function respond(c: Context, url: URL, body: string, core: DocsCore): Response {
  const { settings, state } = core;
  const { method } = c.req;
  const notFound = (): Response => cannot(method, url.pathname);
  const inside = url.pathname.startsWith(settings.basePath);
  const path = url.pathname.slice(settings.basePath.length);
  // A doubled slash is another path.
  if (!inside || !path.startsWith('/') || path.startsWith('//')) return notFound();
  switch (`${method} ${path.replace(/\/$/, '').toLowerCase()}`) {
    case 'POST /command':
      return isOlder(settings.version, '8.2') ? notFound() : command();
    case 'POST /coauthoring/commandservice.ashx':
    case 'GET /coauthoring/commandservice.ashx':
      return command();
    case 'GET /healthcheck':
      return text(String(state.healthy));
    case 'GET /info/info.json':
      return state.infoIsPrivate ? frontResponse('html403', url) : c.json(info(core));
    case 'GET /index.html':
      return c.html(`Server is functioning normally. Version: ${settings.version}.`);
    default:
      return notFound();
  }

  function command(): Response {
    const answer = answerCommand(
      { body, query: c.req.query(), header: c.req.header(settings.header) },
      { settings, state, now: serverTime(core) },
    );
    return new Response(JSON.stringify(answer), {
      headers: { 'content-type': 'application/json' },
    });
  }
}

/** By its own clock. */
function serverTime({ settings, state }: DocsCore): Date {
  return new Date(settings.clock().getTime() + state.clockAhead * 1000);
}

function info(core: DocsCore): object {
  const users = { unique: 0, anonymous: 0 };
  return {
    serverInfo: {
      buildVersion: core.settings.version,
      buildNumber: String(core.settings.build),
      date: serverTime(core).toISOString(),
    },
    quota: {
      edit: { connectionsCount: core.settings.inUse, usersCount: users },
      view: { connectionsCount: Math.floor(core.settings.inUse / 2), usersCount: users },
      byMonth: [],
    },
    version: fullVersion(core.settings),
  };
}

function recordOf(c: Context, url: URL, body: string, settings: PracticeDocsSettings): DocsRequest {
  const asked = /"c"\s*:\s*"(\w+)"/.exec(body)?.[1] ?? null;
  const inHeader = c.req.header(settings.header) === undefined ? 'none' : 'header';
  return {
    method: c.req.method,
    path: url.pathname + url.search,
    command: asked,
    token: body.includes('"token"') ? 'body' : inHeader,
    status: 0,
  };
}

const text = (body: string): Response =>
  new Response(body, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
