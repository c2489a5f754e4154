import { open, readFile, rename } from 'node:fs/promises';
import * as v from 'valibot';
import { type PortalState, portalStateSchema } from './state';

/** Keeps the state of a portal in a JSON file. */
export interface StateFile {
  /** Writes the state, which lives on, as it is once the writes under way are done. */
  save(state: PortalState): void;
  /** Resolves when everything saved so far is on disk (or was reported to the log). */
  settled(): Promise<void>;
}

/** Reads a saved state. A file that cannot be understood is set aside; then there is none. */
export async function readState(
  path: string,
  log: (line: string) => void,
): Promise<PortalState | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (!isMissing(error)) log(`The practice portal's data file cannot be read: ${String(error)}`);
    return null;
  });
  if (text === null) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), portalStateSchema), text);
  if (parsed.success) return parsed.output;
  await rename(path, `${path}.damaged`).catch((error: unknown) => log(String(error)));
  log("The practice portal's data file is damaged and was set aside.");
  return null;
}

/**
 * Opens the writer. Writes are atomic, one after the other; of changes that come while one is
 * under way only the newest state is written.
 */
export function openStateFile(path: string, log: (line: string) => void): StateFile {
  let last = Promise.resolve();
  let waits = false;
  return {
    save(state) {
      if (waits) return;
      waits = true;
      last = last.then(() => {
        waits = false;
        return write(path, `${JSON.stringify(state, null, 2)}\n`, log);
      });
    },
    settled: () => last,
  };
}

async function write(path: string, text: string, log: (line: string) => void): Promise<void> {
  try {
    const draft = `${path}.draft`;
    const handle = await open(draft, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
  } catch (error) {
    log(`The practice portal's data file cannot be written: ${String(error)}`);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
