import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { endTree, killTreeNow } from './process-tree.mjs';
import { onShutdown } from './shutdown.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] the whole environment of the child; ours by default
 * @property {'stream' | 'capture'} [output] on the terminal as it comes, or collected in silence
 * @property {string} [input] text for the child's standard input
 * @property {(line: string) => void} [onLine] hears every line of collected output
 * @property {number} [timeoutMs] ends the child after this time
 *
 * @typedef {object} RunResult
 * @property {number} code the exit code; 128 and more for a child that was ended
 * @property {string} output collected standard output and error, in the order they came
 * @property {string} stdout collected standard output alone
 * @property {boolean} timedOut
 */

/**
 * Runs a command to its end. A command that cannot be started gives code 127 and says why in
 * `output`; nothing is thrown. Ctrl+C ends the child with everything below it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  const capture = options.output !== 'stream';
  const pipe = capture ? 'pipe' : 'inherit';
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      // collected words may end up in a log: plain, also where CI asks for color
      env: { ...(options.env ?? process.env), ...(capture ? { NO_COLOR: '1' } : {}) },
      stdio: [options.input === undefined ? 'ignore' : 'pipe', pipe, pipe],
      windowsHide: true,
      // npm and npx are command files on Windows, which only a shell can start
      shell: process.platform === 'win32' && /^(npm|npx)$/.test(command),
    });
    const { pid } = child;
    const forget = pid === undefined ? () => undefined : endWithUs(pid);
    let output = '';
    let stdout = '';
    let rest = '';
    let timedOut = false;

    /** @param {boolean} isStdout */
    const collect = (isStdout) => (/** @type {string} */ chunk) => {
      output += chunk;
      if (isStdout) stdout += chunk;
      if (!options.onLine) return;
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) options.onLine(line);
    };
    child.stdout?.setEncoding('utf8').on('data', collect(true));
    child.stderr?.setEncoding('utf8').on('data', collect(false));
    child.stdin?.on('error', () => undefined).end(options.input); // gone before it read: its exit code tells

    const timer =
      options.timeoutMs === undefined || pid === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            void endTree(pid);
          }, options.timeoutMs);

    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(timer);
      forget();
      resolve({ code, output, stdout, timedOut });
    };
    child.on('error', (error) => {
      output += error.message;
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 128));
  });
}

/**
 * Makes sure that a process does not outlive this one.
 * @param {number} pid
 * @returns {() => void} to be called when the process has ended
 */
export const endWithUs = (pid) =>
  onShutdown(
    () => endTree(pid),
    () => killTreeNow(pid),
  );

/** @param {string} command @returns {boolean} true when the command is on the PATH */
export function isOnPath(command) {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.some((folder) => fs.existsSync(path.join(folder, command)));
}
