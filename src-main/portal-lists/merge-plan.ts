import { appError } from '../contract/app-error';
import type { ListOutcome, ListRow } from '../contract/portal-lists';
import type { ListEntry, ListedPortal } from './read-entry';

/** A saved portal as far as a list can be about it. */
export interface SavedPortal {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly address: string;
  readonly tags: readonly string[];
  /** E-mail of the account; `null`: not known. */
  readonly account: string | null;
}

/** What becomes of one portal of a list, and to which saved one it is done. */
export interface PlannedRow {
  readonly row: ListRow;
  /** What is added. */
  readonly added?: ListedPortal;
  readonly merge?: { readonly portalId: string; readonly what: Merged };
}

type Merged = Extract<ListOutcome, { readonly kind: 'merge' }>;

/** Tags that a portal can have. */
const mostTags = 20;

/**
 * Decides what an import makes of each portal of a list. Portals are the same when address and
 * account are; where one side does not know the account, the address alone must be clear. A merge
 * only adds: tags, a name where nobody gave one, an account that was not known. It never touches
 * the way to a saved portal, for its API key goes there.
 */
export function planMerge(
  entries: readonly ListEntry[],
  saved: readonly SavedPortal[],
): readonly PlannedRow[] {
  const before: ListedPortal[] = [];
  /** Accounts that rows before told of saved portals. */
  const learned = new Map<string, string>();

  return entries.map((entry): PlannedRow => {
    if (!entry.ok) {
      const { place, name, error } = entry;
      return {
        row: { place, name, address: null, account: null, outcome: { kind: 'bad', error } },
      };
    }
    const { portal } = entry;
    const rowWith = (outcome: ListOutcome): ListRow => {
      const { place, name, address, account } = portal;
      return { place, name, address, account, outcome };
    };
    const twin = before.find((one) => isSame(one, portal));
    before.push(portal);
    if (twin) return { row: rowWith({ kind: 'duplicate', of: twin.place }) };

    const known = saved.map((one) => ({
      ...one,
      account: one.account ?? learned.get(one.id) ?? null,
    }));
    const match = findSaved(portal, known);
    if (match === 'unclear') {
      return { row: rowWith({ kind: 'bad', error: appError('list.unclear') }) };
    }
    if (match === null)
      return { row: rowWith({ kind: 'new', notes: portal.notes }), added: portal };
    if (portal.account !== null) learned.set(match.id, portal.account);
    const what = mergeInto(match, portal);
    if (what === null) return { row: rowWith({ kind: 'same', savedName: match.name }) };
    return { row: rowWith(what), merge: { portalId: match.id, what } };
  });
}

/** Whether two rows of a file are about the same portal. */
const isSame = (a: ListedPortal, b: ListedPortal): boolean =>
  a.address === b.address &&
  (a.account === null || b.account === null || isSameAccount(a.account, b.account));

const isSameAccount = (a: string | null, b: string | null): boolean =>
  a?.toLowerCase() === b?.toLowerCase();

function findSaved(
  portal: ListedPortal,
  saved: readonly SavedPortal[],
): SavedPortal | 'unclear' | null {
  const there = saved.filter(({ address }) => address === portal.address);
  const exact =
    portal.account === null
      ? []
      : there.filter((one) => isSameAccount(one.account, portal.account));
  if (exact.length > 0) return theOne(exact, portal) ?? exact[0] ?? null;
  const possible = portal.account === null ? there : there.filter((one) => one.account === null);
  if (possible.length === 0) return null;
  return theOne(possible, portal) ?? 'unclear';
}

/** The only one, or the only one of that name. */
function theOne(found: readonly SavedPortal[], { name }: ListedPortal): SavedPortal | null {
  const named = found.length > 1 ? found.filter((one) => one.name === name) : found;
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** What a saved portal gains; `null`: nothing. */
function mergeInto(saved: SavedPortal, portal: ListedPortal): Merged | null {
  const fresh = portal.tags.filter((tag) => !saved.tags.includes(tag));
  const tags = fresh.slice(0, Math.max(0, mostTags - saved.tags.length));
  const unnamed = saved.name === saved.host && portal.name !== portal.host;
  const name = unnamed ? portal.name : null;
  const account = saved.account === null ? portal.account : null;
  if (tags.length === 0 && name === null && account === null) return null;
  return { kind: 'merge', savedName: saved.name, name, tags, account };
}
