import type { KeyPlace } from '../contract/portals';
import { fail, ok, type Result } from '../contract/result';
import type { SecretName, SecretStore } from '../secrets/secret-store';
import { connectionPurposes, type SecretChanges } from './settings';

/** A secret that was put somewhere, and the way back should the rest of the change fail. */
export interface Kept {
  readonly place: Exclude<KeyPlace, 'missing'>;
  readonly undo: () => Promise<void>;
}

/** Keeps a secret. Where the present one cannot be read, nothing is written over it. */
export async function keepSecret(
  secrets: SecretStore,
  name: SecretName,
  secret: string,
): Promise<Result<Kept, 'keychain'>> {
  const before = await secrets.get(name);
  if (before.state === 'locked' || before.state === 'unreadable') return fail(before.error);
  const undo = async (): Promise<void> => {
    await (before.state === 'found' ? secrets.set(name, before.secret) : secrets.delete(name));
  };
  const kept = await secrets.set(name, secret);
  if (kept.ok) return ok({ place: kept.value, undo });
  if (kept.error.code === 'keychain.unreadable') await undo();
  return kept;
}

/** Keeps the new ones among a connection's secrets. All of them, or none. */
export async function keepConnectionSecrets(
  secrets: SecretStore,
  owner: string,
  changes: SecretChanges,
): Promise<Result<Pick<Kept, 'undo'>, 'keychain'>> {
  const done: Kept[] = [];
  const undo = async (): Promise<void> => {
    for (const one of done) await one.undo();
  };
  for (const purpose of connectionPurposes) {
    const change = changes[purpose];
    if (change.do !== 'set') continue;
    const kept = await keepSecret(secrets, { owner, purpose }, change.secret);
    if (!kept.ok) {
      await undo();
      return kept;
    }
    done.push(kept.value);
  }
  return ok({ undo });
}

/** Takes out what a changed connection no longer needs. */
export async function dropConnectionSecrets(
  secrets: SecretStore,
  owner: string,
  changes: SecretChanges,
): Promise<void> {
  for (const purpose of connectionPurposes) {
    // One that stays behind is never used again and goes with the record.
    if (changes[purpose].do === 'drop') await secrets.delete({ owner, purpose });
  }
}

/**
 * Takes all secrets of a saved record out of the keychain: all of them, or none.
 * @param key the purpose of its key, besides the secrets of its connection.
 */
export async function dropAllSecrets(
  secrets: SecretStore,
  owner: string,
  key: SecretName['purpose'],
): Promise<Result<Pick<Kept, 'undo'>, 'keychain'>> {
  const gone: (() => Promise<unknown>)[] = [];
  const undo = async (): Promise<void> => {
    for (const putBack of gone) await putBack();
  };
  for (const purpose of [...connectionPurposes, key]) {
    const name = { owner, purpose };
    const before = await secrets.get(name);
    const readable = before.state === 'found' || before.state === 'absent';
    const dropped = readable ? await secrets.delete(name) : fail(before.error);
    if (!dropped.ok) {
      await undo();
      return dropped;
    }
    if (before.state === 'found') gone.push(() => secrets.set(name, before.secret));
  }
  return ok({ undo });
}
