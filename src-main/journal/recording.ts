import { appError } from '../contract/app-error';
import type { ChangeState } from '../contract/changes';
import type { Json } from '../contract/json';
import { fail, ok, type Result } from '../contract/result';
import type { Change, Fields } from './change';
import { differing, pick, sameValue } from './fields';
import { advance, isUnderWay, type Rules } from './machine';

/** What recording a change does to the journal. */
export interface Recording {
  readonly entry: Change;
  /** Open changes whose place it takes. */
  readonly superseded: readonly Change[];
}

export interface RecordingRules extends Rules {
  /** A newer change of the same object takes the place of an open one; otherwise they merge. */
  readonly replaces: boolean;
}

/** Nothing of these has left, and nothing speaks against sending them. */
const waiting: readonly ChangeState[] = ['queued', 'paused', 'held'];
/** What the portal will hold by the turn of a later change, as far as can be said, or holds already. */
const isComing = (one: Change): boolean =>
  one.state === 'done' || waiting.includes(one.state) || isUnderWay(one);
/** Nothing of these has left. */
const stopped: readonly ChangeState[] = [...waiting, 'failed', 'conflict'];

/**
 * What a new change becomes beside other changes of the same object. Those of its own operation
 * that still wait are merged into it: what the person saw first, what the person wants last. One of
 * another operation in between stays, and so does what is before it. Of a field that a change ahead
 * sets, the portal will hold what that one sends; of a field that one has set, the person may not
 * have seen it yet: our own changes are no conflicts.
 * Errors: `change.nothing` when it would change nothing, and takes nothing back.
 * @param fresh the change as it was asked for, in the state in which it is to begin.
 * @param others of the same object: those done that the person may not have seen, and the open
 *   ones, in the order of their turn.
 */
export function recordingOf(
  fresh: Change,
  others: readonly Change[],
  rules: RecordingRules,
): Result<Recording, 'change'> {
  const between = others.findLastIndex(
    (one) => one.operation !== fresh.operation && isComing(one) && one.state !== 'done',
  );
  const replaced = others.filter(
    ({ operation, state }, index) =>
      operation === fresh.operation &&
      index > between &&
      (rules.replaces ? stopped : waiting).includes(state),
  );
  const ahead = others.filter((one) => isComing(one) && !replaced.includes(one));
  const merged = rules.replaces ? fresh : merge(fresh, replaced, ahead);
  const isNothing = differing(merged.desired, merged.base).length === 0;
  if (isNothing && replaced.length === 0) return fail(appError('change.nothing'));

  // What was asked for stays told as it was.
  const entry = isNothing
    ? advance(fresh, { kind: 'discarded', reason: 'setBack' }, rules)
    : merged;
  if (entry === null) throw new Error(`A new change cannot be ${fresh.state}`);
  const superseded = replaced.flatMap(
    (one) => advance(one, { kind: 'superseded', by: fresh.id }, rules) ?? [],
  );
  return ok({ entry, superseded });
}

/** A new change with all that waits before it, in the place of the first of them. */
function merge(fresh: Change, replaced: readonly Change[], ahead: readonly Change[]): Change {
  // The person has not spoken about fields that wait for a word and are not in the new change.
  const unheard = replaced.some(
    ({ state, desired }) =>
      state === 'held' && Object.keys(desired).some((name) => !Object.hasOwn(fresh.desired, name)),
  );
  return {
    ...fresh,
    ...combined([...replaced, fresh], ahead),
    position: Math.min(fresh.position, ...replaced.map(({ position }) => position)),
    ...(unheard ? { state: 'held', error: null } : {}),
  };
}

/** Base and desired of changes one after the other, without fields that were set back. */
function combined(
  chain: readonly Change[],
  ahead: readonly Change[],
): { readonly base: Fields; readonly desired: Fields } {
  const base: Record<string, Json> = {};
  const desired: Record<string, Json> = {};
  const names = new Set(chain.flatMap((change) => Object.keys(change.desired)));
  for (const name of names) {
    const setting = chain.filter((one) => sets(one, name));
    const wanted = setting.at(-1)?.desired[name];
    if (wanted === undefined) continue;
    const first = setting[0]?.base[name];
    // Back where it began, unless the person has seen the portal hold something else meanwhile.
    const seen = sameValue(wanted, first) ? setting.at(-1)?.base[name] : first;
    // What is only to stay as it is was never meant to begin, or to end, somewhere else.
    const isCondition =
      setting.every((one) => sameValue(one.base[name], one.desired[name])) &&
      !ahead.some((one) => one.state !== 'done' && sets(one, name));
    const before = isCondition ? seen : comingTo(name, seen, ahead);
    if (sameValue(wanted, before) && !isCondition) continue;
    desired[name] = wanted;
    if (before !== undefined) base[name] = before;
  }
  // Some operations look at more of the object than they change.
  for (const [name, value] of chain.flatMap((change) => Object.entries(change.base))) {
    if (names.has(name) || Object.hasOwn(base, name)) continue;
    base[name] = comingTo(name, value, ahead) ?? value;
  }
  return { base, desired };
}

/** What the portal will hold of a field that was seen as `seen`, by the changes ahead. */
function comingTo(
  name: string,
  seen: Json | undefined,
  ahead: readonly Change[],
): Json | undefined {
  return ahead
    .filter((one) => sets(one, name))
    .reduce<Json | undefined>((value, { state, desired, before, after }) => {
      if (state !== 'done') return desired[name];
      return sameValue(value, before?.[name]) ? after?.[name] : value;
    }, seen);
}

const sets = ({ desired }: Change, name: string): boolean => Object.hasOwn(desired, name);

/**
 * What a later change of the same object is based on, once an earlier one that it counted on has
 * come to nothing. `null`: it did not count on it.
 */
export function basedWithout(earlier: Change, later: Change): Fields | null {
  const names = Object.keys(earlier.desired).filter(
    (name) =>
      sameValue(later.base[name], earlier.desired[name]) &&
      !sameValue(earlier.base[name], earlier.desired[name]),
  );
  if (names.length === 0) return null;
  const others = Object.keys(later.base).filter((name) => !names.includes(name));
  return { ...pick(later.base, others), ...pick(earlier.base, names) };
}
