/**
 * What a person sees while a script works: one line when a step is done, and a moving line while
 * it takes longer than two seconds. Without a terminal the moving line becomes a plain line now
 * and then, so that a log stays readable. Steps may overlap.
 */

const showAfterMs = 2000;
const plainEveryMs = 15_000;
const terminal = Boolean(process.stdout.isTTY) && process.env['TERM'] !== 'dumb';
const color = terminal && !process.env['NO_COLOR'];
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** @param {string} code @param {string} text */
const paint = (code, text) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);

/** @typedef {{ title: string, start: number, nextPlain: number, progress: string }} Step */

/** @type {Set<Step>} */
const active = new Set();
/** @type {NodeJS.Timeout | undefined} */
let ticker;
let frame = 0;
let lineShown = false;

/** An error whose message is meant for the person as it is, without a stack. */
export class PlainError extends Error {}

/**
 * Runs `work` as a named step.
 * @template T
 * @param {string} title
 * @param {(progress: (text: string) => void) => Promise<T>} work may report how far it is
 * @param {(value: T) => string | undefined} [note] a few words for the finished line
 * @returns {Promise<T>}
 */
export async function step(title, work, note) {
  const step = { title, start: Date.now(), nextPlain: Date.now() + showAfterMs, progress: '' };
  active.add(step);
  ticker ??= setInterval(tick, 120).unref();
  try {
    const value = await work((text) => (step.progress = text));
    const words = note?.(value);
    finish(step, paint('32', '✓'), words === undefined ? '' : ` – ${words}`);
    return value;
  } catch (error) {
    finish(step, paint('31', '✗'), '');
    throw error;
  }
}

/** Prints a line without breaking the moving one. @param {string} text */
export function say(text) {
  clearLine();
  process.stdout.write(`${text}\n`);
}

/** Prints something that a person should not overlook. @param {string} text */
export function notice(text) {
  say(paint('33', `! ${text}`));
}

/** @param {number} start as of `Date.now()` @returns {string} such as `3.2 s` or `2 min 05 s` */
export function elapsed(start) {
  const seconds = (Date.now() - start) / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/**
 * The body of a script: what it throws is printed (a stack only for bugs) and sets the exit code.
 * @param {() => Promise<void>} body
 */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    clearLine();
    console.error(error instanceof PlainError ? error.message : error);
    process.exitCode = 1;
  }
}

/** @param {Step} step @param {string} mark @param {string} words */
function finish(step, mark, words) {
  active.delete(step);
  if (active.size === 0) {
    clearInterval(ticker);
    ticker = undefined;
  }
  say(`${mark} ${step.title} (${elapsed(step.start)})${words}`);
}

function tick() {
  const now = Date.now();
  const slow = [...active].filter((step) => now - step.start >= showAfterMs);
  if (terminal) {
    if (slow.length > 0) drawLine(slow.map(describe).join('  ·  '));
    return;
  }
  for (const step of slow) {
    if (now < step.nextPlain) continue;
    step.nextPlain = now + plainEveryMs;
    process.stdout.write(`  … ${describe(step)}\n`);
  }
}

/** @param {Step} step */
const describe = ({ title, start, progress }) =>
  `${title} ${elapsed(start)}${progress ? `, ${progress}` : ''}`;

/** @param {string} text */
function drawLine(text) {
  frame = (frame + 1) % frames.length;
  const room = Math.max(20, (process.stdout.columns ?? 80) - 4);
  const shown = text.length > room ? `${text.slice(0, room - 1)}…` : text;
  process.stdout.write(`\r\u001b[2K${paint('36', frames[frame] ?? '')} ${shown}`);
  lineShown = true;
}

function clearLine() {
  if (!lineShown) return;
  process.stdout.write('\r\u001b[2K');
  lineShown = false;
}
