import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appError, type ErrorCode } from '../../../src-main/contract/app-error';
import { fail, ok } from '../../../src-main/contract/result';
import { backoffMs } from '../../../src-main/sync/plan';
import { hintGapMs, portalsAtOnce } from '../../../src-main/sync/refresh';
import { clockStart } from './fake-clock';
import { firstDelayMs, minute, portalsNamed, refreshRig } from './refresh-rig';

const minutesAgo = (minutes: number): string =>
  new Date(clockStart - minutes * minute).toISOString();

describe('the background refresh', () => {
  it('asks nothing before its delay, then everything that was never read', async () => {
    const rig = refreshRig({ portals: ['a', 'b'] });
    rig.refresh.start();
    await rig.clock.advance(firstDelayMs - 1);
    expect(rig.asked).toEqual([]);
    await rig.clock.advance(1_000);
    expect(rig.asked).toHaveLength(4);
    expect(rig.refresh.state()).toEqual({ reading: 0, wanted: 0, rests: 'no' });
  });

  it('leaves alone what the store knows to be young', async () => {
    const rig = refreshRig({
      portals: ['a', 'b'],
      ages: ok([
        { ownerId: 'a', kind: 'facts', asOf: minutesAgo(20) },
        { ownerId: 'a', kind: 'license', asOf: minutesAgo(5) },
        { ownerId: 'b', kind: 'facts', asOf: minutesAgo(5) },
        { ownerId: 'b', kind: 'license', asOf: minutesAgo(10) },
      ]),
    });
    rig.refresh.start();
    await rig.clock.advance(minute);
    expect(rig.asked.map(({ portalId, kind }) => `${portalId} ${kind}`)).toEqual(['a facts']);
    await rig.clock.advance(5 * minute);
    expect(rig.asked.map(({ portalId, kind }) => `${portalId} ${kind}`)).toEqual([
      'a facts',
      'b license',
    ]);
  });

  it('reads everything when the store cannot tell the ages, and says so', async () => {
    const rig = refreshRig({ ages: fail(appError('store.failed')) });
    rig.refresh.start();
    await rig.clock.advance(minute);
    expect(rig.asked).toHaveLength(2);
    expect(rig.reports).toEqual([expect.stringContaining('store.failed')]);
  });

  it('knows what others have read meanwhile', async () => {
    const rig = refreshRig();
    rig.refresh.start();
    await rig.clock.advance(10 * minute);
    for (const { refresh } of rig.refreshers) void refresh('a');
    await rig.clock.advance(14 * minute);
    expect(rig.asked).toHaveLength(4);
    await rig.clock.advance(2 * minute);
    expect(rig.asked).toHaveLength(6);
  });

  it.each<[string, { intervalMinutes?: number; onBattery?: boolean }]>([
    ['off', { intervalMinutes: 0 }],
    ['battery', { onBattery: true }],
  ])('rests: %s', async (rests, world) => {
    const rig = refreshRig(world);
    rig.refresh.start();
    await rig.clock.advance(60 * minute);
    expect(rig.asked).toEqual([]);
    expect(rig.refresh.state().rests).toBe(rests);
    Object.assign(rig.world, { intervalMinutes: 15, onBattery: false });
    rig.refresh.reconsider();
    await rig.clock.advance(1_000);
    expect(rig.asked).toHaveLength(2);
  });

  it('stops with what has not begun when it goes to rest', async () => {
    const rig = refreshRig({ portals: portalsNamed(20) });
    rig.refresh.start();
    await rig.clock.advance(firstDelayMs + 1);
    rig.world.onBattery = true;
    rig.refresh.reconsider();
    expect(rig.refresh.state()).toEqual({ reading: 8, wanted: 8, rests: 'battery' });
    await rig.clock.advance(60 * minute);
    expect(new Set(rig.asked.map(({ portalId }) => portalId)).size).toBe(portalsAtOnce);
  });

  it('ends with the app', async () => {
    const rig = refreshRig({ portals: portalsNamed(20) });
    rig.refresh.start();
    await rig.clock.advance(firstDelayMs + 1);
    rig.refresh.close();
    const before = rig.asked.length;
    await rig.clock.advance(60 * minute);
    expect(rig.asked.length).toBeLessThanOrEqual(before + portalsAtOnce);
    expect(rig.refresh.state()).toMatchObject({ reading: 0, wanted: 0 });
  });

  it('carries on after a mistake in the program, at the next interval', async () => {
    const rig = refreshRig({ portals: ['a', 'b'], mistaken: true });
    rig.refresh.start();
    await rig.clock.advance(minute);
    expect(rig.asked).toHaveLength(4);
    expect(rig.reports).toHaveLength(4);
    rig.world.mistaken = false;
    await rig.clock.advance(15 * minute);
    expect(rig.asked).toHaveLength(8);
    expect(rig.refresh.state()).toMatchObject({ reading: 0, wanted: 0 });
  });
});

