import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PortalRecord } from '../../../src-main/portals/record';
import { openRegistry, type Registry } from '../../../src-main/portals/registry';
import { codeOf, valueOf } from './desk';

let folder: string;
let changes: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-'));
  changes = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (): Promise<Registry> =>
  openRegistry({ path: join(folder, 'portals.json'), changed: (id) => changes.push(id) });

const record = (more: Partial<PortalRecord> = {}): PortalRecord => ({
  id: randomUUID(),
  name: 'Docs',
  address: 'https://docs.example.com',
  tags: ['north'],
  practicePort: null,
  keyPlace: 'keychain',
  connection: {
    proxy: { mode: 'address', address: 'http://proxy.example.com:3128' },
    certificateAuthority: { pem: 'PEM', subjects: ['Example CA'] },
    clientCertificate: { path: '/certificates/me.p12', fileName: 'me.p12' },
    trustedFingerprint: null,
    allowPlainHttp: false,
  },
  seen: { title: 'Docs', version: '3.7.2', edition: 'enterprise', customerId: 'c-1' },
  ...more,
});
const names = (registry: Registry): string[] => registry.all().map((one) => one.name);

describe('the registry of saved portals', () => {
  it('keeps a portal whole over a restart', async () => {
    const registry = await open();
    const portal = record();
    expect(await registry.add(portal)).toMatchObject({ ok: true });
    expect((await open()).all()).toEqual([portal]);
    expect(changes).toEqual([portal.id]);
  });

  it('keeps the same address several times', async () => {
    const registry = await open();
    await registry.add(record({ name: 'A' }));
    await registry.add(record({ name: 'B' }));
    expect(names(await open())).toEqual(['A', 'B']);
  });

  it('adds portals that come at once in their order, to hundreds that are there', async () => {
    const many = Array.from({ length: 500 }, (_, index) => record({ name: `p${index}` }));
    await writeFile(
      join(folder, 'portals.json'),
      JSON.stringify({ version: 1, content: many.slice(0, 480) }),
    );
    const registry = await open();
    await Promise.all(many.slice(480).map((one) => registry.add(one)));
    expect(names(await open())).toEqual(many.map((one) => one.name));
  });

  it('changes one portal and tells so, and writes nothing for no change', async () => {
    const registry = await open();
    const portal = record();
    await registry.add(portal);
    const before = await readFile(join(folder, 'portals.json'), 'utf8');
    changes = [];
    expect(valueOf(await registry.update(portal.id, (same) => same))).toEqual(portal);
    expect(changes).toEqual([]);
    expect(await readFile(join(folder, 'portals.json'), 'utf8')).toBe(before);

    await registry.update(portal.id, (one) => ({ ...one, name: 'New' }));
    expect(changes).toEqual([portal.id]);
    expect(names(await open())).toEqual(['New']);
  });

  it('loses none of two changes made at the same time', async () => {
    const registry = await open();
    const portal = record();
    await registry.add(portal);
    await Promise.all([
      registry.update(portal.id, (one) => ({ ...one, name: 'New' })),
      registry.update(portal.id, (one) => ({ ...one, tags: ['south'] })),
    ]);
    expect(valueOf(registry.byId(portal.id))).toMatchObject({ name: 'New', tags: ['south'] });
  });

  it('says of unknown portals that they are unknown', async () => {
    const registry = await open();
    const portal = record();
    await registry.add(portal);
    const id = randomUUID();
    expect(codeOf(registry.byId(id))).toBe('saved.unknownPortal');
    expect(codeOf(await registry.update(id, (one) => one))).toBe('saved.unknownPortal');
    expect(codeOf(await registry.remove(id))).toBe('saved.unknownPortal');
    expect(codeOf(await registry.move(id, null))).toBe('saved.unknownPortal');
    expect(codeOf(await registry.move(portal.id, id))).toBe('saved.unknownPortal');
  });

  it('leaves everything as it was when it cannot be written', async () => {
    await writeFile(join(folder, 'portals.json'), '{"version":99,"content":[]}');
    const registry = await open();
    expect(registry.problem?.code).toBe('store.newer');
    expect(codeOf(await registry.add(record()))).toBe('store.newer');
    expect(registry.all()).toEqual([]);
    expect(changes).toEqual([]);
  });

  it('puts a portal where it was dropped and leaves all others in their order', async () => {
    const registry = await open();
    const portals = Array.from({ length: 6 }, (_, index) => record({ name: `p${index}` }));
    for (const one of portals) await registry.add(one);
    const index = fc.nat({ max: 5 });
    await fc.assert(
      fc.asyncProperty(index, fc.option(index), async (from, to) => {
        const present = registry.all().map((one) => one.id);
        const id = present[from] ?? '';
        const before = to === null ? null : (present[to] ?? null);
        expect(await registry.move(id, before)).toMatchObject({ ok: true });
        const after = registry.all().map((one) => one.id);
        const others = (list: readonly string[]) => list.filter((one) => one !== id);
        expect(others(after)).toEqual(others(present));
        if (before !== id) expect(after[after.indexOf(id) + 1] ?? null).toBe(before);
      }),
      { numRuns: 40 },
    );
    expect((await open()).all()).toEqual(registry.all());
  });
});
