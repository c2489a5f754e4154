import * as v from 'valibot';
import type { Result } from '../../../src-main/contract/result';
import { ok } from '../../../src-main/contract/result';
import { createSnapshots, type Snapshots } from '../../../src-main/store/snapshots';
import { createReadings, type Readings, type ReadOptions } from '../../../src-main/sync/readings';
import { memoryDatabase } from '../store/memory-database';

/** A request that waits until the test answers it. */
export interface Request {
  readonly session: string;
  readonly options: ReadOptions;
  answer(result: Result<string>): void;
  breakDown(cause: Error): void;
}

export interface ReadingsRig {
  readonly readings: Readings<string, string>;
  /** The real snapshots, in memory. */
  readonly snapshots: Snapshots;
  /** What the readings ask of the store; a test can put something else in its place. */
  readonly store: { -readonly [K in 'get' | 'put']: Snapshots[K] };
  readonly requests: Request[];
  readonly events: string[];
  readonly found: string[];
  readonly reports: string[];
  at: string;
  session: (portalId: string) => Promise<Result<string>>;
  /** Readings of the same kind over the same store, as after a restart. */
  again(): Readings<string, string>;
}

export const portals = ['a', 'b'] as const;

/** Readings of a text per portal over a real store; the portals `a` and `b` are saved. */
export async function readingsRig(): Promise<ReadingsRig> {
  const database = await memoryDatabase();
  await database.write(
    portals.map((id, position) => ({
      sql: 'INSERT INTO portals (id, position, body) VALUES (?, ?, ?)',
      values: [id, position, '{}'],
    })),
  );
  const snapshots = createSnapshots(database);
  const make = (): Readings<string, string> =>
    createReadings<string, string>({
      kind: 'facts',
      schema: v.string(),
      read: (session, options) =>
        new Promise((resolve, reject) => {
          rig.requests.push({ session, options, answer: resolve, breakDown: reject });
        }),
      sessionFor: (portalId) => rig.session(portalId),
      snapshots: {
        get: (portalId, kind) => rig.store.get(portalId, kind),
        put: (portalId, kind, body, asOf) => rig.store.put(portalId, kind, body, asOf),
      },
      now: () => new Date(rig.at),
      changed: (portalId) => rig.events.push(`changed ${portalId}`),
      heard: (portalId, outcome) =>
        rig.events.push(`heard ${portalId} ${outcome.ok ? 'ok' : outcome.error.code}`),
      found: (portalId, value) => {
        rig.found.push(`${portalId} ${value}`);
        return Promise.resolve();
      },
      report: (line) => rig.reports.push(line),
    });
  const rig: ReadingsRig = {
    readings: make(),
    snapshots,
    store: { get: snapshots.get, put: snapshots.put },
    requests: [],
    events: [],
    found: [],
    reports: [],
    at: '2026-05-01T10:00:00.000Z',
    session: (portalId) => Promise.resolve(ok(portalId)),
    again: make,
  };
  return rig;
}

/** Lets everything run that does not wait for an answer. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