describe('a portal that is away', () => {
  it('is asked one thing only, once per step of the wait', async () => {
    const rig = refreshRig({ random: () => 1, latencyMs: 0 });
    rig.answers.set('a', 'net.refused');
    rig.refresh.start();
    await rig.clock.advance(40 * minute);
    const times = rig.asked.map(({ at }) => at);
    const gaps = times.slice(1).map((at, n) => at - (times[n] ?? 0));
    expect(gaps).toEqual(gaps.map((_, n) => backoffMs(n)));
    expect(gaps.length).toBeGreaterThan(5);
    expect(new Set(rig.asked.map(({ kind }) => kind))).toEqual(new Set(['facts']));
  });

  it('is read in full once it is back', async () => {
    const rig = refreshRig();
    rig.answers.set('a', 'net.refused');
    rig.refresh.start();
    await rig.clock.advance(5 * minute);
    const before = rig.asked.length;
    rig.answers.set('a', null);
    await rig.clock.advance(10 * minute);
    expect(rig.asked.slice(before).map(({ kind }) => kind)).toEqual(['facts', 'license']);
  });

  it('is waited for also when somebody else found it away', async () => {
    const rig = refreshRig();
    rig.refresh.start();
    await rig.clock.advance(minute);
    rig.answers.set('a', 'net.refused');
    rig.reach.note('a', fail(appError('net.refused')));
    const before = rig.asked.length;
    await rig.clock.advance(minute);
    expect(rig.asked.length).toBeGreaterThan(before);
    expect(rig.asked.slice(before).every(({ kind }) => kind === 'facts')).toBe(true);
  });

  it('is not tried later because somebody else tried it too', async () => {
    const rig = refreshRig({ random: () => 1, latencyMs: 0 });
    rig.answers.set('a', 'net.refused');
    rig.refresh.start();
    await rig.clock.advance(firstDelayMs + 10_000);
    rig.reach.note('a', fail(appError('net.timedOut')));
    await rig.clock.advance(5_000);
    expect(rig.asked).toHaveLength(2);
  });

  it('is no longer waited for when somebody else found it back', async () => {
    const rig = refreshRig();
    rig.refresh.start();
    await rig.clock.advance(minute);
    rig.reach.note('a', fail(appError('net.refused')));
    rig.reach.note('a', ok());
    const before = rig.asked.length;
    await rig.clock.advance(10 * minute);
    expect(rig.asked).toHaveLength(before);
  });

  it('is tried at a sign of the network, at once and once more, however many signs come', async () => {
    const rig = refreshRig({ portals: ['a', 'b'], random: () => 1 });
    rig.answers.set('a', 'net.refused');
    rig.refresh.start();
    await rig.clock.advance(12 * minute);
    const before = rig.asks('a').length;
    for (let n = 0; n < 4; n += 1) {
      rig.refresh.networkHint();
      await rig.clock.advance(1_000);
    }
    expect(rig.asks('a')).toHaveLength(before + 1);
    await rig.clock.advance(hintGapMs - 3_000);
    expect(rig.asks('a')).toHaveLength(before + 2);
    expect(rig.asks('b')).toHaveLength(2);
  });

  it('is tried at a sign of the network even while the refresh rests', async () => {
    const rig = refreshRig({ intervalMinutes: 0 });
    rig.refresh.start();
    await rig.clock.advance(minute);
    rig.reach.note('a', fail(appError('net.refused')));
    await rig.clock.advance(60 * minute);
    expect(rig.asked).toEqual([]);
    rig.refresh.networkHint();
    await rig.clock.advance(1_000);
    expect(rig.asked.map(({ kind }) => kind)).toEqual(['facts']);
    expect(rig.reach.of('a').state).toBe('online');
  });
});

