import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TestReport, TestStepName } from '../../../src-main/contract/portals';
import { makeCertificate } from '../../certificates';
import { startHttp, startHttps, startProxy } from '../net/servers';
import { addPortal, openDesk, plainConnection, runTest, startPortal, valueOf } from './desk';

const key = `sk-${'a'.repeat(64)}`;

/** `address done, secure done, docspace failed net.timedOut, …` */
function told(report: TestReport): string {
  return report.steps
    .map(({ name, state, error }) => [name, state, error?.code].filter(Boolean).join(' '))
    .join(', ');
}
const step = (report: TestReport, name: TestStepName) =>
  report.steps.find((one) => one.name === name);
const works = (report: TestReport) => {
  const finding = step(report, 'rights')?.finding;
  return finding?.step === 'rights' ? finding.works : null;
};

const addressFailed = (code: string): string =>
  `address failed ${code}, secure skipped, docspace skipped, key skipped, rights skipped`;
const docspaceFailed = (code: string): string =>
  `address done, secure done, docspace failed ${code}, key skipped, rights skipped`;
const keyFailed = (code: string): string =>
  `address done, secure done, docspace done, key failed ${code}, rights skipped`;

describe('a connection test that succeeds', () => {
  it('finds everything step by step, from a pasted page address', async () => {
    const portal = await startPortal({ version: '3.7.2', edition: 'developer', title: 'Docs' });
    const desk = await openDesk();
    const report = await runTest(desk, {
      address: ` ${portal.address}/rooms/shared/12/filter?folder=3 `,
      apiKey: `\n${portal.keys.expiring} `,
    });
    expect(report).toMatchObject({
      running: false,
      address: portal.address,
      suggestedName: 'Docs',
    });
    expect(report.steps.map((one) => one.state)).toEqual(Array(5).fill('done'));
    expect(report.steps.map((one) => one.finding)).toEqual([
      { step: 'address', host: `127.0.0.1:${portal.port}`, ip: '127.0.0.1', via: 'direct' },
      { step: 'secure', certificate: null, trust: 'plain' },
      { step: 'docspace', title: 'Docs', version: '3.7.2', edition: 'developer' },
      expect.objectContaining({ step: 'key', displayName: 'Portal owner', role: 'owner' }),
      {
        step: 'rights',
        scopes: [],
        expires: expect.stringMatching(/^\d{4}-.*Z$/),
        works: { license: { yes: true }, sharing: { yes: true }, links: { yes: true } },
      },
    ]);
    expect(desk.events).toContain(`tests:${report.testId}`);
    expect(JSON.stringify(report)).not.toContain('sk-');
  });

  it('says what a key with few scopes is good for', async () => {
    const portal = await startPortal();
    const desk = await openDesk();
    const linksOnly = await runTest(desk, {
      address: portal.address,
      apiKey: portal.keys.linksOnly,
    });
    expect(works(linksOnly)).toEqual({
      license: { yes: false, reason: 'scope' },
      sharing: { yes: true },
      links: { yes: true },
    });
    const readOnly = await runTest(desk, { address: portal.address, apiKey: portal.keys.readOnly });
    expect(works(readOnly)?.license).toEqual({ yes: false, reason: 'scope' });
    expect(step(readOnly, 'docspace')?.finding).toMatchObject({ edition: 'enterprise' });
  });

  it.each([
    ['saas', 'saas'],
    ['community', 'community'],
  ] as const)('knows that %s takes no license files', async (edition, reason) => {
    const portal = await startPortal({ edition });
    const report = await runTest(await openDesk(), { address: portal.address, apiKey: portal.key });
    expect(works(report)?.license).toEqual({ yes: false, reason });
  });

  it('survives an unpaid portal, which does not tell about its keys', async () => {
    const portal = await startPortal({ license: 'expired' });
    const report = await runTest(await openDesk(), { address: portal.address, apiKey: portal.key });
    expect(step(report, 'rights')?.finding).toMatchObject({ scopes: null, expires: null });
    expect(works(report)).toEqual({
      license: { yes: true },
      sharing: { yes: false, reason: 'notPaid' },
      links: { yes: false, reason: 'notPaid' },
    });
  });
});

