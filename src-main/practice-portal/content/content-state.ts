import * as v from 'valibot';
import { linkSchema } from './links';

const entryId = v.union([v.number(), v.string()]);
const order = v.object({ property: v.number(), ascending: v.boolean() });
/** How lists are sorted: `SortedByType` and the direction. */
export type SortOrder = v.InferOutput<typeof order>;

/**
 * What differs from the content that a portal is made with. That itself is generated anew at
 * every start, always the same, and never stands in the data file.
 */
export const contentStateSchema = v.object({
  /** Links that were made or changed since, by entry and id; `null`: deleted. */
  links: v.record(v.string(), v.nullable(linkSchema)),
  /** Keys of entries that were taken away. */
  removed: v.array(v.string()),
  /** New parents by key of the entry. */
  moved: v.record(v.string(), entryId),
  /** The order that a person last asked for, by the person's id. */
  orders: v.record(v.string(), order),
  /** Keys of entries that a person opened over a link, newest last, by the person's id. */
  recent: v.record(v.string(), v.array(v.string())),
});
export type ContentState = v.InferOutput<typeof contentStateSchema>;

export function freshContentState(): ContentState {
  return { links: {}, removed: [], moved: {}, orders: {}, recent: {} };
}
