import { describe, expect, it } from 'vitest';
import { createDatabaseKeys } from '../../../src-main/secrets/database-keys';
import { createSecretStore } from '../../../src-main/secrets/secret-store';
import { createFakeKeychain } from './fake-keychain';

function keysOver(keychain = createFakeKeychain()) {
  const secrets = createSecretStore({ open: () => Promise.resolve(keychain), timeoutMs: 20 });
  return { keychain, keys: createDatabaseKeys(secrets) };
}
const key = '0f'.repeat(32);

describe('the key to the database', () => {
  it('is there in the next run of the app', async () => {
    const { keychain, keys } = keysOver();
    expect(await keys.find()).toEqual({ state: 'absent', lasting: true });
    expect(await keys.keep(key)).toEqual({ ok: true, value: { lasting: true } });
    expect(await keysOver(keychain).keys.find()).toEqual({ state: 'found', key, lasting: true });
  });

  it('is not called absent by a keychain that does not answer', async () => {
    const { keychain, keys } = keysOver();
    keychain.lock();
    expect(await keys.find()).toMatchObject({
      state: 'closed',
      error: { code: 'keychain.locked' },
    });
    expect([...keychain.entries]).toEqual([]);
  });

  it('lasts for this run only where there is no keychain', async () => {
    const secrets = createSecretStore({ open: () => Promise.reject(new Error('no bus')) });
    const keys = createDatabaseKeys(secrets);
    expect(await keys.find()).toEqual({ state: 'absent', lasting: false });
    expect(await keys.keep(key)).toEqual({ ok: true, value: { lasting: false } });
    expect(await keys.find()).toEqual({ state: 'found', key, lasting: false });
  });
});
