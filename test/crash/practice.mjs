import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endTree } from '../../scripts/lib/process-tree.mjs';
import { endWithUs } from '../../scripts/lib/run.mjs';
import { slowLine } from './slow-line.mjs';

const script = fileURLToPath(new URL('../../scripts/portal.mjs', import.meta.url));
const startLimitMs = 60_000;
const settings = '/api/2.0/files/settings';

/**
 * A practice portal in a process of its own, at the end of a slow line.
 * @typedef {object} Practice
 * @property {string} name
 * @property {string} address as the app is to know it
 * @property {string} key
 * @property {(ms: number) => void} delayAnswers
 * @property {(switches: readonly object[]) => Promise<void>} setSwitches in place of all others
 * @property {(path: string, body: object) => Promise<void>} edit behind the app's back
 * @property {() => Promise<import('./sharing-model.mjs').Settings>} sharing
 * @property {() => Promise<Heard>} listen what was asked of it since it was listened to last
 * @property {() => Promise<void>} stop
 *
 * @typedef {object} Heard
 * @property {number} requests
 * @property {Omit<import('./sharing-model.mjs').Write, 'outside'>[]} writes those carried out
 *
 * @param {string} name
 * @param {string} version
 * @returns {Promise<Practice>}
 */
export async function startPractice(name, version) {
  const flags = ['--port', '0', '--version', version, '--title', name];
  const child = spawn(process.execPath, [script, ...flags, '--switches', '--quiet', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the practice portal could not be started');
  const forget = endWithUs(pid);
  const end = async () => {
    await endTree(pid);
    forget();
  };
  try {
    const { address, key } = await told(child.stdout);
    const line = await slowLine(address);
    return {
      ...controls(address, key),
      name,
      address: line.address,
      key,
      delayAnswers: line.delay,
      async stop() {
        await line.stop();
        await end();
      },
    };
  } catch (error) {
    await end();
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

/**
 * @param {string} address
 * @param {string} key
 * @returns {Pick<Practice, 'setSwitches' | 'edit' | 'sharing' | 'listen'>}
 */
function controls(address, key) {
  let listened = 0;

  /** @param {string} path @param {RequestInit} [init] @returns {Promise<any>} */
  const ask = async (path, init) => {
    const answer = await fetch(address + path, init);
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
    return answer.json();
  };
  /** @param {string} method @param {object} body */
  const sent = (method, body) => ({
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  });

  return {
    async setSwitches(switches) {
      await ask('/_practice/switches', { method: 'DELETE' });
      await ask('/_practice/switches', sent('POST', switches));
    },

    edit: (path, body) => ask(`${settings}/${path}`, sent('PUT', body)),

    async sharing() {
      const { response } = await ask(settings, { headers: { authorization: `Bearer ${key}` } });
      return response;
    },

    async listen() {
      // The log keeps the newest requests only: one of ours in it marks how far it was read.
      const mark = (/** @type {number} */ number) => `/listened/${number}`;
      await fetch(address + mark(listened + 1));
      /** @type {Request[]} */
      const log = await ask('/_practice/requests');
      const from = log.findIndex(({ path }) => path === mark(listened));
      if (from === -1 && listened > 0) throw new Error('the log of the portal was too short');
      listened += 1;
      const news = log.slice(from + 1, -1);
      return {
        requests: news.length,
        writes: news.flatMap(({ path, at, body }) =>
          body === undefined ? [] : [{ path, body, at: Date.parse(at) }],
        ),
      };
    },
  };
}

/** @typedef {{ path: string, at: string, body?: Record<string, boolean> }} Request */
