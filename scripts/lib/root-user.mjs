import { notice } from './steps.mjs';

const isRoot = process.getuid?.() === 0;

/**
 * Electron refuses to run as root with its sandbox. Only our scripts give it up, only then, and
 * they say so.
 * @returns {string[]} flags for the app
 */
export function sandboxFlags() {
  if (!isRoot) return [];
  notice('Running as root: the app runs without its sandbox (--no-sandbox).');
  return ['--no-sandbox'];
}
