import { parentPort } from 'node:worker_threads';

/** Breaks at the first question. */
parentPort?.on('message', () => {
  throw new Error('broken on purpose');
});
