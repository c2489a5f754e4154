import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { X509Certificate, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { PortalDetail, PortalEdit, PortalSummary } from '../../../src-main/contract/portals';
import { makeCertificate } from '../../certificates';
import { startProxy } from '../net/servers';
import {
  addPortal,
  blockDisk,
  codeOf,
  openDesk,
  plainConnection,
  savedPortals,
  startPortal,
  valueOf,
  type Desk,
} from './desk';

const otherKey = `sk-${'b'.repeat(64)}`;
const unreachable = 'https://no-such-portal.invalid';
const draft = {
  address: unreachable,
  apiKey: ` ${otherKey}\n`,
  name: '',
  tags: [],
  connection: plainConnection,
};

const list = async (desk: Desk): Promise<readonly PortalSummary[]> =>
  valueOf(await desk.calls.list(undefined));
const detail = async (desk: Desk, portalId: string): Promise<PortalDetail> =>
  valueOf(await desk.calls.detail({ portalId }));
const editOf = (portalId: string, more: Partial<PortalEdit> = {}): PortalEdit => ({
  portalId,
  address: unreachable,
  name: 'Docs',
  tags: [],
  connection: plainConnection,
  ...more,
});

describe('adding a portal', () => {
  it('puts the key into the keychain and nowhere else', async () => {
    const desk = await openDesk();
    const { id, key } = valueOf(await desk.calls.add(draft));
    expect(key).toBe('keychain');
    expect(desk.keychain.entries.get(`${id}:apiKey`)).toBe(otherKey);
    expect(await savedPortals(desk)).not.toContain(otherKey);
    expect(desk.events).toContain(`portals:${id}`);
  });

  it('names it after its host when no name was typed, and keeps tags once', async () => {
    const desk = await openDesk();
    const added = await desk.calls.add({ ...draft, tags: ['a', 'b', 'a'] });
    expect(valueOf(added)).toMatchObject({ name: 'no-such-portal.invalid', tags: ['a', 'b'] });
  });

  it('is complete in the list after a restart, before keychain or network', async () => {
    const portal = await startPortal({ edition: 'developer', version: '3.6.1' });
    const desk = await openDesk();
    await addPortal(desk, portal, { name: 'Docs' });
    const before = desk.keychain.calls.length;
    const next = await desk.restart();
    expect(await list(next)).toEqual([
      expect.objectContaining({
        name: 'Docs',
        address: portal.address,
        key: 'keychain',
        reach: { state: 'unknown' },
        version: '3.6.1',
        edition: 'developer',
      }),
    ]);
    expect(next.keychain.calls).toHaveLength(before);
  });

  it('takes the same portal twice, each with its own key', async () => {
    const portal = await startPortal();
    const desk = await openDesk();
    const first = await addPortal(desk, portal);
    const second = await addPortal(desk, { address: portal.address, key: portal.keys.user });
    expect((await detail(desk, first)).facts?.account.role).toBe('owner');
    expect((await detail(desk, second)).facts?.account.role).toBe('user');
  });

  it.each([
    [{ address: 'http://p.example.com' }, 'address.plainHttp'],
    [{ apiKey: ' ' }, 'key.empty'],
    [{ apiKey: 'sk-1' }, 'key.shape'],
    [
      {
        connection: {
          ...plainConnection,
          clientCertificate: { use: 'file' as const, handle: randomUUID() },
        },
      },
      'file.forgotten',
    ],
  ])('refuses %j with %s and keeps nothing', async (wrong, code) => {
    const desk = await openDesk();
    expect(codeOf(await desk.calls.add({ ...draft, ...wrong }))).toBe(code);
    expect(desk.keychain.calls).toEqual([]);
    expect(await list(desk)).toEqual([]);
  });

  it('is not saved when the keychain is locked', async () => {
    const desk = await openDesk({ keychainTimeoutMs: 30 });
    desk.keychain.lock();
    expect(codeOf(await desk.calls.add(draft))).toBe('keychain.locked');
    expect(await list(desk)).toEqual([]);
  });

  it('takes the key out again when the portal cannot be saved', async () => {
    const desk = await openDesk();
    await blockDisk(desk);
    const connection = {
      ...plainConnection,
      proxy: { mode: 'address', address: 'http://me:secret@proxy.example.com' } as const,
    };
    expect(codeOf(await desk.calls.add({ ...draft, connection }))).toBe('store.readOnly');
    expect([...desk.keychain.entries]).toEqual([]);
    expect(await list(desk)).toEqual([]);
  });

  it('keeps the key for the session where there is no keychain', async () => {
    const desk = await openDesk({ withoutKeychain: true });
    const { id, key } = valueOf(await desk.calls.add(draft));
    expect(key).toBe('session');
    const next = await desk.restart();
    expect((await list(next)).map((one) => one.key)).toEqual(['missing']);
    await next.facts.refresh(id);
    expect((await detail(next, id)).problem?.code).toBe('keychain.absent');
  });
});

describe('editing a portal', () => {
  it('keeps key and facts when only name and tags change', async () => {
    const portal = await startPortal();
    const desk = await openDesk();
    const id = await addPortal(desk, portal);
    const requests = portal.requests.length;
    const edit = editOf(id, { address: portal.address, name: 'New', tags: ['x'] });
    expect(valueOf(await desk.calls.edit(edit))).toMatchObject({ name: 'New', tags: ['x'] });
    expect((await detail(desk, id)).facts?.account.role).toBe('owner');
    expect(portal.requests).toHaveLength(requests);
  });

  it('takes the key along to a new address and reads that portal', async () => {
    const [from, to] = [await startPortal({ title: 'From' }), await startPortal({ title: 'To' })];
    const desk = await openDesk();
    const id = await addPortal(desk, { address: from.address, key: from.key });
    const moved = await desk.calls.edit(editOf(id, { address: to.address }));
    expect(valueOf(moved)).toMatchObject({ version: null, reach: { state: 'unknown' } });
    await desk.facts.refresh(id);
    expect(desk.keychain.entries.get(`${id}:apiKey`)).toBe(from.key);
    expect((await detail(desk, id)).problem?.code).toBe('portal.keyRefused');
    expect((await detail(desk, id)).facts).toBeNull();
    expect(to.requests.some((one) => one.path.endsWith('people/@self'))).toBe(true);
  });

  it('uses a new connection from the next request on', async () => {
    const tls = await makeCertificate('docs');
    const portal = await startPortal({ tls });
    const desk = await openDesk();
    const id = await addPortal(desk, portal);
    expect((await detail(desk, id)).problem?.code).toBe('net.certificateUntrusted');
    expect((await list(desk))[0]?.reach.state).toBe('attention');
    const trustedFingerprint = new X509Certificate(tls.cert).fingerprint256;
    const connection = { ...plainConnection, trustedFingerprint };
    valueOf(await desk.calls.edit(editOf(id, { address: portal.address, connection })));
    await desk.facts.refresh(id);
    expect(await detail(desk, id)).toMatchObject({
      problem: null,
      connection: { trustedFingerprint },
      facts: { certificate: { sha256: trustedFingerprint } },
      summary: { reach: { state: 'online' } },
    });
  });

  it('keeps the proxy password in the keychain, through edits that do not touch it', async () => {
    const proxy = await startProxy();
    const portal = await startPortal();
    const desk = await openDesk();
    const at = `127.0.0.1:${proxy.port}`;
    const typed = { mode: 'address', address: `http://me:s%25ecret@${at}` } as const;
    const id = await addPortal(desk, portal, { connection: { proxy: typed } });
    const shown = (await detail(desk, id)).connection.proxy;
    expect(shown).toEqual({ mode: 'address', address: `http://me@${at}` });
    expect(desk.keychain.entries.get(`${id}:proxyPassword`)).toBe('s%ecret');
    expect(await savedPortals(desk)).not.toContain('ecret');

    const next = await desk.restart();
    const edit = editOf(id, {
      address: portal.address,
      connection: { ...plainConnection, proxy: shown, allowPlainHttp: true },
    });
    valueOf(await next.calls.edit(edit));
    await next.facts.refresh(id);
    expect((await detail(next, id)).problem).toBeNull();
    expect(proxy.asked.at(-1)?.headers['proxy-authorization']).toBe(
      `Basic ${Buffer.from('me:s%ecret').toString('base64')}`,
    );

    valueOf(await next.calls.edit(editOf(id, { address: portal.address })));
    expect(next.keychain.entries.has(`${id}:proxyPassword`)).toBe(false);
  });

  it('keeps a saved certificate authority, and lets it go', async () => {
    const issuer = await makeCertificate('Example CA', { authority: true });
    const portal = await startPortal({ tls: await makeCertificate('docs', { issuer }) });
    let path = '';
    const desk = await openDesk({ pickCertificate: () => Promise.resolve(path) });
    path = join(desk.folder, 'ca.pem');
    await writeFile(path, issuer.cert);
    const chosen = valueOf(await desk.calls.chooseCertificate({ purpose: 'authority' }));
    const file = { use: 'file', handle: chosen?.handle ?? '' } as const;
    const id = await addPortal(desk, portal, { connection: { certificateAuthority: file } });
    const next = await desk.restart();
    const edit = (use: 'saved' | 'none') =>
      editOf(id, {
        address: portal.address,
        connection: { ...plainConnection, certificateAuthority: { use } },
      });
    valueOf(await next.calls.edit(edit('saved')));
    await next.facts.refresh(id);
    expect((await detail(next, id)).problem).toBeNull();
    expect((await detail(next, id)).connection.certificateAuthority).toEqual(['Example CA']);
    valueOf(await next.calls.edit(edit('none')));
    await next.facts.refresh(id);
    expect((await detail(next, id)).problem?.code).toBe('net.certificateUntrusted');
  });

  it('says nothing else than that the portal is unknown', async () => {
    const desk = await openDesk();
    const portalId = randomUUID();
    const answers = await Promise.all([
      desk.calls.edit(editOf(portalId)),
      desk.calls.detail({ portalId }),
      desk.calls.refresh({ portalId }),
      desk.calls.remove({ portalId }),
      desk.calls.replaceKey({ portalId, apiKey: otherKey }),
      desk.calls.move({ portalId, before: null }),
    ]);
    expect(answers.map(codeOf)).toEqual(Array(6).fill('saved.unknownPortal'));
  });
});

describe('replacing a key', () => {
  it('counts from the next request on and shows the new account', async () => {
    const portal = await startPortal();
    const desk = await openDesk();
    const id = await addPortal(desk, portal);
    const session = valueOf(await desk.sessions.sessionFor(id));
    valueOf(await desk.calls.replaceKey({ portalId: id, apiKey: ` ${portal.keys.user} ` }));
    expect((await detail(desk, id)).facts).toBeNull();
    await desk.facts.refresh(id);
    expect((await detail(desk, id)).facts?.account.role).toBe('user');
    expect(session.key()).toBe(portal.keys.user);
    expect(desk.keychain.entries.get(`${id}:apiKey`)).toBe(portal.keys.user);
  });

  it('leaves the old key when the keychain cannot be read', async () => {
    const desk = await openDesk();
    const { id } = valueOf(await desk.calls.add({ ...draft, apiKey: otherKey }));
    desk.keychain.failAt(['get']);
    const answer = await desk.calls.replaceKey({ portalId: id, apiKey: `sk-${'c'.repeat(64)}` });
    expect(codeOf(answer)).toBe('keychain.unreadable');
    expect(desk.keychain.entries.get(`${id}:apiKey`)).toBe(otherKey);
  });

  it('refuses a key of the wrong form before touching the keychain', async () => {
    const desk = await openDesk();
    const { id } = valueOf(await desk.calls.add(draft));
    const answer = await desk.calls.replaceKey({ portalId: id, apiKey: 'sk-1' });
    expect(codeOf(answer)).toBe('key.shape');
    expect(desk.keychain.entries.get(`${id}:apiKey`)).toBe(otherKey);
  });
});

describe('removing a portal', () => {
  it('takes all its secrets out of the keychain and ends its session', async () => {
    const portal = await startPortal();
    const desk = await openDesk();
    const proxy = await startProxy();
    const address = `http://me:secret@127.0.0.1:${proxy.port}`;
    const kept = await addPortal(desk, portal, { name: 'kept' });
    const id = await addPortal(desk, portal, {
      connection: { proxy: { mode: 'address', address } },
    });
    expect(desk.keychain.entries.size).toBe(3);
    valueOf(await desk.calls.remove({ portalId: id }));
    expect([...desk.keychain.entries.keys()]).toEqual([`${kept}:apiKey`]);
    expect((await list(desk)).map((one) => one.name)).toEqual(['kept']);
    expect(codeOf(await desk.sessions.sessionFor(id))).toBe('saved.unknownPortal');
    expect(await savedPortals(desk)).not.toContain(id);
  });

  it('does not happen while the keychain is locked', async () => {
    const desk = await openDesk({ keychainTimeoutMs: 30 });
    const { id } = valueOf(await desk.calls.add(draft));
    desk.keychain.lock();
    expect(codeOf(await desk.calls.remove({ portalId: id }))).toBe('keychain.locked');
    desk.keychain.unlock();
    expect((await list(desk)).map((one) => one.id)).toEqual([id]);
    expect(desk.keychain.entries.get(`${id}:apiKey`)).toBe(otherKey);
  });

  it('does not happen when the keychain will not let the key go', async () => {
    const desk = await openDesk();
    const { id } = valueOf(await desk.calls.add(draft));
    desk.keychain.failAt(['delete']);
    expect(codeOf(await desk.calls.remove({ portalId: id }))).toBe('keychain.unreadable');
    expect((await list(desk)).map((one) => one.id)).toEqual([id]);
  });
});

describe('a list that cannot be read', () => {
  it('is no empty list', async () => {
    const first = await openDesk();
    valueOf(await first.calls.add(draft));
    valueOf(await first.database.write([{ sql: 'ALTER TABLE portals RENAME TO gone' }]));
    const desk = await first.restart();
    expect(codeOf(await desk.calls.list(undefined))).toBe('store.failed');
    expect(codeOf(await desk.calls.add(draft))).toBe('store.failed');
  });

  it('is there although that of an earlier version is not', async () => {
    const first = await openDesk();
    const { id } = valueOf(await first.calls.add(draft));
    await writeFile(join(first.folder, 'portals.json'), '{"version":99,"content":[]}');
    const desk = await first.restart();
    expect((await list(desk)).map((one) => one.id)).toEqual([id]);
    expect(desk.problem?.code).toBe('store.newer');
  });
});

describe('a list that cannot be written', () => {
  it('leaves key, secrets and portal as they were, whatever was tried', async () => {
    const desk = await openDesk();
    const proxy = { mode: 'address', address: 'http://me:old@127.0.0.1:9' } as const;
    const connection = { ...plainConnection, proxy };
    const { id } = valueOf(await desk.calls.add({ ...draft, connection }));
    const [portals, entries] = [await savedPortals(desk), [...desk.keychain.entries]];
    await blockDisk(desk);

    const edited = { ...connection, proxy: { ...proxy, address: 'http://me:new@127.0.0.1:9' } };
    expect(codeOf(await desk.calls.edit(editOf(id, { connection: edited })))).toBe(
      'store.readOnly',
    );
    expect(codeOf(await desk.calls.remove({ portalId: id }))).toBe('store.readOnly');
    expect(codeOf(await desk.calls.add({ ...draft, connection }))).toBe('store.readOnly');
    expect(await savedPortals(desk)).toBe(portals);
    expect(new Map(desk.keychain.entries)).toEqual(new Map(entries));
    expect((await list(desk)).map((one) => one.id)).toEqual([id]);
  });

  it('leaves the old key where a new one has to be noted elsewhere', async () => {
    const first = await openDesk({ withoutKeychain: true });
    const { id } = valueOf(await first.calls.add(draft));
    const desk = await openDesk({ database: first.database, keychain: first.keychain });
    await blockDisk(desk);
    const answer = await desk.calls.replaceKey({ portalId: id, apiKey: otherKey });
    expect(codeOf(answer)).toBe('store.readOnly');
    expect([...desk.keychain.entries]).toEqual([]);
  });
});

describe('the rest of the calls', () => {
  it('puts portals in order', async () => {
    const desk = await openDesk();
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      ids.push(valueOf(await desk.calls.add({ ...draft, name })).id);
    }
    const [a = '', , c = ''] = ids;
    valueOf(await desk.calls.move({ portalId: c, before: a }));
    expect((await list(desk)).map((one) => one.name)).toEqual(['c', 'a', 'b']);
  });

  it('chooses nothing when the picker was closed, and says what is wrong with a file', async () => {
    let path: string | null = null;
    const desk = await openDesk({ pickCertificate: () => Promise.resolve(path) });
    expect(valueOf(await desk.calls.chooseCertificate({ purpose: 'client' }))).toBeNull();
    path = desk.folder;
    expect(codeOf(await desk.calls.chooseCertificate({ purpose: 'client' }))).toBe('file.isFolder');
  });
});
