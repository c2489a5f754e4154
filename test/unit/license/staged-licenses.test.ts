import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { appError, type AppError } from '../../../src-main/contract/app-error';
import type { StagedLicense } from '../../../src-main/contract/license';
import { fail } from '../../../src-main/contract/result';
import {
  openStagedLicenses,
  type StagedLicenses,
  type StagedLicensesOptions,
} from '../../../src-main/license/staged-licenses';
import type { Database } from '../../../src-main/store/database';
import { memoryDatabase } from '../store/memory-database';
import { testFolder } from './files';

const staged: StagedLicense = {
  fileName: 'license.lic',
  sha256: 'ab'.repeat(32),
  customerId: 'Customer 1',
  endDate: null,
  stagedAt: '2026-03-10T09:30:00.000Z',
};

let folder: string;
let database: Database;
let troubles: AppError[];

beforeEach(async () => {
  folder = await testFolder();
  database = await memoryDatabase();
  troubles = [];
  await database.write(
    ['p1', 'p2'].map((id) => ({
      sql: `INSERT INTO portals (id, position, body) VALUES (?, 0, '{}')`,
      values: [id],
    })),
  );
});

/** Opens what is kept, as the next start of the app does. */
const open = (more: Partial<StagedLicensesOptions> = {}): Promise<StagedLicenses> =>
  openStagedLicenses({
    database,
    legacyFile: join(folder, 'staged-licenses.json'),
    keeps: true,
    notSaved: (error) => troubles.push(error),
    ...more,
  });
const writeLegacy = (content: unknown): Promise<void> =>
  writeFile(join(folder, 'staged-licenses.json'), JSON.stringify({ version: 1, content }));

describe('staged licenses', () => {
  it('survive a restart, per portal, until they are forgotten', async () => {
    const first = await open();
    expect(first.get('p1')).toBeNull();
    await first.remember('p1', staged);
    await first.remember('p2', staged);
    await first.remember('p2', { ...staged, fileName: 'other.lic' });
    const second = await open();
    expect(second.get('p1')).toEqual(staged);
    await second.forget('p1');
    await second.forget('nobody');
    const third = await open();
    expect(third.get('p1')).toBeNull();
    expect(third.get('p2')?.fileName).toBe('other.lic');
    expect(troubles).toEqual([]);
  });

  it('are known for the session when the disk refuses, which is told', async () => {
    const licenses = await open();
    vi.spyOn(database, 'write').mockResolvedValue(fail(appError('store.diskFull')));
    await licenses.remember('p1', staged);
    expect(licenses.get('p1')).toEqual(staged);
    await licenses.forget('p1');
    expect(licenses.get('p1')).toBeNull();
    expect(troubles.map(({ code }) => code)).toEqual(['store.diskFull', 'store.diskFull']);
  });

  it('say when what is kept cannot be read', async () => {
    vi.spyOn(database, 'all').mockResolvedValue(fail(appError('store.failed')));
    expect((await open()).problem?.code).toBe('store.failed');
  });

  it('of an earlier version are taken over for portals that are saved, and their file goes', async () => {
    await (await open()).remember('p2', staged);
    const earlier = { ...staged, fileName: 'earlier.lic' };
    await writeLegacy({ p1: earlier, p2: earlier, gone: earlier });
    const licenses = await open();
    expect(licenses.problem).toBeNull();
    expect(licenses.get('p1')).toEqual(earlier);
    expect(licenses.get('p2')).toEqual(staged);
    expect(licenses.get('gone')).toBeNull();
    expect(await readdir(folder)).toEqual([]);
    expect((await open()).get('p1')).toEqual(earlier);
  });

  it('of an earlier version keep their file while the database is in memory', async () => {
    await writeLegacy({ p1: staged });
    expect((await open({ keeps: false })).get('p1')).toEqual(staged);
    expect(await readdir(folder)).toEqual(['staged-licenses.json']);
  });

  it('that make no sense count as none', async () => {
    await database.write([{ sql: `INSERT INTO staged_licenses VALUES ('p1', '{"old":1}')` }]);
    expect((await open()).get('p1')).toBeNull();
  });
});
