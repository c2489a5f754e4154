import { licenseOf } from './licenses';
import type { PracticeDocsSettings, PracticeDocsState } from './options';
import { quotaOf } from './quota';
import { isRecord, readToken } from './tokens';
import { isOlder } from './versions';

/** A request as the command service sees it. */
export interface CommandRequest {
  readonly body: string;
  readonly query: Readonly<Record<string, string>>;
  /** Value of the header in which tokens are taken. */
  readonly header: string | undefined;
}

export interface CommandContext {
  readonly settings: PracticeDocsSettings;
  readonly state: PracticeDocsState;
  /** By the server's own clock. */
  readonly now: Date;
}

type Params = Readonly<Record<string, unknown>>;
type Answer = Readonly<Record<string, unknown>>;

/** Answers as the command service does: always with a number, whatever happened. */
export function answerCommand(request: CommandRequest, context: CommandContext): Answer {
  const { settings, state } = context;
  if (state.error !== null) return { error: state.error };
  const read = paramsOf(request.body, request.query);
  if (read === null && isOlder(settings.version, '8.2')) {
    return { key: 'commandFromServer', error: 3 };
  }
  const checked = authorised(read ?? {}, request, context);
  if (!checked.ok) return { error: checked.error };
  const { c, key } = checked.params;
  const answer = run(c, key, context);
  return key === undefined ? answer : { key, ...answer };
}

/** `null` for a body that cannot be read; then the query counts, where it names a command. */
function paramsOf(body: string, query: Readonly<Record<string, string>>): Params | null {
  try {
    const value: unknown = JSON.parse(body);
    if (isRecord(value)) return value;
  } catch {
    // As for a body that is no object.
  }
  return 'c' in query || 'token' in query ? query : null;
}

type Checked =
  { readonly ok: true; readonly params: Params } | { readonly ok: false; readonly error: 6 | 7 };

/** The command of a token takes the place of the one in clear. */
function authorised(params: Params, request: CommandRequest, context: CommandContext): Checked {
  const { settings, state, now } = context;
  if (state.secret === null) return { ok: true, params };
  const inBody = isOlder(settings.version, '7.1') ? '' : params['token'];
  const inHeader = /^Bearer ([^ ].*)$/.exec(request.header ?? '')?.[1];
  const token = inBody ? inBody : inHeader;
  if (typeof token !== 'string') return { ok: false, error: 6 };
  return readToken(token, state.secret, now);
}

function run(command: unknown, key: unknown, context: CommandContext): Answer {
  const { settings, state, now } = context;
  if (command === 'version') return { error: 0, version: fullVersion(settings) };
  if (command === 'license' && !isOlder(settings.version, '6.3')) {
    const { license, resultType, packageType, counts } = licenseOf(state.license, now);
    const server = {
      workersCount: 1,
      resultType,
      packageType,
      buildDate: '2026-03-29T00:00:00.000Z',
      buildVersion: settings.version,
      buildNumber: settings.build,
    };
    return { error: 0, license, server, quota: quotaOf(counts ? state.users : 0, now) };
  }
  return { error: typeof key === 'string' ? 5 : 1 };
}

export const fullVersion = ({ version, build }: PracticeDocsSettings): string =>
  `${version}.${build}`;
