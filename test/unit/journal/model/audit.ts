import { isDeepStrictEqual } from 'node:util';
import { endedStates, type ChangeState } from '../../../../src-main/contract/changes';
import type { Change, Fields } from '../../../../src-main/journal/change';
import { differing } from '../../../../src-main/journal/fields';
import type { ReadPhase } from '../../../../src-main/journal/operation';
import type { Content } from './portal';

/** What the servers saw of one change. */
interface Trail {
  /** What the last look at the portal showed, and what for. */
  seen: { readonly phase: ReadPhase; readonly fields: Fields } | null;
  /** Nothing was sent since that look. */
  isFresh: boolean;
  /** It arrived since the portal was last seen not to have it. */
  hasArrived: boolean;
}

/** Watches from the servers' side that the journal keeps its promises; breaches are thrown. */
export interface Audit {
  sees(change: Change, phase: ReadPhase, fields: Fields): void;
  /** The journal is about to send. */
  sends(change: Change, recorded: Change | null): void;
  /** A request arrived and is about to be applied. */
  applies(change: Change, present: Content, next: Content): void;
  becomes(change: Change): void;
  /** Says that the person wants changes of this kind sent, once. */
  allow(changeId: string): void;
  /** The app was killed: what was allowed in that run is not any more. */
  dies(): void;
  /** Breaches so far; a promise rejected inside the journal would be taken for something else. */
  readonly breaches: readonly string[];
  applied(): number;
}

export function createAudit(needsWord: (change: Change) => boolean): Audit {
  const trails = new Map<string, Trail>();
  const allowed = new Set<string>();
  const breaches: string[] = [];
  let applied = 0;

  const trailOf = (change: Change): Trail => {
    const trail = trails.get(change.id) ?? { seen: null, isFresh: false, hasArrived: false };
    trails.set(change.id, trail);
    return trail;
  };
  const must = (holds: boolean, promise: string, { id, state }: Change): void => {
    if (!holds) breaches.push(`${promise} (${id}, ${state})`);
  };

  return {
    breaches,
    sees(change, phase, fields) {
      const trail = trailOf(change);
      trail.seen = { phase, fields };
      trail.isFresh = true;
      if (differing(change.desired, fields).length > 0) trail.hasArrived = false;
    },

    sends(change, recorded) {
      const trail = trailOf(change);
      must(recorded?.state === 'sending', 'it is recorded before it is sent', change);
      must(trail.isFresh && trail.seen?.phase === 'check', 'a fresh check before sending', change);
      const missing = trail.seen ? differing(change.desired, trail.seen.fields) : [];
      must(missing.length > 0, 'sent only if the portal was seen not to have it', change);
      if (needsWord(change)) must(allowed.delete(change.id), 'a word for every sending', change);
      trail.isFresh = false;
    },

    applies(change, present, next) {
      applied += 1;
      trailOf(change).hasArrived = true;
      for (const name of new Set([...Object.keys(present), ...Object.keys(next)])) {
        if (Object.hasOwn(change.desired, name)) {
          must(isDeepStrictEqual(next[name], change.desired[name]), `${name} as asked`, change);
          const was = present[name];
          const isKnown =
            isDeepStrictEqual(was, change.base[name]) ||
            isDeepStrictEqual(was, change.desired[name]);
          must(isKnown, `nobody's ${name} is overwritten unseen`, change);
        } else {
          must(isDeepStrictEqual(next[name], present[name]), `${name} stays`, change);
        }
      }
    },

    becomes(change) {
      const isOver = endedStates.some((one) => one === change.state);
      must(isOver === (change.endedAt !== null && change.result !== null), 'an end', change);
      must(isOver ? kindOf[change.state] === change.result?.kind : true, 'told end', change);
      if (change.state !== 'done' || change.result?.kind !== 'proved') return;
      const { seen, hasArrived } = trailOf(change);
      must(change.result.sent || !hasArrived, 'what was sent is told as sent', change);
      must(isDeepStrictEqual(seen?.fields, change.after), 'done is what was read', change);
      const other = differing(change.desired, seen?.fields ?? {});
      must(isDeepStrictEqual(other, change.result.kept), 'done is as asked, or says', change);
    },

    allow: (changeId) => void allowed.add(changeId),
    dies: () => allowed.clear(),
    applied: () => applied,
  };
}

const kindOf: Partial<Record<ChangeState, string>> = {
  done: 'proved',
  discarded: 'discarded',
  superseded: 'superseded',
};
