import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { endTree } from '../../scripts/lib/process-tree.mjs';
import { endWithUs } from '../../scripts/lib/run.mjs';

const startLimitMs = 60_000;

/**
 * Starts a Node script that tells one line of JSON and then stays, until it is stopped.
 * @param {readonly string[]} args the script and what it is given
 * @returns {Promise<{ told: any, stop: () => Promise<void> }>}
 */
export async function startTold(args) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${args[0]} could not be started`);
  const forget = endWithUs(pid);
  const stop = async () => {
    await endTree(pid);
    forget();
  };
  try {
    return { told: await firstJson(child.stdout), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {import('node:stream').Readable} stdout */
async function firstJson(stdout) {
  const lines = createInterface({ input: stdout, signal: AbortSignal.timeout(startLimitMs) });
  for await (const line of lines) {
    if (!/^[{[]/.test(line)) continue;
    stdout.resume();
    return JSON.parse(line);
  }
  throw new Error('the process did not tell what it has');
}
