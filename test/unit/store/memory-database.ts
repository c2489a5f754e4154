import type { Database } from '../../../src-main/store/database';
import { openEngine, type Engine } from '../../../src-main/store/engine';
import { migrate } from '../../../src-main/store/migrations';

/** A database in memory with all tables, in this process; the SQL under test is the real one. */
export async function memoryDatabase(): Promise<Database> {
  const engine = await openEngine({ path: ':memory:', key: null });
  if (!engine.ok) throw new Error(engine.error.detail);
  const migrated = migrate(engine.value, 0);
  if (!migrated.ok) throw new Error(migrated.error.detail);
  return asDatabase(engine.value);
}

/** An engine behind the interface of the database's thread. */
export const asDatabase = (engine: Engine): Database => ({
  all: (sql, values) => Promise.resolve(engine.all(sql, values)),
  write: (statements) => Promise.resolve(engine.write(statements)),
  close: () => Promise.resolve(engine.close()),
});
