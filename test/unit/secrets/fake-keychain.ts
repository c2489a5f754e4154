import type { Keychain } from '../../../src-main/secrets/keychain';

/** A keychain in memory that can be made to hang, to fail, or to lie. */
export interface FakeKeychain extends Keychain {
  readonly entries: Map<string, string>;
  /** Every call that reached the keychain, e.g. `get portal:apiKey`. */
  readonly calls: string[];
  /** Calls wait from now on, as for a password that nobody types. */
  lock(): void;
  /** Lets the waiting calls through. */
  unlock(): void;
  /** Calls of these kinds fail from now on. */
  failAt(kinds: readonly ('get' | 'set' | 'delete')[]): void;
  /** `set` keeps something else than it was given. */
  garble(): void;
  /** Most calls that ran at the same time. */
  mostAtOnce(): number;
}

export function createFakeKeychain(): FakeKeychain {
  const entries = new Map<string, string>();
  const calls: string[] = [];
  let gate = Promise.resolve();
  let open = (): void => undefined;
  let failing: readonly string[] = [];
  let garbled = false;
  let running = 0;
  let most = 0;

  const enter = async <T>(kind: 'get' | 'set' | 'delete', account: string, work: () => T) => {
    calls.push(`${kind} ${account}`);
    running += 1;
    most = Math.max(most, running);
    try {
      await gate;
      if (failing.includes(kind)) throw new Error('The keychain is in a bad mood.');
      return work();
    } finally {
      running -= 1;
    }
  };

  return {
    entries,
    calls,
    get: (account) => enter('get', account, () => entries.get(account) ?? null),
    set: (account, secret) =>
      enter('set', account, () => void entries.set(account, garbled ? `${secret}?` : secret)),
    delete: (account) => enter('delete', account, () => entries.delete(account)),
    lock() {
      gate = new Promise((resolve) => (open = resolve));
    },
    unlock: () => open(),
    failAt(kinds) {
      failing = kinds;
    },
    garble() {
      garbled = true;
    },
    mostAtOnce: () => most,
  };
}
