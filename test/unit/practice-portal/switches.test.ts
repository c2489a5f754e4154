import { describe, expect, it } from 'vitest';
import { sampleLicense } from '../../../src-main/practice-portal';
import { ask, openPortal, success, today, upload } from './portal';

const probe = 'GET settings/license/required';

describe('switches', () => {
  it('are for matching requests only, and as often as said', async () => {
    const portal = await openPortal();
    portal.switches.set({ kind: 'empty', method: 'GET', path: 'portal/tariff', times: 2 });
    const texts = [];
    for (const route of [
      'GET portal',
      'GET portal/tariff',
      'GET portal/tariff',
      'GET portal/tariff',
    ])
      texts.push((await ask(portal, route)).text === '');
    expect(texts).toEqual([false, true, true, false]);
    expect(portal.switches.list()).toEqual([]);
  });

  it('that replace an answer are used up one after the other', async () => {
    const portal = await openPortal();
    portal.switches.set(
      { kind: 'rateLimited', retryAfter: 2, times: 1 },
      { kind: 'html', status: 502, times: 1 },
    );
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await ask(portal, probe)).status);
    expect(statuses).toEqual([429, 502, 200]);
  });

  it('can be cleared', async () => {
    const portal = await openPortal();
    portal.switches.set({ kind: 'empty' });
    portal.switches.clear();
    expect((await ask(portal, probe)).body).toMatchObject(success(false));
  });
});

