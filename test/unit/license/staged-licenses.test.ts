import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AppError } from '../../../src-main/contract/app-error';
import type { StagedLicense } from '../../../src-main/contract/license';
import {
  createStagedLicenses,
  stagedByPortal,
  type StagedByPortal,
} from '../../../src-main/license/staged-licenses';
import { openVersionedFile } from '../../../src-main/store/versioned-file';
import { testFolder } from './files';

const staged: StagedLicense = {
  fileName: 'license.lic',
  sha256: 'ab'.repeat(32),
  customerId: 'Customer 1',
  endDate: null,
  stagedAt: '2026-03-10T09:30:00.000Z',
};

async function open(path: string) {
  const troubles: AppError[] = [];
  const file = await openVersionedFile<StagedByPortal>({
    path,
    version: 1,
    schema: stagedByPortal,
    empty: {},
  });
  const licenses = createStagedLicenses({ file, notSaved: (error) => troubles.push(error) });
  return { licenses, troubles };
}

describe('staged licenses', () => {
  it('survive a restart, per portal, until they are forgotten', async () => {
    const path = join(await testFolder(), 'staged-licenses.json');
    const first = await open(path);
    expect(first.licenses.get('p1')).toBeNull();
    await first.licenses.remember('p1', staged);
    await first.licenses.remember('p2', { ...staged, fileName: 'other.lic' });
    const second = await open(path);
    expect(second.licenses.get('p1')).toEqual(staged);
    await second.licenses.forget('p1');
    const third = await open(path);
    expect(third.licenses.get('p1')).toBeNull();
    expect(third.licenses.get('p2')?.fileName).toBe('other.lic');
  });

  it('keep all of what is remembered at the same time', async () => {
    const path = join(await testFolder(), 'staged-licenses.json');
    const { licenses } = await open(path);
    const ids = ['a', 'b', 'c', 'd'];
    await Promise.all(ids.map((id) => licenses.remember(id, staged)));
    await licenses.forget('nobody');
    const text = await readFile(path, 'utf8');
    expect(Object.keys(JSON.parse(text).content).sort()).toEqual(ids);
  });

  it('are known for the session when the disk refuses, which is told', async () => {
    const folder = await testFolder();
    const path = join(folder, 'staged-licenses.json');
    const { licenses, troubles } = await open(path);
    await mkdir(path);
    await licenses.remember('p1', staged);
    expect(troubles.map(({ code }) => code)).toEqual(['store.failed']);
    expect(licenses.get('p1')).toEqual(staged);
  });
});
