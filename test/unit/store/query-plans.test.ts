import { expect, it, vi } from 'vitest';
import type { Database } from '../../../src-main/store/database';
import { createRecordTable } from '../../../src-main/store/record-table';
import { createDocsUsersTable } from '../../../src-main/store/docs-users-table';
import { createDocsSnapshots, createSnapshots } from '../../../src-main/store/snapshots';
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
