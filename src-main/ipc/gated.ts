import { contract, type Area, type Handlers } from '../contract';
import type { Result } from '../contract/result';

/** What opens later than the window: the handlers of areas that need the encrypted store. */
export type LaterHandlers<A extends Area> = () => Promise<
  Result<{ readonly [K in A]: Handlers<K> }, 'store' | 'keychain'>
>;

/**
 * Handlers of an area that wait until the store is open. While it is closed, every call of the
 * area answers with the reason.
 */
export function gated<A extends Area>(area: A, later: LaterHandlers<A>): Handlers<A> {
  const calls = Object.keys(contract[area]).map((verb) => [
    verb,
    async (input: unknown) => {
      const opened = await later();
      if (!opened.ok) return opened;
      const handlers = opened.value[area] as unknown as Readonly<
        Record<string, (input: unknown) => unknown>
      >;
      return handlers[verb]?.(input);
    },
  ]);
  return Object.fromEntries(calls) as Handlers<A>;
}
