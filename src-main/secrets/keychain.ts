/** The few things Gatehouse asks of an operating system's keychain. */
export interface Keychain {
  get(account: string): Promise<string | null>;
  set(account: string, secret: string): Promise<void>;
  delete(account: string): Promise<boolean>;
}

/** Name under which the entries stand in Keychain Access, Credential Manager, Seahorse. */
const service = 'Gatehouse';

/** Opens the OS keychain. Throws where the system offers none, e.g. Linux without libsecret. */
export async function openKeychain(): Promise<Keychain> {
  const keytar = await import('keytar');
  return {
    get: (account) => keytar.getPassword(service, account),
    set: (account, secret) => keytar.setPassword(service, account, secret),
    delete: (account) => keytar.deletePassword(service, account),
  };
}
