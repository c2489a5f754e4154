import { expect, it, vi } from 'vitest';
import type { Database } from '../../../src-main/store/database';
import { createBatchTable } from '../../../src-main/store/batch-table';
import { createChangeTable } from '../../../src-main/store/change-table';
import { createPolicyTable } from '../../../src-main/store/policy-table';
import { createNoticeTable } from '../../../src-main/store/notice-table';
import { createRecordTable } from '../../../src-main/store/record-table';
import { createSnapshots } from '../../../src-main/store/snapshots';
import { createStandingTable } from '../../../src-main/store/standing-table';
import { createStagedTable } from '../../../src-main/store/staged-table';
import { valueOf } from '../answers';
import { memoryDatabase } from './memory-database';

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
