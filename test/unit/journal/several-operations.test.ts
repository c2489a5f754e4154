import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangeTarget } from '../../../src-main/contract/changes';
import { ok } from '../../../src-main/contract/result';
import type { Change, Fields } from '../../../src-main/journal/change';
import { createBook } from '../../../src-main/journal/book';
import { judgeFields, sameValue } from '../../../src-main/journal/fields';
import { advance } from '../../../src-main/journal/machine';
import { recordingOf } from '../../../src-main/journal/recording';
import { registered } from '../../../src-main/journal/registered';
import { codeOf, valueOf } from '../answers';
import { memoryDatabase } from '../store/memory-database';
import { at, change } from './changes';
import { createRig, intentOf, portalA } from './journal-rig';

const rules = { needsConfirmation: false, replaces: false, at };
const other = 'model.password';

const fresh = (base: Fields, desired: Fields, more: Partial<Change> = {}): Change =>
  change({ id: 'new', position: 9, base, desired, ...more });
const record = (one: Change, others: readonly Change[]) => valueOf(recordingOf(one, others, rules));

describe('a new change of an object that another operation changes too', () => {
  it.each(['queued', 'paused', 'held', 'sending', 'unknown'] as const)(
    'leaves one that is %s where it is, and counts on it',
    (state) => {
      const ahead = change({ operation: other, state, base: { a: 0 }, desired: { a: 1 } });
      const { entry, superseded } = record(fresh({ a: 0, b: 0 }, { a: 2, b: 1 }), [ahead]);
      expect(superseded).toEqual([]);
      expect(entry).toMatchObject({
        position: 9,
        base: { a: 1, b: 0 },
        desired: { a: 2, b: 1 },
      });
      expect(codeOf(recordingOf(fresh({ a: 0 }, { a: 1 }), [ahead], rules))).toBe('change.nothing');
    },
  );

  it.each(['failed', 'conflict'] as const)('does not count on one that is %s', (state) => {
    const ahead = change({ operation: other, state, base: { a: 0 }, desired: { a: 1 } });
    expect(record(fresh({ a: 0 }, { a: 2 }), [ahead]).entry.base).toEqual({ a: 0 });
  });

  it('counts on what that one has just done', () => {
    const [before, after] = [{ a: 0 }, { a: 1 }];
    const done = change({ operation: other, state: 'done', endedAt: at, before, after });
    expect(record(fresh({ a: 0 }, { a: 2 }), [done]).entry.base).toEqual({ a: 1 });
  });

  it('does not take the place of one that has failed, where it would of one of its own', () => {
    const failed = { state: 'failed', base: { a: 0 }, desired: { a: 1 } } as const;
    const others = [change({ ...failed, operation: other }), change({ ...failed, id: 'c2' })];
    const replacing = { ...rules, replaces: true };
    const { superseded } = valueOf(recordingOf(fresh({ a: 0 }, { a: 2 }), others, replacing));
    expect(superseded.map(({ id }) => id)).toEqual(['c2']);
  });

  it('does not jump over it into the place of an earlier one of its own', () => {
    const first = change({ base: { a: 0 }, desired: { a: 1 }, position: 1 });
    const between = change({
      id: 'c2',
      operation: other,
      base: { a: 1 },
      desired: { a: 2 },
      position: 2,
    });
    const last = change({ id: 'c3', base: { a: 2, b: 0 }, desired: { a: 3, b: 1 }, position: 3 });
    const { entry, superseded } = record(fresh({ a: 0 }, { a: 4 }), [first, between, last]);
    expect(superseded.map(({ id }) => id)).toEqual(['c3']);
    expect(entry).toMatchObject({ position: 3, base: { a: 2, b: 0 }, desired: { a: 4, b: 1 } });
  });

  it('ends with the portal as the wishes one after the other would have left it', () => {
    const value = fc.integer({ min: 0, max: 2 });
    const wish = fc.record({
      operation: fc.constantFrom('model.settings', other),
      desired: fc.dictionary(fc.constantFrom('a', 'b'), value, { minKeys: 1, maxKeys: 2 }),
    });
    fc.assert(
      fc.property(
        fc.record({ a: value, b: value }),
        fc.array(wish, { minLength: 1, maxLength: 7 }),
        (portal, wishes) => {
          let queue: readonly Change[] = [];
          for (const [n, { operation, desired }] of wishes.entries()) {
            const one = fresh(portal, desired, { id: `c${n}`, position: n + 1, operation });
            const recording = recordingOf(one, queue, rules);
            if (!recording.ok) continue;
            const { entry, superseded } = recording.value;
            const gone = new Set(superseded.map(({ id }) => id));
            const left = queue.filter(({ id }) => !gone.has(id));
            queue = [...left, ...(entry.state === 'queued' ? [entry] : [])].toSorted(
              (x, y) => x.position - y.position,
            );
          }
          const end = queue.reduce<Fields>((held, one) => {
            // Nothing that we did ourselves is a conflict.
            expect(judgeFields(held, one)).not.toBe('other');
            return { ...held, ...one.desired };
          }, portal);
          const wanted: Fields = wishes.reduce(
            (all, { desired }) => ({ ...all, ...desired }),
            portal,
          );
          expect(end).toEqual(wanted);
        },
      ),
    );
  });
});

/** An operation of the same object as the rig's own, whose undo is about an object of another name. */
const password = registered({
  name: other,
  version: 1,
  accepts: () => true,
  read: () => Promise.resolve(ok({})),
  base: () => ({ gone: false }),
  judge: () => 'base' as const,
  verify: () => [],
  merge: () => null,
  send: () => Promise.resolve({ sent: true }),
  undo: ({ target, idempotencyKey }) => ({
    can: true,
    operation: other,
    version: 1,
    base: { made: false },
    desired: { made: true },
    loses: 'address',
    about: { target: { ...target, title: 'Anew' }, objectKey: 'anew', idempotencyKey },
  }),
});