describe('the address step', () => {
  it('says what is wrong with what was typed, without any request', async () => {
    const desk = await openDesk();
    expect(told(await runTest(desk, { address: '', apiKey: key }))).toBe(
      addressFailed('address.empty'),
    );
    const plain = await runTest(desk, { address: 'http://p.example.com', apiKey: key });
    expect(told(plain)).toBe(addressFailed('address.plainHttp'));
    expect(plain.address).toBeNull();
  });

  it('says that nothing listens there', async () => {
    const portal = await startPortal();
    await portal.stop();
    const report = await runTest(await openDesk(), { address: portal.address, apiKey: key });
    expect(told(report)).toBe(addressFailed('net.refused'));
  });

  it('says that the name is unknown', async () => {
    const address = 'https://no-such-portal.invalid';
    const report = await runTest(await openDesk(), { address, apiKey: key });
    expect(told(report)).toBe(addressFailed('net.unknownHost'));
    expect(report.suggestedName).toBe('no-such-portal.invalid');
  });

  it('says that the proxy refuses', async () => {
    const proxy = await startProxy(407);
    const portal = await startPortal();
    const address = `127.0.0.1:${proxy.port}`;
    const report = await runTest(await openDesk(), {
      address: portal.address,
      apiKey: portal.key,
      connection: { proxy: { mode: 'address', address } },
    });
    expect(told(report)).toBe(addressFailed('net.proxyRefused'));
  });

  it('says that the proxy address is none, and does not repeat its password', async () => {
    const report = await runTest(await openDesk(), {
      address: 'https://p.example.com',
      apiKey: key,
      connection: { proxy: { mode: 'address', address: 'socks://me:secret@proxy' } },
    });
    expect(told(report)).toBe(addressFailed('net.proxyFailed'));
    expect(JSON.stringify(report)).not.toContain('secret');
  });

  it('goes through a proxy with user and password', async () => {
    const proxy = await startProxy();
    const portal = await startPortal();
    const report = await runTest(await openDesk(), {
      address: portal.address,
      apiKey: portal.key,
      connection: {
        proxy: { mode: 'address', address: `http://me:s%20ecret@127.0.0.1:${proxy.port}` },
      },
    });
    expect(step(report, 'address')?.finding).toMatchObject({ via: 'proxy', ip: '127.0.0.1' });
    expect(proxy.asked[0]?.headers['proxy-authorization']).toBe(
      `Basic ${Buffer.from('me:s ecret').toString('base64')}`,
    );
  });
});

describe('the secure step', () => {
  it('shows an untrusted certificate, and trusts exactly it once the person decided', async () => {
    const tls = await makeCertificate('docs.example.com');
    const portal = await startPortal({ tls });
    const desk = await openDesk();
    const report = await runTest(desk, { address: portal.address, apiKey: portal.key });
    expect(told(report)).toBe(
      'address done, secure failed net.certificateUntrusted, docspace skipped, key skipped, rights skipped',
    );
    const sha256 = new X509Certificate(tls.cert).fingerprint256;
    expect(step(report, 'secure')?.certificate).toMatchObject({
      subject: 'docs.example.com',
      sha256,
    });
    expect(portal.requests).toEqual([]);

    const trusted = await runTest(desk, {
      address: portal.address,
      apiKey: portal.key,
      connection: { trustedFingerprint: sha256 },
    });
    expect(trusted.steps.map((one) => one.state)).toEqual(Array(5).fill('done'));
    expect(step(trusted, 'secure')?.finding).toMatchObject({
      trust: 'fingerprint',
      certificate: { sha256 },
    });
  });

  it('says that a trusted certificate has changed, and shows the new one', async () => {
    const portal = await startPortal({ tls: await makeCertificate('docs.example.com') });
    const report = await runTest(await openDesk(), {
      address: portal.address,
      apiKey: portal.key,
      connection: { trustedFingerprint: Array(32).fill('AB').join(':') },
    });
    expect(step(report, 'secure')).toMatchObject({
      state: 'failed',
      error: { code: 'net.certificateChanged' },
      certificate: { subject: 'docs.example.com' },
    });
    expect(portal.requests).toEqual([]);
  });

  it('trusts the issuer of a chosen file', async () => {
    const issuer = await makeCertificate('Example CA', { authority: true });
    const portal = await startPortal({ tls: await makeCertificate('docs', { issuer }) });
    let path = '';
    const desk = await openDesk({ pickCertificate: () => Promise.resolve(path) });
    path = join(desk.folder, 'ca.pem');
    await writeFile(path, issuer.cert);
    const chosen = valueOf(await desk.calls.chooseCertificate({ purpose: 'authority' }));
    const report = await runTest(desk, {
      address: portal.address,
      apiKey: portal.key,
      connection: { certificateAuthority: { use: 'file', handle: chosen?.handle ?? '' } },
    });
    expect(step(report, 'secure')?.finding).toMatchObject({ trust: 'issuer' });
    expect(report.steps.at(-1)?.state).toBe('done');
  });

  it('says that a chosen file was forgotten', async () => {
    const handle = '7d0c6a3e-2f6b-4d5c-9a55-0b6f6f0d8a11';
    const report = await runTest(await openDesk(), {
      address: 'https://p.example.com',
      apiKey: key,
      connection: { certificateAuthority: { use: 'file', handle } },
    });
    expect(told(report)).toBe(
      'address skipped, secure failed file.forgotten, docspace skipped, key skipped, rights skipped',
    );
  });

  it('says that the server does not speak TLS, and that it never finishes to', async () => {
    const plain = await startHttp((_request, response) => response.end('hello'));
    const desk = await openDesk({ timeouts: { connect: 300 } });
    const report = await runTest(desk, { address: `https://127.0.0.1:${plain.port}`, apiKey: key });
    expect(step(report, 'address')?.state).toBe('done');
    expect(step(report, 'secure')?.error?.code).toBe('net.tlsFailed');
  });
});

