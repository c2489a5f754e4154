import { beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import { fail, ok } from '../../../src-main/contract/result';
import type { SendOutcome } from '../../../src-main/journal/operation';
import { codeOf, valueOf } from '../answers';
import { createRig, gate, isAppointed, portalA, portalB, type Rig } from './journal-rig';

const refused = fail(appError('net.refused'));
const lost: SendOutcome = { sent: false, error: appError('net.connectionLost'), reached: 'maybe' };

let rig: Rig;
beforeEach(async () => {
  rig = await createRig();
});

describe('a portal that cannot be reached', () => {
  it('is tried again at the appointed time, or at once when it is back', async () => {
    rig.behaviour.read = () => refused;
    const id = await rig.record();
    expect(await rig.reaches(id, 'queued', isAppointed)).toMatchObject({
      nextAttemptAt: '2026-03-01T08:00:02.500Z',
      error: { code: 'net.refused' },
    });
    expect(rig.heard).toEqual(['Alpha net.refused']);
    rig.offline.add(portalA);
    rig.pass(2_500);
    const later = await rig.record({ objectKey: 'two' });
    rig.contents.set(`${portalA} one`, { a: 5 });
    delete rig.behaviour.read;
    expect(rig.reads).toHaveLength(1);
    expect(await rig.journal().resume(portalA)).toEqual({ done: 1, review: 1, waiting: 0 });
    expect(valueOf(await rig.journal().byId(later)).state).toBe('done');
  });

  it('is tried at once when a person says so', async () => {
    rig.offline.add(portalA);
    const id = await rig.record({ hold: true });
    expect(valueOf(await rig.journal().byId(id)).state).toBe('held');
    valueOf(await rig.journal().sendNow(id));
    await rig.reaches(id, 'done');
  });

  it('tells what still waits', async () => {
    rig.offline.add(portalA);
    await rig.record();
    rig.behaviour.read = () => refused;
    expect(await rig.journal().resume(portalA)).toEqual({ done: 0, review: 0, waiting: 1 });
    expect(await rig.journal().resume(portalB)).toEqual({ done: 0, review: 0, waiting: 0 });
  });
});

describe('a portal that refuses the key', () => {
  it('is paused with the reason, until a person has set it right', async () => {
    rig.behaviour.read = () => fail(appError('portal.keyRefused'));
    const first = await rig.record();
    const second = await rig.record({ objectKey: 'two' });
    await rig.reaches(first, 'paused');
    expect(rig.reads).toEqual(['check one']);
    const third = await rig.record({ objectKey: 'three' });
    for (const id of [first, second, third]) {
      const change = valueOf(await rig.journal().byId(id));
      expect(change).toMatchObject({ state: 'paused', error: { code: 'portal.keyRefused' } });
    }
    const { paused } = valueOf(await rig.journal().calls.counts(undefined));
    expect(paused).toMatchObject([{ portalId: portalA, error: { code: 'portal.keyRefused' } }]);
    expect(rig.published).toContain(portalA);

    await rig.restart();
    expect(valueOf(await rig.journal().calls.counts(undefined)).paused).toEqual(paused);
    delete rig.behaviour.read;
    valueOf(await rig.journal().calls.resumePortal({ portalId: portalA }));
    for (const id of [first, second, third]) await rig.reaches(id, 'done');
    expect(valueOf(await rig.journal().calls.counts(undefined)).paused).toEqual([]);
  });

  it('in the middle of reading back leaves the change where it is', async () => {
    rig.behaviour.read = ({ phase }) =>
      phase === 'verify' ? fail(appError('portal.keyRefused')) : ok({ a: 0 });
    const id = await rig.record();
    await rig.reaches(id, 'verifying');
    await rig.journal().resume(portalA);
    expect(valueOf(await rig.journal().byId(id))).toMatchObject({
      state: 'verifying',
      error: { code: 'portal.keyRefused' },
    });
    delete rig.behaviour.read;
    valueOf(await rig.journal().calls.resumePortal({ portalId: portalA }));
    await rig.reaches(id, 'done');
  });

  it('lets its changes go on when nothing tells of the pause any more', async () => {
    valueOf(await rig.journal().calls.pausePortal({ portalId: portalA }));
    const id = await rig.record();
    await rig.database.write([{ sql: 'DELETE FROM pauses' }]);
    await rig.restart();
    await rig.reaches(id, 'done');
  });

  it('is not one that was removed', async () => {
    rig.saved.delete(portalA);
    const { calls } = rig.journal();
    expect(codeOf(await calls.pausePortal({ portalId: portalA }))).toBe('saved.unknownPortal');
    expect(codeOf(await calls.resumePortal({ portalId: portalA }))).toBe('saved.unknownPortal');
  });
});

describe('a restart', () => {
  it('settles what had left by reading, and goes on with the rest', async () => {
    const sending = gate();
    rig.behaviour.send = async ({ body }) => {
      rig.contents.set(`${portalA} one`, body);
      sending.open();
      await new Promise(() => undefined);
    };
    const first = await rig.record();
    const second = await rig.record({ objectKey: 'two' });
    await sending.opened;
    delete rig.behaviour.send;
    await rig.restart();
    const done = await rig.reaches(first, 'done');
    expect(done.result).toEqual({ kind: 'proved', sent: true, kept: [] });
    await rig.reaches(second, 'done');
    expect(rig.sent).toEqual(['two {"a":1,"b":0}']);
    expect(await rig.steps(first)).toEqual(['queued', 'checking', 'sending', 'unknown', 'done']);
  });

  it('holds what is never sent without a word in the same run', async () => {
    rig = await createRig({ operation: { needsConfirmation: true, replaces: true } });
    rig.offline.add(portalA);
    const id = await rig.record();
    expect(valueOf(await rig.journal().byId(id)).state).toBe('queued');
    await rig.restart();
    expect(valueOf(await rig.journal().byId(id)).state).toBe('held');
    expect(await rig.journal().resume(portalA)).toEqual({ done: 0, review: 0, waiting: 0 });
    expect(rig.sent).toEqual([]);
    valueOf(await rig.journal().calls.sendNow({ changeId: id }));
    await rig.reaches(id, 'done');
  });

  it('fails what this version does not know, and keeps every word of it', async () => {
    rig.offline.add(portalA);
    const id = await rig.record();
    const other = await rig.record({ objectKey: 'two' });
    const odd = await rig.record({ objectKey: 'three' });
    await rig.database.write([
      { sql: 'UPDATE changes SET version = 9 WHERE id = ?', values: [id] },
      { sql: `UPDATE changes SET desired = '[not json' WHERE id = ?`, values: [other] },
      { sql: `UPDATE changes SET desired = '{}' WHERE id = ?`, values: [odd] },
    ]);
    await rig.restart();
    for (const one of [id, other, odd]) {
      expect(valueOf(await rig.journal().byId(one))).toMatchObject({
        state: 'failed',
        error: { code: 'change.unknownOperation' },
      });
      expect(await rig.stored(one)).toMatchObject({ state: 'failed' });
    }
    // It is told once, not at every start.
    const steps = await rig.steps(other);
    await rig.restart();
    expect(await rig.steps(other)).toEqual(steps);
    expect(codeOf(await rig.journal().calls.retry({ changeId: id }))).toBe('change.notNow');
    valueOf(await rig.journal().calls.discard({ changeId: other }));
    expect(await rig.stored(other)).toMatchObject({ state: 'discarded', desired: '[not json' });
  });
});

describe('cancelling', () => {
  it('ends what has not left, and aborts what is being checked', async () => {
    const checking = gate();
    rig.behaviour.read = ({ signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(fail(appError('net.cancelled'))));
        checking.open();
      });
    const id = await rig.record();
    await checking.opened;
    valueOf(await rig.journal().cancel(id));
    const change = valueOf(await rig.journal().byId(id));
    expect(change.result).toEqual({ kind: 'discarded', reason: 'cancelled' });
    expect(codeOf(await rig.journal().cancel(id))).toBe('change.notNow');
    expect(codeOf(await rig.journal().cancel('nothing'))).toBe('change.unknown');
  });

  it('asks what is being sent to stop, and does not send it again', async () => {
    const sending = gate();
    rig.behaviour.send = async ({ signal }) => {
      sending.open();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return { sent: false, error: appError('net.cancelled'), reached: 'maybe' };
    };
    const id = await rig.record();
    await sending.opened;
    valueOf(await rig.journal().cancel(id));
    const change = await rig.reaches(id, 'discarded');
    expect(change.result).toEqual({ kind: 'discarded', reason: 'cancelled' });
    expect(rig.reads).toEqual(['check one', 'settle one']);
  });

  it('comes too late for what has arrived', async () => {
    const sending = gate();
    const goOn = gate();
    rig.behaviour.send = async () => {
      sending.open();
      await goOn.opened;
    };
    const id = await rig.record();
    await sending.opened;
    valueOf(await rig.journal().cancel(id));
    goOn.open();
    expect((await rig.reaches(id, 'done')).result).toMatchObject({ kind: 'proved', sent: true });
  });
});

