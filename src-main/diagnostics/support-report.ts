import { arch, release, totalmem } from 'node:os';
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

/** A text that a person can send to strangers: versions and log, no addresses' secrets, no keys. */
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
  return redact(lines.join('\n'));
}
