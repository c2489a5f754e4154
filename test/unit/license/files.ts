import { mkdtemp, chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of its own for one test, open to everybody. */
export async function testFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'license-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o755);
  return folder;
}

/** Runs as somebody for whom file modes count: for root they do not. */
export async function asNobody<T>(task: () => Promise<T>): Promise<T> {
  const { geteuid, seteuid } = process;
  if (geteuid?.() !== 0 || !seteuid) return task();
  seteuid(65_534);
  try {
    return await task();
  } finally {
    seteuid(0);
  }
}
