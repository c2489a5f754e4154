import { createHash, createHmac } from 'node:crypto';
import { addDays } from './dates';
import {
  type KeyRow,
  type Person,
  type PracticeKeyName,
  keyNames,
  keyRows,
  people,
} from './tables/people';

/** A key of the portal without its secret. */
export interface KeyRecord extends KeyRow {
  readonly name: PracticeKeyName;
  readonly owner: Person;
  /** Last four characters, as the portal shows them. */
  readonly postfix: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

/** Who may come in. Keeps hashes of keys, as the server does. */
export interface Directory {
  readonly records: readonly KeyRecord[];
  /** The record of a key, dead or alive. */
  find(secret: string): KeyRecord | null;
}

/** All keys of a portal, derived from its main key, so that they outlive a restart with it. */
export function deriveKeys(mainKey: string): Readonly<Record<PracticeKeyName, string>> {
  const derive = (name: PracticeKeyName) =>
    name === 'main' ? mainKey : `sk-${createHmac('sha256', mainKey).update(name).digest('hex')}`;
  return Object.fromEntries(keyNames.map((name) => [name, derive(name)])) as Record<
    PracticeKeyName,
    string
  >;
}

export function createDirectory(
  keys: Readonly<Record<PracticeKeyName, string>>,
  installedAt: Date,
): Directory {
  const records = keyNames.map((name): KeyRecord => {
    const row: KeyRow = keyRows[name];
    return {
      ...row,
      name,
      owner: people[row.of],
      postfix: keys[name].slice(-4),
      createdAt: installedAt,
      expiresAt: row.expiresAfterDays === null ? null : addDays(installedAt, row.expiresAfterDays),
    };
  });
  const byHash = new Map(records.map((record) => [hash(keys[record.name]), record]));
  return { records, find: (secret) => byHash.get(hash(secret)) ?? null };
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
