import { Worker } from 'node:worker_threads';
import { appError } from '../contract/app-error';
import { fail, ok, type Result } from '../contract/result';
import type { Database } from './database';
import type { ThreadAnswer, ThreadOrder, ThreadReply, ThreadRequest } from './thread-messages';

type Answer = Result<ThreadAnswer, 'store'>;

/** A thread for one database, started and waiting for what to open. */
export interface DatabaseThread {
  ask(order: ThreadOrder): Promise<Answer>;
  /** Closes what is open and waits until the thread has let go of all files. */
  end(): Promise<void>;
}

export interface ThreadOptions {
  /** Full path of the built `database-thread`. */
  readonly script: string;
  /** Name of the file for errors of the thread itself. */
  readonly file: string;
  /** Hears of faults in the thread's own code. */
  readonly report: (line: string, cause: unknown) => void;
}

/** Starts a thread. Should it break, every question, open or later, is answered with an error. */
export function startDatabaseThread({ script, file, report }: ThreadOptions): DatabaseThread {
  const worker = new Worker(script);
  const waiting = new Map<number, (answer: Answer) => void>();
  const gone: Answer = fail(
    appError('store.failed', { params: { file }, detail: 'The thread of the database ended' }),
  );
  let asked = 0;
  let alive = true;

  worker.on('message', ({ id, answer }: ThreadReply) => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  worker.on('error', (cause) => report('The thread of the database broke', cause));
  const exit = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      alive = false;
      for (const answer of waiting.values()) answer(gone);
      waiting.clear();
      resolve();
    });
  });

  function ask(order: ThreadOrder): Promise<Answer> {
    if (!alive) return Promise.resolve(gone);
    const request: ThreadRequest = { id: ++asked, order };
    return new Promise((resolve) => {
      waiting.set(request.id, resolve);
      worker.postMessage(request);
    });
  }

  return {
    ask,
    async end() {
      await ask({ kind: 'close' });
      await exit;
    },
  };
}

/** The database that a thread has opened. */
export function threadDatabase(thread: DatabaseThread): Database {
  return {
    async all(sql, values = []) {
      const answer = await thread.ask({ kind: 'all', sql, values });
      return answer.ok ? ok(answer.value.rows) : answer;
    },
    async write(statements) {
      const answer = await thread.ask({ kind: 'write', statements });
      return answer.ok ? ok(answer.value.counts) : answer;
    },
    close: () => thread.end(),
  };
}
