import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import { fail, ok, type Result } from '../../../src-main/contract/result';
import { codeOf, valueOf } from '../answers';
import { readingsRig, settle, type ReadingsRig } from './readings-rig';

const early = '2026-05-01T08:00:00.000Z';
const refused = fail(appError('net.refused'));
const cancelled = fail(appError('net.cancelled'));
const nothing = { value: null, asOf: null, reading: false, problem: null };

/** Begins a reading and answers it. */
async function read(rig: ReadingsRig, answer: Result<string>, portalId = 'a'): Promise<void> {
  const done = rig.readings.refresh(portalId);
  await settle();
  rig.requests.at(-1)?.answer(answer);
  await done;
}

describe('what is known of a portal', () => {
  it('is nothing at first, and nobody asks the network for it', async () => {
    const rig = await readingsRig();
    expect(await rig.readings.of('a')).toEqual(nothing);
    expect(rig.readings.peek('a')).toEqual(nothing);
    expect(rig.requests).toHaveLength(0);
  });

  it('comes from the store at the first question, with its age', async () => {
    const rig = await readingsRig();
    await rig.snapshots.put('a', 'facts', 'stored', early);
    expect(rig.readings.peek('a')).toEqual(nothing);
    const known = { ...nothing, value: 'stored', asOf: early };
    expect(await rig.readings.of('a')).toEqual(known);
    expect(rig.readings.peek('a')).toEqual(known);
    expect(rig.requests).toHaveLength(0);
  });

  it('is asked of the store once, however many ask', async () => {
    const rig = await readingsRig();
    let asked = 0;
    rig.store.get = (portalId, kind) => {
      asked += 1;
      return rig.snapshots.get(portalId, kind);
    };
    await Promise.all([rig.readings.of('a'), rig.readings.of('a'), rig.readings.look('a')]);
    await rig.readings.of('a');
    expect(asked).toBe(1);
  });

  it('counts as absent when the store holds something of another shape', async () => {
    const rig = await readingsRig();
    await rig.snapshots.put('a', 'facts', { of: 'another version' }, early);
    expect(await rig.readings.of('a')).toEqual(nothing);
    expect(rig.reports).toEqual([]);
  });

  it('is not covered by the store when a reading was faster', async () => {
    const rig = await readingsRig();
    await rig.snapshots.put('a', 'facts', 'stored', early);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    rig.store.get = async (portalId, kind) => {
      const found = await rig.snapshots.get(portalId, kind);
      await held;
      return found;
    };
    const asked = rig.readings.of('a');
    await read(rig, ok('read'));
    release();
    expect(await asked).toMatchObject({ value: 'read', asOf: rig.at });
    expect(await rig.readings.of('a')).toMatchObject({ value: 'read' });
  });

  it('is kept for the next start', async () => {
    const rig = await readingsRig();
    await read(rig, ok('read'));
    const next = rig.again();
    expect(await next.of('a')).toEqual({ ...nothing, value: 'read', asOf: rig.at });
  });

  it('stays in memory when the store fails, which is told', async () => {
    const rig = await readingsRig();
    const broken = fail(appError('store.failed'));
    rig.store.get = () => Promise.resolve(broken);
    rig.store.put = () => Promise.resolve(broken);
    expect(await rig.readings.of('a')).toEqual(nothing);
    await read(rig, ok('read'));
    expect(await rig.readings.of('a')).toMatchObject({ value: 'read', problem: null });
    expect(rig.reports).toEqual([
      expect.stringContaining('store.failed'),
      expect.stringContaining('store.failed'),
    ]);
  });

  it('is asked of the store again after the store had failed', async () => {
    const rig = await readingsRig();
    await rig.snapshots.put('a', 'facts', 'stored', early);
    rig.store.get = () => Promise.resolve(fail(appError('store.failed')));
    expect(await rig.readings.of('a')).toEqual(nothing);
    rig.store.get = rig.snapshots.get;
    expect(await rig.readings.of('a')).toMatchObject({ value: 'stored' });
  });

  it('stays, with its age, after a reading that failed', async () => {
    const rig = await readingsRig();
    await read(rig, ok('read'));
    rig.at = '2026-05-01T11:00:00.000Z';
    await read(rig, refused);
    expect(rig.readings.peek('a')).toEqual({
      value: 'read',
      asOf: '2026-05-01T10:00:00.000Z',
      reading: false,
      problem: refused.error,
    });
  });
});

