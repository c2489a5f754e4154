interface CliFlag {
  readonly type: 'string' | 'boolean';
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly help: string;
}

export const cliFlags: Readonly<Record<string, CliFlag>> = {
  port: { type: 'string', value: 'N', help: 'port on 127.0.0.1 (default: a free one)' },
  version: { type: 'string', value: '3.7.2', help: 'DocSpace version to behave like' },
  edition: { type: 'string', value: 'NAME', help: 'saas, community, enterprise or developer' },
  key: { type: 'string', value: 'sk-…', help: 'full-access key (default: random)' },
  language: { type: 'string', value: 'en|de', help: 'language of the portal' },
  'utc-offset': { type: 'string', value: '+03:00', help: "the portal's zone" },
  title: { type: 'string', value: 'TEXT', help: 'title of the portal' },
  size: { type: 'string', value: 'small|big', help: 'big: 20,000 files and 6,000 links' },
  'wide-folder': { type: 'string', value: 'N', help: 'add a folder with that many files' },
  license: {
    type: 'string',
    value: 'NAME',
    help: 'license at the start: none, standard, dueSoon, grace, expired, trial, lifetime',
  },
  'document-server-customer': {
    type: 'string',
    value: 'ID',
    help: 'the only customer ID that activation accepts',
  },
  'document-server-answer-ms': { type: 'string', value: 'MS', help: 'time of an activation' },
  'document-server-refusal-ms': { type: 'string', value: 'MS', help: 'time of a refused one' },
  'document-server-down': { type: 'boolean', help: 'activation cannot reach it' },
  data: { type: 'string', value: 'FILE', help: 'keep the state in this file' },
  'tls-cert': { type: 'string', value: 'FILE', help: 'serve https with this certificate (PEM)' },
  'tls-key': { type: 'string', value: 'FILE', help: 'and this key (PEM)' },
  switches: { type: 'boolean', help: 'offer test switches at /_practice/switches' },
  'write-license': { type: 'string', value: 'FILE', help: 'write a sample license file and end' },
  'license-kind': {
    type: 'string',
    value: 'NAME',
    help: 'standard, dueSoon, grace, expired, notYetValid, trial or lifetime',
  },
  'license-days': { type: 'string', value: 'N', help: 'days until its end date' },
  'license-customer': { type: 'string', value: 'ID', help: 'its customer ID' },
  json: { type: 'boolean', help: 'print address and all keys as one line of JSON' },
  quiet: { type: 'boolean', help: 'do not print requests' },
  help: { type: 'boolean', help: 'show this' },
};

/** The help text of the command. */
export function usage(): string {
  const rows = Object.entries(cliFlags).map(
    ([name, { value, help }]) => `  ${`--${name} ${value ?? ''}`.padEnd(38)}${help}\n`,
  );
  return `Usage: npm run portal -- [flags]\n\n${rows.join('')}`;
}
