import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sampleLicense, startPracticePortal } from '../../../src-main/practice-portal';
import { runCommand } from '../../../src-main/practice-portal/command';
import { type RequestRecord, mostRequests, remember } from '../../../src-main/practice-portal/core';
import { ask, openPortal, today, upload } from './portal';

const globalsBefore = [globalThis.Request, globalThis.Response];

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'practice-portal-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe('the data file', () => {
  it('carries license and staging over a restart, and no key', async () => {
    const dataFile = join(await newFolder(), 'portal.json');
    const first = await openPortal({ dataFile });
    await upload(first, sampleLicense('standard', { now: today }));
    await ask(first, 'POST settings/license/accept');
    await upload(first, sampleLicense('trial', { now: today }));
    await first.stop();

    const second = await openPortal({ dataFile, key: first.key });
    expect(second.state).toEqual(first.state);
    expect(second.keys).toEqual(first.keys);
    const text = await readFile(dataFile, 'utf8');
    for (const key of Object.values(first.keys)) expect(text).not.toContain(key);
  });

  it('is set aside when it is damaged', async () => {
    const folder = await newFolder();
    const dataFile = join(folder, 'portal.json');
    await writeFile(dataFile, '{"schema":1,');
    const lines: string[] = [];
    const portal = await openPortal({ dataFile, log: (line) => lines.push(line) });
    await portal.stop();
    expect((await readdir(folder)).sort()).toEqual(['portal.json', 'portal.json.damaged']);
    expect(await readFile(`${dataFile}.damaged`, 'utf8')).toBe('{"schema":1,');
    expect(lines).toEqual([expect.stringContaining('damaged')]);
  });

  it('that cannot be written is reported, and the portal works on', async () => {
    const lines: string[] = [];
    const dataFile = join(await newFolder(), 'absent', 'portal.json');
    const portal = await openPortal({ dataFile, log: (line) => lines.push(line) });
    expect((await ask(portal, 'GET portal')).status).toBe(200);
    await portal.stop();
    expect(lines).toContainEqual(expect.stringContaining('cannot be written'));
  });
});

describe('a running portal', () => {
  it('stops at once although a request hangs', async () => {
    const portal = await openPortal();
    portal.switches.set({ kind: 'hang' });
    const pending = ask(portal, 'GET portal');
    const outcome = expect(pending).rejects.toThrow('fetch failed');
    await expect.poll(() => portal.requests.length, { interval: 5 }).toBe(1);
    await portal.stop();
    await outcome;
    await expect(ask(portal, 'GET portal')).rejects.toThrow('fetch failed');
  });

  it('rejects when its port is taken', async () => {
    const portal = await openPortal();
    await expect(startPracticePortal({ port: portal.port })).rejects.toThrow('EADDRINUSE');
  });

  it('keeps the newest requests, and no key', async () => {
    const portal = await openPortal();
    await ask(portal, 'GET portal/tariff?refresh=true');
    await ask(portal, 'GET settings', { key: null });
    expect(portal.requests).toEqual([
      {
        method: 'GET',
        path: '/api/2.0/portal/tariff?refresh=true',
        status: 200,
        at: today.toISOString(),
        hadAuthorization: true,
      },
      {
        method: 'GET',
        path: '/api/2.0/settings',
        status: 200,
        at: today.toISOString(),
        hadAuthorization: false,
      },
    ]);
    expect(JSON.stringify(portal.requests)).not.toContain(portal.key);
  });

  it('forgets the oldest requests when there are too many', () => {
    const requests: RequestRecord[] = [];
    const record = (count: number): RequestRecord => ({
      method: 'GET',
      path: `/${count}`,
      status: 200,
      at: today.toISOString(),
      hadAuthorization: false,
    });
    for (let count = 0; count <= mostRequests; count += 1) remember(requests, record(count));
    expect(requests).toHaveLength(mostRequests);
    expect(requests[0]?.path).toBe('/1');
  });

  it('leaves the global Request and Response alone', async () => {
    const portal = await openPortal();
    await ask(portal, 'GET portal');
    expect([globalThis.Request, globalThis.Response]).toEqual(globalsBefore);
  });

  it('shows a page to browsers, with its title made harmless', async () => {
    const portal = await openPortal({ title: '<b>Ours & yours' });
    const page = await (await fetch(portal.address)).text();
    expect(page).toContain('&#60;b&#62;Ours &#38; yours');
  });

  it('speaks TLS with the certificate it is given', async () => {
    const pems = await generate([{ name: 'commonName', value: 'localhost' }]);
    const portal = await openPortal({ tls: { cert: pems.cert, key: pems.private } });
    expect(portal.address).toBe(`https://127.0.0.1:${portal.port}`);
    const status = await new Promise((resolve, reject) => {
      httpsRequest(
        `${portal.address}/api/2.0/settings`,
        { ca: pems.cert, checkServerIdentity: () => undefined },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  });
});

describe('the command', () => {
  async function run(...args: readonly string[]) {
    const results: string[] = [];
    const problems: string[] = [];
    const code = await runCommand(args, {
      result: (text) => results.push(text),
      problem: (text) => problems.push(text),
    });
    return { code, result: results.join(''), problem: problems.join('') };
  }

  it('writes a license file that a portal takes', async () => {
    const path = join(await newFolder(), 'a.lic');
    const written = await run('--write-license', path, '--edition', 'developer');
    expect(written).toMatchObject({ code: 0, problem: '' });
    const portal = await openPortal({ edition: 'developer', clock: () => new Date() });
    expect((await upload(portal, await readFile(path, 'utf8'))).status).toBe(200);
    expect((await ask(portal, 'POST settings/license/accept')).body).toMatchObject({
      response: '',
    });
  });

  it.each([
    [['--port', 'x'], 'port'],
    [['--edition', 'gold'], 'edition'],
    [['--nonsense'], '--nonsense'],
    [['--key', 'sk-short'], 'key'],
    [['--utc-offset', '3'], 'utc-offset'],
  ])('refuses %j and names it', async (args, name) => {
    const { code, problem } = await run(...args);
    expect(code).toBe(2);
    expect(problem).toContain(name);
  });

  it('ends with 1 when the port is taken', async () => {
    const portal = await openPortal();
    const { code, problem } = await run('--port', String(portal.port));
    expect(code).toBe(1);
    expect(problem).toContain('EADDRINUSE');
  });

  it('names every flag in its help', async () => {
    const { code, result } = await run('--help');
    expect(code).toBe(0);
    for (const flag of ['--port', '--version', '--edition', '--switches', '--write-license']) {
      expect(result).toContain(`  ${flag} `);
    }
  });
});
