import type * as Keytar from 'keytar';

/** The few things Gatehouse asks of an operating system's keychain. */
export interface Keychain {
  get(account: string): Promise<string | null>;
  set(account: string, secret: string): Promise<void>;
  delete(account: string): Promise<boolean>;
}

/** Thrown by a keychain that is there but does not let anybody in at the moment. */
export class KeychainLocked extends Error {
  override readonly name = 'KeychainLocked';
}

/** Name under which the entries stand in Keychain Access, Credential Manager, Seahorse. */
const service = 'Gatehouse';

/** An entry without meaning, to see whether the keychain takes one. */
export const probeAccount = 'probe';

/** Opens the OS keychain. Throws where the system offers none, e.g. Linux without libsecret. */
export async function openKeychain(): Promise<Keychain> {
  const { default: keytar } = await import('keytar');
  return process.platform === 'linux' ? secretService(keytar) : plain(keytar);
}

const plain = (keytar: typeof Keytar): Keychain => ({
  get: (account) => keytar.getPassword(service, account),
  set: (account, secret) => keytar.setPassword(service, account, secret),
  delete: (account) => keytar.deletePassword(service, account),
});

/**
 * A locked Secret Service answers "there is no such entry", the same as for one that is absent.
 * Only writing tells the two apart, and on most desktops asks for the password.
 */
function secretService(keytar: typeof Keytar): Keychain {
  const keychain = plain(keytar);
  const proveUnlocked = async (): Promise<void> => {
    try {
      await keychain.set(probeAccount, probeAccount);
    } catch (cause) {
      throw new KeychainLocked(cause instanceof Error ? cause.message : String(cause));
    }
  };
  return {
    async get(account) {
      const found = await keychain.get(account);
      if (found === null) await proveUnlocked();
      return found;
    },
    async set(account, secret) {
      await proveUnlocked();
      await keychain.set(account, secret);
    },
    async delete(account) {
      const gone = await keychain.delete(account);
      if (!gone) await proveUnlocked();
      return gone;
    },
  };
}
