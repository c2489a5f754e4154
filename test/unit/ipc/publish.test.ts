import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { topicChannel } from '../../../src-main/contract/verbs';
import { createPublisher } from '../../../src-main/ipc/publish';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('events', () => {
  it('go out at once when nothing was sent lately', () => {
    const sent = vi.fn();
    createPublisher(sent)('portals', 'a');
    expect(sent.mock.calls).toEqual([[topicChannel('portals'), ['a']]]);
  });

  it('are batched to at most ten a second per topic, each id once, none lost', () => {
    const sent = vi.fn();
    const publish = createPublisher(sent);
    for (let turn = 0; turn < 1000; turn += 1) {
      publish('license', `portal ${turn % 7}`);
      vi.advanceTimersByTime(1);
    }
    vi.advanceTimersByTime(200);
    expect(sent.mock.calls.length).toBeLessThanOrEqual(11);
    const after = sent.mock.calls.slice(1).map(([, items]) => [...(items as string[])].sort());
    for (const items of after.slice(0, -1)) expect(new Set(items).size).toBe(items.length);
    expect(after[1]).toHaveLength(7);
  });

  it('of one topic do not wait for another', () => {
    const sent = vi.fn();
    const publish = createPublisher(sent);
    publish('license', 'a');
    publish('portals', 'b');
    expect(sent).toHaveBeenCalledTimes(2);
  });
});
