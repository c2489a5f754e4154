/** Runs the practice Docs server by itself, e.g. `npm run docs-server -- --license users`. */
import { bundle } from './lib/bundle.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { main } from './lib/steps.mjs';

await main(async () => {
  await ensurePackages();
  const file = await bundle('src-main/practice-docs-server/cli.ts', 'docs-server');
  const args = [file, ...process.argv.slice(2)];
  process.exitCode = (await run(process.execPath, args, { cwd: root, output: 'stream' })).code;
});
