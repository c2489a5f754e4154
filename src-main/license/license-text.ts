import { appError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';

/**
 * The text of a license file: UTF-8, with or without byte order mark.
 * Errors: `license.encoding` (text in another encoding), `license.binary`.
 */
export function readText(bytes: Uint8Array): Result<string, 'license'> {
  if (isWideText(bytes)) return fail(appError('license.encoding'));
  if (bytes.some(isBinary)) return fail(appError('license.binary'));
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return fail(appError('license.encoding'));
  }
}

/**
 * Reads JSON as the portal does, which forgives a comma before `}` or `]` (DocSpace server:
 * License.Parse). `undefined` when it is none.
 */
export function readForgivingJson(text: string): unknown {
  return parse(text) ?? parse(withoutTrailingCommas(text));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** UTF-16 and UTF-32 by their marks, or by their many zeros at every second place. */
function isWideText(bytes: Uint8Array): boolean {
  const [first, second, third, fourth] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) return true;
  const sample = bytes.subarray(0, sampleSize);
  const zeros = [0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const most = sample.length / 2;
  return sample.length >= 4 && Math.max(even, odd) > most * 0.8 && Math.min(even, odd) < most * 0.1;
}

const sampleSize = 4096;

/** Control characters that no text has; tab, line feed, form feed and return are fine. */
function isBinary(byte: number): boolean {
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d;
}

/** Walks once over the text, because a pattern would need the square of the time for hostile text. */
function withoutTrailingCommas(text: string): string {
  const dropped: number[] = [];
  let comma = -1;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (quoted) {
      if (sign === '\\') at += 1;
      else if (sign === '"') quoted = false;
    } else if (sign === ',') comma = at;
    else if (!isSpace(sign)) {
      if (comma !== -1 && (sign === '}' || sign === ']')) dropped.push(comma);
      comma = -1;
      quoted = sign === '"';
    }
  }
  let from = 0;
  const kept = dropped.map((at) => {
    const piece = text.slice(from, at);
    from = at + 1;
    return piece;
  });
  return [...kept, text.slice(from)].join('');
}

const isSpace = (sign: string): boolean => /^[ \t\r\n]$/.test(sign);
