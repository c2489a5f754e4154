import { describe, expect, it } from 'vitest';
import { createSecretStore, longestOnWindows } from '../../../src-main/secrets/secret-store';
import { KeychainLocked } from '../../../src-main/secrets/keychain';
import { createFakeKeychain } from './fake-keychain';

const name = { owner: '7d0c6a3e-2f6b-4d5c-9a55-0b6f6f0d8a11', purpose: 'apiKey' } as const;
const account = `${name.owner}:apiKey`;

function storeWith(more: { timeoutMs?: number; longest?: number } = {}) {
  const keychain = createFakeKeychain();
  const store = createSecretStore({ open: () => Promise.resolve(keychain), ...more });
  return { keychain, store };
}

function storeWithoutKeychain() {
  return createSecretStore({
    open: () => Promise.reject(new Error('Unknown or unsupported transport')),
  });
}

describe('SecretStore with a keychain', () => {
  it('opens the keychain at first use, once', async () => {
    const keychain = createFakeKeychain();
    let opened = 0;
    const store = createSecretStore({
      open: () => {
        opened += 1;
        return Promise.resolve(keychain);
      },
    });
    expect(opened).toBe(0);
    await Promise.all([store.mode(), store.get(name), store.get(name)]);
    expect(opened).toBe(1);
    expect(await store.mode()).toEqual({ mode: 'keychain' });
  });

  it('finds what it kept, and nothing where nothing is', async () => {
    const { store, keychain } = storeWith();
    expect(await store.get(name)).toEqual({ state: 'absent' });
    expect(await store.set(name, 'sk-1')).toEqual({ ok: true, value: 'keychain' });
    expect(keychain.entries.get(account)).toBe('sk-1');
    expect(await store.get(name)).toEqual({ state: 'found', secret: 'sk-1', place: 'keychain' });
    expect(await store.delete(name)).toEqual({ ok: true, value: undefined });
    expect(await store.get(name)).toEqual({ state: 'absent' });
  });

  it('keeps purposes of one owner apart', async () => {
    const { store } = storeWith();
    await store.set(name, 'sk-1');
    expect(await store.get({ ...name, purpose: 'clientPassphrase' })).toEqual({ state: 'absent' });
  });

  it('reads back what it wrote and says when the keychain kept something else', async () => {
    const { store, keychain } = storeWith();
    keychain.garble();
    const answer = await store.set(name, 'sk-1');
    expect(answer).toMatchObject({ ok: false, error: { code: 'keychain.unreadable' } });
  });

  it('refuses a secret that is longer than the keychain takes, before asking it', async () => {
    const { store, keychain } = storeWith({ longest: longestOnWindows });
    const answer = await store.set(name, 'é'.repeat(1_281));
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'keychain.tooLong', params: { bytes: 2_562, limit: 2_560 } },
    });
    expect(keychain.calls).toEqual([]);
    expect(await store.set(name, 'é'.repeat(1_280))).toMatchObject({ ok: true });
  });

  it('calls the keychain one call at a time', async () => {
    const { store, keychain } = storeWith();
    const owners = Array.from({ length: 50 }, (_, index) => ({ ...name, owner: `p${index}` }));
    await Promise.all(owners.map((owner) => store.set(owner, owner.owner)));
    const found = await Promise.all(owners.map((owner) => store.get(owner)));
    expect(found.every((one) => one.state === 'found')).toBe(true);
    expect(keychain.mostAtOnce()).toBe(1);
  });

  it('goes on after a call that failed', async () => {
    const { store, keychain } = storeWith();
    await store.set(name, 'sk-1');
    keychain.failAt(['get']);
    const failed = await store.get(name);
    expect(failed).toMatchObject({ state: 'unreadable', error: { code: 'keychain.unreadable' } });
    keychain.failAt([]);
    expect(await store.get(name)).toMatchObject({ state: 'found', secret: 'sk-1' });
  });

  it('deletes nothing on its own after a read that failed', async () => {
    const { store, keychain } = storeWith();
    await store.set(name, 'sk-1');
    keychain.failAt(['get']);
    await store.get(name);
    await store.set(name, 'sk-2');
    expect(keychain.calls.filter((call) => call.startsWith('delete'))).toEqual([]);
  });

  it('says when a secret could not be deleted', async () => {
    const { store, keychain } = storeWith();
    await store.set(name, 'sk-1');
    keychain.failAt(['delete']);
    expect(await store.delete(name)).toMatchObject({
      ok: false,
      error: { code: 'keychain.unreadable' },
    });
    expect(keychain.entries.get(account)).toBe('sk-1');
  });
});

