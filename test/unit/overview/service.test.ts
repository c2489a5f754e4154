import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { LinkCounts } from '../../../src-main/contract/overview';
import { ok } from '../../../src-main/contract/result';
import { createOverview, type OverviewOptions } from '../../../src-main/overview/service';
import type { Database } from '../../../src-main/store/database';
import { createRecordTable } from '../../../src-main/store/record-table';
import { createSnapshots } from '../../../src-main/store/snapshots';
import { createStandingTable } from '../../../src-main/store/standing-table';
import { codeOf, valueOf } from '../answers';
import { memoryDatabase } from '../store/memory-database';

let database: Database;

beforeEach(async () => {
  database = await memoryDatabase();
});

const view = async (more: Partial<OverviewOptions> = {}) =>
  createOverview({
    standings: createStandingTable(database),
    docsServers: () => [],
    ...more,
  }).view(undefined);

const savePortals = async (...ids: readonly string[]) =>
  valueOf(await createRecordTable(database, 'portals').add(ids.map((id) => ({ id, body: {} }))));

const day = (number: number): string => `2026-05-0${number}T00:00:00.000Z`;

describe('the overview of all portals', () => {
  it('tells what was read of each, as old as the oldest of it', async () => {
    await savePortals('a', 'b');
    const snapshots = createSnapshots(database);
    const license = { state: { standing: 'grace', dueDate: day(1), graceUntil: day(9) } };
    await snapshots.put('a', 'facts', { facts: { account: { email: 'x@a' } } }, day(3));
    await snapshots.put('a', 'license', license, day(2));
    await snapshots.put('a', 'sharing', { externalShare: false }, day(4));
    expect(valueOf(await view()).portals).toEqual([
      {
        portalId: 'a',
        license: { standing: 'grace', dueDate: day(1), graceUntil: day(9) },
        externalSharing: false,
        links: null,
        asOf: day(2),
      },
      { portalId: 'b', license: null, externalSharing: null, links: null, asOf: null },
    ]);
  });

  it('shows nothing of readings that make no sense', async () => {
    await savePortals('a');
    const snapshots = createSnapshots(database);
    await snapshots.put('a', 'license', { state: { standing: 'rich', dueDate: 'soon' } }, day(1));
    await snapshots.put('a', 'sharing', { externalShare: 'yes' }, day(1));
    valueOf(
      await database.write([
        {
          sql: `INSERT INTO snapshots (portal_id, kind, body, as_of) VALUES ('a', 'facts', '{', ?)`,
          values: [day(1)],
        },
      ]),
    );
    expect(valueOf(await view()).portals).toMatchObject([
      { license: { standing: 'unknown', dueDate: null, graceUntil: null }, externalSharing: null },
    ]);
  });

  it('takes one read for five hundred portals', async () => {
    await savePortals(...Array.from({ length: 500 }, (_, at) => `portal-${at}`));
    const asked = vi.spyOn(database, 'all');
    expect(valueOf(await view()).portals).toHaveLength(500);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('counts links as soon as they are known', async () => {
    await savePortals('a', 'b');
    const counts: LinkCounts = {
      total: 3,
      risky: 1,
      byRisk: { noPassword: 1, noExpiry: 0, expired: 0, editing: 0, anyone: 1, restricted: 0 },
    };
    const seen = await view({ linkCounts: () => Promise.resolve(ok(new Map([['b', counts]]))) });
    expect(valueOf(seen).portals.map(({ links }) => links)).toEqual([null, counts]);
  });

  it('tells of the licenses of Docs servers', async () => {
    const end = { kind: 'at', at: day(5) } as const;
    const seen = { health: null, version: null, resultType: 3, packageType: 0, end };
    const docsServers = () => [{ id: 'd', name: 'Docs', practice: true, seen }];
    expect(valueOf(await view({ docsServers })).docsServers).toEqual([
      { serverId: 'd', name: 'Docs', practice: true, end },
    ]);
  });

  it('fails with the store', async () => {
    await database.close();
    expect(codeOf(await view())).toMatch(/^store\./);
  });
});
