import { appError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import type { Engine } from './engine';
import { firstTables } from './migrations/001-first';
import { linkTables } from './migrations/002-links';
import { docsServerTables } from './migrations/003-docs-servers';
import { allPortalsTables } from './migrations/004-all-portals';
import { sharingPolicyTables } from './migrations/005-sharing-policies';

/** Statements that bring a database from one version to the next. */
export type Migration = readonly string[];

/** All migrations in order; a database that went through the first n is of version n. */
export const migrations: readonly Migration[] = [
  firstTables,
  linkTables,
  docsServerTables,
  allPortalsTables,
  sharingPolicyTables,
];

/** The version of an open database; 0 for one without tables. */
export function versionOf(engine: Engine): Result<number, 'store'> {
  const rows = engine.all('PRAGMA user_version');
  if (!rows.ok) return rows;
  const version = rows.value[0]?.['user_version'];
  return typeof version === 'number'
    ? ok(version)
    : fail(appError('store.failed', { params: { file: '' }, detail: 'user_version' }));
}

/** Runs what is missing of `steps`, each in a transaction of its own that sets the version too. */
export function migrate(
  engine: Engine,
  from: number,
  steps: readonly Migration[] = migrations,
): Result<void, 'store'> {
  for (const [index, step] of steps.entries()) {
    if (index < from) continue;
    const done = engine.write(
      [...step, `PRAGMA user_version = ${index + 1}`].map((sql) => ({ sql })),
    );
    if (!done.ok) return done;
  }
  return ok();
}
