import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writePieces } from '../../../src-main/local-files/write-pieces';
import { testFolder } from '../license/files';

async function* pieces(...all: readonly (string | Error)[]): AsyncGenerator<string> {
  for (const piece of all) {
    await Promise.resolve();
    if (piece instanceof Error) throw piece;
    yield piece;
  }
}

describe('writing a file that a person named', () => {
  it('writes all pieces and leaves nothing else', async () => {
    const folder = await testFolder();
    const path = join(folder, 'changes.csv');
    expect(await writePieces(path, pieces('a,b\n', '1,2\n'))).toMatchObject({ ok: true });
    expect(await readFile(path, 'utf8')).toBe('a,b\n1,2\n');
    expect(await readdir(folder)).toEqual(['changes.csv']);
  });

  it('keeps the file that was there when the new one does not come to its end', async () => {
    const folder = await testFolder();
    const path = join(folder, 'changes.csv');
    await writeFile(path, 'old');
    await expect(writePieces(path, pieces('new', new Error('cut')))).rejects.toThrow('cut');
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['changes.csv']);
  });

  it('says when the system refuses', async () => {
    const folder = await testFolder();
    const path = join(folder, 'taken');
    await mkdir(path);
    const written = await writePieces(path, pieces('text'));
    expect(written).toMatchObject({
      ok: false,
      error: { code: 'file.notWritten', params: { fileName: 'taken' } },
    });
    expect(await readdir(folder)).toEqual(['taken']);
  });
});
