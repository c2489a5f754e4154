import { describe, expect, it } from 'vitest';
import { createLimits, type Turn } from '../../../src-main/net/limits';

/** Tasks that run until they are told to end, and the most that ran at a time. */
function workload() {
  let running = 0;
  let most = 0;
  let done = 0;
  const task = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    done += 1;
  };
  const run = (turn: Turn, count: number) =>
    Promise.all(Array.from({ length: count }, () => turn(task)));
  return { run, most: () => most, done: () => done };
}

describe('limits', () => {
  it('let six reads and one write of a portal run at a time', async () => {
    const portal = createLimits().forPortal();
    const [reads, writes] = [workload(), workload()];
    await Promise.all([reads.run(portal.read, 20), writes.run(portal.write, 5)]);
    expect([reads.most(), writes.most()]).toEqual([6, 1]);
    expect([reads.done(), writes.done()]).toEqual([20, 5]);
  });

  it('let 32 requests run at a time over all portals', async () => {
    const limits = createLimits();
    const work = workload();
    await Promise.all(Array.from({ length: 8 }, () => work.run(limits.forPortal().read, 10)));
    expect(work.most()).toBe(32);
    expect(work.done()).toBe(80);
  });

  it('pass on answers and failures, and go on after them', async () => {
    const { write } = createLimits().forPortal();
    expect(await write(async () => 'answer')).toBe('answer');
    await expect(write(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await write(async () => 'again')).toBe('again');
  });

  it('let a waiting task be cancelled at once, which then never runs', async () => {
    const { write } = createLimits().forPortal();
    let finish = (): void => undefined;
    let first: Promise<void> | null = null;
    await new Promise<void>((running) => {
      first = write(() => {
        running();
        return new Promise((resolve) => (finish = resolve));
      });
    });
    const stop = new AbortController();
    let ran = false;
    const second = write(async () => {
      ran = true;
    }, stop.signal);
    // Lets it get into the queue.
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort(new Error('stopped'));
    await expect(second).rejects.toThrow('stopped');
    finish();
    await first;
    await write(async () => undefined);
    expect(ran).toBe(false);
  });

  it('leave a running task its own answer to being cancelled', async () => {
    const { write } = createLimits().forPortal();
    const stop = new AbortController();
    const answer = await write(async () => {
      stop.abort();
      return 'what became of it';
    }, stop.signal);
    expect(answer).toBe('what became of it');
  });
});