describe('the DocSpace step', () => {
  it.each([
    [{ kind: 'html', status: 200 }, 'portal.notDocSpace'],
    [{ kind: 'html', status: 502 }, 'portal.unavailable'],
    [{ kind: 'empty' }, 'portal.notDocSpace'],
    [{ kind: 'halfJson' }, 'portal.brokenAnswer'],
    [{ kind: 'oversize' }, 'net.tooLarge'],
    [{ kind: 'redirect', location: 'https://elsewhere.example.com/' }, 'net.redirected'],
    [{ kind: 'reset', when: 'before' }, 'net.connectionLost'],
    [{ kind: 'hang' }, 'net.timedOut'],
    [{ kind: 'rateLimited' }, 'portal.rateLimited'],
  ] as const)('names what came instead: %j', async (effect, code) => {
    const portal = await startPortal();
    portal.switches.set({ ...effect, path: 'settings' });
    const desk = await openDesk({ timeouts: { headers: 500 } });
    const report = await runTest(desk, { address: portal.address, apiKey: portal.key });
    expect(told(report)).toBe(docspaceFailed(code));
    expect(portal.requests.some((one) => one.hadAuthorization)).toBe(false);
  });

  it('asks once and without the key', async () => {
    const portal = await startPortal();
    portal.switches.set({ kind: 'html', status: 503, times: 1 });
    const report = await runTest(await openDesk(), { address: portal.address, apiKey: portal.key });
    expect(told(report)).toBe(docspaceFailed('portal.unavailable'));
    expect(portal.requests).toHaveLength(1);
  });
});

