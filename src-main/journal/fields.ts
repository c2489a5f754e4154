import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../contract/json';
import type { Change, Fields } from './change';
import type { Verdict } from './operation';

/** Whether two values of a field are the same; `undefined`: the object has no such field. */
export const sameValue = (one: Json | undefined, other: Json | undefined): boolean =>
  isDeepStrictEqual(one, other);

/** The fields of `wanted` that `present` holds with another value, or not at all. */
export function differing(wanted: Fields, present: Fields): readonly string[] {
  return Object.keys(wanted).filter((name) => !sameValue(wanted[name], present[name]));
}

/** The fields of a change that somebody else has set to something that nobody here asked for. */
export function conflicting(change: Pick<Change, 'base' | 'desired'>, present: Fields): string[] {
  return Object.keys(change.desired).filter(
    (name) =>
      !sameValue(present[name], change.desired[name]) &&
      !sameValue(present[name], change.base[name]),
  );
}

/** What the portal's state means for a change, field by field. */
export function judgeFields(fields: Fields, change: Pick<Change, 'base' | 'desired'>): Verdict {
  if (differing(change.desired, fields).length === 0) return 'desired';
  return conflicting(change, fields).length === 0 ? 'base' : 'other';
}

/** Only these fields; those that are not there are left out. */
export function pick(fields: Fields, names: readonly string[]): Fields {
  const picked: Record<string, Json> = {};
  for (const name of names) {
    const value = fields[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
