import fs from 'node:fs/promises';

/**
 * Memory of all processes of a session. Pages that several processes share are counted once
 * (PSS), so that the sum is what the system would win back.
 * @param {number} session pid of the session's leader
 * @returns {Promise<number>} bytes; NaN on systems other than Linux
 */
export async function memoryOfSession(session) {
  if (process.platform !== 'linux') return NaN;
  const pids = (await fs.readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const sizes = await Promise.all(
    pids.map(async (pid) => ((await sessionOf(pid)) === session ? memoryOf(pid) : 0)),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** @param {string} pid @returns {Promise<number | undefined>} undefined for one that has ended */
async function sessionOf(pid) {
  const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name in brackets may hold anything, brackets too: read from the last one on.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields === undefined ? undefined : Number(fields[3]);
}

/** @param {string} pid */
async function memoryOf(pid) {
  const text = await fs.readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024;
}
