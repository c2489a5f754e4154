import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import { changeStates, type ChangeState } from '../../../src-main/contract/changes';
import type { Change } from '../../../src-main/journal/change';
import type { Remedy } from '../../../src-main/journal/failure';
import { advance, isEnded, type ChangeEvent } from '../../../src-main/journal/machine';
import { at, change } from './changes';

const free = { needsConfirmation: false, at };
const asked = { needsConfirmation: true, at };
const error = appError('net.refused');
const until = '2026-03-01T08:05:00.000Z';
const wait: Remedy = { do: 'wait', until };
const pause: Remedy = { do: 'pause' };
const failing: Remedy = { do: 'fail' };
const end: Remedy = { do: 'end', reason: 'cancelled' };

const events = {
  begun: { kind: 'begun' },
  desired: { kind: 'found', verdict: 'desired', fields: { a: 1 }, again: null },
  base: { kind: 'found', verdict: 'base', fields: { a: 0 }, again: until },
  other: { kind: 'found', verdict: 'other', fields: { a: 5 }, again: null },
  notReadWait: { kind: 'notRead', error, remedy: wait },
  notReadPause: { kind: 'notRead', error, remedy: pause },
  notReadFail: { kind: 'notRead', error, remedy: failing },
  notReadEnd: { kind: 'notRead', error, remedy: end },
  sent: { kind: 'sent' },
  refusedWait: { kind: 'refused', error, remedy: wait },
  refusedPause: { kind: 'refused', error, remedy: pause },
  refusedFail: { kind: 'refused', error, remedy: failing },
  refusedEnd: { kind: 'refused', error, remedy: end },
  lost: { kind: 'lost', error },
  proved: { kind: 'proved', fields: { a: 1 }, kept: [] },
  noted: { kind: 'noted', progress: { step: 1 } },
  restarted: { kind: 'restarted' },
  notUnderstood: { kind: 'notUnderstood' },
  moved: { kind: 'moved' },
  paused: { kind: 'paused', error },
  resumed: { kind: 'resumed' },
  retried: { kind: 'retried' },
  confirmed: { kind: 'confirmed' },
  mine: { kind: 'resolved', mine: ['a'] },
  theirs: { kind: 'resolved', mine: [] },
  discarded: { kind: 'discarded', reason: 'person' },
  cancelled: { kind: 'discarded', reason: 'cancelled' },
  superseded: { kind: 'superseded', by: 'c2' },
  rebased: { kind: 'rebased', base: { a: 3 } },
  undone: { kind: 'undone', by: 'c2' },
} as const satisfies Record<string, ChangeEvent>;
type EventName = keyof typeof events;

/** State after each event that means something there; what is not listed means nothing. */
const table: Readonly<Record<ChangeState, Partial<Record<EventName, ChangeState>>>> = {
  queued: {
    begun: 'checking',
    notUnderstood: 'failed',
    moved: 'held',
    paused: 'paused',
    retried: 'queued',
    discarded: 'discarded',
    cancelled: 'discarded',
    superseded: 'superseded',
    rebased: 'queued',
  },
  checking: {
    desired: 'done',
    base: 'sending',
    other: 'conflict',
    notReadWait: 'queued',
    notReadPause: 'paused',
    notReadFail: 'failed',
    notReadEnd: 'discarded',
    restarted: 'queued',
    notUnderstood: 'failed',
    discarded: 'discarded',
    cancelled: 'discarded',
  },
  sending: {
    sent: 'verifying',
    refusedWait: 'queued',
    refusedPause: 'paused',
    refusedFail: 'failed',
    refusedEnd: 'discarded',
    lost: 'unknown',
    noted: 'sending',
    restarted: 'unknown',
    notUnderstood: 'failed',
  },
  verifying: {
    notReadWait: 'verifying',
    notReadPause: 'verifying',
    notReadFail: 'unknown',
    notReadEnd: 'discarded',
    proved: 'done',
    notUnderstood: 'failed',
    retried: 'verifying',
    discarded: 'discarded',
  },
  unknown: {
    desired: 'done',
    base: 'queued',
    other: 'conflict',
    notReadWait: 'unknown',
    notReadPause: 'unknown',
    notReadFail: 'unknown',
    notReadEnd: 'discarded',
    notUnderstood: 'failed',
    retried: 'unknown',
    discarded: 'discarded',
  },
  held: {
    notUnderstood: 'failed',
    confirmed: 'queued',
    discarded: 'discarded',
    cancelled: 'discarded',
    superseded: 'superseded',
    rebased: 'held',
  },
  conflict: {
    notUnderstood: 'failed',
    retried: 'queued',
    mine: 'queued',
    theirs: 'discarded',
    discarded: 'discarded',
    cancelled: 'discarded',
    superseded: 'superseded',
  },
  failed: {
    notUnderstood: 'failed',
    retried: 'queued',
    discarded: 'discarded',
    cancelled: 'discarded',
    superseded: 'superseded',
  },
  paused: {
    notUnderstood: 'failed',
    moved: 'held',
    resumed: 'queued',
    discarded: 'discarded',
    cancelled: 'discarded',
    superseded: 'superseded',
    rebased: 'paused',
  },
  done: { undone: 'done' },
  discarded: {},
  superseded: {},
};

/** Where an operation that needs a person's word ends up differently. */
const tableOfAsked: typeof table = {
  ...table,
  queued: { ...table.queued, restarted: 'held' },
  paused: { ...table.paused, restarted: 'held', resumed: 'held' },
  checking: { ...table.checking, notReadWait: 'held', restarted: 'held' },
  sending: { ...table.sending, refusedWait: 'held' },
  unknown: { ...table.unknown, base: 'held' },
};

