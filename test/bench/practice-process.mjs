import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endTree } from '../../scripts/lib/process-tree.mjs';
import { endWithUs } from '../../scripts/lib/run.mjs';

const script = fileURLToPath(new URL('../../scripts/portal.mjs', import.meta.url));
const startLimitMs = 60_000;

/**
 * A practice portal in a process of its own, so that no client shares its thread. It takes any
 * upload.
 * @returns {Promise<{ address: string, key: string, stop: () => Promise<void> }>}
 */
export async function startPracticeProcess() {
  const args = [script, '--port', '0', '--switches', '--quiet', '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const { pid } = child;
  if (pid === undefined) throw new Error('the practice portal could not be started');
  const forget = endWithUs(pid);
  const stop = async () => {
    await endTree(pid);
    forget();
  };
  try {
    const { address, key } = await told(child.stdout);
    await takeAnyUpload(address);
    return { address, key, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {import('node:stream').Readable} stdout
 * @returns {Promise<{ address: string, key: string }>}
 */
async function told(stdout) {
  const lines = createInterface({ input: stdout, signal: AbortSignal.timeout(startLimitMs) });
  for await (const line of lines) {
    if (!line.startsWith('{')) continue;
    stdout.resume();
    return JSON.parse(line);
  }
  throw new Error('the practice portal did not tell its address');
}

/** @param {string} address */
async function takeAnyUpload(address) {
  const answer = await fetch(`${address}/_practice/switches`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([{ kind: 'takeAnyUpload' }]),
  });
  if (!answer.ok) throw new Error(`the practice portal refused the switch: ${answer.status}`);
}