describe('a portal that only a person can help', () => {
  const codes: ErrorCode[] = ['portal.keyRefused', 'net.certificateUntrusted', 'keychain.absent'];

  it.each(codes)('is asked once, until something about it changes: %s', async (code) => {
    const rig = refreshRig({ portals: ['a', 'b'] });
    rig.answers.set('a', code);
    rig.refresh.start();
    await rig.clock.advance(120 * minute);
    rig.refresh.networkHint();
    await rig.clock.advance(minute);
    expect(rig.asks('a')).toHaveLength(1);
    expect(rig.asks('b').length).toBeGreaterThan(10);
    rig.answers.set('a', null);
    rig.refresh.portalChanged('a');
    await rig.clock.advance(1_000);
    expect(rig.asks('a')).toHaveLength(3);
  });

  it('is left alone also when somebody else found that out', async () => {
    const rig = refreshRig();
    rig.refresh.start();
    await rig.clock.advance(minute);
    rig.reach.note('a', fail(appError('portal.keyRefused')));
    await rig.clock.advance(60 * minute);
    expect(rig.asked).toHaveLength(2);
  });

  it('is not held to what a reading from before the change found', async () => {
    const rig = refreshRig();
    rig.answers.set('a', 'portal.keyRefused');
    rig.refresh.start();
    await rig.clock.advance(firstDelayMs + 50);
    rig.refresh.portalChanged('a');
    await rig.clock.advance(51);
    rig.answers.set('a', null);
    await rig.clock.advance(1_000);
    expect(rig.asked.map(({ kind }) => kind)).toEqual(['facts', 'facts', 'license']);
  });
});

describe('a locked keychain', () => {
  it('is asked by the first portals only, and by nobody again and again', async () => {
    const rig = refreshRig({ portals: portalsNamed(30) });
    for (const id of rig.world.portals) rig.answers.set(id, 'keychain.locked');
    rig.refresh.start();
    await rig.clock.advance(120 * minute);
    expect(rig.asked).toHaveLength(portalsAtOnce);
  });

  it('that was opened lets all portals be read that had waited for it', async () => {
    const rig = refreshRig({ portals: portalsNamed(30) });
    for (const id of rig.world.portals) rig.answers.set(id, 'keychain.locked');
    rig.refresh.start();
    await rig.clock.advance(minute);
    for (const id of rig.world.portals) rig.answers.set(id, null);
    rig.reach.note('portal 20', ok());
    await rig.clock.advance(minute);
    expect(rig.world.portals.filter((id) => rig.reach.of(id).state !== 'online')).toEqual([]);
  });

  it('does not stop portals whose key is in memory already', async () => {
    const rig = refreshRig({ portals: ['a', 'b'], latencyMs: 10 });
    rig.refresh.start();
    await rig.clock.advance(minute);
    rig.world.portals = ['a', 'b', 'c'];
    rig.answers.set('c', 'keychain.locked');
    rig.refresh.portalChanged('c');
    await rig.clock.advance(31 * minute);
    expect(rig.asks('c')).toHaveLength(1);
    expect(rig.asks('a').length).toBeGreaterThanOrEqual(4);
  });
});

