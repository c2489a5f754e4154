import type { SecretMode } from '../contract/app';
import { appError, type AppError } from '../contract/app-error';
import type { KeyPlace } from '../contract/portals';
import { fail, ok, type Result } from '../contract/result';
import { KeychainLocked, probeAccount, type Keychain } from './keychain';

/** What a secret belongs to and is for, e.g. portal id + `apiKey`. */
export interface SecretName {
  readonly owner: string;
  readonly purpose: 'apiKey' | 'jwtSecret' | 'clientPassphrase' | 'proxyPassword' | 'databaseKey';
}

/** `locked` and `unreadable` are not `absent`: nothing may be overwritten or deleted on them. */
export type SecretAnswer =
  | {
      readonly state: 'found';
      readonly secret: string;
      readonly place: Exclude<KeyPlace, 'missing'>;
    }
  | { readonly state: 'absent' }
  | { readonly state: 'locked' | 'unreadable'; readonly error: AppError<'keychain'> };

export interface SecretStore {
  /** Whether secrets go to the OS keychain, or only into memory because there is none. */
  mode(): Promise<SecretMode>;
  get(name: SecretName): Promise<SecretAnswer>;
  /** Keeps a secret and reads it back; answers where it is. */
  set(name: SecretName, secret: string): Promise<Result<Exclude<KeyPlace, 'missing'>, 'keychain'>>;
  delete(name: SecretName): Promise<Result<void, 'keychain'>>;
  /** Whether a call to the keychain is under way; one that hangs keeps the process from ending. */
  isStuck(): boolean;
}

export interface SecretStoreOptions {
  /** Opens the OS keychain; throws where there is none. Called at first use. */
  readonly open: () => Promise<Keychain>;
  /** The keychain counts as locked when it has not answered after this long. */
  readonly timeoutMs?: number;
  /** Longest secret the keychain takes, in bytes of UTF-8. */
  readonly longest?: number;
}

/** Windows keeps at most 2,560 bytes in one credential. */
export const longestOnWindows = 2560;

const timedOut = Symbol('timed out');

/**
 * The only place where secrets rest. Calls to the keychain run one after the other: a keychain
 * that hangs (waiting for its password) holds one thread of the runtime's pool, not all of them.
 */
export function createSecretStore(options: SecretStoreOptions): SecretStore {
  const { open, timeoutMs = 10_000, longest = Infinity } = options;
  const session = new Map<string, string>();
  let keychain: Promise<Keychain | AppError<'keychain'>> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let running = 0;

  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
    }
  };

  /**
   * Runs one keychain call after the one before it; gives up waiting after the time limit. What
   * was given up before its turn came never runs: the person was told that it failed.
   */
  async function inTurn<T>(work: () => Promise<T>): Promise<T | typeof timedOut> {
    let givenUp = false;
    const mine = last.then(async (): Promise<T | typeof timedOut> =>
      givenUp ? timedOut : counted(work),
    );
    last = mine.catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<typeof timedOut>((resolve) => {
      timer = setTimeout(() => {
        givenUp = true;
        resolve(timedOut);
      }, timeoutMs);
    });
    try {
      return await Promise.race([mine, limit]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Opens the keychain once. One that hangs is asked again next time: it may be unlocked by then. */
  async function opened(): Promise<Keychain | AppError<'keychain'>> {
    keychain ??= (async () => {
      try {
        const found = await open();
        // An answer, whatever it is, proves that a keychain is there.
        const answer = await inTurn(() => found.get(probeAccount));
        if (answer !== timedOut) return found;
        keychain = undefined;
        return appError('keychain.locked');
      } catch (cause) {
        if (cause instanceof KeychainLocked) {
          keychain = undefined;
          return appError('keychain.locked', { detail: cause.message });
        }
        return appError('keychain.unavailable', { detail: wordsOf(cause) });
      }
    })();
    return keychain;
  }

  const keychainOrSession = async (): Promise<
    | { readonly use: 'keychain'; readonly keychain: Keychain }
    | { readonly use: 'session'; readonly why: AppError<'keychain'> }
    | { readonly use: 'nothing'; readonly error: AppError<'keychain'> }
  > => {
    const found = await opened();
    if (!('code' in found)) return { use: 'keychain', keychain: found };
    if (found.code === 'keychain.unavailable') return { use: 'session', why: found };
    return { use: 'nothing', error: found };
  };

  async function ask<T>(work: () => Promise<T>): Promise<Result<T, 'keychain'>> {
    try {
      const answer = await inTurn(work);
      return answer === timedOut ? fail(appError('keychain.locked')) : ok(answer);
    } catch (cause) {
      if (cause instanceof KeychainLocked)
        return fail(appError('keychain.locked', { detail: cause.message }));
      return fail(appError('keychain.unreadable', { detail: wordsOf(cause) }));
    }
  }

  return {
    async mode() {
      const where = await keychainOrSession();
      return where.use === 'session' ? { mode: 'session', why: where.why } : { mode: 'keychain' };
    },

    async get(name) {
      const account = accountOf(name);
      const kept = session.get(account);
      if (kept !== undefined) return { state: 'found', secret: kept, place: 'session' };
      const where = await keychainOrSession();
      if (where.use === 'session') return { state: 'absent' };
      if (where.use === 'nothing') return { state: 'locked', error: where.error };
      const answer = await ask(() => where.keychain.get(account));
      if (!answer.ok) {
        const locked = answer.error.code === 'keychain.locked';
        return { state: locked ? 'locked' : 'unreadable', error: answer.error };
      }
      return answer.value === null
        ? { state: 'absent' }
        : { state: 'found', secret: answer.value, place: 'keychain' };
    },

    async set(name, secret) {
      const account = accountOf(name);
      const bytes = Buffer.byteLength(secret);
      if (bytes > longest)
        return fail(appError('keychain.tooLong', { params: { bytes, limit: longest } }));
      const where = await keychainOrSession();
      if (where.use === 'nothing') return fail(where.error);
      if (where.use === 'session') {
        session.set(account, secret);
        return ok('session');
      }
      const kept = await ask(async () => {
        await where.keychain.set(account, secret);
        return where.keychain.get(account);
      });
      if (!kept.ok) return kept;
      return kept.value === secret ? ok('keychain') : fail(appError('keychain.unreadable'));
    },

    async delete(name) {
      const account = accountOf(name);
      session.delete(account);
      const where = await keychainOrSession();
      if (where.use === 'session') return ok();
      if (where.use === 'nothing') return fail(where.error);
      const gone = await ask(() => where.keychain.delete(account));
      return gone.ok ? ok() : gone;
    },

    isStuck: () => running > 0,
  };
}

const accountOf = (name: SecretName): string => `${name.owner}:${name.purpose}`;

const wordsOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause);
