import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createOverview, type OverviewOptions } from '../../../src-main/overview/service';
import type { Database } from '../../../src-main/store/database';
import { createLinkCountTable } from '../../../src-main/store/link-count-table';
import { createRecordTable } from '../../../src-main/store/record-table';
import { createSnapshots } from '../../../src-main/store/snapshots';
import { createStandingTable } from '../../../src-main/store/standing-table';
import { codeOf, valueOf } from '../answers';
import { memoryDatabase } from '../store/memory-database';
import { seeLinks } from '../store/seen-links';

let database: Database;

beforeEach(async () => {
  database = await memoryDatabase();
});

const view = async (more: Partial<OverviewOptions> = {}) =>
  createOverview({
    standings: createStandingTable(database),
    linkCounts: createLinkCountTable(database),
    docsServers: () => [],
    now: () => new Date(day(5)),
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

  it('takes two reads for five hundred portals', async () => {
    await savePortals(...Array.from({ length: 500 }, (_, at) => `portal-${at}`));
    const asked = vi.spyOn(database, 'all');
    expect(valueOf(await view()).portals).toHaveLength(500);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('counts the links that were seen', async () => {
    await savePortals('a', 'b');
    await seeLinks(database, 'b', 'my', [{}]);
    const links = valueOf(await view()).portals.map((portal) => portal.links?.total ?? null);
    expect(links).toEqual([null, 1]);
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
