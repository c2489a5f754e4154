import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangeState } from '../../../src-main/contract/changes';
import type { Change, Fields } from '../../../src-main/journal/change';
import { judgeFields } from '../../../src-main/journal/fields';
import { recordingOf, type Recording } from '../../../src-main/journal/recording';
import { codeOf, valueOf } from '../answers';
import { at, change } from './changes';

const merging = { needsConfirmation: false, replaces: false, at };
const replacing = { needsConfirmation: true, replaces: true, at };

const fresh = (base: Fields, desired: Fields, more: Partial<Change> = {}): Change =>
  change({ id: 'new', idempotencyKey: 'k9', position: 9, base, desired, ...more });

const record = (one: Change, others: readonly Change[], rules = merging): Recording =>
  valueOf(recordingOf(one, others, rules));

describe('a new change', () => {
  it('stands as asked when nothing else is open', () => {
    const one = fresh({ a: 0 }, { a: 1 });
    expect(record(one, [])).toEqual({ entry: one, superseded: [] });
  });

  it('takes first base, last desired and the place of those that wait', () => {
    const old = change({ base: { a: 0, b: 0 }, desired: { a: 1, b: 1 }, position: 3 });
    const paused = change({
      id: 'c2',
      state: 'paused',
      base: { c: 0 },
      desired: { c: 1 },
      position: 4,
    });
    const { entry, superseded } = record(fresh({ a: 0 }, { a: 2 }), [old, paused]);
    expect(entry).toMatchObject({
      id: 'new',
      state: 'queued',
      position: 3,
      base: { a: 0, b: 0, c: 0 },
      desired: { a: 2, b: 1, c: 1 },
    });
    expect(superseded.map(({ id, state, result }) => [id, state, result])).toEqual([
      ['c1', 'superseded', { kind: 'superseded', by: 'new' }],
      ['c2', 'superseded', { kind: 'superseded', by: 'new' }],
    ]);
  });

  it('leaves out fields that end where they began', () => {
    const old = change({ base: { a: 0, b: 0 }, desired: { a: 1, b: 1 } });
    const { entry } = record(fresh({ a: 0 }, { a: 0 }), [old]);
    expect(entry).toMatchObject({ state: 'queued', base: { b: 0 }, desired: { b: 1 } });
  });

  it('is recorded and over at once when it takes back all that waits', () => {
    const { entry, superseded } = record(fresh({ a: 0 }, { a: 0 }), [change()]);
    expect(entry).toMatchObject({
      state: 'discarded',
      desired: { a: 0 },
      endedAt: at,
      result: { kind: 'discarded', reason: 'setBack' },
    });
    expect(superseded).toHaveLength(1);
  });

  it('is no setting back when the person has seen the portal hold something else since', () => {
    // Asked for 1 over 0; then the portal was seen to hold 5; now the person wants 0.
    const { entry } = record(fresh({ a: 5 }, { a: 0 }), [change()]);
    expect(entry).toMatchObject({ state: 'queued', base: { a: 5 }, desired: { a: 0 } });
  });

  it('changes nothing when it wants what the person saw, or nothing at all', () => {
    expect(codeOf(recordingOf(fresh({ a: 1 }, { a: 1 }), [], merging))).toBe('change.nothing');
    expect(codeOf(recordingOf(fresh({}, {}), [], merging))).toBe('change.nothing');
    expect(codeOf(recordingOf(fresh({ a: 1 }, { a: 1 }), [], replacing))).toBe('change.nothing');
  });

  it.each<ChangeState>(['checking', 'sending', 'verifying', 'unknown'])(
    'counts on what a change that is %s will make of the portal',
    (state) => {
      const ahead = change({ state, base: { a: 0 }, desired: { a: 1 } });
      const { entry, superseded } = record(fresh({ a: 0, b: 0 }, { a: 2, b: 3 }), [ahead]);
      expect(superseded).toEqual([]);
      expect(entry).toMatchObject({ position: 9, base: { a: 1, b: 0 }, desired: { a: 2, b: 3 } });
      // Back to what was there before is a change again.
      const back = record(fresh({ a: 0 }, { a: 0 }), [ahead]);
      expect(back.entry).toMatchObject({ base: { a: 1 }, desired: { a: 0 } });
      // What is on its way already needs no second change.
      expect(codeOf(recordingOf(fresh({ a: 0 }, { a: 1 }), [ahead], merging))).toBe(
        'change.nothing',
      );
    },
  );

  it('counts on what was done just now, which the person may not have seen', () => {
    const before = { a: 0, b: 0 };
    const done = change({ state: 'done', endedAt: at, before, after: { a: 1, b: 0 } });
    const again = change({ ...done, before: { a: 1, b: 0 }, after: { a: 2, b: 0 } });
    const { entry, superseded } = record(fresh({ a: 0 }, { a: 3 }), [done, again]);
    expect(entry).toMatchObject({ state: 'queued', base: { a: 2 }, desired: { a: 3 } });
    expect(superseded).toEqual([]);
    // What was seen to be something else was seen later.
    expect(record(fresh({ a: 7 }, { a: 3 }), [done]).entry.base).toEqual({ a: 7 });
  });

  it('keeps a field that is only to stay as it is, as a condition of the others', () => {
    const one = fresh({ on: true, a: 0 }, { on: true, a: 1 });
    expect(record(one, []).entry).toEqual(one);
    // It does not become a wish by what has been done to the field meanwhile.
    const [before, after] = [{ on: true }, { on: false }];
    const off = change({ state: 'done', endedAt: at, base: before, desired: after, before, after });
    expect(record(one, [off]).entry).toEqual(one);
    // Alone it is nothing.
    const back = record(fresh({ a: 0 }, { a: 0 }), [change({ ...one, id: 'c1' })]);
    expect(back.entry.state).toBe('discarded');
  });

  it('leaves conflicts and failures alone: a person decides about these', () => {
    const conflict = change({ state: 'conflict', before: { a: 5 } });
    const failed = change({ id: 'c2', state: 'failed', position: 2 });
    const { entry, superseded } = record(fresh({ a: 5 }, { a: 2 }), [conflict, failed]);
    expect(superseded).toEqual([]);
    expect(entry).toMatchObject({ base: { a: 5 }, desired: { a: 2 } });
  });

  it('waits for a word as long as it holds fields that waited for one', () => {
    const held = change({ state: 'held', base: { a: 0, b: 0 }, desired: { a: 1, b: 1 } });
    expect(record(fresh({ a: 0 }, { a: 2 }), [held]).entry.state).toBe('held');
    // The new word covers all that was held.
    expect(record(fresh({ a: 0, b: 0 }, { a: 2, b: 2 }), [held]).entry.state).toBe('queued');
  });

  it('keeps looking at fields that an operation watches without changing them', () => {
    const old = change({ base: { a: 0, seal: 'x' }, desired: { a: 1 } });
    const { entry } = record(fresh({ b: 0, seal: 'y' }, { b: 1 }), [old]);
    expect(entry.base).toEqual({ a: 0, b: 0, seal: 'x' });
  });

  it('knows fields that the portal does not have yet', () => {
    const old = change({ base: {}, desired: { title: 'One' } });
    const { entry } = record(fresh({}, { title: 'Two' }), [old]);
    expect(entry).toMatchObject({ base: {}, desired: { title: 'Two' } });
  });

  it.each<ChangeState>(['queued', 'paused', 'held', 'failed', 'conflict'])(
    'takes the place of one that is %s where the newer one replaces',
    (state) => {
      const old = change({ state, base: { key: 1 }, desired: { key: 2, name: 'old' } });
      const one = fresh({ key: 1 }, { key: 1, name: 'new' });
      const { entry, superseded } = record(one, [old], replacing);
      expect(entry).toEqual(one);
      expect(superseded.map(({ id }) => id)).toEqual(['c1']);
    },
  );

  it('does not replace what is on its way', () => {
    const ahead = change({ state: 'sending', desired: { a: 7 } });
    const one = fresh({ a: 0 }, { a: 1 });
    expect(record(one, [ahead], replacing)).toEqual({ entry: one, superseded: [] });
  });
});

describe('merging, whatever was asked for', () => {
  const value = fc.integer({ min: 0, max: 2 });
  const fields = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { maxKeys: 3 });

  it('ends with the portal as the same changes one after the other would have left it', () => {
    fc.assert(
      fc.property(
        fc.record({ a: value, b: value, c: value }),
        fc.array(fields, { minLength: 1, maxLength: 6 }),
        (portal, wishes) => {
          let waiting: readonly Change[] = [];
          for (const [n, desired] of wishes.entries()) {
            const one = fresh(portal, desired, { id: `c${n}`, position: n + 1 });
            const recording = recordingOf(one, waiting, merging);
            if (!recording.ok) continue;
            const { entry } = recording.value;
            waiting = entry.state === 'queued' ? [entry] : [];
          }
          const wanted: Fields = Object.assign({}, portal, ...wishes);
          const [last] = waiting;
          if (last) expect(judgeFields(portal, last)).toBe('base');
          expect({ ...portal, ...last?.desired }).toEqual(wanted);
        },
      ),
    );
  });
});