describe('a reading', () => {
  it('is shared by all who ask while it is under way', async () => {
    const rig = await readingsRig();
    const all = [rig.readings.refresh('a'), rig.readings.refresh('a')];
    await settle();
    expect(rig.requests).toHaveLength(1);
    expect(rig.readings.peek('a').reading).toBe(true);
    rig.requests[0]?.answer(ok('read'));
    expect((await Promise.all(all)).map(valueOf)).toEqual(['read', 'read']);
    expect(rig.readings.peek('a').reading).toBe(false);
    void rig.readings.refresh('a');
    await settle();
    expect(rig.requests).toHaveLength(2);
  });

  it('past the portal’s own cache is not replaced by one out of it, but the other way round', async () => {
    const rig = await readingsRig();
    void rig.readings.refresh('a');
    void rig.readings.refresh('a', { refresh: true });
    void rig.readings.refresh('a');
    void rig.readings.refresh('a', { refresh: true });
    await settle();
    expect(rig.requests.map(({ options }) => options.refresh ?? false)).toEqual([false, true]);
  });

  it('that can be cancelled is nobody else’s', async () => {
    const rig = await readingsRig();
    void rig.readings.refresh('a', { signal: new AbortController().signal });
    void rig.readings.refresh('a');
    void rig.readings.refresh('a', { signal: new AbortController().signal });
    await settle();
    expect(rig.requests).toHaveLength(3);
  });

  it('over a session that is open already joins no other', async () => {
    const rig = await readingsRig();
    void rig.readings.refresh('a');
    const done = rig.readings.readWith('a', 'mine', { refresh: true });
    await settle();
    expect(rig.requests.map(({ session }) => session).sort()).toEqual(['a', 'mine']);
    const mine = rig.requests.find(({ session }) => session === 'mine');
    expect(mine?.options).toEqual({ refresh: true });
    mine?.answer(ok('read'));
    expect(valueOf(await done)).toBe('read');
    expect(rig.readings.peek('a')).toMatchObject({ value: 'read', reading: true });
  });

  it('that fails for want of a session is a failed one', async () => {
    const rig = await readingsRig();
    rig.session = () => Promise.resolve(fail(appError('keychain.absent')));
    expect(codeOf(await rig.readings.refresh('a'))).toBe('keychain.absent');
    expect(rig.readings.peek('a').problem?.code).toBe('keychain.absent');
    expect(rig.events).toEqual(['changed a', 'heard a keychain.absent', 'changed a']);
  });

  it('that somebody gave up says nothing', async () => {
    const rig = await readingsRig();
    await read(rig, refused);
    rig.events.length = 0;
    await read(rig, cancelled);
    expect(rig.readings.peek('a')).toEqual({ ...nothing, problem: refused.error });
    expect(rig.events).toEqual(['changed a', 'changed a']);
  });

  it('that breaks in our own code is reported, and answers with the reference', async () => {
    const rig = await readingsRig();
    const done = rig.readings.refresh('a');
    await settle();
    rig.requests[0]?.breakDown(new Error('a mistake'));
    const answer = await done;
    expect(codeOf(answer)).toBe('bridge.bug');
    const reference = answer.ok ? '' : String(answer.error.params['reference']);
    expect(rig.reports).toEqual([expect.stringContaining(reference)]);
    expect(rig.readings.peek('a').reading).toBe(false);
  });

  it('hands on what it found once it is kept, and only then is over', async () => {
    const rig = await readingsRig();
    await read(rig, ok('read'));
    await read(rig, refused);
    expect(rig.found).toEqual(['a read']);
    expect(rig.events.filter((one) => one.startsWith('heard'))).toEqual([
      'heard a ok',
      'heard a net.refused',
    ]);
  });
});

describe('looking', () => {
  it('paints from the store and reads in the background, once in a run', async () => {
    const rig = await readingsRig();
    await rig.snapshots.put('a', 'facts', 'stored', early);
    expect(await rig.readings.look('a')).toMatchObject({ value: 'stored', reading: true });
    await settle();
    rig.requests[0]?.answer(refused);
    await settle();
    expect(await rig.readings.look('a')).toMatchObject({ value: 'stored', reading: false });
    expect(rig.requests).toHaveLength(1);
  });

  it('begins anew for a portal that was forgotten', async () => {
    const rig = await readingsRig();
    await read(rig, ok('read'));
    rig.readings.forget('a');
    await rig.snapshots.forget('a');
    expect(await rig.readings.look('a')).toEqual({ ...nothing, reading: true });
  });
});

