import { fileURLToPath } from 'node:url';
import { bundle } from '../../scripts/lib/bundle.mjs';
import { startTold } from './told-process.mjs';

const script = fileURLToPath(new URL('../../scripts/portal.mjs', import.meta.url));

/** @typedef {{ address: string, key: string }} Portal */

/**
 * A practice portal in a process of its own, so that no client shares its thread. It takes any
 * upload.
 * @param {readonly string[]} [more] of what it can be told when it is started
 * @returns {Promise<Portal & { stop: () => Promise<void> }>}
 */
export async function startPracticeProcess(more = []) {
  const args = [script, '--port', '0', '--switches', '--quiet', '--json', ...more];
  const { told, stop } = await startTold(args);
  try {
    await takeAnyUpload(told.address);
    return { ...told, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Many practice portals in a few processes of their own.
 * @param {number} count
 * @param {number} processes
 * @returns {Promise<{ portals: Portal[], stop: () => Promise<void> }>}
 */
export async function startPracticeFleet(count, processes) {
  const file = await bundle('test/bench/practice-fleet.ts', 'practice-fleet');
  const started = await Promise.allSettled(
    Array.from({ length: processes }, () => startTold([file, String(count / processes)])),
  );
  const running = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const stop = async () => {
    await Promise.all(running.map((one) => one.stop()));
  };
  const failed = started.find((one) => one.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return { portals: running.flatMap((one) => one.told), stop };
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
