import { setImmediate } from 'node:timers/promises';
import type { DocsLicense, QuotaKind, QuotaUser } from '../contract/docs-servers';
import type { Json, JsonObject } from '../contract/json';
import { ok, type Result } from '../contract/result';
import { ask } from './command';
import { fieldsOf, isObject } from './fields';
import type { DocsServer } from './session';

/** A license as a server tells it, with the users of its quota. */
export interface LicenseAnswer {
  readonly license: Omit<DocsLicense, 'quota'>;
  readonly quota: Readonly<Record<QuotaKind, readonly QuotaUser[]>>;
}

/**
 * The command `license`. `null`: the server does not know it, which those before 6.3 do not.
 * Errors: as `ask`. Only call it after `version` was answered: a server that understands nothing
 * gives the same number.
 * ONLYOFFICE Docs server: `convertLicenseInfoToServerParams`, `convertLicenseInfoToFileParams`.
 */
export async function getLicense(
  server: DocsServer,
  signal?: AbortSignal,
): Promise<Result<LicenseAnswer | null, 'net' | 'docs'>> {
  const answer = await ask(server, 'license', signal);
  if (answer.ok) return ok(await readLicense(answer.value.body));
  const { code } = answer.error;
  const unknown = code === 'docs.notUnderstood' || code === 'docs.unknownCommand';
  return unknown ? ok(null) : answer;
}

/** Reads an answer in which everything may be missing: with a license file it is the file's own. */
async function readLicense(body: JsonObject): Promise<LicenseAnswer> {
  const license = fieldsOf(body['license'], 'license.');
  const server = fieldsOf(body['server'], 'server.');
  const quota = fieldsOf(body['quota'], 'quota.');
  const top = fieldsOf(body, '');
  const lists = { users: true, users_view: true };
  const known = {
    resultType: server.number('resultType'),
    packageType: server.number('packageType'),
    start: license.date('start_date'),
    end: license.date('end_date'),
    flags: {
      trial: license.flag('trial'),
      developer: license.flag('developer'),
      timelimited: license.flag('timelimited'),
      branding: license.flag('branding'),
      customization: license.flag('customization'),
      advancedApi: license.flag('advanced_api'),
      multitenancy: license.flag('multitenancy'),
    },
    connections: license.number('connections'),
    connectionsView: license.number('connections_view'),
    users: license.number('users_count'),
    usersView: license.number('users_view_count'),
    usersExpire: license.number('users_expire'),
    graceDays: license.number('grace_days'),
    customerId: license.text('customer_id'),
    alias: license.text('alias'),
    buildVersion: server.text('buildVersion'),
    buildNumber: server.number('buildNumber'),
    buildDate: server.date('buildDate'),
    workers: server.number('workersCount'),
  };
  const topKnown = new Set(['error', 'license', 'server', 'quota']);
  return {
    license: {
      ...known,
      other: [
        ...license.rest(),
        ...server.rest(),
        ...quota.rest().filter(({ path }) => !(path.slice('quota.'.length) in lists)),
        ...top.rest().filter(({ path }) => !topKnown.has(path)),
      ],
      raw: rawOf(body),
    },
    quota: { edit: await usersOf(body, 'users'), view: await usersOf(body, 'users_view') },
  };
}

/** Users that are read before other work of the process gets its turn. */
const usersAtOnce = 5_000;

/** Entries that name nobody are left out. */
async function usersOf(body: JsonObject, list: string): Promise<readonly QuotaUser[]> {
  const quota = body['quota'];
  const entries = isObject(quota) ? quota[list] : undefined;
  if (!Array.isArray(entries)) return [];
  const users: QuotaUser[] = [];
  for (const [index, entry] of (entries as readonly Json[]).entries()) {
    if (index % usersAtOnce === usersAtOnce - 1) await setImmediate();
    if (!isObject(entry)) continue;
    const { userid, expire, anonym } = entry;
    if (typeof userid !== 'string' && typeof userid !== 'number') continue;
    users.push({
      userId: String(userid),
      expires: instantOf(expire),
      anonymous: typeof anonym === 'boolean' ? anonym : null,
    });
  }
  return users;
}

const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

function instantOf(value: Json | undefined): string | null {
  const at = typeof value === 'string' ? Date.parse(value) : NaN;
  if (typeof value !== 'string' || Number.isNaN(at)) return null;
  return iso.test(value) ? value : new Date(at).toISOString();
}

/** Users of each list that the raw answer shows. */
const shownUsers = 20;

/** The answer for a person to read; of long lists only the beginning. */
function rawOf(body: JsonObject): string {
  const quota = body['quota'];
  if (!isObject(quota)) return JSON.stringify(body, null, 2);
  const cut = Object.entries(quota).map(([name, value]): [string, Json] => {
    if (!Array.isArray(value) || value.length <= shownUsers) return [name, value];
    return [name, [...value.slice(0, shownUsers), `… +${value.length - shownUsers}`]];
  });
  return JSON.stringify({ ...body, quota: Object.fromEntries(cut) }, null, 2);
}
