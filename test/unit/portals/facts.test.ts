import { describe, expect, it } from 'vitest';
import type { PortalDetail } from '../../../src-main/contract/portals';
import { addPortal, openDesk, startPortal, valueOf, type Desk } from './desk';

const detail = async (desk: Desk, portalId: string): Promise<PortalDetail> =>
  valueOf(await desk.calls.detail({ portalId }));

describe('the facts of a portal', () => {
  it('are read in one round, and each with its own source', async () => {
    const portal = await startPortal({ version: '3.7.2', edition: 'developer', title: 'Docs' });
    const desk = await openDesk({ now: () => new Date('2026-05-01T10:00:00.000Z') });
    const id = await addPortal(desk, { address: portal.address, key: portal.keys.expiring });
    expect(await detail(desk, id)).toMatchObject({
      asOf: '2026-05-01T10:00:00.000Z',
      reading: false,
      problem: null,
      facts: {
        title: 'Docs',
        version: '3.7.2',
        docsVersion: expect.stringMatching(/^\d+\.\d+/),
        edition: 'developer',
        timeZone: expect.any(String),
        culture: expect.any(String),
        account: { displayName: 'Portal owner', role: 'owner' },
        key: { name: 'One year', scopes: [], expires: expect.stringMatching(/Z$/) },
        certificate: null,
      },
      summary: {
        version: '3.7.2',
        edition: 'developer',
        reach: { state: 'online', at: '2026-05-01T10:00:00.000Z' },
      },
    });
    expect(portal.requests).toHaveLength(5);
  });

  it('are shared by all who ask while they are read', async () => {
    const portal = await startPortal();
    const desk = await openDesk();
    const id = await addPortal(desk, portal);
    const before = portal.requests.length;
    await Promise.all([desk.facts.refresh(id), desk.facts.refresh(id), desk.facts.refresh(id)]);
    expect(portal.requests).toHaveLength(before + 5);
  });

  it('are on the page at once after a restart, and are read again then', async () => {
    const portal = await startPortal();
    let at = '2026-05-01T10:00:00.000Z';
    const desk = await openDesk({ now: () => new Date(at) });
    const id = await addPortal(desk, portal);
    const next = await desk.restart();
    at = '2026-05-02T10:00:00.000Z';
    const before = portal.requests.length;
    expect(await detail(next, id)).toMatchObject({
      facts: { version: '3.7.2', account: { role: 'owner' } },
      asOf: '2026-05-01T10:00:00.000Z',
      reading: true,
      summary: { reach: { state: 'unknown' } },
    });
    await next.until(() => !next.facts.peek(id).reading);
    expect(await detail(next, id)).toMatchObject({ asOf: at, reading: false, problem: null });
    expect(portal.requests).toHaveLength(before + 5);
    expect(next.events.filter((one) => one === `portals:${id}`).length).toBeGreaterThan(1);
  });

  it('are all there after a restart without a network', async () => {
    const portal = await startPortal();
    const desk = await openDesk();
    const id = await addPortal(desk, portal);
    const { facts } = await detail(desk, id);
    await portal.stop();
    const next = await desk.restart();
    await detail(next, id);
    await next.until(() => !next.facts.peek(id).reading);
    expect(await detail(next, id)).toMatchObject({
      facts,
      problem: { code: expect.stringMatching(/^net\./) },
      summary: { reach: { state: 'offline' } },
    });
  });

  it('of another account are neither shown nor kept once the key is replaced', async () => {
    const portal = await startPortal();
    const desk = await openDesk();
    const id = await addPortal(desk, portal);
    portal.switches.set({ kind: 'suspended' });
    valueOf(await desk.calls.replaceKey({ portalId: id, apiKey: portal.keys.linksOnly }));
    await desk.facts.refresh(id);
    expect((await detail(desk, id)).facts).toBeNull();
    const next = await desk.restart();
    expect((await detail(next, id)).facts).toBeNull();
  });

  it('stay, with their age, when a later reading fails', async () => {
    const portal = await startPortal();
    let at = '2026-05-01T10:00:00.000Z';
    const desk = await openDesk({ now: () => new Date(at) });
    const id = await addPortal(desk, portal);
    at = '2026-05-01T11:00:00.000Z';
    await portal.stop();
    await desk.facts.refresh(id);
    expect(await detail(desk, id)).toMatchObject({
      facts: { version: '3.7.2' },
      asOf: '2026-05-01T10:00:00.000Z',
      reading: false,
      problem: { code: expect.stringMatching(/^net\.(refused|connectionLost)$/) },
      summary: { version: '3.7.2', reach: { state: 'offline', at } },
    });
  });

  it.each(['3.6.1', '3.7.2'])('of %s are not believed with a dead key', async (version) => {
    const portal = await startPortal({ version });
    const desk = await openDesk();
    const id = await addPortal(desk, { address: portal.address, key: portal.keys.disabled });
    expect(await detail(desk, id)).toMatchObject({
      facts: null,
      problem: { code: 'portal.keyRefused' },
      summary: { version: null, reach: { state: 'attention' } },
    });
  });

  it('leave out what a key with few scopes does not get to see', async () => {
    const portal = await startPortal();
    const desk = await openDesk();
    const id = await addPortal(desk, { address: portal.address, key: portal.keys.linksOnly });
    expect(await detail(desk, id)).toMatchObject({
      problem: null,
      facts: {
        version: '3.7.2',
        edition: 'unknown',
        timeZone: null,
        key: { scopes: ['files:write', 'rooms:write', 'accounts.self:read'] },
      },
    });
  });

  it('leave out the key on an unpaid portal, and are complete otherwise', async () => {
    const portal = await startPortal({ license: 'expired' });
    const desk = await openDesk();
    const id = await addPortal(desk, portal);
    expect(await detail(desk, id)).toMatchObject({
      problem: null,
      facts: { key: null, edition: 'enterprise', account: { role: 'owner' } },
    });
  });

  it.each([
    ['suspended', 'portal.suspended'],
    ['restoring', 'portal.busy'],
  ] as const)('are not read of a portal that is %s', async (kind, code) => {
    const portal = await startPortal();
    portal.switches.set({ kind });
    const desk = await openDesk();
    const id = await addPortal(desk, portal);
    expect((await detail(desk, id)).problem?.code).toBe(code);
    expect((await detail(desk, id)).summary.reach.state).toBe('attention');
  });

  it('fail as a whole when a part is lost on the way', async () => {
    const portal = await startPortal();
    const desk = await openDesk();
    const id = await addPortal(desk, portal);
    portal.switches.set({ kind: 'halfJson', path: 'portal/tariff' });
    await desk.facts.refresh(id);
    expect(await detail(desk, id)).toMatchObject({
      facts: { edition: 'enterprise' },
      problem: { code: 'portal.brokenAnswer' },
    });
  });

  it('tell the customer ID, by which portals of one installation are known', async () => {
    const portal = await startPortal();
    const desk = await openDesk();
    const [first, second] = [await addPortal(desk, portal), await addPortal(desk, portal)];
    const customerOf = (id: string) => valueOf(desk.registry.byId(id)).seen?.customerId;
    expect(customerOf(first)).toEqual(expect.any(String));
    expect(customerOf(first)).toBe(customerOf(second));
  });

  it('of a portal that was removed meanwhile are thrown away', async () => {
    const portal = await startPortal();
    const desk = await openDesk();
    const id = await addPortal(desk, portal);
    portal.switches.set({ kind: 'latency', ms: 50 });
    const reading = desk.facts.refresh(id);
    valueOf(await desk.calls.remove({ portalId: id }));
    await reading;
    expect(desk.facts.peek(id).facts).toBeNull();
    expect(desk.reach.of(id)).toEqual({ state: 'unknown' });
  });
});

