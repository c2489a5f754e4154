import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import { fail, ok } from '../../../src-main/contract/result';
import { codeOf, valueOf } from '../answers';
import { createRig, gate, isAppointed, portalB } from './journal-rig';

describe('withdrawing a change', () => {
  it('leaves one that is being sent alone', async () => {
    const rig = await createRig();
    const [begun, door] = [gate(), gate()];
    let aborted = false;
    rig.behaviour.send = async ({ signal }) => {
      begun.open();
      await door.opened;
      aborted = signal.aborted;
    };
    const id = await rig.record();
    await begun.opened;
    expect(codeOf(await rig.journal().withdraw(id))).toBe('change.notNow');
    door.open();
    await rig.reaches(id, 'done');
    expect(aborted).toBe(false);
  });

  it('leaves one alone that has left', async () => {
    const rig = await createRig();
    const begun = gate();
    rig.behaviour.read = ({ phase }) => {
      if (phase !== 'verify') return ok({ a: 0, b: 0 });
      begun.open();
      return new Promise(() => undefined);
    };
    const id = await rig.record();
    await begun.opened;
    expect(codeOf(await rig.journal().withdraw(id))).toBe('change.notNow');
    expect(valueOf(await rig.journal().byId(id)).state).toBe('verifying');
  });

  it('ends one that waits, and leaves a portal in peace that asked for it', async () => {
    const rig = await createRig();
    const error = appError('portal.rateLimited', { params: { seconds: 60 } });
    rig.behaviour.read = () => fail(error);
    const resting = await rig.record();
    await rig.reaches(resting, 'queued', isAppointed);
    const other = await rig.record({ objectKey: 'two' });
    const third = await rig.record({ objectKey: 'three' });
    const reads = rig.reads.length;
    valueOf(await rig.journal().withdraw(other));
    expect(valueOf(await rig.journal().byId(other))).toMatchObject({
      state: 'discarded',
      result: { kind: 'discarded', reason: 'cancelled' },
    });
    delete rig.behaviour.read;
    rig.pass(59_000);
    // All that the withdrawal has set going has gone by then.
    await new Promise(setImmediate);
    expect(rig.reads).toHaveLength(reads);
    rig.pass(1_000);
    await rig.reaches(resting, 'done');
    await rig.reaches(third, 'done');
  });

  it('knows when there is none', async () => {
    const rig = await createRig();
    expect(codeOf(await rig.journal().withdraw(randomUUID()))).toBe('change.unknown');
  });
});

describe('taking a change back', () => {
  it('is recorded under the id that was made for it', async () => {
    const rig = await createRig();
    const [first, back] = [randomUUID(), randomUUID()];
    expect(await rig.record({ changeId: first })).toBe(first);
    const done = await rig.reaches(first, 'done');
    expect(rig.journal().canTakeBack(done)).toBe(true);
    expect(valueOf(await rig.journal().takeBack(first, back))).toEqual({ changeId: back });
    expect(await rig.reaches(back, 'done')).toMatchObject({ undoOf: first });
    const undone = valueOf(await rig.journal().byId(first));
    expect(rig.journal().canTakeBack(undone)).toBe(false);
    expect(codeOf(await rig.journal().takeBack(first))).toBe('change.notNow');
  });

  it('finds many changes at once, open ones and those that are over', async () => {
    const rig = await createRig();
    rig.offline.add(portalB);
    const done = await rig.record();
    await rig.reaches(done, 'done');
    const open = await rig.record({ portalId: portalB });
    const found = valueOf(await rig.journal().byIds([done, open, randomUUID()]));
    expect([...found].map(([id, { state }]) => [id, state])).toEqual(
      expect.arrayContaining([
        [done, 'done'],
        [open, 'queued'],
      ]),
    );
    expect(found.size).toBe(2);
  });
});
