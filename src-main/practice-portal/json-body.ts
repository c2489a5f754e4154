import type { IncomingMessage } from 'node:http';
import type { Answer } from './answers';
import { fixedTexts } from './tables/messages';

type Unread = Extract<Answer, { kind: 'invalid' | 'empty' | 'gone' }>;

/** The fields of a JSON object by their names in lower case. */
export type Fields = ReadonlyMap<string, unknown>;

const largestBody = 1024 * 1024;

/** Reads a JSON object, or gives the answer to a body that is none. */
export async function readObject(
  incoming: IncomingMessage,
): Promise<{ readonly kind: 'object'; readonly fields: Fields } | Unread> {
  const text = await readText(incoming);
  if (typeof text !== 'string') return text;
  if (text.trim() === '') return invalid('', fixedTexts.bodyRequired);
  const fields = parseObject(text);
  return fields === null ? invalid('$', fixedTexts.jsonInvalid) : { kind: 'object', fields };
}

/**
 * Reads the named flags out of a JSON object, names in any case. As on the server a name that is
 * missing counts as `false`, and names that nobody asked for are not looked at.
 */
export async function readFlags<N extends string>(
  incoming: IncomingMessage,
  names: readonly N[],
): Promise<{ readonly kind: 'flags'; readonly flags: Readonly<Record<N, boolean>> } | Unread> {
  const body = await readObject(incoming);
  if (body.kind !== 'object') return body;
  const flags: Partial<Record<N, boolean>> = {};
  for (const name of names) {
    const asked = body.fields.get(name.toLowerCase()) ?? false;
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

function parseObject(text: string): Fields | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
    return new Map(Object.entries(parsed).map(([name, inner]) => [name.toLowerCase(), inner]));
  } catch {
    return null;
  }
}

/** Model validation: one field, one problem. */
export function invalid(field: string, problem: string): Extract<Answer, { kind: 'invalid' }> {
  return { kind: 'invalid', errors: { [field]: [problem] } };
}