describe('a portal that was forgotten while it was read', () => {
  it('stays unknown, in memory and store', async () => {
    const rig = await readingsRig();
    const done = rig.readings.refresh('a');
    await settle();
    rig.readings.forget('a');
    await rig.snapshots.forget('a');
    rig.events.length = 0;
    rig.requests[0]?.answer(ok('another account’s'));
    expect(valueOf(await done)).toBe('another account’s');
    expect(await rig.readings.of('a')).toEqual(nothing);
    expect(rig.events).toEqual([]);
    expect(rig.found).toEqual([]);
  });

  it('is not filled from an answer of the store that was on its way', async () => {
    const rig = await readingsRig();
    await rig.snapshots.put('a', 'facts', 'another account’s', early);
    const asked = rig.readings.of('a');
    rig.readings.forget('a');
    const forgotten = rig.snapshots.forget('a');
    expect(await asked).toEqual(nothing);
    await forgotten;
    expect(await rig.readings.of('a')).toEqual(nothing);
  });

  it('does not complain that the store has no place for it', async () => {
    const rig = await readingsRig();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    rig.store.put = async () => {
      await held;
      return fail(appError('store.failed'));
    };
    const done = rig.readings.refresh('a');
    await settle();
    rig.requests[0]?.answer(ok('read'));
    await settle();
    rig.readings.forget('a');
    release();
    await done;
    expect(rig.reports).toEqual([]);
  });
});

type Step =
  | { readonly do: 'refresh' | 'readWith' | 'restart' | 'forget' | 'look' | 'newStart' }
  | {
      readonly do: 'answer';
      readonly which: number;
      readonly how: 'ok' | 'refused' | 'cancelled';
    };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('refresh', 'readWith') }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('restart', 'forget', 'look', 'newStart') }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('answer'),
      which: fc.nat(20),
      how: fc.constantFrom('ok', 'refused', 'cancelled'),
    }),
  },
);

/** What must hold of portal `a`, told in the plainest way. */
interface Model {
  value: string | null;
  problem: string | null;
  /** Readings under way, oldest first; those that no longer count as well. */
  underWay: { readonly request: number; counts: boolean; readonly shared: boolean }[];
  newest: number;
  begun: boolean;
}

describe('whatever happens in whatever order', () => {
  it('the newest reading that counts is what is known, in memory and in the store', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const rig = await readingsRig();
        let readings = rig.readings;
        const model: Model = {
          value: null,
          problem: null,
          underWay: [],
          newest: -1,
          begun: false,
        };
        let requests = 0;
        const begin = (shared: boolean): void => {
          model.begun = true;
          model.underWay.push({ request: requests, counts: true, shared });
          requests += 1;
        };
        const drop = (): void => {
          for (const one of model.underWay) one.counts = false;
        };
        const isShared = (): boolean => model.underWay.some((one) => one.shared && one.counts);

        for (const one of steps) {
          switch (one.do) {
            case 'refresh':
              if (!isShared()) begin(true);
              void readings.refresh('a');
              break;
            case 'readWith':
              begin(false);
              void readings.readWith('a', 'mine');
              break;
            case 'restart':
              drop();
              begin(true);
              void readings.restart('a');
              break;
            case 'forget':
              drop();
              Object.assign(model, { value: null, problem: null, newest: -1, begun: false });
              readings.forget('a');
              await rig.snapshots.forget('a');
              break;
            case 'look':
              if (!model.begun) begin(true);
              await readings.look('a');
              break;
            case 'newStart':
              drop();
              readings.forget('a');
              readings = rig.again();
              Object.assign(model, { problem: null, newest: -1, begun: false });
              break;
            case 'answer': {
              const [answered] = model.underWay.splice(one.which % (model.underWay.length || 1), 1);
              if (!answered) break;
              const { request, counts } = answered;
              const text = `answer ${request}`;
              const answers = { ok: ok(text), refused, cancelled };
              rig.requests[request]?.answer(answers[one.how]);
              if (!counts || request < model.newest || one.how === 'cancelled') break;
              model.newest = request;
              model.problem = one.how === 'refused' ? 'net.refused' : null;
              if (one.how === 'ok') model.value = text;
            }
          }
          await settle();
          const known = await readings.of('a');
          const stored = valueOf(await rig.snapshots.get('a', 'facts'));
          expect({
            value: known.value,
            stored: stored?.body ?? null,
            problem: known.problem?.code ?? null,
            reading: known.reading,
            requests: rig.requests.length,
          }).toEqual({
            value: model.value,
            stored: model.value,
            problem: model.problem,
            reading: model.underWay.some(({ counts }) => counts),
            requests,
          });
          expect(known.asOf === null).toBe(known.value === null);
          expect(readings.peek('b')).toEqual(nothing);
        }
        expect(rig.reports).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
