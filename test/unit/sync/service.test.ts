import { describe, expect, it } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import { fail, ok, type Result } from '../../../src-main/contract/result';
import type { SyncState } from '../../../src-main/contract/sync';
import { createReachBook } from '../../../src-main/sync/reach';
import { createSync } from '../../../src-main/sync/service';
import { valueOf } from '../answers';
import { fakeClock } from './fake-clock';

/** The whole background refresh over one portal that the test takes away and brings back. */
function syncRig() {
  const clock = fakeClock();
  const now = (): Date => new Date(clock.now());
  const reach = createReachBook({ now, changed: () => undefined });
  const seen = { answer: ok() as Result<unknown>, reads: 0, resumed: 0, published: 0 };
  const signs: string[] = [];
  const note = (sign: string) => (): void => void signs.push(sign);
  const sync = createSync({
    reach,
    portalIds: () => ['a'],
    nameOf: (portalId) => portalId.toUpperCase(),
    refreshers: [
      {
        kind: 'facts',
        asOf: () => null,
        refresh(portalId) {
          seen.reads += 1;
          reach.note(portalId, seen.answer);
          return Promise.resolve(seen.answer);
        },
      },
    ],
    snapshots: { ages: () => Promise.resolve(ok([])) },
    alongside: [
      {
        start: note('start'),
        networkHint: note('networkHint'),
        reconsider: note('reconsider'),
        close: note('close'),
      },
    ],
    intervalMinutes: () => 15,
    isOnBattery: () => false,
    resumeChanges: () => {
      seen.resumed += 1;
      return Promise.resolve({ done: 1, review: 0, waiting: 0 });
    },
    changed: () => (seen.published += 1),
    report(line, cause) {
      throw new Error(line, { cause });
    },
    now: clock.now,
    random: () => 0.5,
    setTimer: clock.setTimer,
  });
  const state = async (): Promise<SyncState> => valueOf(await sync.calls.state(undefined));
  return { clock, reach, seen, signs, sync, state };
}

describe('the calls of the background refresh', () => {
  it('tell a state that nothing has happened in yet', async () => {
    const rig = syncRig();
    expect(await rig.state()).toEqual({
      reading: 0,
      wanted: 0,
      rests: 'no',
      lastRecovery: null,
    });
  });

  it('pass every sign on to what is refreshed alongside', async () => {
    const { sync, signs } = syncRig();
    sync.start();
    valueOf(await sync.calls.networkHint(undefined));
    sync.networkHint();
    sync.reconsider();
    sync.close();
    expect(signs).toEqual(['start', 'networkHint', 'networkHint', 'reconsider', 'close']);
  });

  it('refresh on demand, and say that they do', async () => {
    const rig = syncRig();
    valueOf(await rig.sync.calls.refreshAll(undefined));
    expect(await rig.state()).toMatchObject({ reading: 1, wanted: 1 });
    await rig.clock.advance(0);
    expect(await rig.state()).toMatchObject({ reading: 0, wanted: 0 });
    expect(rig.seen.reads).toBe(1);
    expect(rig.seen.published).toBeGreaterThan(1);
    valueOf(await rig.sync.calls.stop(undefined));
  });

  it('refresh those that a person picked', async () => {
    const rig = syncRig();
    valueOf(await rig.sync.calls.refresh({ portalIds: ['a'] }));
    expect(await rig.state()).toMatchObject({ reading: 1, wanted: 1 });
    await rig.clock.advance(0);
    expect(rig.seen.reads).toBe(1);
    valueOf(await rig.sync.calls.refresh({ portalIds: [] }));
    expect(await rig.state()).toMatchObject({ wanted: 0 });
  });

  it('bring a portal back at a sign of the network, with its changes, and tell of it', async () => {
    const rig = syncRig();
    rig.sync.start();
    rig.seen.answer = fail(appError('net.refused'));
    await rig.clock.advance(60 * 60_000);
    expect(rig.seen.resumed).toBe(0);
    rig.seen.answer = ok();
    const { published } = rig.seen;
    valueOf(await rig.sync.calls.networkHint(undefined));
    await rig.clock.advance(5_000);
    expect(rig.seen.resumed).toBe(1);
    expect(await rig.state()).toMatchObject({
      lastRecovery: { portals: ['A'], done: 1, review: 0, waiting: 0 },
    });
    expect(rig.seen.published).toBeGreaterThan(published);
  });

  it('hear of nothing after the end', async () => {
    const rig = syncRig();
    rig.sync.start();
    rig.seen.answer = fail(appError('net.refused'));
    await rig.clock.advance(60_000);
    rig.sync.close();
    const { reads } = rig.seen;
    rig.seen.answer = ok();
    rig.sync.networkHint();
    rig.reach.note('a', ok());
    await rig.clock.advance(60 * 60_000);
    expect(rig.seen.reads).toBe(reads);
    expect(rig.seen.resumed).toBe(0);
  });
});
