import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from '../../scripts/lib/bundle.mjs';
import { isOnPath, run } from '../../scripts/lib/run.mjs';
import { compare, notMeasured } from './comparison.mjs';
import { startPracticeProcess } from './practice-process.mjs';

const megabytes = 50;
/** Client and server get faster until their engines have compiled what is hot. */
const warmUps = 5;

const about = /** @type {const} */ ({
  what: `Upload of ${megabytes} MB`,
  against: 'curl -F',
  unit: 'MB/s',
  goal: { is: 'at least', value: 0.9, of: 'ratio' },
});

/**
 * The app's upload of a license file, run in plain Node, beside curl to the same practice portal,
 * in turns. Both are timed without the start of their process.
 * @param {object} options
 * @param {string} options.folder for the file
 * @param {number} options.runs
 * @param {(text: string) => void} options.progress
 * @returns {Promise<import('./comparison.mjs').Comparison>}
 */
export async function compareUpload({ folder, runs, progress }) {
  if (!isOnPath('curl')) return notMeasured(about, 'curl is not installed');
  const file = path.join(folder, 'large.lic');
  await fs.writeFile(file, randomBytes(megabytes * 1e6));
  progress('starting the practice portal');
  const portal = await startPracticeProcess();
  try {
    const send = await connect(portal);
    const pairs = [];
    for (let turn = -warmUps; turn < runs; turn += 1) {
      progress(turn < 0 ? 'warming up' : `run ${turn + 1} of ${runs}`);
      const pair = { ours: await send(file), theirs: await sendByCurl(portal, folder, file) };
      if (turn >= 0) pairs.push(pair);
    }
    return compare(
      about,
      pairs.map((pair) => speed(pair.ours)),
      pairs.map((pair) => speed(pair.theirs)),
    );
  } finally {
    await portal.stop();
  }
}

/** @param {number} ms */
const speed = (ms) => megabytes / (ms / 1000);

/**
 * @param {{ address: string, key: string }} portal
 * @returns {Promise<import('./upload-client').Send>}
 */
async function connect({ address, key }) {
  const file = await bundle('test/bench/upload-client.ts', 'upload-client');
  const client = await import(pathToFileURL(file).href);
  return client.connect(address, key);
}

/**
 * @param {{ address: string, key: string }} portal
 * @param {string} folder
 * @param {string} file
 * @returns {Promise<number>} milliseconds, as curl itself counts them
 */
async function sendByCurl({ address, key }, folder, file) {
  // Not on the command line, where every process could read it.
  const headers = path.join(folder, 'headers');
  await fs.writeFile(headers, `Authorization: Bearer ${key}\n`, { mode: 0o600 });
  const args = ['-sS', '--fail', '--noproxy', '*', '-o', path.join(folder, 'answer')];
  const { code, output, stdout } = await run('curl', [
    ...args,
    ...['-H', `@${headers}`, '-F', `files=@${file}`, '-w', '%{time_total}'],
    `${address}/api/2.0/settings/license`,
  ]);
  if (code !== 0) throw new Error(`curl: ${output.trim()}`);
  return Number(stdout) * 1000;
}
