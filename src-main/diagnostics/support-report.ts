import { arch, homedir, release, totalmem } from 'node:os';
import { redact } from './redact';

export interface SupportFacts {
  readonly appVersion: string;
  readonly locale: string;
  readonly secretMode: string;
  readonly portals: number;
  readonly marks: readonly { readonly name: string; readonly atMs: number }[];
  readonly problems: readonly string[];
  readonly recentLog: readonly string[];
}

/** A text that a person can send to strangers: versions and log, without keys, addresses, names. */
export function supportReport(facts: SupportFacts): string {
  const { versions, platform } = process;
  const lines = [
    `Gatehouse ${facts.appVersion}`,
    `Electron ${versions['electron'] ?? '-'}, Chromium ${versions['chrome'] ?? '-'}, Node ${versions.node}`,
    `${platform} ${release()} ${arch()}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `Language ${facts.locale}, secrets: ${facts.secretMode}, saved portals: ${facts.portals}`,
    `Start: ${facts.marks.map(({ name, atMs }) => `${name} ${Math.round(atMs)} ms`).join(', ')}`,
    ...facts.problems.map((problem) => `Problem: ${problem}`),
    '',
    ...facts.recentLog,
  ];
  return withoutPlaces(redact(lines.join('\n')));
}

/** Takes out where portals are and who works here. */
function withoutPlaces(text: string): string {
  return text
    .replaceAll(homedir(), '~')
    .replace(/\b(https?:\/\/)[^\s/"'<>)]+/gi, '$1[address]')
    .replace(/[^\s"'<>(]+@[^\s"'<>)]+\.[^\s"'<>)]+/g, '[email]')
    .replace(/\b(?:getaddrinfo|connect) (E?[A-Z_]+) \S+/g, '$1 [address]');
}
