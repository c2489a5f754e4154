import { beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import { fail, ok } from '../../../src-main/contract/result';
import type { SendOutcome } from '../../../src-main/journal/operation';
import { codeOf, valueOf } from '../answers';
import { createRig, gate, intentOf, isAppointed, portalA, portalB, type Rig } from './journal-rig';

const lost: SendOutcome = { sent: false, error: appError('net.connectionLost'), reached: 'maybe' };

let rig: Rig;
beforeEach(async () => {
  rig = await createRig();
});

describe('a change', () => {
  it('is checked, sent and read back, each step on disk before the next', async () => {
    let onDisk: unknown;
    rig.behaviour.send = async ({ change }) => {
      onDisk = (await rig.stored(change.id))['state'];
    };
    const id = await rig.record();
    const done = await rig.reaches(id, 'done');
    expect(onDisk).toBe('sending');
    expect(rig.sent).toEqual(['one {"a":1,"b":0}']);
    expect(rig.reads).toEqual(['check one', 'verify one']);
    expect(await rig.steps(id)).toEqual(['queued', 'checking', 'sending', 'verifying', 'done']);
    expect(done).toMatchObject({
      attempts: 1,
      before: { a: 0, b: 0 },
      after: { a: 1, b: 0 },
      result: { kind: 'proved', sent: true, kept: [] },
      undo: { can: true, base: { a: 1 }, desired: { a: 0 } },
      portalName: 'Alpha',
      account: 'ann@example.com',
    });
    expect(rig.heard).toEqual(['Alpha ok', 'Alpha ok', 'Alpha ok']);
    expect(new Set(rig.published)).toEqual(new Set([id]));
  });

  it('is not sent when the portal has it already', async () => {
    rig.contents.set(`${portalA} one`, { a: 1 });
    const done = await rig.reaches(await rig.record(), 'done');
    expect(done.result).toEqual({ kind: 'proved', sent: false, kept: [] });
    expect(rig.sent).toEqual([]);
  });

  it('leaves fields as they are now, also those that changed behind our back', async () => {
    rig.contents.set(`${portalA} one`, { a: 0, b: 7, c: 8 });
    await rig.reaches(await rig.record(), 'done');
    expect(rig.sent).toEqual(['one {"a":1,"b":7,"c":8}']);
  });

  it('names what the portal kept otherwise', async () => {
    rig.behaviour.send = ({ change }) => {
      rig.behaviour.read = () => ok({ a: 3, b: 0 });
      void change;
    };
    const done = await rig.reaches(await rig.record(), 'done');
    expect(done.result).toEqual({ kind: 'proved', sent: true, kept: ['a'] });
  });

  it('stops where somebody else changed the same field, and others go on', async () => {
    rig.contents.set(`${portalA} one`, { a: 5 });
    const first = await rig.record();
    const second = await rig.record({ objectKey: 'two' });
    await rig.reaches(first, 'conflict');
    await rig.reaches(second, 'done');
    valueOf(await rig.journal().calls.resolve({ changeId: first, mine: ['a'] }));
    await rig.reaches(first, 'done');
    expect(rig.sent).toEqual(['two {"a":1,"b":0}', 'one {"a":1}']);
  });

  it('waits as long as the portal asks, and its portal with it, but no other', async () => {
    rig.behaviour.send = ({ change }) =>
      change.portalId === portalA
        ? {
            sent: false,
            error: appError('portal.rateLimited', { params: { seconds: 7 } }),
            reached: 'answered',
          }
        : undefined;
    const first = await rig.record();
    const waiting = await rig.reaches(first, 'queued', isAppointed);
    expect(waiting.nextAttemptAt).toBe('2026-03-01T08:00:07.000Z');
    const second = await rig.record({ objectKey: 'two' });
    await rig.reaches(await rig.record({ portalId: portalB }), 'done');
    expect(valueOf(await rig.journal().byId(second)).attempts).toBe(0);
    expect(rig.alarms()).toEqual([7_000]);
    delete rig.behaviour.send;
    rig.pass(7_000);
    await rig.reaches(second, 'done');
    expect(rig.sent.slice(1)).toEqual(['one {"a":1,"b":0}', 'two {"a":1,"b":0}']);
  });

  it('that nobody could answer for is settled by reading: it has arrived', async () => {
    rig.behaviour.send = ({ change, body }) => {
      rig.contents.set(`${portalA} ${change.objectKey}`, body);
      return lost;
    };
    const id = await rig.record();
    const done = await rig.reaches(id, 'done');
    expect(done.result).toEqual({ kind: 'proved', sent: true, kept: [] });
    expect(rig.reads).toEqual(['check one', 'settle one']);
    expect(rig.sent).toEqual([]);
  });

  it('that has not arrived is sent again, after a pause and a new check', async () => {
    rig.behaviour.send = () => lost;
    const id = await rig.record();
    const waiting = await rig.reaches(id, 'queued', isAppointed);
    expect(waiting.nextAttemptAt).toBe('2026-03-01T08:00:02.500Z');
    delete rig.behaviour.send;
    rig.pass(2_500);
    await rig.reaches(id, 'done');
    expect(rig.reads).toEqual(['check one', 'settle one', 'check one', 'verify one']);
    expect(rig.sent).toHaveLength(1);
  });

  it('of an unknown outcome holds up later ones of its object, and no others', async () => {
    rig.behaviour.send = ({ change }) => (change.objectKey === 'one' ? lost : undefined);
    rig.behaviour.read = ({ phase }) =>
      phase === 'settle' ? fail(appError('portal.notFound')) : ok({ a: 0, b: 0 });
    const first = await rig.record();
    await rig.reaches(first, 'unknown', ({ error }) => error?.code === 'portal.notFound');
    const later = await rig.record({ desired: { a: 2 } });
    delete rig.behaviour.read;
    const other = await rig.record({ objectKey: 'two' });
    await rig.reaches(other, 'done');
    expect(valueOf(await rig.journal().byId(later))).toMatchObject({
      state: 'queued',
      attempts: 0,
      // What the first one makes of the portal is no conflict.
      base: { a: 1 },
    });
    expect(valueOf(await rig.journal().byId(first)).state).toBe('unknown');
    // A person asks to look again.
    delete rig.behaviour.send;
    rig.contents.set(`${portalA} one`, { a: 1 });
    valueOf(await rig.journal().calls.retry({ changeId: first }));
    await rig.reaches(first, 'done');
    await rig.reaches(later, 'done');
    expect(rig.contents.get(`${portalA} one`)).toEqual({ a: 2 });
  });

  it('fails with the words of the portal, and can be tried again', async () => {
    rig.behaviour.send = () => ({
      sent: false,
      error: appError('portal.badRequest', { detail: 'Nope' }),
      reached: 'answered',
    });
    const id = await rig.record();
    expect((await rig.reaches(id, 'failed')).error).toMatchObject({ detail: 'Nope' });
    delete rig.behaviour.send;
    valueOf(await rig.journal().calls.retry({ changeId: id }));
    await rig.reaches(id, 'done');
  });

  it('that fails is no conflict for a later one that counted on it', async () => {
    const [sending, goOn] = [gate(), gate()];
    rig.behaviour.send = async () => {
      sending.open();
      await goOn.opened;
      return { sent: false, error: appError('portal.badRequest'), reached: 'answered' };
    };
    const first = await rig.record({ base: { a: 0, b: 0 }, desired: { a: 1, b: 1 } });
    await sending.opened;
    const later = await rig.record({ desired: { a: 2 } });
    expect(valueOf(await rig.journal().byId(later)).base).toEqual({ a: 1 });
    delete rig.behaviour.send;
    goOn.open();
    await rig.reaches(first, 'failed');
    expect((await rig.reaches(later, 'done')).base).toEqual({ a: 0 });
    expect(rig.sent).toEqual(['one {"a":2,"b":0}']);
  });

  it('with a mistake in its operation fails after a while, and is told as a bug', async () => {
    rig.behaviour.read = () => {
      throw new Error('oops');
    };
    const id = await rig.record();
    for (let tries = 1; tries < 5; tries += 1) {
      await rig.reaches(id, 'queued', ({ attempts }) => attempts === tries);
      rig.pass(600_000);
    }
    expect((await rig.reaches(id, 'failed')).error?.code).toBe('bridge.bug');
    expect(rig.reports).toHaveLength(5);
    expect(rig.heard).toEqual([]);
  });

  it('that broke in the middle of sending is looked for on the portal', async () => {
    rig.behaviour.send = () => {
      rig.contents.set(`${portalA} one`, { a: 1 });
      throw new Error('oops');
    };
    const done = await rig.reaches(await rig.record(), 'done');
    expect(done.result).toEqual({ kind: 'proved', sent: true, kept: [] });
  });
});

describe('an operation', () => {
  it('notes its progress on disk, tells onlookers, and gets its bytes back', async () => {
    const told: unknown[] = [];
    rig.journal().onNews((changeId, news) => told.push([changeId, news]));
    let seen: unknown;
    rig.behaviour.send = async ({ change, note, tell, attachment }) => {
      await note({ upload: 'done' });
      tell({ percent: 50 });
      seen = [
        (await rig.stored(change.id))['progress'],
        new TextDecoder().decode(valueOf(await attachment())),
      ];
    };
    const id = await rig.record({ attachment: new TextEncoder().encode('license') });
    const done = await rig.reaches(id, 'done');
    expect(seen).toEqual(['{"upload":"done"}', 'license']);
    expect(told).toEqual([[id, { percent: 50 }]]);
    expect(done.progress).toEqual({ upload: 'done' });
    // Nobody needs the bytes of a change that is over.
    const left = await rig.database.all('SELECT change_id FROM change_attachments LIMIT 1');
    expect(valueOf(left)).toEqual([]);
  });
});

describe('the queue', () => {
  it('works on no more portals at the same time than it may', async () => {
    rig = await createRig({ atOnce: 1 });
    const goOn = gate();
    rig.behaviour.send = async ({ change }) => {
      if (change.portalId === portalA) await goOn.opened;
    };
    const first = await rig.record();
    const second = await rig.record({ portalId: portalB });
    await rig.reaches(first, 'sending');
    expect(valueOf(await rig.journal().byId(second)).state).toBe('queued');
    goOn.open();
    await rig.reaches(second, 'done');
  });

  it('sends nothing that cannot be recorded, and tries again when something is', async () => {
    const write = rig.database.write.bind(rig.database);
    let room = 2;
    rig.database.write = (statements) => {
      room -= 1;
      return room < 0
        ? Promise.resolve(fail(appError('store.diskFull', { params: { file: 'store.db' } })))
        : write(statements);
    };
    await rig.restart();
    const id = await rig.record();
    await rig.journal().resume(portalB);
    await rig.reaches(id, 'checking');
    expect(await rig.journal().resume(portalA)).toEqual({ done: 0, review: 0, waiting: 1 });
    expect(rig.sent).toEqual([]);
    const { rows } = valueOf(
      await rig.journal().calls.list({
        filter: { show: 'all', portalId: null, search: '' },
        offset: 0,
        limit: 10,
      }),
    );
    expect(rows[0]?.error?.code).toBe('store.diskFull');
    expect(rig.reports[0]).toContain('store.diskFull');
    room = Infinity;
    await rig.record({ objectKey: 'two' });
    await rig.reaches(id, 'done');
  });

  it('lets the step under way end when the app quits, and begins no other', async () => {
    const sending = gate();
    const goOn = gate();
    rig.behaviour.send = async () => {
      sending.open();
      await goOn.opened;
    };
    const first = await rig.record();
    const second = await rig.record({ objectKey: 'two' });
    await sending.opened;
    const closed = rig.journal().close();
    goOn.open();
    await closed;
    expect(await rig.stored(first)).toMatchObject({ state: 'verifying' });
    expect(await rig.stored(second)).toMatchObject({ state: 'queued' });
    expect(codeOf(await rig.journal().record(intentOf('three')))).toBe('store.failed');
  });

  it('does not wait for ever when the app quits', async () => {
    const sending = gate();
    rig.behaviour.send = async () => {
      sending.open();
      await new Promise(() => undefined);
    };
    const id = await rig.record();
    await sending.opened;
    const closed = rig.journal().close();
    rig.pass(2_000);
    await closed;
    expect(await rig.stored(id)).toMatchObject({ state: 'sending' });
  });
});
