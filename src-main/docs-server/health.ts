import type { DocsHealth } from '../contract/docs-servers';
import { fail, ok, type Result } from '../contract/result';
import { httpRefusal } from './http-refusal';
import { request } from './request';
import type { DocsServer } from './session';

const maxBytes = 64 * 1024;

/**
 * `GET /healthcheck`: database, editor data, queue and storage. Needs no token. Its status is 200
 * either way; only the body tells.
 * Errors: all of `net`; `docs.useHttps`, `docs.unavailable`. Any other answer is a health that is
 * not known: something in front of the server keeps the page to itself.
 * ONLYOFFICE Docs server: `healthCheck` in DocsCoServer.
 */
export async function getHealth(
  server: DocsServer,
  signal?: AbortSignal,
): Promise<Result<DocsHealth, 'net' | 'docs'>> {
  const answer = await request(server, { path: '/healthcheck', method: 'GET', maxBytes, signal });
  if (!answer.ok) return answer;
  const { status, text } = answer.value.http;
  const body = text.trim();
  if (status === 200 && body === 'true') return ok({ state: 'healthy' });
  if (status === 200 && body === 'false') return ok({ state: 'unhealthy' });
  if (status !== 200) {
    const error = httpRefusal(answer.value, null);
    const isAnother = error.code.startsWith('net.') || error.code === 'docs.useHttps';
    if (isAnother || error.code === 'docs.unavailable') return fail(error);
  }
  return ok({ state: 'unknown', status });
}