const inState = (state: ChangeState): Change =>
  change({
    state,
    before: state === 'conflict' ? { a: 5 } : null,
    endedAt: isEnded({ state }) ? at : null,
  });

const names = Object.keys(events) as EventName[];
const cells = changeStates.flatMap((state) => names.map((name) => [state, name] as const));

describe('the machine', () => {
  it.each(cells)('takes a change that is %s through %s as its table says', (state, name) => {
    expect(advance(inState(state), events[name], free)?.state).toBe(table[state][name]);
    expect(advance(inState(state), events[name], asked)?.state).toBe(tableOfAsked[state][name]);
  });

  it('counts a try for every look at the portal that was begun', () => {
    expect(advance(inState('queued'), events.begun, free)?.attempts).toBe(1);
    expect(advance(inState('checking'), events.notReadWait, free)?.attempts).toBe(0);
    expect(advance(inState('unknown'), events.notReadWait, free)?.attempts).toBe(1);
  });

  it('keeps the appointment only where it waits for one', () => {
    expect(advance(inState('checking'), events.notReadWait, free)?.nextAttemptAt).toBe(until);
    expect(advance(inState('verifying'), events.notReadWait, free)?.nextAttemptAt).toBe(until);
    expect(advance(inState('checking'), events.notReadWait, asked)?.nextAttemptAt).toBeNull();
    expect(advance(inState('checking'), events.notReadFail, free)?.nextAttemptAt).toBeNull();
  });

  it('sends again after a pause what proves not to have arrived', () => {
    const again = advance(inState('unknown'), events.base, free);
    expect(again).toMatchObject({ state: 'queued', nextAttemptAt: until, before: { a: 0 } });
    const word = advance(inState('unknown'), events.base, asked);
    expect(word).toMatchObject({ state: 'held', nextAttemptAt: null });
  });

  it('says of a change that had left and is given up that nobody knows what became of it', () => {
    for (const state of ['verifying', 'unknown'] as const) {
      const given = advance(inState(state), events.discarded, free);
      expect(given?.result).toEqual({ kind: 'discarded', reason: 'unproved' });
    }
    const never = advance(inState('held'), events.discarded, free);
    expect(never?.result).toEqual({ kind: 'discarded', reason: 'person' });
  });

  it('tells whether the portal held it already', () => {
    const already = advance(inState('checking'), events.desired, free);
    expect(already?.result).toEqual({ kind: 'proved', sent: false, kept: [] });
    const settled = advance(inState('unknown'), events.desired, free);
    expect(settled?.result).toEqual({ kind: 'proved', sent: true, kept: [] });
  });

  it('names what the portal kept otherwise', () => {
    const kept = advance(
      inState('verifying'),
      { kind: 'proved', fields: { a: 7 }, kept: ['a'] },
      free,
    );
    expect(kept).toMatchObject({
      state: 'done',
      after: { a: 7 },
      result: { kind: 'proved', sent: true, kept: ['a'] },
    });
  });

  it('goes on with the fields that a person keeps, on top of what the portal holds', () => {
    const conflict = change({
      state: 'conflict',
      base: { a: 0, b: 0, c: 0, watched: 'x' },
      desired: { a: 1, b: 1, c: 1 },
      before: { a: 5, b: 6, c: 0, watched: 'y', more: true },
    });
    const resolved = advance(conflict, { kind: 'resolved', mine: ['b'] }, free);
    expect(resolved).toMatchObject({ state: 'queued' });
    // Only `a` was given up: nobody had touched `c`.
    expect(resolved?.desired).toEqual({ b: 1, c: 1 });
    expect(resolved?.base).toEqual({ b: 6, c: 0, watched: 'y' });
  });

  it('takes back that a change was undone when that came to nothing', () => {
    const done = change({ state: 'done', undoneBy: 'c2' });
    expect(advance(done, { kind: 'undone', by: null }, free)?.undoneBy).toBeNull();
  });

  it('does not write down again that a change is not understood', () => {
    const failed = advance(inState('queued'), events.notUnderstood, free);
    expect(failed?.error?.code).toBe('change.unknownOperation');
    expect(failed && advance(failed, events.notUnderstood, free)).toBeNull();
  });
});

describe('the machine, whatever happens', () => {
  const anyEvent = fc.constantFrom(...names.map((name) => events[name]));
  const words = new Set<ChangeEvent['kind']>(['retried', 'confirmed', 'resolved']);
  const left = new Set<ChangeState>(['sending', 'verifying', 'unknown']);

  it('never sends without a check, and what needs a word not without one in this run', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), fc.boolean(), (all, needsWord) => {
        let one = change();
        let hasWord = true;
        for (const event of all) {
          if (event.kind === 'restarted') hasWord = false;
          const next = advance(one, event, { needsConfirmation: needsWord, at });
          if (next === null) continue;
          if (words.has(event.kind)) hasWord = true;
          if (next.state === 'sending' && one.state !== 'sending') {
            expect([one.state, event.kind]).toEqual(['checking', 'found']);
            expect(hasWord || !needsWord).toBe(true);
            hasWord = false;
          }
          // Whether it has arrived is only forgotten over a look at the portal, or a person's no.
          if (left.has(one.state) && !left.has(next.state) && one.state !== 'sending') {
            expect(['found', 'proved', 'discarded', 'notUnderstood', 'notRead']).toContain(
              event.kind,
            );
          }
          expect(isEnded(one) && next.state !== one.state).toBe(false);
          expect(next.endedAt !== null).toBe(isEnded(next));
          expect(next.result !== null).toBe(isEnded(next));
          one = next;
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
