import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { killTreeNow } from '../../scripts/lib/process-tree.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { endWithUs } from '../../scripts/lib/run.mjs';

const lookEveryMs = 30;

/**
 * One life of the app, driven over the port that Chromium itself offers: that needs nothing of the
 * app, and ends with it.
 * @typedef {object} Life
 * @property {() => boolean} isRunning false before the app's own code runs
 * @property {Promise<Page>} page its window, ready to be asked; rejects when it dies before
 * @property {() => Promise<number>} kill SIGKILL to all of it; tells when, milliseconds since 1970
 *
 * @typedef {object} Page
 * @property {(area: string, verb: string, input?: unknown) => Promise<any>} call asks the bridge
 *   and answers with its value; rejects on errors, and when the app dies meanwhile
 *
 * @param {object} options
 * @param {string} options.electronPath
 * @param {readonly string[]} options.flags
 * @param {NodeJS.ProcessEnv} options.env
 * @param {string} options.profile
 * @returns {Life}
 */
export function beginLife({ electronPath, flags, env, profile }) {
  const own = [`--user-data-dir=${profile}`, '--remote-debugging-port=0', '--lang=en', '--perf'];
  const child = spawn(electronPath, [...flags, root, ...own], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${electronPath} could not be started`);
  const forget = endWithUs(pid);
  const gone = once(child, 'exit').then(forget);
  let running = false;
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('[perf] main')) running = true;
  });
  const page = openPage(child, gone);
  // Whoever does not come to wait for the window does not want to hear that it never came.
  page.catch(() => undefined);
  return {
    isRunning: () => running,
    page,
    async kill() {
      killTreeNow(pid);
      const at = Date.now();
      await gone;
      return at;
    },
  };
}

/** An answer of the bridge that is an error. */
export class Refused extends Error {
  /** @param {string} call @param {{ code: string, detail?: string }} error */
  constructor(call, error) {
    super(`${call}: ${error.code} ${error.detail ?? ''}`);
    this.code = error.code;
  }
}

/** The app died before it answered. */
export class Died extends Error {}

/** @typedef {import('node:child_process').ChildProcessByStdio<null, Readable, Readable>} Child */
/** @typedef {import('node:stream').Readable} Readable */

/**
 * @param {Child} child
 * @param {Promise<void>} gone
 * @returns {Promise<Page>}
 */
async function openPage(child, gone) {
  const dead = gone.then(() => {
    throw new Died('the app is dead');
  });
  dead.catch(() => undefined); // most lives end after their window was there
  const evaluate = await Promise.race([connect(child), dead]);
  await Promise.race([untilBridge(evaluate), dead]);
  return {
    async call(area, verb, input) {
      const given = input === undefined ? '' : JSON.stringify(input);
      const answer = await evaluate(`window.gatehouse.${area}.${verb}(${given})`);
      if (!answer.ok) throw new Refused(`${area}.${verb}`, answer.error);
      return answer.value;
    },
  };
}

/** @typedef {(expression: string) => Promise<any>} Evaluate */

/** @param {Child} child @returns {Promise<Evaluate>} */
async function connect(child) {
  const address = await debuggingAddress(child.stderr);
  while (child.exitCode === null && child.signalCode === null) {
    const target = await findWindow(address);
    if (target !== undefined) return evaluateIn(target);
    await wait(lookEveryMs);
  }
  throw new Died('the app ended before it had a window');
}

/** Chromium tells its port on standard error. @param {Readable} stderr */
async function debuggingAddress(stderr) {
  for await (const line of createInterface({ input: stderr })) {
    const host = /DevTools listening on ws:\/\/([^/]+)\//.exec(line)?.[1];
    if (host === undefined) continue;
    stderr.resume();
    return `http://${host}`;
  }
  throw new Died('the app ended before it said where it listens');
}

/** @param {string} address @returns {Promise<string | undefined>} where its window is driven */
async function findWindow(address) {
  try {
    const answer = await fetch(`${address}/json/list`);
    /** @type {{ url: string, webSocketDebuggerUrl: string }[]} */
    const targets = await answer.json();
    return targets.find(({ url }) => url.startsWith('app://'))?.webSocketDebuggerUrl;
  } catch {
    return undefined; // not listening yet, or not any more
  }
}

/** @param {string} target @returns {Promise<Evaluate>} */
async function evaluateIn(target) {
  const { WebSocket } = await import('undici'); // Node 20 has none of its own
  const socket = new WebSocket(target);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Died('the app is dead')));
  });
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  let asked = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = JSON.parse(String(data));
    const { resolve, reject } = waiting.get(id) ?? {};
    waiting.delete(id);
    const problem = error?.message ?? result?.exceptionDetails?.exception?.description;
    if (problem === undefined) resolve?.(result.result.value);
    else reject?.(new Error(problem));
  });
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Died('the app is dead'));
    waiting.clear();
  });
  return (expression) =>
    new Promise((resolve, reject) => {
      if (socket.readyState !== socket.OPEN) return reject(new Died('the app is dead'));
      const id = ++asked;
      waiting.set(id, { resolve, reject });
      const params = { expression, awaitPromise: true, returnByValue: true };
      socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
    });
}

/** A new window begins with an empty page that no bridge answers. @param {Evaluate} evaluate */
async function untilBridge(evaluate) {
  const stands = 'location.protocol === "app:" && "gatehouse" in window';
  while (!(await evaluate(stands))) await wait(lookEveryMs);
}
