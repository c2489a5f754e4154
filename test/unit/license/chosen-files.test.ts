import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, open, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createChosenFiles, maxLicenseBytes } from '../../../src-main/license/chosen-files';
import {
  openAndRead,
  readAtMost,
  readRegularFile,
  type OpenFile,
} from '../../../src-main/local-files/regular-file';
import { sampleLicense } from '../../../src-main/practice-portal';
import { codeOf, valueOf } from '../portals/desk';
import { asNobody, testFolder } from './files';

const now = new Date('2026-03-10T09:30:00.000Z');
const text = sampleLicense('standard', { now });

async function chosen() {
  const folder = await testFolder();
  const path = join(folder, 'license.lic');
  await writeFile(path, text);
  return { folder, path, files: createChosenFiles(() => now) };
}

describe('choosing a file', () => {
  it('keeps its bytes, hash and content', async () => {
    const { path, files } = await chosen();
    const file = valueOf(await files.choose('p1', path));
    expect(file).toMatchObject({
      path,
      fileName: 'license.lic',
      sha256: createHash('sha256').update(text).digest('hex'),
      chosenAt: now.toISOString(),
      license: { content: { customerId: 'Practice Installation' } },
    });
    expect(file.bytes.toString()).toBe(text);
    expect(files.get('p1')).toBe(file);
    expect(files.get('p2')).toBeNull();
  });

  it('keeps one file per portal, and the one before when a new one cannot be taken', async () => {
    const { folder, path, files } = await chosen();
    const other = join(folder, 'other.lic');
    await writeFile(other, sampleLicense('trial', { now }));
    await files.choose('p1', path);
    await files.choose('p2', path);
    await files.choose('p1', other);
    expect(files.get('p1')?.fileName).toBe('other.lic');
    expect(files.get('p2')?.fileName).toBe('license.lic');
    await writeFile(path, 'no license');
    expect(codeOf(await files.choose('p1', path))).toBe('license.notJson');
    expect(files.get('p1')?.fileName).toBe('other.lic');
  });

  it('forgets', async () => {
    const { path, files } = await chosen();
    await files.choose('p1', path);
    files.forget('p1');
    expect(files.get('p1')).toBeNull();
    expect(codeOf(await files.recheck('p1'))).toBe('file.forgotten');
  });
});

describe('looking again before sending', () => {
  it('finds the file unchanged', async () => {
    const { path, files } = await chosen();
    const file = valueOf(await files.choose('p1', path));
    await writeFile(path, text);
    expect(valueOf(await files.recheck('p1'))).toBe(file);
  });

  it('finds one changed letter', async () => {
    const { path, files } = await chosen();
    await files.choose('p1', path);
    await writeFile(path, text.replace('Practice', 'Practise'));
    const again = await files.recheck('p1');
    expect(again).toMatchObject({
      error: { code: 'file.changed', params: { fileName: 'license.lic' } },
    });
  });

  it('finds the file gone, or exchanged for a link', async () => {
    const { folder, path, files } = await chosen();
    await files.choose('p1', path);
    await rm(path);
    expect(codeOf(await files.recheck('p1'))).toBe('file.notFound');
    await writeFile(join(folder, 'real'), text);
    await symlink(join(folder, 'real'), path);
    expect(codeOf(await files.recheck('p1'))).toBe('file.isLink');
  });
});

