import type { DocsFacts } from '../contract/docs-servers';
import type { JsonObject } from '../contract/json';
import { ok, type Result } from '../contract/result';
import { fieldsOf, isObject } from './fields';
import { request } from './request';
import type { DocsServer } from './session';

const maxBytes = 64 * 1024 * 1024;

/**
 * Connections in use, from `GET /info/info.json`. `null`: the server does not tell; behind nginx
 * it answers this only to its own computer.
 * Errors: all of `net`.
 * ONLYOFFICE Docs server: routes/info.js. Its users are not read: they are only those of one
 * process, where the command `license` knows all.
 */
export async function getInUse(
  server: DocsServer,
  signal?: AbortSignal,
): Promise<Result<DocsFacts['inUse'], 'net'>> {
  const answer = await request(server, {
    path: '/info/info.json',
    method: 'GET',
    maxBytes,
    signal,
  });
  if (!answer.ok) return answer;
  const body = answer.value.http.status === 200 ? parse(answer.value.http.text) : null;
  const quota = body?.['quota'];
  if (!isObject(quota)) return ok(null);
  const edit = fieldsOf(quota['edit'], '').number('connectionsCount');
  const view = fieldsOf(quota['view'], '').number('connectionsCount');
  return ok(edit === null && view === null ? null : { edit, view });
}

function parse(text: string): JsonObject | null {
  try {
    const body: JsonObject = JSON.parse(text);
    return isObject(body) ? body : null;
  } catch {
    return null;
  }
}
