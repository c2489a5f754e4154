import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { endTree, signal } from '../../scripts/lib/process-tree.mjs';
import { endWithUs } from '../../scripts/lib/run.mjs';
import { memoryOfSession } from './session-memory.mjs';

const startLimitMs = 60_000;
const quitLimitMs = 10_000;

/**
 * One life of an app: started, watched until its window can be used, left in peace for a while,
 * weighed, closed.
 * @typedef {object} AppRun
 * @property {number} startMs from making the process to its line `[perf] usable`
 * @property {number} bytes memory of all its processes together; NaN where the system does not tell
 *
 * @param {object} options
 * @param {string} options.electronPath
 * @param {readonly string[]} options.args
 * @param {NodeJS.ProcessEnv} options.env
 * @param {number} options.idleMs how long it is left in peace before it is weighed
 * @returns {Promise<AppRun>}
 */
export async function runApp({ electronPath, args, env, idleMs }) {
  const start = performance.now();
  const child = spawn(electronPath, args, {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true, // a session of its own, by which its processes are found
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${electronPath} could not be started`);
  const forget = endWithUs(pid);
  try {
    await usable(child.stdout);
    const startMs = performance.now() - start;
    await wait(idleMs);
    const bytes = await memoryOfSession(pid);
    await quit(child, pid);
    return { startMs, bytes };
  } finally {
    await endTree(pid);
    forget();
  }
}

/** @param {import('node:stream').Readable} stdout */
async function usable(stdout) {
  const limit = AbortSignal.timeout(startLimitMs);
  for await (const line of createInterface({ input: stdout, signal: limit })) {
    if (!line.startsWith('[perf] usable')) continue;
    stdout.resume();
    return;
  }
  throw new Error(
    limit.aborted
      ? `The window could not be used within ${startLimitMs / 1000} s.`
      : 'The app ended before its window could be used.',
  );
}

/**
 * Politely, so that caches are written as on any other day.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} pid
 */
async function quit(child, pid) {
  const gone = once(child, 'exit', { signal: AbortSignal.timeout(quitLimitMs) });
  signal(pid, 'SIGTERM');
  await gone.catch(() => {
    throw new Error(`The app did not quit within ${quitLimitMs / 1000} s.`);
  });
}
