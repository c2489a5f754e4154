import { access, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PortalSummary } from '../../../src-main/contract/portals';
import { codeOf, openDesk, savedPortals, valueOf, type Desk } from './desk';

const list = async (desk: Desk): Promise<readonly PortalSummary[]> =>
  valueOf(await desk.calls.list(undefined));

async function started(desk: Desk): Promise<string> {
  const { portalId } = valueOf(await desk.practice.start());
  await desk.facts.refresh(portalId);
  return portalId;
}

/** Servers that listen in this process. */
const listening = (): number =>
  process.getActiveResourcesInfo().filter((one) => one === 'TCPServerWrap').length;

describe('the practice portal', () => {
  it('is started, saved with its key in the keychain, and works', async () => {
    const desk = await openDesk();
    const id = await started(desk);
    expect(await list(desk)).toEqual([
      expect.objectContaining({
        id,
        name: 'Practice portal',
        practice: true,
        key: 'keychain',
        edition: 'enterprise',
        reach: expect.objectContaining({ state: 'online' }),
      }),
    ]);
    const key = desk.keychain.entries.get(`${id}:apiKey`) ?? '';
    expect(key).toMatch(/^sk-/);
    const file = join(desk.folder, 'practice-portal.json');
    for (const kept of [await savedPortals(desk), await readFile(file, 'utf8')]) {
      expect(kept).not.toContain(key);
    }
  });

  it('is one portal, however often and quickly it is asked for', async () => {
    const desk = await openDesk();
    const answers = await Promise.all([1, 2, 3].map(() => desk.practice.start()));
    expect(new Set(answers.map((one) => valueOf(one).portalId)).size).toBe(1);
    expect(await list(desk)).toHaveLength(1);
  });

  it('runs again after a restart once it is used, on the same port with the same key', async () => {
    const desk = await openDesk();
    const id = await started(desk);
    const before = (await list(desk))[0]?.address;
    const next = await desk.restart();
    await next.facts.refresh(id);
    expect(next.facts.peek(id)).toMatchObject({
      problem: null,
      facts: { title: 'Practice portal' },
    });
    expect((await list(next))[0]?.address).toBe(before);
    expect(valueOf(await next.practice.start()).portalId).toBe(id);
  });

  it('moves to another port when its own is taken', async () => {
    const desk = await openDesk();
    const id = await started(desk);
    const port = valueOf(desk.registry.byId(id)).practicePort ?? 0;
    await desk.close();
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve));
    const next = await desk.restart();
    await next.facts.refresh(id);
    expect(next.facts.peek(id).problem).toBeNull();
    const record = valueOf(next.registry.byId(id));
    expect(record.practicePort).not.toBe(port);
    expect(record.address).toBe(`http://127.0.0.1:${record.practicePort}`);
    await new Promise((resolve) => squatter.close(resolve));
  });

  it('has its key for the session from the start where there is no keychain', async () => {
    const desk = await openDesk({ withoutKeychain: true });
    await desk.practice.start();
    expect(await list(desk)).toMatchObject([{ key: 'session' }]);
  });

  it('gets a new key after a restart where there is no keychain', async () => {
    const desk = await openDesk({ withoutKeychain: true });
    const id = await started(desk);
    const next = await desk.restart();
    await next.facts.refresh(id);
    expect(next.facts.peek(id).problem).toBeNull();
    expect((await list(next))[0]?.key).toBe('session');
  });

  it('does not start with a new key while the keychain is locked', async () => {
    const desk = await openDesk({ keychainTimeoutMs: 30 });
    const id = await started(desk);
    const key = desk.keychain.entries.get(`${id}:apiKey`);
    const next = await desk.restart();
    next.keychain.lock();
    expect(codeOf(await next.practice.start())).toBe('keychain.locked');
    next.keychain.unlock();
    expect(next.keychain.entries.get(`${id}:apiKey`)).toBe(key);
    expect(valueOf(await next.practice.start()).portalId).toBe(id);
  });

  it('is neither saved nor left running when its key cannot be kept', async () => {
    const desk = await openDesk({ keychainTimeoutMs: 30 });
    desk.keychain.lock();
    const before = listening();
    expect(codeOf(await desk.practice.start())).toBe('keychain.locked');
    await expect.poll(listening).toBe(before);
    expect(await list(desk)).toEqual([]);
    desk.keychain.unlock();
    expect(await desk.practice.start()).toMatchObject({ ok: true });
  });

  it('is removed like any other, with its server and data, and can be tried anew', async () => {
    const desk = await openDesk();
    const id = await started(desk);
    const port = valueOf(desk.registry.byId(id)).practicePort ?? 0;
    valueOf(await desk.calls.remove({ portalId: id }));
    expect(await list(desk)).toEqual([]);
    expect([...desk.keychain.entries]).toEqual([]);
    await expect(access(join(desk.folder, 'practice-portal.json'))).rejects.toThrow('ENOENT');
    const free = createServer();
    await new Promise<void>((resolve, reject) => {
      free.once('error', reject);
      free.listen(port, '127.0.0.1', resolve);
    });
    await new Promise((resolve) => free.close(resolve));
    expect(await started(desk)).not.toBe(id);
  });
});
