import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import { fail, ok } from '../../../src-main/contract/result';
import type { Database } from '../../../src-main/store/database';
import { openStore, type DatabaseKeys } from '../../../src-main/store/open-store';
import { valueOf } from '../answers';

/** A keychain's entry for the database key, with everything that can be wrong with it. */
export interface FakeKeys extends DatabaseKeys {
  key: string | null;
  behaviour: 'works' | 'session' | 'locked' | 'refuses';
}

export function fakeKeys(): FakeKeys {
  const locked = appError('keychain.locked');
  return {
    key: null,
    behaviour: 'works',
    find() {
      if (this.behaviour === 'locked') return Promise.resolve({ state: 'closed', error: locked });
      const lasting = this.behaviour !== 'session';
      return Promise.resolve(
        this.key === null || !lasting
          ? { state: 'absent', lasting }
          : { state: 'found', lasting, key: this.key },
      );
    },
    keep(key) {
      if (this.behaviour === 'refuses') return Promise.resolve(fail(locked));
      this.key = key;
      return Promise.resolve(ok({ lasting: this.behaviour === 'works' }));
    },
  };
}

/** A folder with a store, opened by real threads; everything is closed with the test. */
export async function storeRig(script: string) {
  const folder = await mkdtemp(join(tmpdir(), 'store-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const keys = fakeKeys();
  const reports: string[] = [];
  const begin = () =>
    openStore({ folder, keys, script, report: (line) => void reports.push(line) });

  return {
    folder,
    keys,
    reports,
    /** Opens what is there; the test closes it. */
    begin,
    /** Works with the store in one run of the app. */
    async run<T>(work: (database: Database) => Promise<T>): Promise<T> {
      const opening = await begin();
      if (opening.state !== 'open') throw new Error(opening.error.code);
      try {
        return await work(opening.database);
      } finally {
        await opening.database.close();
      }
    },
    /** Opens, closes, and says what came of it. */
    async outcome() {
      const opening = await begin();
      if (opening.state === 'closed') return { state: opening.state, error: opening.error };
      const portals = await opening.database.all('SELECT id FROM portals ORDER BY position');
      await opening.database.close();
      const ids = portals.ok ? portals.value.map(({ id }) => id) : [];
      return { state: opening.state, mode: opening.mode, problem: opening.problem, portals: ids };
    },
  };
}

/** Saves a portal without any meaning. */
export const savePortal = async (
  database: Database,
  id: string,
  body: unknown = {},
): Promise<void> => {
  valueOf(
    await database.write([
      {
        sql: `INSERT INTO portals (id, position, body) SELECT ?, count(*), ? FROM portals`,
        values: [id, JSON.stringify(body)],
      },
    ]),
  );
};

/** Overwrites bytes of a file; a negative place counts from its end. */
export async function damage(path: string, place: number, bytes: number): Promise<Buffer> {
  const content = await readFile(path);
  const start = place < 0 ? content.length + place : place;
  content.fill('#', start, start + bytes);
  await writeFile(path, content);
  return content;
}
