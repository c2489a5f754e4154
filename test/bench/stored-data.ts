import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { Result } from '../../src-main/contract/result';
import { createBook } from '../../src-main/journal/book';
import { createDatabaseKeys } from '../../src-main/secrets/database-keys';
import { openKeychain } from '../../src-main/secrets/keychain';
import { createSecretStore, type SecretStore } from '../../src-main/secrets/secret-store';
import type { Database } from '../../src-main/store/database';
import { openEngine } from '../../src-main/store/engine';
import { makeFile } from '../../src-main/store/make-file';
import { createRecordTable } from '../../src-main/store/record-table';
import { createSnapshots } from '../../src-main/store/snapshots';
import { storeName } from '../../src-main/store/store-files';
import { sampleHistory } from './sample-changes';
import { ownerOf, samplePortal, type PortalPlace, type SamplePortal } from './sample-portals';

/** What is to be stored. Comes over standard input: it holds keys. */
export interface DataOrder {
  /** The app's data folder. */
  readonly folder: string;
  /** The key of the database, 64 hex digits. */
  readonly key: string;
  readonly portals: readonly PortalPlace[];
  /** How many changes the journal holds; all are over. */
  readonly changes: number;
}

/** What was stored, as one line of JSON on standard output. */
export interface StoredData {
  /** Full path of the database. */
  readonly file: string;
  readonly portals: readonly { readonly id: string; readonly owner: string }[];
}

/** With their steps and search words about 900 rows. */
const changesAtOnce = 128;

/** `json` cannot tell its type: whoever starts this file is `profile.mjs`. */
const order = (await json(process.stdin)) as DataOrder;
const stored = await store(order);
process.stdout.write(`${JSON.stringify(stored)}\n`);

/** Fills a profile and the keychain of this session by the app's own modules. */
async function store({ folder, key, portals, changes }: DataOrder): Promise<StoredData> {
  const secrets = createSecretStore({ open: openKeychain });
  const kept = must(await createDatabaseKeys(secrets).keep(key));
  if (!kept.lasting) throw new Error('There is no keychain for the key.');
  await mkdir(folder, { recursive: true });
  const file = join(folder, storeName(key));
  must(await makeFile({ path: file, key, salvageFrom: null }));
  const database = await open(file, key);
  const samples = portals.map(samplePortal);
  await storePortals(database, samples);
  for (const [index, { record }] of samples.entries()) {
    await keepApiKey(secrets, record.id, portals[index]?.apiKey ?? '');
  }
  await storeChanges(database, samples, changes);
  must(await database.all('PRAGMA wal_checkpoint(TRUNCATE)'));
  await database.close();
  return {
    file,
    portals: samples.map(({ record }) => ({ id: record.id, owner: ownerOf(record.address) })),
  };
}

async function open(path: string, key: string): Promise<Database> {
  const engine = must(await openEngine({ path, key }));
  // Should it be cut short, all of it is made anew.
  must(engine.all('PRAGMA synchronous = OFF'));
  return {
    all: (sql, values) => Promise.resolve(engine.all(sql, values)),
    write: (statements) => Promise.resolve(engine.write(statements)),
    close: () => Promise.resolve(engine.close()),
  };
}

async function storePortals(database: Database, samples: readonly SamplePortal[]): Promise<void> {
  const rows = samples.map(({ record }) => ({ id: record.id, body: record }));
  must(await createRecordTable(database, 'portals').add(rows));
  const snapshots = createSnapshots(database);
  const asOf = new Date().toISOString();
  for (const sample of samples) {
    for (const kind of ['facts', 'license', 'sharing'] as const) {
      must(await snapshots.put(sample.record.id, kind, sample[kind], asOf));
    }
  }
}

async function keepApiKey(secrets: SecretStore, owner: string, apiKey: string): Promise<void> {
  must(await secrets.set({ owner, purpose: 'apiKey' }, apiKey));
}

/** In turns over the portals, as a person works through them. */
async function storeChanges(
  database: Database,
  samples: readonly SamplePortal[],
  count: number,
): Promise<void> {
  const book = createBook(database);
  for (let from = 0; from < count; from += changesAtOnce) {
    const transitions = Array.from({ length: Math.min(changesAtOnce, count - from) }, (_, place) =>
      historyOf(samples, from + place),
    ).flat();
    must(await book.write({ at: new Date().toISOString(), transitions }));
  }
}

function historyOf(samples: readonly SamplePortal[], index: number) {
  const sample = samples[index % samples.length];
  if (!sample) throw new Error('Changes need portals.');
  return sampleHistory(sample, index);
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.detail ?? ''}`);
  return result.value;
}
