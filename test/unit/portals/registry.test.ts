import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import { fail, ok } from '../../../src-main/contract/result';
import type { PortalRecord } from '../../../src-main/portals/record';
import {
  openRegistry,
  type Registry,
  type RegistryOptions,
} from '../../../src-main/portals/registry';
import type { Database } from '../../../src-main/store/database';
import { createSnapshots } from '../../../src-main/store/snapshots';
import { codeOf, valueOf } from '../answers';
import { memoryDatabase } from '../store/memory-database';

let folder: string;
let legacyFile: string;
let database: Database;
let changes: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-'));
  legacyFile = join(folder, 'portals.json');
  database = await memoryDatabase();
  changes = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Opens what is saved, as the next start of the app does. */
const open = (more: Partial<RegistryOptions> = {}): Promise<Registry> =>
  openRegistry({
    database,
    legacyFile,
    keeps: true,
    changed: (id) => changes.push(id),
    ...more,
  });

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
const writeLegacy = (content: readonly PortalRecord[]): Promise<void> =>
  writeFile(legacyFile, JSON.stringify({ version: 1, content }));
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
    const many = Array.from({ length: 1_100 }, (_, index) => record({ name: `p${index}` }));
    await writeLegacy(many.slice(0, 1_080));
    const registry = await open();
    await Promise.all(many.slice(1_080).map((one) => registry.add(one)));
    expect(names(await open())).toEqual(many.map((one) => one.name));
  });

  it('changes one portal and tells so, and writes nothing for no change', async () => {
    const registry = await open();
    const portal = record();
    await registry.add(portal);
    const write = vi.spyOn(database, 'write');
    changes = [];
    expect(valueOf(await registry.update(portal.id, (same) => same))).toEqual(portal);
    expect(changes).toEqual([]);
    expect(write).not.toHaveBeenCalled();

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

  it('leaves everything as it was when the disk is full', async () => {
    const registry = await open();
    const portal = record();
    await registry.add(portal);
    changes = [];
    vi.spyOn(database, 'write').mockResolvedValue(fail(appError('store.diskFull')));
    expect(codeOf(await registry.add(record()))).toBe('store.diskFull');
    expect(codeOf(await registry.update(portal.id, (one) => ({ ...one, name: 'New' })))).toBe(
      'store.diskFull',
    );
    expect(codeOf(await registry.remove(portal.id))).toBe('store.diskFull');
    expect(registry.all()).toEqual([portal]);
    expect(changes).toEqual([]);
  });

  it('takes no change when what is saved could not be read', async () => {
    await (await open()).add(record());
    const reading = vi.spyOn(database, 'all').mockResolvedValue(fail(appError('store.failed')));
    const registry = await open();
    reading.mockRestore();
    expect(registry.unreadable?.code).toBe('store.failed');
    expect(codeOf(await registry.add(record()))).toBe('store.failed');
    const next = await open();
    expect(next.unreadable).toBeNull();
    expect(next.all()).toHaveLength(1);
  });

  it('leaves out what it cannot understand, says so and keeps it', async () => {
    const good = record({ name: 'Good' });
    await (await open()).add(good);
    const strange = { ...record(), tags: 'of a later version' };
    const rows = [
      [strange.id, JSON.stringify(strange)],
      ['no-json', '{'],
      [randomUUID(), JSON.stringify(good)],
    ];
    await database.write(
      rows.map((values) => ({
        sql: 'INSERT INTO portals (id, position, body) VALUES (?, 0, ?)',
        values,
      })),
    );
    const registry = await open();
    expect(registry.all()).toEqual([good]);
    expect(registry.problem).toMatchObject({
      code: 'store.damaged',
      params: { recovered: 'leftOut' },
    });
    await registry.add(record({ name: 'Next' }));
    await registry.move(good.id, null);
    expect(names(await open())).toEqual(['Next', 'Good']);
    expect(valueOf(await database.all('SELECT id FROM portals'))).toHaveLength(5);
  });

  it('removes with a portal what was read of it', async () => {
    const registry = await open();
    const portal = record();
    await registry.add(portal);
    const snapshots = createSnapshots(database);
    await snapshots.put(portal.id, 'facts', {}, '2026-03-01T08:00:00.000Z');
    await registry.remove(portal.id);
    expect((await open()).all()).toEqual([]);
    expect(valueOf(await snapshots.ages())).toEqual([]);
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

describe('the portals of an earlier version', () => {
  it('are taken over once, and their file goes', async () => {
    const portals = [record({ name: 'A' }), record({ name: 'B' })];
    await writeLegacy(portals);
    await writeFile(`${legacyFile}.bak`, 'an older state');
    const registry = await open();
    expect(registry.all()).toEqual(portals);
    expect(registry.problem).toBeNull();
    expect(await readdir(folder)).toEqual([]);
    expect((await open()).all()).toEqual(portals);
  });

  it('come behind those that are there, and change none of them', async () => {
    const here = record({ name: 'Here' });
    await (await open()).add(here);
    await writeLegacy([record({ name: 'Before' }), { ...here, name: 'Old name' }]);
    expect(names(await open())).toEqual(['Here', 'Before']);
    expect(await readdir(folder)).toEqual([]);
  });

  it('keep their file while the database is in memory', async () => {
    await writeLegacy([record({ name: 'A' })]);
    expect(names(await open({ keeps: false }))).toEqual(['A']);
    expect(await readdir(folder)).toEqual(['portals.json']);
  });

  it('keep their file when the disk is full', async () => {
    await writeLegacy([record({ name: 'A' })]);
    const writing = vi.spyOn(database, 'write').mockResolvedValue(fail(appError('store.diskFull')));
    const registry = await open();
    expect(registry.all()).toEqual([]);
    expect(registry.problem?.code).toBe('store.diskFull');
    writing.mockRestore();
    expect(names(await open())).toEqual(['A']);
    expect(await readdir(folder)).toEqual([]);
  });

  it('keep their file when the database lost them', async () => {
    await writeLegacy([record({ name: 'A' })]);
    vi.spyOn(database, 'write').mockResolvedValue(ok([1]));
    expect((await open()).problem?.code).toBe('store.failed');
    expect(await readdir(folder)).toEqual(['portals.json']);
  });

  it('come from the last good copy when their file is damaged, which is set aside', async () => {
    await writeLegacy([record({ name: 'A' })]);
    await rename(legacyFile, `${legacyFile}.bak`);
    await writeFile(legacyFile, '{"version":1,"con');
    const registry = await open();
    expect(names(registry)).toEqual(['A']);
    expect(registry.problem).toMatchObject({
      code: 'store.damaged',
      params: { file: 'portals.json', recovered: 'yes' },
    });
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^portals\.json\.damaged-/)]);
    expect((await open()).problem).toBeNull();
  });

  it.each([
    ['of a newer version', () => writeFile(legacyFile, '{"version":99,"content":{}}'), 'newer'],
    ['unreadable', () => mkdir(legacyFile), 'failed'],
  ])('are left alone when they are %s', async (_, make, code) => {
    await make();
    const registry = await open();
    expect(registry.problem?.code).toBe(`store.${code}`);
    expect(await readdir(folder)).toEqual(['portals.json']);
    expect(await registry.add(record())).toMatchObject({ ok: true });
  });
});
