import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';

/** The database's thread, built as in the app; `remove` takes it away again. */
export interface ThreadScript {
  readonly path: string;
  remove(): Promise<void>;
}

/** Builds the thread for a test file. */
export async function buildThreadScript(): Promise<ThreadScript> {
  // Below the project, where the native module is found.
  const folder = await mkdtemp(resolve('node_modules/.vitest-thread-'));
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: 'src-main/store/database-thread.ts',
      target: 'node20',
      outDir: folder,
      rolldownOptions: {
        output: { format: 'cjs', entryFileNames: 'database-thread.cjs' },
      },
    },
    ssr: { external: ['libsql'], noExternal: true },
  });
  return {
    path: join(folder, 'database-thread.cjs'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
