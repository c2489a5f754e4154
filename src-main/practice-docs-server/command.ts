import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { licenseNames } from './licenses';
import { frontAnswers } from './options';
import { startPracticeDocsServer } from './start';

const whole = v.pipe(v.string(), v.regex(/^-?\d+$/, 'must be a whole number'), v.transform(Number));

const flags = {
  port: { type: 'string', help: 'port on 127.0.0.1 (default: a free one)' },
  version: { type: 'string', help: 'version to behave like (default 9.3.1)' },
  secret: { type: 'string', help: 'JWT secret (default: random)' },
  'no-jwt': { type: 'boolean', help: 'answer without a token' },
  header: { type: 'string', help: 'header in which a token is taken (default Authorization)' },
  license: { type: 'string', help: licenseNames.join(', ') },
  users: { type: 'string', help: 'users in the quota of the license "users"' },
  'base-path': { type: 'string', help: 'path below which it is served, e.g. /docs' },
  'clock-ahead': { type: 'string', help: 'seconds by which its clock is ahead' },
  unhealthy: { type: 'boolean', help: 'answer false to /healthcheck' },
  'private-info': { type: 'boolean', help: 'keep /info/ to itself, as behind nginx' },
  error: { type: 'string', help: 'answer every command with this number' },
  front: { type: 'string', help: `answer everything with ${frontAnswers.join(', ')}` },
  quiet: { type: 'boolean', help: 'do not print requests' },
  help: { type: 'boolean', help: 'show this' },
} as const;

const argumentsSchema = v.object({
  port: v.optional(v.pipe(whole, v.minValue(0), v.maxValue(65535))),
  version: v.optional(v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/, 'must look like 9.3.1'))),
  secret: v.optional(v.string()),
  'no-jwt': v.optional(v.boolean(), false),
  header: v.optional(v.string()),
  license: v.optional(v.picklist(licenseNames)),
  users: v.optional(v.pipe(whole, v.minValue(0))),
  'base-path': v.optional(v.pipe(v.string(), v.regex(/^(\/[\w.-]+)*$/, 'must look like /docs'))),
  'clock-ahead': v.optional(whole),
  unhealthy: v.optional(v.boolean(), false),
  'private-info': v.optional(v.boolean(), false),
  error: v.optional(v.pipe(whole, v.minValue(1)), undefined),
  front: v.optional(v.picklist(frontAnswers)),
  quiet: v.optional(v.boolean(), false),
  help: v.optional(v.boolean(), false),
});
type Arguments = v.InferOutput<typeof argumentsSchema>;

/** What `npm run docs-server` does. Gives the exit code; the process lives on while it serves. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const read = readArguments(args);
  if (typeof read === 'string') {
    process.stderr.write(`${read}\nSee --help.\n`);
    return 2;
  }
  if (read.help) {
    process.stdout.write(usage());
    return 0;
  }
  try {
    await serve(read);
    return 0;
  } catch (error) {
    process.stderr.write(`${describe(error)}\n`);
    return 1;
  }
}

async function serve(read: Arguments): Promise<void> {
  const { port, version, header, license, users, secret } = read;
  const given = Object.fromEntries(
    Object.entries({
      port,
      version,
      header,
      license,
      users,
      basePath: read['base-path'],
      clockAhead: read['clock-ahead'],
      secret: read['no-jwt'] ? null : secret,
    }).filter(([, value]) => value !== undefined),
  );
  const server = await startPracticeDocsServer({
    ...given,
    ...(read.quiet ? {} : { log: (line: string) => void process.stderr.write(`${line}\n`) }),
  });
  server.state.healthy = !read.unhealthy;
  server.state.infoIsPrivate = read['private-info'];
  server.state.error = read.error ?? null;
  server.state.front = read.front ?? null;
  const jwt = server.key === '' ? 'JWT is off' : `JWT secret ${server.key}`;
  process.stdout.write(`Practice Docs server at ${server.address}\n${jwt}\nStop with Ctrl+C.\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.stop());
  }
}

function readArguments(args: readonly string[]): Arguments | string {
  try {
    const options = Object.fromEntries(
      Object.entries(flags).map(([name, { type }]) => [name, { type }]),
    );
    const { values } = parseArgs({ args: [...args], options, strict: true });
    const parsed = v.safeParse(argumentsSchema, values);
    return parsed.success ? parsed.output : v.summarize(parsed.issues);
  } catch (error) {
    return describe(error);
  }
}

function usage(): string {
  const rows = Object.entries(flags).map(([name, { type, help }]) => {
    const flag = `--${name}${type === 'string' ? ' …' : ''}`;
    return `  ${flag.padEnd(24)}${help}\n`;
  });
  return `Usage: npm run docs-server -- [flags]\n\n${rows.join('')}`;
}

const describe = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
