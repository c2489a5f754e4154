import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/**
 * Ends a process with everything it started, politely first. On Linux and macOS the descendants
 * are looked up before the first signal, because a child in its own process group (Playwright and
 * Electron make some) is not reached through its parent's group.
 * @param {number} pid
 * @param {number} graceMs time between the polite signal and the hard one
 */
export async function endTree(pid, graceMs = 3000) {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  const all = [pid, ...descendants(pid)];
  for (const one of all) signal(one, 'SIGTERM');
  const until = Date.now() + graceMs;
  while (all.some(isAlive) && Date.now() < until) await pause(25);
  for (const one of all) if (isAlive(one)) signal(one, 'SIGKILL');
}

/** The hard end without waiting, for the last moment of this process. @param {number} pid */
export function killTreeNow(pid) {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  for (const one of [pid, ...descendants(pid)]) signal(one, 'SIGKILL');
}

/** @param {number} pid @param {NodeJS.Signals} name */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/** False for a process that is gone or only waits to be collected. @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return process.platform !== 'linux' || statOf(pid)?.state !== 'Z';
}

/** @param {number} pid @returns {number[]} every process below `pid`, children before theirs */
function descendants(pid) {
  const parents = process.platform === 'linux' ? parentsFromProc() : parentsFromPs();
  const found = [pid];
  for (const one of found) {
    for (const [child, parent] of parents) if (parent === one) found.push(child);
  }
  return found.slice(1);
}

/** @returns {[child: number, parent: number][]} */
function parentsFromProc() {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .flatMap((pid) => {
      const stat = statOf(pid);
      return stat ? [/** @type {[number, number]} */ ([pid, stat.parent])] : [];
    });
}

/** @param {number} pid @returns {{ state: string, parent: number } | undefined} */
function statOf(pid) {
  try {
    // The name in brackets may hold anything, brackets too: read from the last one on.
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent = ''] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

/** @returns {[child: number, parent: number][]} */
function parentsFromPs() {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return (stdout ?? '')
    .trim()
    .split('\n')
    .map((line) => {
      const [child, parent] = line.trim().split(/\s+/).map(Number);
      return [child ?? 0, parent ?? 0];
    });
}

/** @param {number} ms @returns {Promise<void>} */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
