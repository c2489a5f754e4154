import { appError, type AppError, type CodeOf } from '../contract/app-error';
import type { JsonObject } from '../contract/json';
import { fail, ok, type Result } from '../contract/result';
import { httpRefusal } from './http-refusal';
import { request, type Answered } from './request';
import type { CommandPath, DocsServer } from './session';
import { signCommand } from './token';

/** The commands that Gatehouse asks; neither changes anything. */
export type Command = 'version' | 'license';

/** The command service's own answer. */
export interface CommandAnswer {
  readonly body: JsonObject;
  readonly clockAhead: number | null;
}

/** A quota of 100,000 users is 8 MB. */
const maxBytes = 64 * 1024 * 1024;

/** `/command` is there since 8.2; every version answers at the second one. */
const paths: readonly CommandPath[] = ['/command', '/coauthoring/CommandService.ashx'];

/**
 * Asks the command service. Its status is 200 whatever happened; `error` in the answer tells.
 * Errors: all of `net`; all of `docs`; `docs.secretMissing` when there is no secret to sign with.
 * ONLYOFFICE Docs server: commandService in DocsCoServer; `c_oAscServerCommandErrors`.
 */
export async function ask(
  server: DocsServer,
  command: Command,
  signal?: AbortSignal,
): Promise<Result<CommandAnswer, 'net' | 'docs'>> {
  const secret = server.auth.form === 'none' ? null : server.key();
  if (secret === null && server.auth.form !== 'none') return fail(appError('docs.secretMissing'));
  const answer = await askAtPath(server, command, secret, signal);
  return answer.ok ? read(answer.value, secret) : answer;
}

async function askAtPath(
  server: DocsServer,
  command: Command,
  secret: string | null,
  signal: AbortSignal | undefined,
): Promise<Result<Answered, 'net' | 'docs'>> {
  const known = server.path.found;
  let last: Result<Answered, 'net'> | null = null;
  for (const path of known === null ? paths : [known]) {
    const signed = await signCommand(server, secret, command, (server.now ?? Date.now)());
    last = await request(server, { path, method: 'POST', ...signed, maxBytes, signal });
    if (!last.ok) return last;
    if (last.value.http.status === 404) continue;
    if (last.value.http.status === 200) server.path.found = path;
    return last;
  }
  // The server may have been replaced by one of another version.
  server.path.found = null;
  return last ?? fail(appError('docs.notDocs'));
}

function read(answer: Answered, secret: string | null): Result<CommandAnswer, 'net' | 'docs'> {
  const { http, url, clockAhead } = answer;
  if (http.status !== 200) return fail(httpRefusal(answer, secret));
  const params = { host: url.host, status: http.status };
  const text = http.text.trim();
  if (!text.startsWith('{')) return fail(appError('docs.notDocs', { params }));
  const body = parse(text);
  if (!body) return fail(appError('docs.brokenAnswer', { params }));
  const number = body['error'];
  if (typeof number !== 'number') return fail(appError('docs.notDocs', { params }));
  return number === 0 ? ok({ body, clockAhead }) : fail(commandError(number, clockAhead));
}

function parse(text: string): JsonObject | null {
  try {
    const body: JsonObject = JSON.parse(text);
    return body;
  } catch {
    return null;
  }
}

const byNumber: Readonly<Record<number, CodeOf<'docs'>>> = {
  1: 'docs.notUnderstood',
  2: 'docs.badCallback',
  3: 'docs.internal',
  4: 'docs.nothingChanged',
  5: 'docs.unknownCommand',
  6: 'docs.tokenRefused',
};

/** From this difference on, in seconds, clocks count as set differently. */
const clocksDiffer = 5;

function commandError(number: number, clockAhead: number | null): AppError<'docs'> {
  if (number === 7) {
    const side = (clockAhead ?? 0) > 0 ? 'ahead' : 'behind';
    const told = clockAhead !== null && Math.abs(clockAhead) >= clocksDiffer;
    const params = { number, reason: told ? side : 'untold', difference: clockAhead ?? 0 };
    return appError('docs.tokenExpired', { params });
  }
  return appError(byNumber[number] ?? 'docs.otherError', { params: { number } });
}