describe('reading a file', () => {
  const read = (path: string) => readRegularFile(path, maxLicenseBytes);

  it('takes a file of exactly the limit', async () => {
    const { path } = await chosen();
    await truncate(path, maxLicenseBytes);
    expect(valueOf(await read(path))).toHaveLength(maxLicenseBytes);
  });

  it.each([maxLicenseBytes + 1, 2 * 1024 ** 3])('refuses %d bytes by size', async (size) => {
    const { path } = await chosen();
    await truncate(path, size);
    expect(await read(path)).toMatchObject({
      error: {
        code: 'file.tooLarge',
        params: { fileName: 'license.lic', size, limit: maxLicenseBytes },
      },
    });
  });

  it('stops reading a file that turns out larger than its size said', async () => {
    const { path } = await chosen();
    const handle = await open(path);
    onTestFinished(() => handle.close());
    const limit = text.length - 1;
    expect(codeOf(await readAtMost(handle, limit, 'license.lic'))).toBe('file.tooLarge');
    expect(valueOf(await readAtMost(handle, text.length, 'license.lic')).toString()).toBe(text);
  });

  it('reads on when the system gives it piece by piece', async () => {
    const { path } = await chosen();
    const handle = await open(path);
    onTestFinished(() => handle.close());
    const stingy: OpenFile = {
      read: (buffer, offset, length, position) =>
        handle.read(buffer, offset, Math.min(length, 7), position),
    };
    const bytes = await readAtMost(stingy, maxLicenseBytes, 'license.lic');
    expect(valueOf(bytes).toString()).toBe(text);
  });

  it('refuses an empty file', async () => {
    const { path } = await chosen();
    await truncate(path, 0);
    expect(codeOf(await read(path))).toBe('file.empty');
  });

  it('refuses a folder, also by a name that looks like a file', async () => {
    const { folder } = await chosen();
    await mkdir(join(folder, 'folder.lic'));
    expect(codeOf(await read(join(folder, 'folder.lic')))).toBe('file.isFolder');
  });

  it('refuses a link, whatever it leads to', async () => {
    const { folder, path } = await chosen();
    for (const target of [path, folder, '/nowhere']) {
      const link = join(folder, `link-${target.length}`);
      await symlink(target, link);
      expect(codeOf(await read(link))).toBe('file.isLink');
    }
  });

  it('refuses a pipe without waiting for its other end, a socket and a device', async () => {
    const { folder } = await chosen();
    const pipe = join(folder, 'pipe.lic');
    await promisify(execFile)('mkfifo', [pipe]);
    expect(codeOf(await read(pipe))).toBe('file.notRegular');
    const socket = join(folder, 'socket.lic');
    const server = createServer().listen(socket);
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    expect(codeOf(await read(socket))).toBe('file.notRegular');
    expect(codeOf(await read('/dev/zero'))).toBe('file.notRegular');
  });

  it('is not fooled by a file that is exchanged between looking and opening', async () => {
    const { folder, path } = await chosen();
    const link = join(folder, 'link.lic');
    const pipe = join(folder, 'pipe.lic');
    await symlink(path, link);
    await promisify(execFile)('mkfifo', [pipe]);
    const openNow = (at: string) => openAndRead(at, maxLicenseBytes, 'license.lic');
    expect(codeOf(await openNow(link))).toBe('file.isLink');
    expect(codeOf(await openNow(pipe))).toBe('file.notRegular');
    expect(codeOf(await openNow(folder))).toBe('file.isFolder');
    expect(codeOf(await openNow(join(folder, 'gone')))).toBe('file.notFound');
    await truncate(path, maxLicenseBytes + 1);
    expect(codeOf(await openNow(path))).toBe('file.tooLarge');
  });

  it('says that a file, or the folder around it, may not be read', async () => {
    const { folder, path } = await chosen();
    await chmod(path, 0);
    expect(await asNobody(() => read(path))).toMatchObject({
      error: { code: 'file.unreadable', params: { fileName: 'license.lic', reason: 'EACCES' } },
    });
    await chmod(path, 0o644);
    expect((await asNobody(() => read(path))).ok).toBe(true);
    await chmod(folder, 0);
    expect(codeOf(await asNobody(() => read(path)))).toBe('file.unreadable');
    await chmod(folder, 0o755);
  });

  it.each(['gone.lic', 'license.lic/inside', 'x'.repeat(300), 'nul\0.lic'])(
    'finds nothing at %j',
    async (name) => {
      const { folder } = await chosen();
      expect(codeOf(await read(`${folder}/${name}`))).toBe('file.notFound');
    },
  );

  it('takes no path that depends on where the app was started', async () => {
    expect(codeOf(await read('package.json'))).toBe('file.notFound');
    expect(codeOf(await read(''))).toBe('file.notFound');
  });
});
