import type { IncomingMessage } from 'node:http';
import type { Answer } from './answers';
import { fixedTexts } from './tables/messages';

/** Flags that a request asks for, or the answer to one that cannot be read. */
type Flags<N extends string> =
  | { readonly kind: 'flags'; readonly flags: Readonly<Record<N, boolean>> }
  | Extract<Answer, { kind: 'invalid' | 'empty' | 'gone' }>;

const largestBody = 1024 * 1024;

/**
 * Reads the named flags out of a JSON object, names in any case. As on the server a name that is
 * missing counts as `false`, and names that nobody asked for are not looked at.
 */
export async function readFlags<N extends string>(
  incoming: IncomingMessage,
  names: readonly N[],
): Promise<Flags<N>> {
  const text = await readText(incoming);
  if (typeof text !== 'string') return text;
  if (text.trim() === '') return invalid('', fixedTexts.bodyRequired);
  const fields = parseObject(text);
  if (fields === null) return invalid('$', fixedTexts.jsonInvalid);
  const flags: Partial<Record<N, boolean>> = {};
  for (const name of names) {
    const asked = fields.get(name.toLowerCase()) ?? false;
    if (typeof asked !== 'boolean') return invalid(`$.${name}`, fixedTexts.jsonInvalid);
    flags[name] = asked;
  }
  return { kind: 'flags', flags: flags as Record<N, boolean> };
}

async function readText(
  incoming: IncomingMessage,
): Promise<string | Extract<Answer, { kind: 'empty' | 'gone' }>> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of incoming as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size <= largestBody) pieces.push(piece);
    }
  } catch {
    return { kind: 'gone' };
  }
  if (size > largestBody) return { kind: 'empty', status: 413 };
  return new TextDecoder().decode(Buffer.concat(pieces));
}

/** The fields of a JSON object by their names in lower case; `null`: it is none. */
function parseObject(text: string): ReadonlyMap<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
    return new Map(Object.entries(parsed).map(([name, inner]) => [name.toLowerCase(), inner]));
  } catch {
    return null;
  }
}

function invalid(field: string, problem: string): Extract<Answer, { kind: 'invalid' }> {
  return { kind: 'invalid', errors: { [field]: [problem] } };
}
