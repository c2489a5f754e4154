import { spawn } from 'node:child_process';
import { endWithUs } from './run.mjs';
import { endTree } from './process-tree.mjs';
import { PlainError } from './steps.mjs';

const startLimitMs = 15_000;

/** True when windows can be shown to a person. */
export const hasDisplay = () =>
  process.platform !== 'linux' ||
  Boolean(process.env['DISPLAY']) ||
  Boolean(process.env['WAYLAND_DISPLAY']);

/**
 * Starts an X server without a screen, on a display number that is free.
 * @returns {Promise<{ env: { DISPLAY: string }, pid: number, stop: () => Promise<void> }>}
 */
export async function startDisplay() {
  const screen = ['-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'];
  const child = spawn('Xvfb', ['-displayfd', '3', ...screen], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    detached: true, // Ctrl+C must not end it before the programs that it shows
  });
  const { pid } = child;
  const forget = pid === undefined ? () => undefined : endWithUs(pid);
  const number = await displayNumber(child);
  child.unref();
  return {
    env: { DISPLAY: `:${number}` },
    pid: pid ?? 0,
    stop: async () => {
      if (pid !== undefined) await endTree(pid);
      forget();
    },
  };
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<string>} */
function displayNumber(child) {
  return new Promise((resolve, reject) => {
    let number = '';
    let words = '';
    /** @param {string} why */
    const fail = (why) => reject(new PlainError(`Xvfb did not start: ${why}\n${words}`));
    const timer = setTimeout(() => fail('no answer'), startLimitMs);
    child.on('error', (error) => fail(error.message));
    child.on('exit', (code) => fail(`exit code ${code}`));
    child.stderr?.setEncoding('utf8').on('data', (text) => (words += text));
    const answer = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
    answer.setEncoding('utf8').on('data', (text) => {
      number += text;
      if (!number.endsWith('\n')) return;
      clearTimeout(timer);
      child.removeAllListeners('exit');
      answer.destroy();
      child.stderr?.destroy();
      resolve(number.trim());
    });
  });
}