describe('the key step', () => {
  it.each(['disabled', 'expired'] as const)('says that a %s key is refused', async (name) => {
    const portal = await startPortal();
    const desk = await openDesk();
    const report = await runTest(desk, { address: portal.address, apiKey: portal.keys[name] });
    expect(told(report)).toBe(keyFailed('portal.keyRefused'));
  });

  it('says that a dead key is refused by an older portal too, which answers it all the same', async () => {
    const portal = await startPortal({ version: '3.6.1' });
    const report = await runTest(await openDesk(), { address: portal.address, apiKey: key });
    expect(told(report)).toBe(keyFailed('portal.keyRefused'));
  });

  it('says what is wrong with the key as typed, after the portal was found', async () => {
    const portal = await startPortal();
    const desk = await openDesk();
    const broken = await runTest(desk, { address: portal.address, apiKey: 'sk-123' });
    expect(told(broken)).toBe(keyFailed('key.shape'));
    const none = await runTest(desk, { address: portal.address });
    expect(told(none)).toBe(keyFailed('key.empty'));
    expect(portal.requests.some((one) => one.hadAuthorization)).toBe(false);
  });

  it('takes the stored key of a saved portal', async () => {
    const portal = await startPortal();
    const desk = await openDesk();
    const portalId = await addPortal(desk, portal);
    const report = await runTest(desk, { portalId, address: portal.address });
    expect(report.steps.at(-1)?.state).toBe('done');
  });

  it('says that the keychain is locked, or has no key', async () => {
    const portal = await startPortal();
    const desk = await openDesk({ keychainTimeoutMs: 50 });
    const portalId = await addPortal(desk, portal);
    desk.keychain.lock();
    const locked = await runTest(desk, { portalId, address: portal.address });
    expect(told(locked)).toBe(keyFailed('keychain.locked'));
    desk.keychain.unlock();
    desk.keychain.entries.clear();
    const absent = await runTest(desk, { portalId, address: portal.address });
    expect(told(absent)).toBe(keyFailed('keychain.absent'));
  });
});

describe('connection tests', () => {
  it('show how far a slow portal has come', async () => {
    const portal = await startPortal();
    portal.switches.set({ kind: 'hang' });
    const desk = await openDesk();
    const { testId } = valueOf(
      await desk.calls.startTest({
        address: portal.address,
        apiKey: portal.key,
        connection: plainConnection,
      }),
    );
    const report = async () => valueOf(await desk.calls.testReport({ testId }));
    const states = async () => (await report())?.steps.map((one) => one.state).join(' ');
    expect(await states()).toBe('running waiting waiting waiting waiting');
    await desk.until(() => desk.events.filter((one) => one === `tests:${testId}`).length >= 4);
    expect(await states()).toBe('done done running waiting waiting');
  });

  it('end when they are stopped, and leave no report', async () => {
    let closed = (): void => undefined;
    const left = new Promise<void>((resolve) => (closed = resolve));
    let asked = (): void => undefined;
    const reached = new Promise<void>((resolve) => (asked = resolve));
    const server = await startHttp((request) => {
      request.socket.once('close', closed);
      asked();
    });
    const desk = await openDesk();
    const address = `http://127.0.0.1:${server.port}`;
    const started = await desk.calls.startTest({ address, connection: plainConnection });
    const { testId } = valueOf(started);
    await reached;
    desk.calls.stopTest({ testId });
    await left;
    expect(valueOf(await desk.calls.testReport({ testId }))).toBeNull();
  });

  it('keep the newest reports only', async () => {
    const desk = await openDesk();
    const ids: string[] = [];
    for (let count = 0; count < 6; count += 1) {
      ids.push((await runTest(desk, { address: '', apiKey: key })).testId);
    }
    const reports = await Promise.all(ids.map((testId) => desk.calls.testReport({ testId })));
    expect(reports.map((one) => valueOf(one) === null)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('present a client certificate where the server asks for one', async () => {
    const issuer = await makeCertificate('Example CA', { authority: true });
    const serverPair = await makeCertificate('docs', { issuer });
    const client = await makeCertificate('admin laptop', { issuer });
    const server = await startHttps(
      { ...serverPair, ca: issuer.cert, requestCert: true, rejectUnauthorized: true },
      (_request, response) => response.end('{}'),
    );
    let path = '';
    const desk = await openDesk({ pickCertificate: () => Promise.resolve(path) });
    path = join(desk.folder, 'me.pem');
    await writeFile(path, client.key + client.cert);
    const chosen = valueOf(await desk.calls.chooseCertificate({ purpose: 'client' }));
    const common = { address: `https://127.0.0.1:${server.port}`, apiKey: key };
    const trustedFingerprint = new X509Certificate(serverPair.cert).fingerprint256;
    const without = await runTest(desk, { ...common, connection: { trustedFingerprint } });
    expect(told(without)).toContain('secure failed net.clientCertificate');
    const report = await runTest(desk, {
      ...common,
      connection: {
        trustedFingerprint,
        clientCertificate: { use: 'file', handle: chosen?.handle ?? '' },
      },
    });
    expect(told(report)).toBe(docspaceFailed('portal.notDocSpace'));
  });
});
