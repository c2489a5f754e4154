/**
 * Clean-up on every way out: normal end, Ctrl+C, SIGTERM, a crash. What was started last is
 * stopped first.
 */

/** @typedef {{ stop: () => unknown, atExit: () => unknown }} Task */

/** @type {Set<Task>} */
const tasks = new Set();
let installed = false;
let leaving = false;

/**
 * Runs `stop` (and waits for it) when a signal asks this process to leave, or `atExit`, which
 * must be synchronous, when the process ends in any other way, before the task is forgotten.
 * @param {() => unknown} stop
 * @param {() => unknown} atExit
 * @returns {() => void} forgets the task
 */
export function onShutdown(stop, atExit) {
  install();
  const task = { stop, atExit };
  tasks.add(task);
  return () => tasks.delete(task);
}

function install() {
  if (installed) return;
  installed = true;
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])) {
    process.on(signal, () => {
      if (leaving) process.exit(code); // a second Ctrl+C does not wait
      leaving = true;
      void stopAll().finally(() => process.exit(code));
    });
  }
  process.on('exit', () => {
    for (const { atExit } of [...tasks].reverse()) atExit();
  });
}

async function stopAll() {
  for (const task of [...tasks].reverse()) {
    try {
      await task.stop();
      tasks.delete(task);
    } catch (error) {
      // one failing clean-up must not keep the others from running
      console.error(`clean-up failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