describe('a portal that', () => {
  it('stands somewhere else now waits for a word', async () => {
    rig.behaviour.send = () => lost;
    rig.behaviour.read = ({ phase }) => (phase === 'settle' ? refused : ok({ a: 0 }));
    const left = await rig.record();
    await rig.reaches(left, 'unknown');
    const waiting = await rig.record({ objectKey: 'two' });
    valueOf(await rig.journal().moved(portalA));
    expect(valueOf(await rig.journal().byId(waiting)).state).toBe('held');
    // What proves not to have arrived is not sent to the new place either.
    delete rig.behaviour.read;
    await rig.journal().resume(portalA);
    expect(valueOf(await rig.journal().byId(left)).state).toBe('held');
    expect(rig.sent).toEqual([]);
  });

  it('was removed takes its open changes with it, and they stay told', async () => {
    rig.offline.add(portalA);
    const id = await rig.record();
    valueOf(await rig.journal().calls.pausePortal({ portalId: portalA }));
    rig.saved.delete(portalA);
    await rig.database.write([{ sql: 'DELETE FROM portals WHERE id = ?', values: [portalA] }]);
    valueOf(await rig.journal().portalRemoved(portalA));
    expect(valueOf(await rig.journal().byId(id))).toMatchObject({
      state: 'discarded',
      portalName: 'Alpha',
      result: { kind: 'discarded', reason: 'portalRemoved' },
    });
    expect(valueOf(await rig.journal().calls.counts(undefined))).toMatchObject({
      open: 0,
      paused: [],
    });
  });
});