describe('the journal', () => {
  it('takes the id of what is to be created from who asks', async () => {
    const rig = await createRig();
    const idempotencyKey = '10000000-0000-4000-8000-0000000000ff';
    const own = await rig.reaches(await rig.record({ idempotencyKey }), 'done');
    expect(own.idempotencyKey).toBe(idempotencyKey);
    const made = await rig.reaches(await rig.record({ objectKey: 'two' }), 'done');
    expect(made.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
    expect(made.idempotencyKey).not.toBe(idempotencyKey);
  });

  it('takes back under the name of what is made anew, also after a restart', async () => {
    const rig = await createRig({ more: [password] });
    const recorded = await rig.record({ operation: other, desired: { gone: true }, base: {} });
    const done = await rig.reaches(recorded, 'done');
    await rig.restart();
    const { calls } = rig.journal();
    const detail = valueOf(await calls.detail({ changeId: done.id }));
    expect(detail.undo).toEqual({ can: true, loses: 'address' });
    const { changeId } = valueOf(await calls.undo({ changeId: done.id }));
    expect(await rig.reaches(changeId, 'done')).toMatchObject({
      objectKey: 'anew',
      target: { title: 'Anew' },
      idempotencyKey: done.idempotencyKey,
      undoOf: done.id,
    });
  });

  it('bases a later change of another operation anew when the one before comes to nothing', async () => {
    const rig = await createRig({ more: [password] });
    rig.offline.add(portalA);
    const first = await rig.record();
    const second = await rig.record({ operation: other, base: { a: 0 }, desired: { a: 2 } });
    expect(valueOf(await rig.journal().byId(second)).base).toEqual({ a: 1 });
    valueOf(await rig.journal().calls.discard({ changeId: first }));
    expect(valueOf(await rig.journal().byId(second)).base).toEqual({ a: 0 });
  });

  it('tells after a lost answer, too, what the portal kept otherwise', async () => {
    const rig = await createRig({
      operation: {
        judge: (fields, { desired }, phase) =>
          phase === 'settle' && !sameValue(fields['a'], 0)
            ? 'desired'
            : judgeFields(fields, { base: { a: 0 }, desired }),
      },
    });
    rig.behaviour.send = ({ change: { portalId, objectKey } }) => {
      rig.contents.set(`${portalId} ${objectKey}`, { a: 7, b: 0 });
      throw new Error('The line broke.');
    };
    const { objectKey } = intentOf('one');
    const done = await rig.reaches(await rig.record({ objectKey }), 'done');
    expect(done).toMatchObject({
      after: { a: 7 },
      result: { kind: 'proved', sent: true, kept: ['a'] },
    });
  });
});

it('what the portal held already before anything was sent is not what it kept otherwise', () => {
  const found = { verdict: 'desired', fields: { a: 1 }, again: null, kept: ['b'] } as const;
  const checked = advance(change({ state: 'checking' }), { kind: 'found', ...found }, rules);
  expect(checked?.result).toEqual({ kind: 'proved', sent: false, kept: [] });
});

describe('what a change of a link is about', () => {
  const target: ChangeTarget = {
    kind: 'link',
    title: 'For the auditors',
    linkId: '10000000-0000-4000-8000-000000000002',
    entry: { kind: 'file', id: 'sbox-1-|Q3 budget.xlsx' },
    entryTitle: '=Jahresbericht.docx',
  };

  it('is kept, with the way back to it', async () => {
    const book = createBook(await memoryDatabase());
    const about = { target, objectKey: 'link:file:1:2', idempotencyKey: 'k2' };
    const undo = { can: true, operation: 'o', version: 1, base: {}, desired: {}, about } as const;
    const done = change({ target, state: 'done', endedAt: at, undo });
    valueOf(await book.write({ at, transitions: [{ from: null, to: done }] }));
    expect(valueOf(await book.byId('c1'))).toEqual(done);
  });

  it.each(['auditors', 'Jahresbericht', 'JA', 'bericht.d'])('is found by %s', async (search) => {
    const rig = await createRig();
    const changeId = await rig.record({ target });
    await rig.record({ objectKey: 'two' });
    const filter = { show: 'all', portalId: null, search } as const;
    const { calls } = rig.journal();
    const { rows } = valueOf(await calls.list({ filter, offset: 0, limit: 10 }));
    expect(rows.map(({ id }) => id)).toEqual([changeId]);
  });

  it('is exported with link and entry, with formulas made harmless', async () => {
    const rig = await createRig();
    await rig.reaches(await rig.record({ target }), 'done');
    await rig.reaches(await rig.record({ objectKey: 'two' }), 'done');
    const filter = { show: 'all', portalId: null, search: '' } as const;
    for (const format of ['csv', 'json'] as const) {
      valueOf(await rig.journal().calls.exportTo({ format, filter }));
    }
    const [csv, json] = rig.files.map(({ text }) => text);
    expect(csv).toContain(
      `,link,For the auditors,${target.linkId},file,sbox-1-|Q3 budget.xlsx,'=Jahresbericht.docx,`,
    );
    expect(csv).toContain(',externalSharing,,,,,,');
    expect(JSON.parse(json ?? '')).toMatchObject([
      { target: 'externalSharing', linkId: null, entryTitle: null },
      { target: 'link', linkId: target.linkId, entry: 'file', entryTitle: '=Jahresbericht.docx' },
    ]);
  });
});