describe('the switch', () => {
  it('latency delays the real answer', async () => {
    const portal = await openPortal();
    portal.switches.set({ kind: 'latency', ms: 120 });
    const start = performance.now();
    expect((await ask(portal, probe)).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThanOrEqual(110);
  });

  it('rateLimited answers an empty 429, with or without headers', async () => {
    const portal = await openPortal();
    portal.switches.set({ kind: 'rateLimited', times: 1 }, { kind: 'rateLimited', retryAfter: 7 });
    const bare = await ask(portal, probe);
    expect([bare.status, bare.text, bare.headers.get('retry-after')]).toEqual([429, '', null]);
    const full = await ask(portal, probe);
    expect([full.status, full.text, full.headers.get('retry-after')]).toEqual([429, '', '7']);
    expect(full.headers.get('x-ratelimit-remaining')).toBe('0');
  });

  it('hang takes the request and never answers', async () => {
    const portal = await openPortal();
    portal.switches.set({ kind: 'hang' });
    await expect(ask(portal, probe, { signal: AbortSignal.timeout(100) })).rejects.toThrow(
      'timeout',
    );
    expect(portal.requests).toMatchObject([{ status: null }]);
  });

  it('reset cuts the connection before the portal acts', async () => {
    const portal = await openPortal();
    await upload(portal, sampleLicense('standard', { now: today }));
    portal.switches.set({ kind: 'reset', when: 'before' });
    await expect(ask(portal, 'POST settings/license/accept')).rejects.toThrow('fetch failed');
    expect(portal.state.license.stagedFile).not.toBeNull();
    expect(portal.state.audit).toEqual([]);
  });

  it('reset can lose the answer after the portal acted', async () => {
    const portal = await openPortal();
    await upload(portal, sampleLicense('standard', { now: today }));
    portal.switches.set({ kind: 'reset', when: 'after', times: 1 });
    await expect(ask(portal, 'POST settings/license/accept')).rejects.toThrow('fetch failed');
    expect(portal.state.license.stagedFile).toBeNull();
    expect((await ask(portal, 'GET portal/tariff?refresh=true')).body).toHaveProperty(
      'response.dueDate',
      '2027-03-10T00:00:00.0000000Z',
    );
    expect(portal.requests.at(-2)).toMatchObject({ method: 'POST', status: null });
  });

  it.each([502, 200] as const)('html answers a web page with %i', async (status) => {
    const portal = await openPortal();
    portal.switches.set({ kind: 'html', status });
    const answer = await ask(portal, probe);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.text).toContain('<html>');
  });

  it('halfJson cuts the real answer in the middle', async () => {
    const portal = await openPortal();
    const whole = await ask(portal, probe);
    portal.switches.set({ kind: 'halfJson' });
    const half = await ask(portal, probe);
    expect(half.status).toBe(200);
    expect(half.text).toBe(whole.text.slice(0, whole.text.length / 2));
    expect(half.body).toBeUndefined();
  });

  it('oversize answers 30 MB of sound JSON', async () => {
    const portal = await openPortal();
    portal.switches.set({ kind: 'oversize' });
    const { text, body } = await ask(portal, probe);
    expect(text.length).toBe(30 * 1024 * 1024);
    expect(body).toMatchObject({ count: 1, status: 0 });
  });

  it('redirect points to another host', async () => {
    const portal = await openPortal();
    portal.switches.set({ kind: 'redirect', location: 'http://elsewhere.invalid/' });
    const { status, headers } = await ask(portal, probe);
    expect([status, headers.get('location')]).toEqual([302, 'http://elsewhere.invalid/']);
  });

  it('suspended leaves only the settings', async () => {
    const portal = await openPortal();
    portal.switches.set({ kind: 'suspended' });
    expect((await ask(portal, 'GET settings', { key: null })).body).toMatchObject({
      response: { tenantStatus: 1 },
    });
    const { status, body } = await ask(portal, 'GET people/@self');
    expect(status).toBe(404);
    expect(body).toMatchObject({ title: 'Not Found', status: 404 });
  });

  it('restoring answers 403 apart from a short list', async () => {
    const portal = await openPortal();
    portal.switches.set({ kind: 'restoring' });
    const statusOf = async (route: string) => (await ask(portal, route)).status;
    expect(await statusOf('GET people/@self')).toBe(200);
    expect(await statusOf('GET settings/version/build')).toBe(200);
    expect(await statusOf('GET portal/tariff')).toBe(403);
  });

  it('ipRestricted answers bare text', async () => {
    const portal = await openPortal();
    portal.switches.set({ kind: 'ipRestricted' });
    const { status, text, headers } = await ask(portal, probe);
    expect([status, text]).toEqual([403, 'The access to the portal is restricted']);
    expect(headers.get('content-type')).toContain('text/plain');
  });

  it('notPaid shows in the tariff and refuses what is not exempt', async () => {
    const portal = await openPortal();
    portal.switches.set({ kind: 'notPaid' });
    expect((await ask(portal, 'GET portal/tariff')).body).toMatchObject({ response: { state: 3 } });
    expect((await ask(portal, 'GET files/settings')).status).toBe(402);
  });
});

describe('switches over HTTP', () => {
  const json = { 'content-type': 'application/json' };

  it('are there when asked for', async () => {
    const portal = await openPortal({ switchesOverHttp: true });
    const address = `${portal.address}/_practice/switches`;
    const body = JSON.stringify([{ kind: 'empty' }, { kind: 'latency', ms: 1, path: 'portal' }]);
    const set = await fetch(address, { method: 'POST', headers: json, body });
    expect(await set.json()).toMatchObject([{ kind: 'empty' }, { kind: 'latency', ms: 1 }]);
    expect((await ask(portal, probe)).text).toBe('');
    await fetch(address, { method: 'DELETE' });
    expect((await ask(portal, probe)).status).toBe(200);
    expect(portal.switches.list()).toEqual([]);
  });

  it('refuse what they do not know', async () => {
    const portal = await openPortal({ switchesOverHttp: true });
    const address = `${portal.address}/_practice/switches`;
    const response = await fetch(address, { method: 'POST', headers: json, body: '{"kind":"x"}' });
    expect(response.status).toBe(400);
    expect(portal.switches.list()).toEqual([]);
  });

  it('are absent otherwise', async () => {
    const portal = await openPortal();
    const response = await fetch(`${portal.address}/_practice/switches`);
    expect(response.status).toBe(404);
    await response.text();
  });
});
