import { parentPort } from 'node:worker_threads';
import { appError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import type { Engine } from './engine';
import { makeFile } from './make-file';
import { openFile } from './open-file';
import type { ThreadAnswer, ThreadOrder, ThreadReply, ThreadRequest } from './thread-messages';

/**
 * The thread in which the database works, so that no query and no disk holds up the main loop.
 * Requests are answered in their order.
 */
const port = parentPort;
if (!port) throw new Error('This file is a thread of its own.');

/** Loads the native module while the main process still asks for the key. */
void import('libsql');

const nothing: ThreadAnswer = { rows: [], counts: [] };
let engine: Engine | null = null;
let last: Promise<void> = Promise.resolve();

port.on('message', ({ id, order }: ThreadRequest) => {
  last = last.then(async () => {
    const reply: ThreadReply = { id, answer: await carryOut(order) };
    port.postMessage(reply);
    if (order.kind === 'close') port.close();
  });
});

async function carryOut(order: ThreadOrder): Promise<Result<ThreadAnswer, 'store'>> {
  if (order.kind === 'open') {
    const opened = await openFile(order);
    if (!opened.ok) return opened;
    engine = opened.value;
    return ok(nothing);
  }
  if (order.kind === 'make') {
    const made = await makeFile(order);
    return made.ok ? ok({ ...nothing, counts: [made.value.salvaged] }) : made;
  }
  if (order.kind === 'close') {
    engine?.close();
    engine = null;
    return ok(nothing);
  }
  if (!engine) return fail(appError('store.failed', { params: { file: '' }, detail: 'not open' }));
  if (order.kind === 'all') {
    const rows = engine.all(order.sql, order.values);
    return rows.ok ? ok({ ...nothing, rows: rows.value }) : rows;
  }
  const counts = engine.write(order.statements);
  return counts.ok ? ok({ ...nothing, counts: counts.value }) : counts;
}