describe('the session of a portal', () => {
  it('asks the keychain once', async () => {
    const portal = await startPortal();
    const desk = await openDesk();
    const id = await addPortal(desk, portal);
    const next = await desk.restart();
    const before = next.keychain.calls.length;
    const sessions = await Promise.all([
      next.sessions.sessionFor(id),
      next.sessions.sessionFor(id),
      next.sessions.sessionFor(id),
    ]);
    expect(new Set(sessions.map(valueOf)).size).toBe(1);
    await next.sessions.sessionFor(id);
    expect(next.keychain.calls.slice(before).filter((one) => one.includes(id))).toHaveLength(1);
  });

  it('is tried again after the keychain was locked', async () => {
    const portal = await startPortal();
    const desk = await openDesk({ keychainTimeoutMs: 30 });
    const id = await addPortal(desk, portal);
    const next = await desk.restart();
    next.keychain.lock();
    expect(await next.sessions.sessionFor(id)).toMatchObject({
      error: { code: 'keychain.locked' },
    });
    next.keychain.unlock();
    expect(await next.sessions.sessionFor(id)).toMatchObject({ ok: true });
  });

  it('finds out that the key is gone, and tells so', async () => {
    const portal = await startPortal();
    const desk = await openDesk();
    const id = await addPortal(desk, portal);
    const next = await desk.restart();
    next.keychain.entries.clear();
    expect(await next.sessions.sessionFor(id)).toMatchObject({
      error: { code: 'keychain.absent' },
    });
    expect((await detail(next, id)).summary.key).toBe('missing');
    expect(next.events).toContain(`portals:${id}`);
  });
});
