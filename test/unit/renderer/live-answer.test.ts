import { beforeEach, describe, expect, it, vi } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import { fail, ok, type Result } from '../../../src-main/contract/result';
import { LiveAnswer } from '../../../src-renderer/state/live-query.svelte';

type Hear = (ids: readonly string[]) => void;
const listeners = vi.hoisted(() => new Map<(ids: readonly string[]) => void, string>());
vi.mock('../../../src-renderer/state/bridge', () => ({
  bridge: {
    on: (topic: string, hear: Hear) => {
      listeners.set(hear, topic);
      return () => listeners.delete(hear);
    },
  },
}));

const tell = (topic: string, ids: readonly string[]): void =>
  listeners.forEach((wanted, hear) => wanted === topic && hear(ids));
const event = (...ids: string[]): void => tell('portals', ids);

/** A question whose answers are given by hand. */
function asked() {
  const waiting: ((answer: Result<number>) => void)[] = [];
  const answer = new LiveAnswer<number, 'net'>({
    topic: 'portals',
    ask: () => new Promise((resolve) => waiting.push(resolve as (answer: Result<number>) => void)),
    concerns: (ids) => ids.includes('mine'),
  });
  const give = async (value: Result<number>): Promise<void> => {
    waiting.shift()?.(value);
    await vi.waitFor(() => Promise.resolve());
  };
  return { answer, give, open: () => waiting.length };
}

beforeEach(() => listeners.clear());

describe('a live answer', () => {
  it('asks at once and again when an event concerns it', async () => {
    const { answer, give, open } = asked();
    answer.start();
    expect(answer.loading).toBe(true);
    await give(ok(1));
    expect([answer.loading, answer.value]).toEqual([false, 1]);
    event('another');
    expect(open()).toBe(0);
    event('mine');
    await give(ok(2));
    expect(answer.value).toBe(2);
  });

  it('never asks twice at once; events meanwhile lead to exactly one more reading', async () => {
    const { answer, give, open } = asked();
    answer.start();
    event('mine');
    event('mine');
    event('mine');
    expect(open()).toBe(1);
    await give(ok(1));
    expect(open()).toBe(1);
    await give(ok(2));
    expect([answer.value, open()]).toEqual([2, 0]);
  });

  it('keeps the last good value when a reading fails, and says why', async () => {
    const { answer, give } = asked();
    answer.start();
    await give(ok(1));
    event('mine');
    await give(fail(appError('net.refused')));
    expect([answer.value, answer.error?.code]).toEqual([1, 'net.refused']);
    event('mine');
    await give(ok(3));
    expect([answer.value, answer.error]).toEqual([3, null]);
  });

  it('asks again when the store was opened, if its last question failed', async () => {
    const { answer, give, open } = asked();
    answer.start();
    await give(fail(appError('keychain.locked')));
    tell('store', ['store']);
    await give(ok(1));
    expect([answer.value, answer.error]).toEqual([1, null]);
    tell('store', ['store']);
    expect(open()).toBe(0);
  });

  it('hears nothing after it was stopped', async () => {
    const { answer, give, open } = asked();
    const stop = answer.start();
    stop();
    await give(ok(1));
    expect(answer.value).toBeNull();
    event('mine');
    answer.reload();
    expect(open()).toBe(0);
    expect(listeners.size).toBe(0);
  });
});
