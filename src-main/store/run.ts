import { ok, type Result } from '../contract/result';
import type { Database, Statement } from './database';

/** Writes in one transaction, where nobody asks how many rows it changed. */
export async function run(
  database: Database,
  statements: readonly Statement[],
): Promise<Result<void, 'store'>> {
  const written = await database.write(statements);
  return written.ok ? ok() : written;
}
