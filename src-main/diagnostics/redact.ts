/** What stands in place of a secret. */
export const hidden = '[hidden]';

const patterns: readonly [RegExp, string][] = [
  // DocSpace API keys: `sk-` and hex digits; also when cut short.
  [/\bsk-[0-9a-f]{6,}/gi, hidden],
  [/\b(Bearer|Basic)\s+[^\s"',;]+/gi, `$1 ${hidden}`],
  [/\bAuthorization\b(["']?\s*[:=]\s*)["']?[^"',;\n]+/gi, `Authorization$1${hidden}`],
  // JSON Web Tokens.
  [/\beyJ[\w-]{6,}\.[\w-]+(\.[\w-]*)?/g, hidden],
  // User information in addresses.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, `$1${hidden}@`],
  // Values of fields and query parameters that carry secrets or share keys.
  [
    /(["']?\b(?:password|passphrase|passwd|secret|token|api_?key|share|requestToken|signature)\b["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s&,;}\]]+)/gi,
    `$1${hidden}`,
  ],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, hidden],
];

/** Takes everything that could be a secret out of a text: for log, errors and support report. */
export function redact(text: string): string {
  return patterns.reduce((done, [pattern, instead]) => done.replace(pattern, instead), text);
}
