import { onTestFinished } from 'vitest';
import type {
  DocsServerDetail,
  DocsServerSummary,
  DocsTestReport,
  NewDocsServer,
} from '../../../src-main/contract/docs-servers';
import {
  openDocsServers,
  type DocsServers,
  type DocsServersOptions,
} from '../../../src-main/docs-servers';
import { createLimits } from '../../../src-main/net/limits';
import { createSecretStore } from '../../../src-main/secrets/secret-store';
import type { Database } from '../../../src-main/store/database';
import { valueOf } from '../answers';
import { plainConnection } from '../portals/desk';
import { createFakeKeychain, type FakeKeychain } from '../secrets/fake-keychain';
import { memoryDatabase } from '../store/memory-database';

/** A desk with saved Docs servers; real but for the keychain. */
export interface DocsDesk extends DocsServers {
  readonly database: Database;
  readonly keychain: FakeKeychain;
  /** What was put onto the clipboard. */
  readonly clipboard: string[];
  /** Resolves when `check` holds after an event, or at once. */
  until(check: () => boolean): Promise<void>;
  /** The same store and keychain after a restart of the app. */
  restart(): Promise<DocsDesk>;
}

interface DeskOptions extends Partial<DocsServersOptions> {
  readonly keychain?: FakeKeychain;
  /** The computer has no keychain. */
  readonly withoutKeychain?: boolean;
  readonly keychainTimeoutMs?: number;
}

export async function openDocsDesk(options: DeskOptions = {}): Promise<DocsDesk> {
  const keychain = options.keychain ?? createFakeKeychain();
  const database = options.database ?? (await memoryDatabase());
  const clipboard: string[] = [];
  const waiting = new Set<() => void>();
  const secrets = createSecretStore({
    open: () =>
      options.withoutKeychain
        ? Promise.reject(new Error('no Secret Service'))
        : Promise.resolve(keychain),
    timeoutMs: options.keychainTimeoutMs ?? 5_000,
  });
  const docs = await openDocsServers({
    secrets,
    limits: createLimits(),
    resolveSystemProxy: () => Promise.resolve('DIRECT'),
    intervalMinutes: () => 15,
    isOnBattery: () => false,
    publish() {
      for (const look of waiting) look();
    },
    writeClipboard: (text) => clipboard.push(text),
    report(line, cause) {
      throw new Error(line, { cause });
    },
    ...options,
    database,
  });
  let open = true;
  const close = async (): Promise<void> => {
    if (open) await docs.close();
    open = false;
  };
  onTestFinished(close);
  return {
    ...docs,
    close,
    database,
    keychain,
    clipboard,
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
      return openDocsDesk({ ...options, database, keychain });
    },
  };
}

type Entry = Partial<Omit<NewDocsServer, 'connection'>> & {
  readonly address: string;
  readonly connection?: Partial<NewDocsServer['connection']>;
};

export const entryOf = ({ connection, ...entry }: Entry): NewDocsServer => ({
  auth: { form: 'body' },
  keepSpaces: false,
  name: '',
  ...entry,
  connection: { ...plainConnection, ...connection },
});

/** Saves a server and waits until it was read, or could not be. */
export async function addDocs(desk: DocsDesk, entry: Entry): Promise<string> {
  const { id } = valueOf(await desk.calls.add(entryOf(entry)));
  await desk.keeper.refresh(id);
  return id;
}

export const detailOf = async (desk: DocsDesk, serverId: string): Promise<DocsServerDetail> =>
  valueOf(await desk.calls.detail({ serverId }));

export const listOf = async (desk: DocsDesk): Promise<readonly DocsServerSummary[]> =>
  valueOf(await desk.calls.list(undefined));

/** Runs a connection test to its end. */
export async function runTest(
  desk: DocsDesk,
  entry: Entry & { readonly serverId?: string },
): Promise<DocsTestReport> {
  const { name: _name, ...draft } = entryOf(entry);
  const { testId } = valueOf(await desk.calls.startTest(draft));
  const reportNow = (): DocsTestReport | null => {
    const answer = desk.calls.testReport({ testId });
    if (answer instanceof Promise) throw new Error('Reports are at hand at once.');
    return valueOf(answer);
  };
  await desk.until(() => reportNow()?.running === false);
  const report = reportNow();
  if (!report) throw new Error('The report is gone.');
  return report;
}