describe('SecretStore with a locked keychain', () => {
  it('says locked at the first look, and finds the secret once it is unlocked', async () => {
    const { store, keychain } = storeWith({ timeoutMs: 20 });
    keychain.entries.set(account, 'sk-1');
    keychain.lock();
    expect(await store.get(name)).toMatchObject({
      state: 'locked',
      error: { code: 'keychain.locked' },
    });
    expect(await store.mode()).toEqual({ mode: 'keychain' });
    keychain.unlock();
    expect(await store.get(name)).toMatchObject({ state: 'found', secret: 'sk-1' });
  });

  it('says locked when it locks later', async () => {
    const { store, keychain } = storeWith({ timeoutMs: 20 });
    await store.set(name, 'sk-1');
    keychain.lock();
    expect(await store.get(name)).toMatchObject({ state: 'locked' });
  });

  it('starts no further native call while one hangs', async () => {
    const { store, keychain } = storeWith({ timeoutMs: 20 });
    await store.mode();
    keychain.lock();
    const before = keychain.calls.length;
    const answers = await Promise.all([
      store.get(name),
      store.set(name, 'sk-2'),
      store.delete(name),
      store.get({ ...name, owner: 'other' }),
    ]);
    expect(keychain.calls.slice(before)).toEqual([`get ${account}`]);
    expect(answers.map((one) => ('ok' in one ? one.ok : one.state))).toEqual([
      'locked',
      false,
      false,
      'locked',
    ]);
  });

  it('says so while a call hangs, for such a call keeps the process from ending', async () => {
    const { store, keychain } = storeWith({ timeoutMs: 20 });
    await store.set(name, 'sk-1');
    expect(store.isStuck()).toBe(false);
    keychain.lock();
    await store.get(name);
    expect(store.isStuck()).toBe(true);
    keychain.unlock();
    await store.get(name);
    expect(store.isStuck()).toBe(false);
  });

  it('says locked when the keychain itself says so, and goes on once it lets somebody in', async () => {
    const { keychain } = storeWith();
    let refuses = true;
    const store = createSecretStore({
      open: () =>
        Promise.resolve({
          ...keychain,
          get: (account) =>
            refuses ? Promise.reject(new KeychainLocked('dismissed')) : keychain.get(account),
        }),
    });
    expect(await store.get(name)).toMatchObject({
      state: 'locked',
      error: { code: 'keychain.locked', detail: 'dismissed' },
    });
    refuses = false;
    expect(await store.get(name)).toEqual({ state: 'absent' });
    refuses = true;
    expect(await store.get(name)).toMatchObject({ state: 'locked' });
    expect(await store.mode()).toEqual({ mode: 'keychain' });
  });

  it('does not carry out later what it said had failed', async () => {
    const { store, keychain } = storeWith({ timeoutMs: 20 });
    await store.set(name, 'sk-1');
    keychain.lock();
    const [, set, gone] = await Promise.all([
      store.get(name),
      store.set({ ...name, owner: 'other' }, 'sk-2'),
      store.delete(name),
    ]);
    expect([set.ok, gone.ok]).toEqual([false, false]);
    keychain.unlock();
    expect(await store.get(name)).toMatchObject({ state: 'found', secret: 'sk-1' });
    expect([...keychain.entries.keys()]).toEqual([account]);
  });
});

describe('SecretStore without a keychain', () => {
  it('says why, and keeps secrets for the session', async () => {
    const store = storeWithoutKeychain();
    expect(await store.mode()).toMatchObject({
      mode: 'session',
      why: { code: 'keychain.unavailable', detail: 'Unknown or unsupported transport' },
    });
    expect(await store.get(name)).toEqual({ state: 'absent' });
    expect(await store.set(name, 'sk-1')).toEqual({ ok: true, value: 'session' });
    expect(await store.get(name)).toEqual({ state: 'found', secret: 'sk-1', place: 'session' });
    expect(await store.delete(name)).toMatchObject({ ok: true });
    expect(await store.get(name)).toEqual({ state: 'absent' });
  });

  it('counts a keychain whose every call fails as none', async () => {
    const { store, keychain } = storeWith();
    keychain.failAt(['get', 'set', 'delete']);
    expect(await store.mode()).toMatchObject({ mode: 'session' });
    expect(await store.set(name, 'sk-1')).toEqual({ ok: true, value: 'session' });
  });

  it('forgets them with the app', async () => {
    await storeWithoutKeychain().set(name, 'sk-1');
    expect(await storeWithoutKeychain().get(name)).toEqual({ state: 'absent' });
  });
});
