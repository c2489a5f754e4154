import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { appError } from '../../../src-main/contract/app-error';
import type { LicenseAction, LicenseView } from '../../../src-main/contract/license';
import { fail, ok, type Result } from '../../../src-main/contract/result';
import type { DocSpace } from '../../../src-main/docspace/session';
import { registered } from '../../../src-main/journal/registered';
import { openJournal } from '../../../src-main/journal/service';
import {
  licenseReading,
  readLicenseState,
  type LicenseReading,
} from '../../../src-main/license/license-reading';
import { createLicenseOperation } from '../../../src-main/license/operation';
import type { SavedPortal } from '../../../src-main/license/same-installation';
import { createLicenseService } from '../../../src-main/license/service';
import { openStagedLicenses } from '../../../src-main/license/staged-licenses';
import { sampleLicense, type PracticePortal } from '../../../src-main/practice-portal';
import type { Database } from '../../../src-main/store/database';
import { createSnapshots } from '../../../src-main/store/snapshots';
import { createReadings } from '../../../src-main/sync/readings';
import { sessionFor } from '../docspace/portal-server';
import { codeOf, valueOf } from '../portals/desk';
import { today } from '../practice-portal/portal';
import { memoryDatabase } from '../store/memory-database';
import { testFolder } from './files';

export interface Saved {
  readonly portal: PracticePortal;
  readonly name?: string;
  readonly key?: string;
  readonly customerId?: string;
}

/** What outlives a restart of the app. */
interface Kept {
  readonly home: string;
  readonly database: Database;
}

/** A license service over saved portals `p1`, `p2` …; real but for picker and clock. */
export async function openService(saved: readonly Saved[], kept?: Kept) {
  const home = kept?.home ?? (await testFolder());
  const database = kept?.database ?? (await memoryDatabase());
  const sessions = new Map<string, Result<DocSpace>>();
  const portals: SavedPortal[] = [];
  for (const [at, { portal, name, key, customerId }] of saved.entries()) {
    const id = `p${at + 1}`;
    const session = await sessionFor(portal.address, { key: () => key ?? portal.key });
    sessions.set(id, ok(session));
    portals.push({
      id,
      name: name ?? id,
      address: portal.address,
      customerId: customerId ?? null,
    });
    const sql = 'INSERT INTO portals (id, position, body) VALUES (?, ?, ?)';
    if (!kept) valueOf(await database.write([{ sql, values: [id, at, '{}'] }]));
  }
  const bugs: unknown[] = [];
  const bug = (line: string, cause?: unknown): unknown => bugs.push(cause ?? line);
  const heard: string[] = [];
  const lines: string[] = [];
  const picked: (string | null)[] = [];
  const offline = new Set<string>();
  const looks = new Set<() => void>();
  const changed = (): void => looks.forEach((look) => look());
  let ways = Infinity;
  const toPortal = (id: string): Promise<Result<DocSpace>> => {
    ways -= 1;
    // As long as nobody goes on with it.
    if (ways < 0) return new Promise(() => undefined);
    return Promise.resolve(sessions.get(id) ?? fail(appError('saved.unknownPortal')));
  };
  const isOffline = (id: string): boolean => offline.has(id);
  const now = (): Date => today;

  const staged = await openStagedLicenses({
    database,
    legacyFile: join(home, 'staged-licenses.json'),
    keeps: true,
    notSaved: (error) => bug(error.code),
  });
  const snapshots = createSnapshots(database);
  const readings = createReadings<LicenseReading>({
    kind: 'license',
    schema: licenseReading,
    read: readLicenseState,
    sessionFor: toPortal,
    snapshots,
    now,
    changed,
    heard: (id, outcome) => heard.push(`${id} ${codeOf(outcome)}`),
    report: bug,
  });
  const operation = createLicenseOperation({
    readings,
    staged,
    now,
    wait: () => Promise.resolve(),
  });
  const journal = valueOf(
    await openJournal({
      database,
      operations: [registered(operation)],
      sessionFor: toPortal,
      portal: (id) => {
        const name = portals.find((one) => one.id === id)?.name;
        return name === undefined ? null : { name, account: null };
      },
      isOffline,
      heard: () => undefined,
      publish: () => undefined,
      saveFile: () => Promise.reject(new Error('nothing is exported')),
      now,
      random: () => 0.5,
      uuid: randomUUID,
      setTimer: () => () => undefined,
      atOnce: 4,
      report: bug,
    }),
  );
  const service = createLicenseService({
    journal,
    readings,
    staged,
    listPortals: () => portals,
    isOffline,
    pickFile: async () => picked.shift() ?? null,
    now,
    changed,
    log: (line) => lines.push(line),
    bug,
  });
  journal.start();
  onTestFinished(async () => {
    if (ways === Infinity) await journal.close();
    expect(bugs).toEqual([]);
  });

  return {
    service,
    journal,
    snapshots,
    sessions,
    portals,
    offline,
    heard,
    lines,
    database,
    home,
    /** The app is killed when it wants to turn to a portal once more than that. */
    killAfter(turns: number): void {
      ways = turns;
    },
    view: async (portalId = 'p1'): Promise<LicenseView> =>
      valueOf(await service.view({ portalId })),
    /** The view as soon as it fits. */
    until: (fits: (seen: LicenseView) => boolean, portalId = 'p1') =>
      new Promise<LicenseView>((resolve, reject) => {
        const look = (): void => {
          Promise.resolve(service.view({ portalId })).then((seen) => {
            if (!seen.ok || !fits(seen.value)) return;
            looks.delete(look);
            resolve(seen.value);
          }, reject);
        };
        looks.add(look);
        look();
      }),
    async choose(text = sampleLicense('standard', { now: today }), portalId = 'p1') {
      const path = join(home, 'new.lic');
      await writeFile(path, text);
      picked.push(path);
      return service.chooseFile({ portalId });
    },
    start: (action: LicenseAction, { portalId = 'p1', hold = false } = {}) =>
      service.start({ portalId, action, hold }),
  };
}

export const ready = (seen: LicenseView): boolean => !seen.reading;
export const ended = (seen: LicenseView): boolean => seen.job !== null && seen.job.outcome !== null;