describe('refreshing all', () => {
  it('reads everything of every portal, whatever rests, and tells how far it is', async () => {
    const rig = refreshRig({ portals: portalsNamed(20), onBattery: true });
    rig.answers.set('portal 3', 'net.refused');
    let done = false;
    const all = rig.refresh.refreshAll().then(() => (done = true));
    expect(rig.refresh.state()).toEqual({ reading: 8, wanted: 20, rests: 'battery' });
    await rig.clock.advance(250);
    expect(rig.refresh.state().wanted).toBeLessThan(20);
    expect(done).toBe(false);
    await rig.clock.advance(1_000);
    await all;
    expect(rig.asked).toHaveLength(39);
    expect(rig.asks('portal 3')).toHaveLength(1);
  });

  it('stops before what it has not come to', async () => {
    const rig = refreshRig({ portals: portalsNamed(20), intervalMinutes: 0 });
    const all = rig.refresh.refreshAll();
    await rig.clock.advance(50);
    rig.refresh.stop();
    expect(rig.refresh.state()).toMatchObject({ reading: 8, wanted: 8 });
    await rig.clock.advance(minute);
    await all;
    expect(rig.asked).toHaveLength(16);
  });

  it('also reads what a reading under way would have left out', async () => {
    const rig = refreshRig({
      ages: ok([{ ownerId: 'a', kind: 'facts', asOf: minutesAgo(1) }]),
    });
    rig.refresh.start();
    await rig.clock.advance(firstDelayMs + 50);
    expect(rig.asked.map(({ kind }) => kind)).toEqual(['license']);
    void rig.refresh.refreshAll();
    await rig.clock.advance(1_000);
    expect(rig.asked.map(({ kind }) => kind)).toEqual(['license', 'facts']);
  });

  it('tries portals that only a person can help, too', async () => {
    const rig = refreshRig();
    rig.answers.set('a', 'portal.keyRefused');
    rig.refresh.start();
    await rig.clock.advance(minute);
    rig.answers.set('a', null);
    void rig.refresh.refreshAll();
    await rig.clock.advance(20 * minute);
    expect(rig.asked.map(({ kind }) => kind)).toEqual([
      'facts',
      'facts',
      'license',
      'facts',
      'license',
    ]);
  });
});

const flaky = fc.record({
  /** Minutes after the start at which the portal goes away and comes back, in turns. */
  turns: fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 4 }),
  how: fc.constantFrom<ErrorCode>('net.refused', 'net.timedOut', 'portal.unavailable'),
});

describe('whatever portals and network do', () => {
  it('no more are read at once than allowed, what is there is fresh, nobody is hammered', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(flaky, { minLength: 1, maxLength: 24 }),
        fc.integer({ min: 1, max: 5_000 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
        async (portals, latencyMs, chances) => {
          const rig = refreshRig({
            portals: portals.map((_, n) => `portal ${n}`),
            latencyMs,
            intervalMinutes: 5,
            random: () => Number(chances.next().value),
          });
          const length = 100;
          rig.refresh.start();
          for (let at = 0; at < length; at += 1) {
            for (const [n, { turns, how }] of portals.entries()) {
              const away = turns.filter((turn) => turn <= at).length % 2 === 1;
              rig.answers.set(`portal ${n}`, away ? how : null);
            }
            await rig.clock.advance(minute);
          }
          await rig.clock.advance(minute);

          expect(rig.most()).toBeLessThanOrEqual(portalsAtOnce);
          // A whole queue before it, and its own readings.
          const turnMs = (Math.ceil(portals.length / portalsAtOnce) + 1) * 2 * latencyMs;
          for (const [n, { turns }] of portals.entries()) {
            const asks = rig.asks(`portal ${n}`);
            for (const kind of rig.world.kinds) {
              const times = asks.filter((one) => one.kind === kind).map(({ at }) => at);
              // Back for good and noticed: never older than interval, jitter and queue allow.
              const backAt = (turns.length % 2 === 1 ? Infinity : Math.max(0, ...turns)) * minute;
              const settled = backAt + 12 * minute;
              const from = times.filter((at) => at >= settled);
              const gaps = [...from, length * minute].map((at, i) => at - (from[i - 1] ?? settled));
              if (settled < length * minute) {
                expect(Math.max(...gaps)).toBeLessThanOrEqual(6 * minute + turnMs);
              }
            }
            const facts = asks.filter(({ kind }) => kind === 'facts').map(({ at }) => at);
            const gaps = facts.slice(1).map((at, i) => at - (facts[i] ?? 0));
            expect(Math.min(Infinity, ...gaps)).toBeGreaterThanOrEqual(1_000);
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
