import type { AppError } from '../contract/app-error';
import { ok, type Result } from '../contract/result';
import type { SecretName, SecretStore } from './secret-store';

/** The key to the encrypted database, in the keychain like every other secret. */
export interface DatabaseKeys {
  /** `lasting`: whether what is kept now will be there at the next start. */
  find(): Promise<
    | { readonly state: 'found'; readonly key: string; readonly lasting: boolean }
    | { readonly state: 'absent'; readonly lasting: boolean }
    | { readonly state: 'closed'; readonly error: AppError<'keychain'> }
  >;
  keep(key: string): Promise<Result<{ readonly lasting: boolean }, 'keychain'>>;
}

const name: SecretName = { owner: 'store', purpose: 'databaseKey' };

export function createDatabaseKeys(secrets: SecretStore): DatabaseKeys {
  return {
    async find() {
      const kept = await secrets.get(name);
      switch (kept.state) {
        case 'found':
          return { state: 'found', key: kept.secret, lasting: kept.place === 'keychain' };
        case 'absent':
          return { state: 'absent', lasting: (await secrets.mode()).mode === 'keychain' };
        default:
          return { state: 'closed', error: kept.error };
      }
    },
    async keep(key) {
      const kept = await secrets.set(name, key);
      return kept.ok ? ok({ lasting: kept.value === 'keychain' }) : kept;
    },
  };
}
