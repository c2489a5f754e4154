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
  const found = new Map<string, PendingChanges>();
  for (const change of open) {
    const { target, operation, state } = change;
    const kind = kindOfChange(operation);
    if (kind === null || target.kind !== 'link' || entryKey(target.entry) !== entryKey(ref))
      continue;
    const before = found.get(target.linkId);
    const isHopeful = state !== 'failed' && state !== 'conflict';
    const isRemoval = kind === 'delete' || kind === 'revoke';
    const own = isRemoval ? {} : wishOf(change);
    const coming = isHopeful && !isRemoval ? { ...before?.coming, ...own } : (before?.coming ?? {});
    const all = isHopeful && !isRemoval ? coming : own;
    const { password: _secret, ...wanted } = all;
    found.set(target.linkId, {
      pending: {
        changeId: change.id,
        kind,
        state,
        wanted,
        fields: linkFields.filter((name) => Object.hasOwn(all, name)),
      },
      isComing: (before?.isComing ?? false) || (kind === 'create' && isHopeful),
      coming,
    });
  }
  return found;
}

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
