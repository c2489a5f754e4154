import type { Topic, Topics } from '../contract/topics';
import { topicChannel } from '../contract/verbs';

/** Tells the window that something changed. */
export type Publish = <T extends Topic>(topic: T, item: Topics[T]) => void;

/** At most ten batches a second per topic. */
const batchMs = 100;

/**
 * Collects events and sends them in batches: the first at once, what follows within a tenth of
 * a second together. An id that changed several times is sent once.
 */
export function createPublisher(
  send: (channel: string, items: readonly string[]) => void,
): Publish {
  const waiting = new Map<Topic, Set<string>>();
  const cooling = new Set<Topic>();

  const flush = (topic: Topic): void => {
    const items = waiting.get(topic);
    if (!items) {
      cooling.delete(topic);
      return;
    }
    waiting.delete(topic);
    cooling.add(topic);
    send(topicChannel(topic), [...items]);
    setTimeout(() => flush(topic), batchMs).unref();
  };

  return (topic, item) => {
    const items = waiting.get(topic) ?? new Set<string>();
    waiting.set(topic, items.add(item));
    if (!cooling.has(topic)) flush(topic);
  };
}
