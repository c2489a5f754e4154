/** What is asked of one portal, few at a time: what was wanted last comes first. */
export interface PageQueue {
  /** Reads under a name, unless that is being read; what has waited longest gives way. */
  want(name: string, read: () => Promise<void>): void;
  /** It waits for its turn, or is being read. */
  has(name: string): boolean;
}

/** Reads of a portal at the same time; others of its requests go on beside them. */
const atOnce = 2;
/** More than a person can look at: two pages on the screen, and as many ahead. */
const mostWaiting = 4;

/** @param moved hears when something was read, or is not waited for any more. */
export function createPageQueue(moved: () => void): PageQueue {
  const waiting = new Map<string, () => Promise<void>>();
  const running = new Set<string>();

  function pump(): void {
    while (running.size < atOnce) {
      const next = [...waiting].at(-1);
      if (!next) return;
      const [name, read] = next;
      waiting.delete(name);
      running.add(name);
      void read().finally(() => {
        running.delete(name);
        pump();
        moved();
      });
    }
  }

  return {
    want(name, read) {
      if (running.has(name)) return;
      waiting.delete(name);
      waiting.set(name, read);
      const [oldest] = waiting.keys();
      if (waiting.size > mostWaiting && oldest !== undefined) {
        waiting.delete(oldest);
        moved();
      }
      pump();
    },
    has: (name) => running.has(name) || waiting.has(name),
  };
}
