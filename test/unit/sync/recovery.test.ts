import { describe, expect, it } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import { fail, ok } from '../../../src-main/contract/result';
import type { Recovery } from '../../../src-main/contract/sync';
import { createReachBook } from '../../../src-main/sync/reach';
import {
  createRecoveryWatch,
  newsworthyMs,
  quietMs,
  type Resumed,
} from '../../../src-main/sync/recovery';
import { fakeClock } from './fake-clock';

const away = fail(appError('net.refused'));
const none: Resumed = { done: 0, review: 0, waiting: 0 };

/** A watch over portals whose changes the test settles. */
function watchRig() {
  const clock = fakeClock();
  const reach = createReachBook({
    now: () => new Date(clock.now()),
    changed: () => undefined,
  });
  const names = new Map([
    ['a', 'Alpha'],
    ['b', 'Beta'],
    ['c', 'Gamma'],
  ]);
  const changes = new Map<string, () => Promise<Resumed>>();
  const done: string[] = [];
  const told: Recovery[] = [];
  const reports: string[] = [];
  const watch = createRecoveryWatch({
    resumeChanges(portalId) {
      done.push(`resume ${portalId}`);
      return changes.get(portalId)?.() ?? Promise.resolve(none);
    },
    async refreshPortal(portalId) {
      await clock.wait(100);
      done.push(`refresh ${portalId}`);
    },
    nameOf: (portalId) => names.get(portalId) ?? null,
    reachOf: reach.of,
    now: clock.now,
    setTimer: clock.setTimer,
    told: (recovery) => told.push(recovery),
    report: (line) => reports.push(line),
  });
  reach.listen(watch.heard);
  return {
    clock,
    reach,
    names,
    changes,
    done,
    told,
    reports,
    watch,
    /** The portals are away for so long, and come back. */
    async absence(milliseconds: number, ...portals: readonly string[]): Promise<void> {
      for (const one of portals) reach.note(one, away);
      await clock.advance(milliseconds);
      for (const one of portals) reach.note(one, ok());
    },
  };
}

const after =
  (wait: Promise<void>, counts: Partial<Resumed>): (() => Promise<Resumed>) =>
  async () => {
    await wait;
    return { ...none, ...counts };
  };

describe('portals that come back', () => {
  it('go on with their changes, then are read, and all is told once', async () => {
    const rig = watchRig();
    rig.changes.set('a', after(Promise.resolve(), { done: 2 }));
    rig.changes.set('b', after(Promise.resolve(), { done: 1, review: 1, waiting: 3 }));
    await rig.absence(10_000, 'a', 'b');
    await rig.clock.advance(quietMs - 1);
    expect(rig.told).toEqual([]);
    await rig.clock.advance(1);
    expect(rig.told).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        at: new Date(rig.clock.now()).toISOString(),
        portals: ['Alpha', 'Beta'],
        done: 3,
        review: 1,
        waiting: 3,
      },
    ]);
    expect(rig.done).toEqual(['resume a', 'resume b', 'refresh a', 'refresh b']);
  });

  it('belong together while others keep coming', async () => {
    const rig = watchRig();
    await rig.absence(newsworthyMs, 'a');
    for (const one of ['b', 'c']) {
      await rig.absence(quietMs - 1, one);
      expect(rig.told).toEqual([]);
    }
    await rig.clock.advance(quietMs);
    expect(rig.told.map(({ portals }) => portals)).toEqual([['Alpha', 'Beta', 'Gamma']]);
  });

  it('are waited for until all their changes have come to a rest', async () => {
    const rig = watchRig();
    const settled = rig.clock.wait(newsworthyMs + 20_000);
    rig.changes.set('a', after(settled, { done: 1 }));
    await rig.absence(newsworthyMs, 'a');
    await rig.clock.advance(19_999);
    expect(rig.told).toEqual([]);
    await rig.clock.advance(200);
    expect(rig.told.map(({ done }) => done)).toEqual([1]);
  });

  it('are told of anew the next time', async () => {
    const rig = watchRig();
    await rig.absence(newsworthyMs, 'a');
    await rig.clock.advance(quietMs);
    await rig.absence(newsworthyMs, 'b');
    await rig.clock.advance(quietMs);
    expect(rig.told.map(({ portals }) => portals)).toEqual([['Alpha'], ['Beta']]);
    expect(new Set(rig.told.map(({ id }) => id)).size).toBe(2);
  });

  it('are no news after a short while in which nothing had to wait', async () => {
    const rig = watchRig();
    await rig.absence(newsworthyMs - 1, 'a', 'b');
    await rig.clock.advance(newsworthyMs);
    expect(rig.told).toEqual([]);
    expect(rig.done).toHaveLength(4);
  });

  it.each(['done', 'review', 'waiting'] as const)(
    'are news after however short a while when a change had waited: %s',
    async (how) => {
      const rig = watchRig();
      rig.changes.set('b', after(Promise.resolve(), { [how]: 1 }));
      await rig.absence(1_000, 'a', 'b');
      await rig.clock.advance(quietMs);
      expect(rig.told).toEqual([
        expect.objectContaining({ ...none, [how]: 1, portals: ['Alpha', 'Beta'] }),
      ]);
    },
  );

  it('are left out when they are gone again, or were removed', async () => {
    const rig = watchRig();
    await rig.absence(newsworthyMs, 'a', 'b', 'c');
    rig.reach.note('a', away);
    rig.names.delete('b');
    await rig.clock.advance(quietMs);
    expect(rig.told.map(({ portals }) => portals)).toEqual([['Gamma']]);
  });

  it('are no news when none of them stayed', async () => {
    const rig = watchRig();
    await rig.absence(newsworthyMs, 'a');
    rig.reach.note('a', away);
    await rig.clock.advance(quietMs);
    expect(rig.told).toEqual([]);
  });

  it('are counted once when they come and go', async () => {
    const rig = watchRig();
    rig.changes.set('a', after(Promise.resolve(), { done: 1, waiting: 2 }));
    await rig.absence(newsworthyMs, 'a');
    await rig.clock.advance(1_000);
    rig.changes.set('a', after(Promise.resolve(), { done: 2 }));
    await rig.absence(0, 'a');
    await rig.clock.advance(quietMs);
    expect(rig.told).toEqual([
      expect.objectContaining({ portals: ['Alpha'], done: 3, waiting: 0 }),
    ]);
  });

  it('are told of although carrying on with one of them broke', async () => {
    const rig = watchRig();
    rig.changes.set('a', () => Promise.reject(new Error('a mistake')));
    rig.changes.set('b', after(Promise.resolve(), { done: 1 }));
    await rig.absence(0, 'a', 'b');
    await rig.clock.advance(quietMs);
    expect(rig.told.map(({ done }) => done)).toEqual([1]);
    expect(rig.reports).toHaveLength(1);
  });
});

describe('what is no return', () => {
  it('is the first request, a portal that needs attention, or the end of that', async () => {
    const rig = watchRig();
    rig.reach.note('a', ok());
    rig.reach.note('b', fail(appError('portal.keyRefused')));
    rig.reach.note('b', ok());
    rig.reach.note('c', away);
    rig.reach.note('c', fail(appError('portal.keyRefused')));
    await rig.clock.advance(newsworthyMs);
    expect(rig.done).toEqual([]);
    expect(rig.told).toEqual([]);
  });

  it('is what happens after the end', async () => {
    const rig = watchRig();
    await rig.absence(newsworthyMs, 'a');
    rig.watch.close();
    await rig.clock.advance(newsworthyMs);
    expect(rig.told).toEqual([]);
  });
});
