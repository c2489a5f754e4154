import fs from 'node:fs/promises';
import path from 'node:path';
import { inRoot, root } from './paths.mjs';
import { run } from './run.mjs';

/**
 * Runs a command-line tool that an npm package brings, without npm in between.
 * @param {string} packageName
 * @param {readonly string[]} args
 * @param {import('./run.mjs').RunOptions} [options]
 */
export async function runTool(packageName, args, options = {}) {
  const folder = inRoot('node_modules', packageName);
  const about = JSON.parse(await fs.readFile(path.join(folder, 'package.json'), 'utf8'));
  const file = typeof about.bin === 'string' ? about.bin : about.bin[packageName];
  return run(process.execPath, [path.join(folder, file), ...args], { cwd: root, ...options });
}
