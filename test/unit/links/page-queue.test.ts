import { describe, expect, it } from 'vitest';
import { createPageQueue } from '../../../src-main/links/page-queue';

/** A queue whose reads end when the test says so. */
function openQueue() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  let moved = 0;
  const queue = createPageQueue(() => void (moved += 1));
  return {
    queue,
    begun,
    moved: () => moved,
    want: (...names: readonly string[]) =>
      names.forEach((name) =>
        queue.want(
          name,
          () =>
            new Promise<void>((resolve) => {
              begun.push(name);
              ends.set(name, resolve);
            }),
        ),
      ),
    async end(name: string): Promise<void> {
      ends.get(name)?.();
      // What follows a read follows within its promise.
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    },
  };
}

describe('a queue of pages', () => {
  it('reads two at a time, then what was wanted last', async () => {
    const { want, begun, end } = openQueue();
    want('a', 'b', 'c', 'd');
    expect(begun).toEqual(['a', 'b']);
    await end('a');
    expect(begun).toEqual(['a', 'b', 'd']);
    await end('d');
    expect(begun).toEqual(['a', 'b', 'd', 'c']);
  });

  it('reads nothing twice; what is wanted again comes sooner', async () => {
    const { want, begun, end, queue } = openQueue();
    want('a', 'b', 'c', 'd', 'c', 'a');
    await end('a');
    expect(begun).toEqual(['a', 'b', 'c']);
    expect(queue.has('d')).toBe(true);
    expect(queue.has('a')).toBe(false);
    // What was read can be wanted anew.
    want('a');
    await end('b');
    expect(begun.at(-1)).toBe('a');
  });

  it('drops what waited longest, and says so', async () => {
    const { want, begun, end, queue, moved } = openQueue();
    want('a', 'b', 'c', 'd', 'e', 'f');
    expect(moved()).toBe(0);
    want('g', 'h');
    expect(moved()).toBe(2);
    expect([queue.has('c'), queue.has('d'), queue.has('e')]).toEqual([false, false, true]);
    for (const name of ['a', 'b', 'h', 'g', 'f', 'e']) await end(name);
    expect(begun).toEqual(['a', 'b', 'h', 'g', 'f', 'e']);
    expect(moved()).toBe(8);
  });

  it('says that something was read when it counts as read', async () => {
    const { want, end, queue } = openQueue();
    want('a');
    expect(queue.has('a')).toBe(true);
    await end('a');
    expect(queue.has('a')).toBe(false);
  });
});
