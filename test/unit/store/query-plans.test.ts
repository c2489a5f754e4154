import { expect, it, vi } from 'vitest';
import type { Database } from '../../../src-main/store/database';
import { createBatchTable } from '../../../src-main/store/batch-table';
import { createChangeTable } from '../../../src-main/store/change-table';
import { createDocsUsersTable } from '../../../src-main/store/docs-users-table';
import { createEntryTable } from '../../../src-main/store/entry-table';
import { createListingTable } from '../../../src-main/store/listing-table';
import { createNoticeTable } from '../../../src-main/store/notice-table';
import { createPolicyTable } from '../../../src-main/store/policy-table';
import { createRecordTable } from '../../../src-main/store/record-table';
import { createDocsSnapshots, createSnapshots } from '../../../src-main/store/snapshots';
import { createStandingTable } from '../../../src-main/store/standing-table';
import { createStagedTable } from '../../../src-main/store/staged-table';
import { valueOf } from '../answers';
import { memoryDatabase } from './memory-database';

const users = { serverId: 's', reading: 'r', kind: 'edit' };
const byName = { column: 'user', direction: 'ascending' } as const;
const lateFirst = { column: 'expires', direction: 'descending' } as const;

it.each<[string, (database: Database) => Promise<unknown>, string]>([
  [
    'the portals in their order',
    (database) => createRecordTable(database, 'portals').all(),
    'USING INDEX portals_in_order',
  ],
  [
    'the ages of all snapshots',
    (database) => createSnapshots(database).ages(),
    'USING COVERING INDEX snapshots_by_age',
  ],
  [
    'a snapshot',
    (database) => createSnapshots(database).get('p', 'facts'),
    'USING PRIMARY KEY (portal_id=? AND kind=?)',
  ],
  [
    'the staged licenses',
    (database) => createStagedTable(database).all(),
    'USING PRIMARY KEY (portal_id>?)',
  ],
  [
    'an entry',
    (database) => createEntryTable(database).get('p', { kind: 'file', id: '1' }),
    'USING INDEX sqlite_autoindex_entries_1 (portal_id=? AND kind=? AND id=?)',
  ],
  [
    'the links of an entry',
    (database) => createEntryTable(database).links('p', { kind: 'file', id: '1' }),
    'USING INDEX links_in_order (portal_id=? AND entry_kind=? AND entry_id=?)',
  ],
  [
    'the link of a share key',
    (database) => createEntryTable(database).byKey('p', { shareKey: 'k' }),
    'USING COVERING INDEX links_by_key (portal_id=? AND share_key=?)',
  ],
  [
    'the link of an address',
    (database) => createEntryTable(database).byKey('p', { url: 'u' }),
    'USING COVERING INDEX links_by_url (portal_id=? AND url=?)',
  ],
  [
    'the entries of a title',
    (database) => createEntryTable(database).search('p', 'report', 10),
    'SCAN entries_text VIRTUAL TABLE',
  ],
  [
    'the entries of a short title',
    (database) => createEntryTable(database).search('p', 're', 10),
    'USING INDEX entries_by_title (portal_id=?)',
  ],
  [
    'what the newest page of a place told',
    (database) => createListingTable(database).head('p', 'rooms'),
    'USING INDEX listing_pages_by_age (portal_id=? AND place=?)',
  ],
  [
    'the entries of some pages',
    (database) => createListingTable(database).pages('p', 'rooms', 0, 1),
    'USING INDEX sqlite_autoindex_entries_1 (portal_id=? AND kind=? AND id=?)',
  ],
  [
    'the Docs servers in their order',
    (database) => createRecordTable(database, 'docs_servers').all(),
    'USING INDEX docs_servers_in_order',
  ],
  [
    'the ages of what Docs servers said',
    (database) => createDocsSnapshots(database).ages(),
    'USING COVERING INDEX docs_snapshots_by_age',
  ],
  [
    'the users of a quota by name',
    (database) => createDocsUsersTable(database).page(users, '', byName, { n: 7 }, 9),
    'USING PRIMARY KEY (list_id=? AND ordering=? AND n>?)',
  ],
  [
    'the users of a quota by expiry, the latest first, with a search',
    (database) => createDocsUsersTable(database).page(users, 'a', lateFirst, { offset: 5 }, 9),
    'USING PRIMARY KEY (list_id=? AND ordering=?)',
  ],
  [
    'the number of users of a quota',
    (database) => createDocsUsersTable(database).count(users, 'a'),
    'USING PRIMARY KEY (list_id=? AND ordering=?)',
  ],
  [
    'how all portals stand',
    (database) => createStandingTable(database).all(),
    'USING PRIMARY KEY (portal_id=? AND kind=?)',
  ],
  [
    'the notices of licenses',
    (database) => createNoticeTable(database).since(0),
    'USING PRIMARY KEY (due_day>?)',
  ],
  [
    'the snapshots of many portals',
    (database) => createSnapshots(database).many(['p', 'q'], 'sharing'),
    'USING PRIMARY KEY (portal_id=? AND kind=?)',
  ],
  [
    'the sharing policies',
    (database) => createPolicyTable(database).all(),
    'USING INDEX sqlite_autoindex_sharing_policies_2',
  ],
  [
    'the batches with something to do',
    (database) => createBatchTable(database).unsettled(),
    'USING INDEX change_batches_unsettled',
  ],
  [
    'the parts of a batch',
    (database) => createBatchTable(database).parts('b'),
    'USING PRIMARY KEY (batch_id=?)',
  ],
  [
    'the newest batches',
    (database) => createBatchTable(database).newest(50),
    'SEARCH changes USING INDEX sqlite_autoindex_changes_1 (id=?)',
  ],
  [
    'many changes',
    (database) => createChangeTable(database).byIds(['c', 'd']),
    'USING INDEX sqlite_autoindex_changes_1 (id=?)',
  ],
])('%s are found by an index and within a limit', async (_, ask, plan) => {
  const database = await memoryDatabase();
  const asked = vi.spyOn(database, 'all');
  await ask(database);
  const [sql, values] = asked.mock.lastCall ?? [''];
  const steps = valueOf(await database.all(`EXPLAIN QUERY PLAN ${sql}`, values));
  const words = steps.map(({ detail }) => String(detail)).join('\n');
  expect(words).toContain(plan);
  expect(words).not.toContain('TEMP B-TREE');
  expect(sql).toContain('LIMIT');
});
