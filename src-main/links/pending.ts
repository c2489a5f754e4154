import * as v from 'valibot';
import type { EntryRef } from '../contract/entries';
import { linkFields, type PendingLink } from '../contract/links';
import type { Change } from '../journal/change';
import { entryKey } from './names';
import { firstFields, wishedFields, type WishedFields } from './link-fields';
import { kindOfChange } from './operations/names';

/** The open changes of one link, laid over each other. */
export interface PendingChanges {
  /** The newest of them. */
  readonly pending: PendingLink;
  /** What the link was to be from its beginning; `null`: none of them is to make it. */
  readonly made: WishedFields | null;
  /** One of them is to make the link, and has not failed. */
  readonly isComing: boolean;
  /** What they will make of it, the password included. */
  readonly coming: WishedFields;
}

/** The open changes of an entry's links, by the link's id, in the order of their turn. */
export function pendingChanges(
  open: readonly Change[],
  ref: EntryRef,
): ReadonlyMap<string, PendingChanges> {
  const byLink = new Map<string, OpenChange[]>();
  for (const change of open) {
    const { target, operation } = change;
    const kind = kindOfChange(operation);
    if (kind === null || target.kind !== 'link') continue;
    if (entryKey(target.entry) !== entryKey(ref)) continue;
    const { linkId } = target;
    byLink.set(linkId, [...(byLink.get(linkId) ?? []), { change, kind, wish: wishOf(change) }]);
  }
  return new Map([...byLink].flatMap(([linkId, changes]) => laidOver(linkId, changes)));
}

interface OpenChange {
  readonly change: Change;
  readonly kind: PendingLink['kind'];
  readonly wish: WishedFields;
}

function laidOver(
  linkId: string,
  changes: readonly OpenChange[],
): readonly (readonly [string, PendingChanges])[] {
  const newest = changes.at(-1);
  if (!newest) return [];
  const hopeful = changes.filter(isHopeful);
  const coming = hopeful.reduce<WishedFields>((all, { wish }) => ({ ...all, ...wish }), {});
  // Of what has failed only its own wish is told: nothing is going to come of the others with it.
  const all = isRemoval(newest) || !isHopeful(newest) ? newest.wish : coming;
  const { password: _secret, ...wanted } = all;
  const pending: PendingLink = {
    changeId: newest.change.id,
    kind: newest.kind,
    state: newest.change.state,
    wanted,
    fields: linkFields.filter((name) => Object.hasOwn(all, name)),
  };
  const making = changes.find(({ kind }) => kind === 'create');
  const isComing = hopeful.some(({ kind }) => kind === 'create');
  return [[linkId, { pending, made: making?.wish ?? null, isComing, coming }]];
}

const isHopeful = ({ change: { state } }: OpenChange): boolean =>
  state !== 'failed' && state !== 'conflict';

const isRemoval = ({ kind }: OpenChange): boolean => kind === 'delete' || kind === 'revoke';

/** The fields that a change sets; one that another version recorded may hold others. */
function wishOf({ desired }: Change): WishedFields {
  const first = v.safeParse(firstFields, desired);
  if (first.success) {
    const { exists: _exists, ...fields } = first.output;
    return fields;
  }
  const wished = v.safeParse(wishedFields, desired);
  return wished.success ? wished.output : {};
}
