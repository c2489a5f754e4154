import type { DocsDate } from '../contract/docs-servers';
import type { Json, JsonObject } from '../contract/json';

/**
 * Takes the fields of an object that are known, each in the form it should have. What is left over,
 * unknown or in another form, is kept to be shown as it is.
 */
export interface Fields {
  number(name: string): number | null;
  flag(name: string): boolean | null;
  text(name: string): string | null;
  /** `null` in the answer means that there is no end. */
  date(name: string): DocsDate;
  /** The fields that nobody took. */
  rest(): readonly { readonly path: string; readonly json: string }[];
}

/** @param path what stands before the names of the fields that are left over. */
export function fieldsOf(value: Json | undefined, path: string): Fields {
  const fields: JsonObject = isObject(value) ? value : {};
  const taken = new Set<string>();

  function take<T>(name: string, read: (value: Json) => T | null): T | null {
    const found = fields[name];
    const result = found === undefined ? null : read(found);
    // A number that is null says as little as one that is not there.
    if (result !== null || found === null) taken.add(name);
    return result;
  }

  return {
    number: (name) => take(name, numberOf),
    flag: (name) => take(name, (found) => (typeof found === 'boolean' ? found : null)),
    text: (name) => take(name, (found) => (typeof found === 'string' ? found : null)),
    date: (name) => {
      if (fields[name] === undefined) return { kind: 'untold' };
      taken.add(name);
      return dateOf(fields[name]);
    },
    rest: () =>
      Object.entries(fields)
        .filter(([name]) => !taken.has(name))
        .map(([name, found]) => ({ path: path + name, json: shortJson(found) })),
  };
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The project's own samples write some numbers as texts. */
function numberOf(value: Json): number | null {
  const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function dateOf(value: Json | undefined): DocsDate {
  if (value === null) return { kind: 'never' };
  const at = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(at)
    ? { kind: 'unreadable', text: shortJson(value ?? '') }
    : { kind: 'at', at: new Date(at).toISOString() };
}

/** Longest value of an unknown field that is shown. */
const longest = 2_000;

function shortJson(value: Json): string {
  const json = JSON.stringify(value);
  return json.length > longest ? `${json.slice(0, longest)}…` : json;
}
