import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src-main/store/database';
import { createLinkCountTable } from '../../../src-main/store/link-count-table';
import { createSnapshots } from '../../../src-main/store/snapshots';
import { valueOf } from '../answers';
import { memoryDatabase } from './memory-database';
import { seeLinks, type SeenLink } from './seen-links';
import { savePortal } from './store-rig';

const now = new Date('2026-05-05T12:00:00.000Z');
const past = '2026-05-05T11:59:59.000Z';
const future = '2026-05-05T12:00:01.000Z';
const safe: SeenLink = { password: 'Open-Sesame-42', expiresAt: future };

let database: Database;

beforeEach(async () => {
  database = await memoryDatabase();
  for (const id of ['a', 'b']) await savePortal(database, id);
});

const counts = async () => valueOf(await createLinkCountTable(database).all(now));

describe('the links that were seen', () => {
  it.each<[string, SeenLink, { risky: number; risks: readonly string[] }]>([
    ['as new', {}, { risky: 1, risks: ['noPassword', 'noExpiry', 'anyone'] }],
    ['with password and end', safe, { risky: 0, risks: ['anyone'] }],
    ['for editing', { ...safe, access: 'editing' }, { risky: 1, risks: ['editing', 'anyone'] }],
    ['without end', { password: 'Open-Sesame-42' }, { risky: 1, risks: ['noExpiry', 'anyone'] }],
    ['for signed-in users only', { internal: true }, { risky: 0, risks: [] }],
    ['over', { expiresAt: past, access: 'editing' }, { risky: 0, risks: ['expired'] }],
  ])('are judged: %s', async (_, link, { risky, risks }) => {
    await seeLinks(database, 'a', 'my', [link]);
    const found = (await counts()).get('a');
    expect(found).toMatchObject({ total: 1, risky });
    const carried = Object.entries(found?.byRisk ?? {}).filter(([, count]) => count === 1);
    expect(carried.map(([risk]) => risk)).toEqual(risks);
  });

  it.each<[string, object, number]>([
    ['restricts it and blocks nothing', {}, 1],
    ['blocks existing links', { blockExistingLinksOnRestrict: true }, 0],
    ['leaves this section alone', { externalShareApplyToDocuments: false }, 0],
    ['allows it', { externalShare: true }, 0],
  ])('live on where a portal %s: %o', async (_, policy, restricted) => {
    await seeLinks(database, 'a', 'my', [safe]);
    const sharing = {
      externalShare: false,
      blockExistingLinksOnRestrict: false,
      externalShareApplyToDocuments: true,
      externalShareApplyToRooms: true,
      ...policy,
    };
    valueOf(await createSnapshots(database).put('a', 'sharing', sharing, past));
    expect((await counts()).get('a')?.byRisk.restricted).toBe(restricted);
  });

  it('are counted by portal', async () => {
    await seeLinks(database, 'a', 'my', [{}, safe, { internal: true }]);
    await seeLinks(database, 'a', 'rooms', [{}]);
    await seeLinks(database, 'b', 'my', []);
    expect([...(await counts())].map(([id, { total, risky }]) => [id, total, risky])).toEqual([
      ['a', 4, 2],
    ]);
  });
});
