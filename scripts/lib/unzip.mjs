import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';

const fileTypeMask = 0o170000;
const symlinkType = 0o120000;

/**
 * Unpacks a part of a zip file.
 * @param {string} zipFile
 * @param {string} target
 * @param {(name: string) => string | undefined} rename gives the name in `target` for an entry's
 *   name, or nothing to leave it out
 * @param {(done: number) => void} progress hears the share that is done, from 0 to 1
 */
export async function unzip(zipFile, target, rename, progress) {
  const zip = await yauzl.openPromise(zipFile);
  for await (const entry of zip.eachEntry()) {
    progress(entry.relativeOffsetOfLocalHeader / zip.fileSize);
    const name = rename(entry.fileName);
    if (name === undefined || entry.fileName.endsWith('/')) continue;
    await writeEntry(zip, entry, path.join(target, name));
  }
}

/** @param {yauzl.ZipFile} zip @param {yauzl.Entry} entry @param {string} file */
async function writeEntry(zip, entry, file) {
  await fs.mkdir(path.dirname(file), { recursive: true });
  const source = await zip.openReadStreamPromise(entry);
  const mode = entry.externalFileAttributes >>> 16;
  if ((mode & fileTypeMask) === symlinkType) {
    const chunks = [];
    for await (const chunk of source) chunks.push(chunk);
    await fs.symlink(Buffer.concat(chunks).toString('utf8'), file);
    return;
  }
  await pipeline(source, createWriteStream(file, { mode: mode & 0o777 || 0o644 }));
}
