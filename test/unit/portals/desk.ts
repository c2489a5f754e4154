import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ConnectionInput, TestReport } from '../../../src-main/contract/portals';
import { createLimits } from '../../../src-main/net/limits';
import { openPortals, type Portals, type PortalsOptions } from '../../../src-main/portals';
import {
  startPracticePortal,
  type PracticePortal,
  type PracticePortalOptions,
} from '../../../src-main/practice-portal';
import { createSecretStore, type SecretStore } from '../../../src-main/secrets/secret-store';
import type { Database } from '../../../src-main/store/database';
import { valueOf } from '../answers';
import { createFakeKeychain, type FakeKeychain } from '../secrets/fake-keychain';
import { memoryDatabase } from '../store/memory-database';

export { codeOf, valueOf } from '../answers';

/** A desk with saved portals in a folder of its own; real but for the keychain. */
export interface Desk extends Portals {
  readonly folder: string;
  readonly database: Database;
  readonly keychain: FakeKeychain;
  readonly secrets: SecretStore;
  /** All events so far, e.g. `portals:<id>`. */
  readonly events: string[];
  /** Resolves when `check` holds after an event, or at once. */
  until(check: () => boolean): Promise<void>;
  /** The same store, folder and keychain after a restart of the app. */
  restart(): Promise<Desk>;
}

interface DeskOptions extends Partial<PortalsOptions> {
  readonly folder?: string;
  readonly keychain?: FakeKeychain;
  /** The computer has no keychain. */
  readonly withoutKeychain?: boolean;
  readonly keychainTimeoutMs?: number;
}

export async function openDesk(options: DeskOptions = {}): Promise<Desk> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'desk-')));
  if (!options.folder) onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const keychain = options.keychain ?? createFakeKeychain();
  const secrets = createSecretStore({
    open: () =>
      options.withoutKeychain
        ? Promise.reject(new Error('no Secret Service'))
        : Promise.resolve(keychain),
    timeoutMs: options.keychainTimeoutMs ?? 5_000,
  });
  const events: string[] = [];
  const waiting = new Set<() => void>();
  const database = options.database ?? (await memoryDatabase());
  const portals = await openPortals({
    dataFolder: folder,
    keeps: true,
    secrets,
    limits: createLimits(),
    resolveSystemProxy: () => Promise.resolve('DIRECT'),
    pickCertificate: () => Promise.resolve(null),
    publish(topic, id) {
      events.push(`${topic}:${id}`);
      for (const look of waiting) look();
    },
    report(line, cause) {
      throw new Error(line, { cause });
    },
    retry: { tries: 1 },
    ...options,
    database,
  });
  let open = true;
  const close = async (): Promise<void> => {
    if (open) await portals.close();
    open = false;
  };
  onTestFinished(close);
  return {
    ...portals,
    close,
    folder,
    database,
    keychain,
    secrets,
    events,
    until: (check) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!check()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    async restart() {
      await close();
      return openDesk({ ...options, folder, keychain, database });
    },
  };
}

/** A practice portal that ends with the test. */
export async function startPortal(options: PracticePortalOptions = {}): Promise<PracticePortal> {
  const portal = await startPracticePortal(options);
  onTestFinished(() => portal.stop());
  return portal;
}

export const plainConnection: ConnectionInput = {
  proxy: { mode: 'none' },
  certificateAuthority: { use: 'none' },
  clientCertificate: { use: 'none' },
  trustedFingerprint: null,
  allowPlainHttp: false,
};

/** All that the database keeps of the portals. */
export async function savedPortals({ database }: Desk): Promise<string> {
  return JSON.stringify(valueOf(await database.all('SELECT * FROM portals')));
}

/** From now on nothing gets onto the disk. */
export async function blockDisk({ database }: Desk): Promise<void> {
  valueOf(await database.all('PRAGMA query_only = ON'));
}

/** Saves a portal and waits until it was read, or could not be. */
export async function addPortal(
  desk: Desk,
  portal: { readonly address: string; readonly key: string },
  more: { readonly name?: string; readonly connection?: Partial<ConnectionInput> } = {},
): Promise<string> {
  const added = await desk.calls.add({
    address: portal.address,
    apiKey: portal.key,
    name: more.name ?? '',
    tags: [],
    connection: { ...plainConnection, ...more.connection },
  });
  const { id } = valueOf(added);
  await desk.facts.refresh(id);
  return id;
}

/** Runs a connection test to its end. */
export async function runTest(
  desk: Desk,
  draft: Omit<Parameters<Portals['calls']['startTest']>[0], 'connection'> & {
    readonly connection?: Partial<ConnectionInput>;
  },
): Promise<TestReport> {
  const started = await desk.calls.startTest({
    ...draft,
    connection: { ...plainConnection, ...draft.connection },
  });
  const { testId } = valueOf(started);
  await desk.until(() => reportOf(desk, testId)?.running === false);
  const report = reportOf(desk, testId);
  if (!report) throw new Error('The report is gone.');
  return report;
}

function reportOf(desk: Desk, testId: string): TestReport | null {
  const answer = desk.calls.testReport({ testId });
  if (answer instanceof Promise) throw new Error('Reports are at hand at once.');
  return valueOf(answer);
}
