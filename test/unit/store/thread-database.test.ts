import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  startDatabaseThread,
  threadDatabase,
  type DatabaseThread,
} from '../../../src-main/store/thread-database';
import { codeOf, valueOf } from '../answers';
import { buildThreadScript, type ThreadScript } from './thread-script';

let script: ThreadScript;
let broken: string;
beforeAll(async () => {
  script = await buildThreadScript();
  broken = join(dirname(script.path), 'broken.cjs');
  await writeFile(
    broken,
    `require('node:worker_threads').parentPort.on('message', () => {
      throw new Error('broken on purpose');
    });`,
  );
});
afterAll(() => script.remove());

const memory = { kind: 'open', path: ':memory:', key: null, examine: false } as const;
const noReport = (line: string, cause: unknown): never => {
  throw new Error(line, { cause });
};

function start(path: string, report: (line: string, cause: unknown) => void = noReport) {
  return startDatabaseThread({ script: path, file: 'store.db', report });
}

async function inMemory(): Promise<DatabaseThread> {
  const thread = start(script.path);
  valueOf(await thread.ask(memory));
  return thread;
}

/** Counts to a number in the database, which takes a while. */
const countTo = (most: number): string =>
  `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${most})
    SELECT count(*) AS n FROM numbers`;

describe('the database in its thread', () => {
  it('answers each question with its own answer, in their order', async () => {
    const database = threadDatabase(await inMemory());
    const order: number[] = [];
    const answers = await Promise.all(
      [30_000, 1, 2].map(async (n) => {
        const rows = valueOf(await database.all(countTo(n)));
        order.push(n);
        return rows;
      }),
    );
    expect(answers).toEqual([[{ n: 30_000 }], [{ n: 1 }], [{ n: 2 }]]);
    expect(order).toEqual([30_000, 1, 2]);
    await database.close();
  });

  it('gives bytes and counts as the engine does', async () => {
    const database = threadDatabase(await inMemory());
    const insert = `INSERT INTO change_attachments VALUES ('c', ?)`;
    const change = `INSERT INTO changes (id, portal_id, portal_name, operation, version, target,
      object_key, base, desired, idempotency_key, created_at, position, state, attempts)
      VALUES ('c', 'p', 'P', 'o', 1, '{}', 'k', '{}', '{}', 'i', '2026', 1, 'queued', 0)`;
    const bytes = new Uint8Array([0, 1, 255]);
    const written = await database.write([{ sql: change }, { sql: insert, values: [bytes] }]);
    expect(valueOf(written)).toEqual([1, 1]);
    const rows = await database.all('SELECT bytes FROM change_attachments');
    expect(valueOf(rows)).toEqual([{ bytes }]);
    await database.close();
  });

  it('leaves the main loop alone while it works', async () => {
    const database = threadDatabase(await inMemory());
    let turns = 0;
    let working = true;
    const turn = (): void => {
      turns += 1;
      if (working) setImmediate(turn);
    };
    turn();
    valueOf(await database.all(countTo(300_000)));
    working = false;
    expect(turns).toBeGreaterThan(100);
    await database.close();
  });

  it('answers what was asked before it closes, and with an error afterwards', async () => {
    const database = threadDatabase(await inMemory());
    const asked = database.all(countTo(10_000));
    await database.close();
    expect(valueOf(await asked)).toEqual([{ n: 10_000 }]);
    expect(await database.all('SELECT 1')).toMatchObject({
      error: { code: 'store.failed', params: { file: 'store.db' } },
    });
    await database.close();
  });

  it('answers with an error before anything is open', async () => {
    const thread = start(script.path);
    expect(codeOf(await threadDatabase(thread).all('SELECT 1'))).toBe('store.failed');
    await thread.end();
  });

  it('answers every question with an error when it breaks, and tells of it', async () => {
    const reports: string[] = [];
    const thread = start(broken, (line, cause) => {
      reports.push(`${line}: ${cause instanceof Error ? cause.message : ''}`);
    });
    const answers = await Promise.all([thread.ask(memory), thread.ask({ kind: 'close' })]);
    expect(answers.map(codeOf)).toEqual(['store.failed', 'store.failed']);
    expect(codeOf(await thread.ask(memory))).toBe('store.failed');
    await thread.end();
    expect(reports).toEqual(['The thread of the database broke: broken on purpose']);
  });

  it('answers with an error when it cannot even start', async () => {
    const reports: string[] = [];
    const thread = start(`${script.path}.gone`, (line) => void reports.push(line));
    expect(codeOf(await thread.ask(memory))).toBe('store.failed');
    await thread.end();
    expect(reports).toHaveLength(1);
  });
});
