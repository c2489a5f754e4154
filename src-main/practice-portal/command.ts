import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import type { PracticePortalOptions } from './options';
import { sampleLicense } from './sample-licenses';
import { startPracticePortal } from './start';
import { cliFlags, usage } from './tables/cli-flags';
import { type PortalEdition, editionNames } from './tables/editions';
import { licenseSeeds, sampleLicenseKinds } from './tables/license-seeds';
import { languages } from './tables/messages';

const whole = v.pipe(v.string(), v.regex(/^-?\d+$/, 'must be a whole number'), v.transform(Number));
const zone = v.pipe(
  v.string(),
  v.regex(/^[+-]\d\d:\d\d$/, 'must look like +03:00'),
  v.transform((text) => {
    const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(4));
    return text.startsWith('-') ? -minutes : minutes;
  }),
);

const argumentsSchema = v.object({
  port: v.optional(v.pipe(whole, v.minValue(0), v.maxValue(65535))),
  version: v.optional(v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/, 'must look like 3.7.2'))),
  edition: v.optional(v.picklist(editionNames)),
  key: v.optional(
    v.pipe(v.string(), v.regex(/^sk-[0-9a-f]{64}$/, 'must be sk- and 64 hex digits')),
  ),
  language: v.optional(v.picklist(languages)),
  'utc-offset': v.optional(zone),
  title: v.optional(v.string()),
  size: v.optional(v.picklist(['small', 'big'])),
  'wide-folder': v.optional(v.pipe(whole, v.minValue(0))),
  license: v.optional(v.picklist(licenseSeeds)),
  'document-server-customer': v.optional(v.string()),
  'document-server-refusal-ms': v.optional(v.pipe(whole, v.minValue(0))),
  'document-server-answer-ms': v.optional(v.pipe(whole, v.minValue(0))),
  'document-server-down': v.optional(v.boolean()),
  data: v.optional(v.string()),
  'tls-cert': v.optional(v.string()),
  'tls-key': v.optional(v.string()),
  switches: v.optional(v.boolean()),
  'write-license': v.optional(v.string()),
  'license-kind': v.optional(v.picklist(sampleLicenseKinds), 'standard'),
  'license-days': v.optional(whole),
  'license-customer': v.optional(v.string()),
  json: v.optional(v.boolean()),
  quiet: v.optional(v.boolean()),
  help: v.optional(v.boolean()),
});
type Arguments = v.InferOutput<typeof argumentsSchema>;

/** Where the command writes what it did, and what went wrong. */
export interface CommandOutput {
  readonly result: (text: string) => void;
  readonly problem: (text: string) => void;
}

const standardOutput: CommandOutput = {
  result: (text) => void process.stdout.write(text),
  problem: (text) => void process.stderr.write(text),
};

/** What `npm run portal` does. Gives the exit code; the process lives on while a portal runs. */
export async function runCommand(
  args: readonly string[],
  output: CommandOutput = standardOutput,
): Promise<number> {
  const read = readArguments(args);
  if (typeof read === 'string') {
    output.problem(`${read}\nSee --help.\n`);
    return 2;
  }
  if (read.help) {
    output.result(usage());
    return 0;
  }
  try {
    if (read['write-license'] !== undefined) {
      await writeLicense(read['write-license'], read, output);
      return 0;
    }
    await serve(read, output);
    return 0;
  } catch (error) {
    output.problem(`${describe(error)}\n`);
    return 1;
  }
}

async function serve(read: Arguments, output: CommandOutput): Promise<void> {
  const portal = await startPracticePortal(await toOptions(read, output));
  const { address, key, keys } = portal;
  output.result(
    read.json
      ? `${JSON.stringify({ address, key, keys })}\n`
      : `Practice portal at ${address}\nAPI key ${key}\nStop with Ctrl+C.\n`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void portal.stop());
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function readArguments(args: readonly string[]): Arguments | string {
  try {
    const options = Object.fromEntries(
      Object.entries(cliFlags).map(([name, { type }]) => [name, { type }]),
    );
    const { values } = parseArgs({ args: [...args], options, strict: true });
    const parsed = v.safeParse(argumentsSchema, values);
    return parsed.success ? parsed.output : v.summarize(parsed.issues);
  } catch (error) {
    return describe(error);
  }
}

async function writeLicense(path: string, read: Arguments, output: CommandOutput): Promise<void> {
  const edition: PortalEdition = read.edition ?? 'enterprise';
  const text = sampleLicense(read['license-kind'], {
    now: new Date(),
    developer: edition === 'developer',
    ...given('customerId', read['license-customer']),
    ...given('endDays', read['license-days']),
  });
  await writeFile(path, text);
  output.result(`License file written to ${path}\n`);
}

async function toOptions(read: Arguments, output: CommandOutput): Promise<PracticePortalOptions> {
  return {
    ...given('port', read.port),
    ...given('version', read.version),
    ...given('edition', read.edition),
    ...given('key', read.key),
    ...given('language', read.language),
    ...given('utcOffsetMinutes', read['utc-offset']),
    ...given('title', read.title),
    ...given('size', read.size),
    ...given('wideFolder', read['wide-folder']),
    ...given('license', read.license),
    ...given('dataFile', read.data),
    documentServer: {
      reachable: read['document-server-down'] !== true,
      ...given('customerId', read['document-server-customer']),
      ...given('answerMs', read['document-server-answer-ms']),
      ...given('refusalMs', read['document-server-refusal-ms']),
    },
    ...(read['tls-cert'] !== undefined && read['tls-key'] !== undefined
      ? {
          tls: {
            cert: await readFile(read['tls-cert'], 'utf8'),
            key: await readFile(read['tls-key'], 'utf8'),
          },
        }
      : {}),
    switchesOverHttp: read.switches ?? false,
    ...(read.quiet ? {} : { log: (line: string) => output.problem(`${line}\n`) }),
  };
}

function given<K extends string, T>(name: K, value: T | undefined): { readonly [P in K]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [P in K]: T });
}
